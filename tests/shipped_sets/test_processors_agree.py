"""The shipped sets give the same findings through SaxonC as through libxslt, for every fixture."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ran_cases import PROJECT, Ran
from retour.checking import case_check, outcome_job
from retour.engines import open_engine
from retour.workspace import workspace_for

pytestmark = pytest.mark.long


def test_same_findings_in_the_same_order(ran: Sequence[Ran]) -> None:
    workspace = workspace_for(PROJECT)
    jobs = [outcome_job(case_check(each.case, workspace), lambda outcome, _: outcome) for each in ran]
    engine = open_engine("libxslt", 1)
    try:
        outcomes = [pending.result() for pending in engine.submit(jobs)]
    finally:
        engine.close()

    differing = [
        (each.type, each.case.id, each.outcome.findings, outcome.findings or outcome.problem)
        for each, outcome in zip(ran, outcomes, strict=True)
        if (each.outcome.findings, each.outcome.problem) != (outcome.findings, outcome.problem)
    ]

    assert differing == []
