"""What differs between two outcomes of one message."""

from __future__ import annotations

import pytest
from retour.comparison.outcomes import changes_between
from retour.model import Finding, Location, Outcome, Problem


def finding(code: str, *paths: str, details: str | None = None, retour: str | None = None) -> Finding:
    return Finding("rules", code, retour, tuple(map(Location, paths)), details)


def outcome(*findings: Finding, problem: Problem | None = None) -> Outcome:
    return Outcome("a.xml", findings=findings, problem=problem)


def kinds(old: Outcome, new: Outcome) -> list[tuple[str, str]]:
    return [(change.kind, change.rule) for change in changes_between(old, new)]


END = finding("TR018", "/Bericht/Client/Einddatum")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([END], [END], []),
        ([END, END], [END], [("removed", "TR018")]),
        ([], [END], [("added", "TR018")]),
        ([END, finding("CS002")], [finding("CS002"), END], []),
        ([END], [finding("TR018", "/Bericht/Client/Begindatum")], [("moved", "TR018")]),
        ([END], [finding("TR018", "/Bericht/Client")], [("moved", "TR018")]),
        (
            [END],
            [finding("TR018", "/Bericht/Header/Datum", "/Bericht/Client/Einddatum")],
            [("moved", "TR018")],
        ),
        (
            [END],
            [finding("TR018", "/Bericht/Client[2]/Einddatum")],
            [("removed", "TR018"), ("added", "TR018")],
        ),
        ([END], [finding("TR018", "/Bericht/Client/Einddatum", details="Nee.")], [("details", "TR018")]),
        ([END], [finding("TR018", "/Bericht/Client/Einddatum", retour="0001")], [("retour", "TR018")]),
        ([END], [finding("TR019", "/Bericht/Client/Einddatum")], [("removed", "TR018"), ("added", "TR019")]),
        ([finding("TR004")], [finding("TR004", "/Bericht")], [("moved", "TR004")]),
    ],
    ids=[
        "same",
        "once less",
        "new",
        "order",
        "beside",
        "above",
        "shared place",
        "elsewhere",
        "details",
        "retour",
        "other rule",
        "no place",
    ],
)
def test_findings(old: list[Finding], new: list[Finding], expected: list[tuple[str, str]]) -> None:
    assert kinds(outcome(*old), outcome(*new)) == expected


def test_lines_make_no_difference() -> None:
    here, there = Location("/Bericht", 1), Location("/Bericht", 2)

    assert not changes_between(
        outcome(Finding("rules", "TR018", None, (here,))), outcome(Finding("rules", "TR018", None, (there,)))
    )


def test_what_did_not_move_is_not_taken_for_what_did() -> None:
    other = finding("TR018", "/Bericht/Client/Begindatum")

    (change,) = changes_between(outcome(END, other), outcome(other))

    assert (change.kind, change.old, change.new) == ("removed", END, None)


def test_errors() -> None:
    slow, broken = Problem("time-limit", "too slow"), Problem("dynamic-error", "it failed")

    assert kinds(outcome(problem=slow), outcome(problem=slow)) == []
    assert kinds(outcome(problem=slow), outcome(END)) == [("error", "time-limit")]
    assert kinds(outcome(END), outcome(problem=broken)) == [("error", "dynamic-error")]
    assert kinds(outcome(problem=slow), outcome(problem=broken)) == [("error", "dynamic-error")]
