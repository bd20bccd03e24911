"""Branch coverage line by line, as the formats of other tools want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retour.coverage.measuring import FileMeasure, PlaceCoverage


@dataclass(frozen=True, slots=True)
class Line:
    """A line on which a template, a condition or an otherwise begins.

    Attributes:
        cases: how many come by it.
        conditions: what is decided on it.
    """

    number: int
    cases: int
    conditions: tuple[PlaceCoverage, ...]


def lines_of(file: FileMeasure) -> list[Line]:
    """The lines of a file on which anything begins that can be covered; what is waived counts as any other."""
    found: dict[int, set[str]] = {}
    conditions: dict[int, list[PlaceCoverage]] = {}
    for place in file.places:
        found.setdefault(place.line, set()).update(case for way in place.ways for case in way.cases)
        if is_condition(place):
            conditions.setdefault(place.line, []).append(place)
    for body, cases in file.bodies:
        if body.kind == "otherwise":
            found.setdefault(body.line, set()).update(cases)
    return [
        Line(number, len(cases), tuple(conditions.get(number, ()))) for number, cases in sorted(found.items())
    ]


def templates_of(file: FileMeasure) -> Sequence[PlaceCoverage]:
    """The templates of a file."""
    return [place for place in file.places if not is_condition(place)]


def is_condition(place: PlaceCoverage) -> bool:
    """Whether a place is an `if` or a `when`, and no template."""
    return place.ways[0].kind == "branches"
