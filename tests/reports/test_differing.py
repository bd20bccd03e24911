"""What differs between the rule sets of a run."""

from __future__ import annotations

from typing import Any

import pytest
from retour.reports import Differing, differing_lines


def result(
    under: str, *fired: str, name: str = "a", error: str | None = None, passes: bool = True
) -> dict[str, Any]:
    """A result; what fired is `CODE` or `CODE at PATH`."""
    findings = []
    for text in fired:
        code, _, path = text.partition(" at ")
        findings.append(
            {"level": "rules", "code": code, "retour": None, "locations": [{"path": path}] if path else []}
        )
    status = "as expected" if passes else "not as expected"
    return {
        "case": {"file": "a.cases.yaml", "line": 2, "id": name, "under": under},
        "findings": findings,
        "error_kind": error,
        "verdict": {"status": status},
    }


ROWS = {
    "came": (("TR018",), ("TR018", "CS002"), "without CS002", "CS002"),
    "went": (("TR018",), (), "TR018", "nothing"),
    "oftener": (("TR018", "TR018"), ("TR018",), "TR018 × 2", "TR018"),
    "elsewhere": (("TR018 at /A",), ("TR018 at /B",), "TR018", "TR018 elsewhere"),
    "one for the other": (("TR018", "CD007"), ("CS002", "CD007"), "TR018", "CS002"),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_tells_what_differs(row: str) -> None:
    old, new, before, after = ROWS[row]
    differing = Differing.of([result("x/1@1.9.9", *old), result("x/1@1.9.13", *new)])
    assert list(differing.rows()) == [("case", "1.9.9", "1.9.13"), ("a.cases.yaml::a", before, after)]


def test_an_error_and_a_failure_are_told() -> None:
    results = [result("x/1@1", error="dynamic"), result("x/1@2", "TR018", passes=False)]
    assert list(Differing.of(results).rows())[1] == (
        "a.cases.yaml::a",
        "error: dynamic",
        "TR018 (not as expected)",
    )


def test_patch_levels_stand_from_old_to_new_whatever_the_order_of_the_run() -> None:
    results = [result(f"x/1@{version}", version) for version in ("1.9.13", "2.0", "1.9.9", "1.10")]
    assert Differing.of(results).sets == ["x/1@1.9.9", "x/1@1.9.13", "x/1@1.10", "x/1@2.0"]


def test_sets_of_several_ids_keep_their_names() -> None:
    differing = Differing.of([result("x/1@1.0"), result("y/1@1.0", "TR018")])
    assert differing.headings == ["x/1@1.0", "y/1@1.0"]


def test_what_is_the_same_is_counted() -> None:
    results = [result(f"x/1@{version}", "TR018", name=name) for version in "12" for name in "abc"]
    assert differing_lines(Differing.of(results)) == ["3 cases under 2 rule sets: 0 differ"]


def test_one_set_differs_from_nothing() -> None:
    assert differing_lines(Differing.of([result("x/1@1", "TR018")])) == []
