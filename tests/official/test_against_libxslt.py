"""The published sets give the same findings by SaxonC as by libxslt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from published import SETS, generated, label, needs_sets
from retour.checking import outcome_job
from retour.engines import open_engine
from retour.levels import Check
from retour.model import Outcome
from retour.rulesets import RuleSet
from retour.workspace import workspace_for

MESSAGES_OF_EACH_TYPE = 15

pytestmark = needs_sets


def outcomes(engine_name: str, checks: Sequence[Check]) -> list[Outcome]:
    engine = open_engine(engine_name)
    try:
        pending = engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
        return [each.result() for each in pending]
    finally:
        engine.close()


@pytest.mark.parametrize("folder", SETS, ids=label)
def test_same_findings_in_the_same_order(folder: Path, tmp_path: Path) -> None:
    rules, workspace = RuleSet.open(folder), workspace_for(tmp_path)
    files = list(generated(rules, MESSAGES_OF_EACH_TYPE, tmp_path))
    checks = [Check(file, file.name, workspace, rules) for file in files]

    by_saxon, by_libxslt = outcomes("saxon", checks), outcomes("libxslt", checks)

    assert [(each.message, each.findings, each.problem) for each in by_libxslt] == [
        (each.message, each.findings, None) for each in by_saxon
    ]
    fired = {finding.code for outcome in by_saxon for finding in outcome.findings}
    silent = rules.codes - fired
    assert len(silent) <= len(rules.codes) // 10, f"too few rules fired to prove much, not: {sorted(silent)}"
