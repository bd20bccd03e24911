"""The published sets give the same findings by SaxonC as by libxslt."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from message_generator import Vocabulary, messages

from harness.checking import outcome_job
from harness.engines import open_engine
from harness.levels import Check
from harness.model import Outcome
from harness.rulesets import RuleSet
from harness.workspace import workspace_for

MESSAGES_OF_EACH_TYPE = 10

_place = os.environ.get("RETOUR_OFFICIAL_SETS")
SETS = sorted(folder for folder in Path(_place).rglob("wlz/2_*") if folder.is_dir()) if _place else []

pytestmark = pytest.mark.skipif(
    not SETS, reason="RETOUR_OFFICIAL_SETS doesn't name a folder of unpacked official sets"
)


def generated(rules: RuleSet, folder: Path) -> Iterator[Path]:
    """Messages of every type that a set serves."""
    for identity in rules.serves:
        vocabulary = Vocabulary(identity.namespace).read(rules.entry_for(identity).files)
        made = messages(vocabulary, str(identity), MESSAGES_OF_EACH_TYPE)
        for number, data in enumerate(made):
            message = folder / f"{identity.type}-{number}.xml"
            message.write_bytes(data)
            yield message


def outcomes(engine_name: str, checks: Sequence[Check]) -> list[Outcome]:
    engine = open_engine(engine_name)
    try:
        pending = engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
        return [each.result() for each in pending]
    finally:
        engine.close()


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.relative_to(_place or "").parts[0])
def test_same_findings_in_the_same_order(folder: Path, tmp_path: Path) -> None:
    rules, workspace = RuleSet.open(folder), workspace_for(tmp_path)
    checks = [Check(message, message.name, workspace, rules) for message in list(generated(rules, tmp_path))]

    by_saxon, by_libxslt = outcomes("saxon", checks), outcomes("libxslt", checks)

    assert [(each.message, each.findings, each.problem) for each in by_libxslt] == [
        (each.message, each.findings, None) for each in by_saxon
    ]
    fired = {finding.code for outcome in by_saxon for finding in outcome.findings}
    assert len(fired) >= len(rules.codes) // 2, f"too few rules fired to prove much: {sorted(fired)}"
