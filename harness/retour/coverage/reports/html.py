"""Coverage as a web page: rules by message type, and the source of the stylesheets with every line marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retour.coverage.covering import covering_cases
from retour.coverage.measuring import (
    FileMeasure,
    Measure,
    PlaceCoverage,
    RuleCoverage,
    SetMeasure,
    Way,
    shares,
)
from retour.coverage.reports.remarks import is_met, missing, place_remark
from retour.reports.html import page
from retour.text.display import shown
from retour.text.thresholds import percent_text


def coverage_page(measure: Measure) -> str:
    """The page as text."""
    return page(
        "coverage",
        cases=measure.cases,
        in_branches=measure.in_branches,
        kinds=_kinds(measure),
        sets=[_set(part) for part in measure.sets],
        files=[_file(file) for file in measure.files],
        unneeded=measure.unneeded,
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """A row of the first table: what is counted, of which family, how much of it is covered."""

    kind: str
    family: str
    covered: int
    needed: int
    waived: int
    percent: str
    status: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A rule in a message type."""

    text: str
    status: str


@dataclass(frozen=True, slots=True)
class _Set:
    title: str
    cases: int
    types: tuple[str, ...]
    rows: tuple[tuple[str, tuple[_Cell, ...]], ...]
    unexpected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _CoveredLine:
    """A line of a stylesheet.

    Attributes:
        cases: how many come by it; None where there is nothing to come by.
        status: `good`, `warn`, `bad`, or nothing.
        remark: what no case shows of it.
    """

    number: int
    text: str
    cases: int | None
    status: str
    remark: str


@dataclass(frozen=True, slots=True)
class _CoveredFile:
    name: str
    templates: str
    branches: str
    status: str
    lines: tuple[_CoveredLine, ...]


def _kinds(measure: Measure) -> list[_Kind]:
    return [
        _Kind(
            kind,
            family,
            share.covered,
            share.needed,
            share.waived,
            percent_text(share.percent),
            "good" if share.covered == share.needed else "bad",
        )
        for (kind, family), share in measure.shares().items()
    ]


def _set(part: SetMeasure) -> _Set:
    by_place = {(rule.rule, rule.type): rule for rule in part.rules}
    rows = tuple(
        (code, tuple(_cell(by_place.get((code, type_))) for type_ in part.types))
        for code in sorted({rule.rule for rule in part.rules})
    )
    version = f" {part.stamp.version}" if part.stamp.version else ""
    return _Set(f"{part.stamp.id}{version}", part.cases, part.types, rows, part.unexpected)


def _cell(rule: RuleCoverage | None) -> _Cell:
    if rule is None:
        return _Cell("–", "quiet")
    fired, silent = (len(way.cases) for way in rule.ways)
    if not fired and not silent:
        text = "no case" if not is_met(rule) else "never fired" if rule.unknown else "never evaluated"
    else:
        text = f"{fired} fired, {silent} silent"
    return _Cell(text, "bad" if len(missing(rule.ways)) == 2 else "warn" if missing(rule.ways) else "good")


def _file(file: FileMeasure) -> _CoveredFile:
    ways = [way for place in file.places for way in place.ways]
    open_ways = missing(ways)
    status = (
        "" if not ways else "good" if not open_ways else "warn" if any(w.is_covered for w in ways) else "bad"
    )
    return _CoveredFile(
        name=shown(file.path),
        templates=_count(ways, "templates"),
        branches=_count(ways, "branches"),
        status=status,
        lines=tuple(_lines(file)),
    )


def _count(ways: list[Way], kind: str) -> str:
    of_kind = shares(way for way in ways if way.kind == kind).values()
    return f"{sum(share.covered for share in of_kind)}/{sum(share.needed for share in of_kind)}"


def _lines(file: FileMeasure) -> Iterator[_CoveredLine]:
    cases = covering_cases([file])
    remarks: dict[int, list[PlaceCoverage]] = {}
    for place in file.places:
        if missing(place.ways):
            remarks.setdefault(place.line, []).append(place)
    for number, text in enumerate(file.data.decode("utf-8", "replace").splitlines(), 1):
        of_line = cases.get((str(file.path), number))
        status = "" if of_line is None else "good" if of_line else "bad"
        if number in remarks and status == "good":
            status = "warn"
        remark = "; ".join(place_remark(place) for place in remarks.get(number, ()))
        yield _CoveredLine(
            number, text.expandtabs(4), None if of_line is None else len(of_line), status, remark
        )
