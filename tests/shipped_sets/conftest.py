"""Every fixture case of the shipped rule sets, run once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ran_cases import PROJECT, Ran
from retour import RuleSet, load_cases
from retour.checking import case_check, case_job
from retour.engines import open_engine
from retour.levels import edited_bytes
from retour.workspace import workspace_for


@pytest.fixture(scope="session")
def shipped_sets() -> dict[str, RuleSet]:
    folders = (PROJECT / "rules" / name for name in ("iwmo/2_1", "ijw/2_1", "iwmo/3_2", "ijw/3_2"))
    return {rules.id: rules for rules in map(RuleSet.open, folders)}


@pytest.fixture(scope="session")
def ran() -> Sequence[Ran]:
    workspace = workspace_for(PROJECT)
    files = sorted((PROJECT / "fixtures/common").rglob("*.cases.yaml"))
    cases = [case for file in files for case in load_cases(file, workspace)]
    engine = open_engine("saxon", 1)
    try:
        pending = engine.submit([case_job(case, workspace) for case in cases])
        results = [each.result() for each in pending]
    finally:
        engine.close()
    return [
        Ran(case, outcome, verdict, edited_bytes(case_check(case, workspace)))
        for case, (outcome, verdict) in zip(cases, results, strict=True)
    ]
