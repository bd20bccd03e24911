"""The official rule report of iWmo 3.2 against the shipped set, and docs/rule-report.md, which tells of it."""

from __future__ import annotations

import pytest
from retour.traceability import Traceability
from retour.traceability.tally import tallied

from tools.generate_rule_report import PAGE, page, traced


@pytest.fixture(scope="module")
def found() -> Traceability:
    return traced()


def test_every_rule_inside_a_message_is_judged_and_tested(found: Traceability) -> None:
    shares = {counted: share for (counted, level), share in tallied(found).items() if level == "rules"}

    assert (shares["judged"].covered, shares["judged"].needed) == (57, 57)
    assert shares["tested"].covered == shares["tested"].needed
    assert shares["tested"].waived == 0
    assert {trace.state for trace in found.traces if trace.level == "rules"} == {"firing and silent"}


def test_report_and_set_say_the_same(found: Traceability) -> None:
    assert len(found.traces) == 296
    assert [trace.code for trace in found.differing] == []
    assert [each.code for each in found.surplus] == []
    assert found.compares_places


def test_nothing_is_missing_but_what_the_catalogue_explains(found: Traceability) -> None:
    assert {trace.level for trace in found.missing} <= {"cross-message", "external source"}
    assert all(trace.standing == "left out" and trace.reason for trace in found.missing)


def test_the_slips_of_the_report_are_those_that_are_known(found: Traceability) -> None:
    unplaced = [code for code in found.report.unplaced if not code.startswith("UP")]
    assert unplaced == ["RS003", "RS007", "RS039"]


def test_the_committed_page_is_what_is_found(found: Traceability) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found), "run `make rule-report`"
