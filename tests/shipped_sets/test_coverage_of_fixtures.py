"""The fixtures show every rule of the shipped sets firing and silent in every message, and every branch both ways."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ran_cases import PROJECT, Ran
from retour.checking import case_check, outcome_job
from retour.coverage import CoverageData, Measure, measure, record_of
from retour.engines import open_engine
from retour.model import Outcome
from retour.rulesets import RuleSet
from retour.workspace import workspace_for

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def probed(ran: Sequence[Ran]) -> list[Outcome]:
    """The outcomes of the fixture cases, with probes in the branches."""
    workspace = workspace_for(PROJECT)
    engine = open_engine("saxon")
    try:
        checks = [case_check(each.case, workspace, "branches") for each in ran]
        pending = engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
        return [each.result() for each in pending]
    finally:
        engine.close()


@pytest.fixture(scope="module")
def measured(ran: Sequence[Ran], probed: Sequence[Outcome], shipped_sets: dict[str, RuleSet]) -> Measure:
    data = CoverageData()
    for each, outcome in zip(ran, probed, strict=True):
        name = f"{each.case.file}::{each.case.id}"
        record = record_of(name, each.case, outcome, shipped_sets[each.case.rules or ""], "branches")
        assert record is not None, name
        data.add(record)
    return measure(data, lambda part: shipped_sets[part.id])


def test_probes_change_no_report(ran: Sequence[Ran], probed: Sequence[Outcome]) -> None:
    assert [outcome.report for outcome in probed] == [each.outcome.report for each in ran]
    assert [outcome.findings for outcome in probed] == [each.outcome.findings for each in ran]


def test_every_rule_fires_and_is_silent_in_every_message(measured: Measure) -> None:
    shares = {family: share for (kind, family), share in measured.shares().items() if kind == "rules"}

    assert set(shares) == {"CD", "CS", "IV", "TR"}
    assert {family for family, share in shares.items() if share.covered < share.needed} == set()
    assert [part.unexpected for part in measured.sets] == [()] * 4


def test_every_branch_is_taken(measured: Measure) -> None:
    """At least 98 % is the aim; there is no branch that can't be taken, so nothing less than all will do."""
    missing = [
        (file.path.relative_to(PROJECT).as_posix(), place.line, way.name)
        for file in measured.files
        for place in file.places
        for way in place.ways
        if not way.is_covered
    ]

    assert missing == []
    assert sum(len(place.ways) for file in measured.files for place in file.places) > 140
