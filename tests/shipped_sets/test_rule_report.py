"""The official rule report of iWmo 3.2 against the shipped set, and docs/rule-report.md, which tells of it."""

from __future__ import annotations

import pytest
from retour.traceability import Traceability
from retour.traceability.tally import tallied

from tools.generate_rule_report import PAGE, page, traced


@pytest.fixture(scope="module")
def found() -> Traceability:
    return traced()


def test_nothing_is_missing(found: Traceability) -> None:
    assert [trace.code for trace in found.missing] == []
    assert {
        level: share.needed for (counted, level), share in tallied(found).items() if counted == "judged"
    } == {
        "rules": 57,
        "cross-message": 54,
        "external source": 4,
        "schema": 42,
    }


def test_every_rule_that_can_be_tested_is(found: Traceability) -> None:
    shares = [share for (counted, _), share in tallied(found).items() if counted == "tested"]
    assert [share for share in shares if share.covered < share.needed or share.waived] == []
    assert {trace.state for trace in found.traces if trace.tested} == {"firing and silent"}


def test_report_and_set_say_the_same(found: Traceability) -> None:
    assert len(found.traces) == 296
    assert [trace.code for trace in found.differing] == []
    assert [each.code for each in found.surplus] == []
    assert found.compares_places


def test_the_slips_of_the_report_are_those_that_are_known(found: Traceability) -> None:
    unplaced = [code for code in found.report.unplaced if not code.startswith("UP")]
    assert unplaced == ["RS003", "RS007", "RS039"]


def test_the_committed_page_is_what_is_found(found: Traceability) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found), "run `make rule-report`"
