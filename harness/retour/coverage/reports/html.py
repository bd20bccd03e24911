"""Coverage as a web page: rules by message type, and the source of the stylesheets with every line marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from retour.coverage.covering import covering_cases
from retour.coverage.measuring import (
    FileMeasure,
    Kind,
    Measure,
    PlaceCoverage,
    RuleCoverage,
    SetMeasure,
    Share,
    Way,
    shares,
)
from retour.coverage.reports.remarks import is_met, missing, place_remark, rule_remark
from retour.language import ENGLISH, Texts, mark
from retour.reports.html import fragment, page
from retour.reports.site.parts import ALONE, NO_LINKS, Frame, Links
from retour.text.display import shown
from retour.text.thresholds import percent_text

_STATES = (("bad", mark("not covered")), ("warn", mark("partly covered")), ("good", mark("covered")))
"""What a rule or a stylesheet may be found by: the class that colours it, and its name."""

_KINDS: tuple[Kind, ...] = (mark("rules"), mark("templates"), mark("branches"))


def coverage_page(measure: Measure, texts: Texts = ENGLISH) -> str:
    """The page, as one file."""
    return CoveragePart(measure).page(texts)


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """Coverage as a part of a report."""

    measure: Measure
    name: str = "coverage"

    def title(self, texts: Texts) -> str:
        """What the link to its page says."""
        return texts("Coverage")

    def page(self, texts: Texts, links: Links = NO_LINKS, frame: Frame = ALONE) -> str:
        """Its page."""
        measure = self.measure
        sets = [_set(number, part, links, texts) for number, part in enumerate(measure.sets, start=1)]
        files = [_file(number, file, texts) for number, file in enumerate(measure.files, start=1)]
        return page(
            "coverage",
            texts,
            **frame,
            cases=measure.cases,
            in_branches=measure.in_branches,
            kinds=[
                {"kind": kind, "family": family, "share": share, "percent": percent_text(share.percent)}
                for (kind, family), share in measure.shares().items()
            ],
            sets=sets,
            files=files,
            choices=[("state", texts("State"), [(value, texts(name)) for value, name in _STATES])],
            number=sum(len(part.rows) for part in sets) + sum(bool(file.status) for file in files),
            waived=list(_waived(measure)),
            unneeded=list(map(texts.sentence, measure.unneeded)),
        )

    def of_rule(self, texts: Texts, sha256: str, code: str, links: Links) -> Markup | None:
        """How cases cover a rule, message by message."""
        for number, part in enumerate(self.measure.sets, start=1):
            rows = [_rule_row(rule, texts) for rule in part.rules if rule.rule == code]
            if part.stamp.sha256 == sha256 and rows:
                href = f"{links.up}{self.name}.html#{_anchor(number)}-{code}"
                return fragment("coverage_rule", texts, rows=rows, href=href)
        return None


@dataclass(frozen=True, slots=True)
class _Cell:
    """A rule in a message type."""

    text: str
    status: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    href: str | None
    cells: tuple[_Cell, ...]

    @property
    def status(self) -> str:
        """That of the cell that is covered least."""
        found = {cell.status for cell in self.cells}
        return next((status for status, _ in _STATES if status in found), "")


@dataclass(frozen=True, slots=True)
class _Set:
    anchor: str
    title: str
    cases: int
    types: tuple[str, ...]
    rows: tuple[_Row, ...]
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
    """A stylesheet.

    Attributes:
        percent: of its templates and branches together.
        told: how many of each.
    """

    anchor: str
    name: str
    percent: float
    told: str
    status: str
    lines: tuple[_CoveredLine, ...]


def _anchor(number: int) -> str:
    return f"s{number}"


def _set(number: int, part: SetMeasure, links: Links, texts: Texts) -> _Set:
    by_place = {(rule.rule, rule.type): rule for rule in part.rules}
    rows = tuple(
        _Row(
            code,
            links.rule(part.stamp.sha256, code),
            tuple(_cell(by_place.get((code, type_)), texts) for type_ in part.types),
        )
        for code in sorted({rule.rule for rule in part.rules})
    )
    version = f" {part.stamp.version}" if part.stamp.version else ""
    return _Set(_anchor(number), f"{part.stamp.id}{version}", part.cases, part.types, rows, part.unexpected)


def _cell(rule: RuleCoverage | None, texts: Texts) -> _Cell:
    if rule is None:
        return _Cell("–", "quiet")
    fired, silent = (len(way.cases) for way in rule.ways)
    if fired or silent:
        text = texts(
            "%(fired)s fired, %(silent)s silent", fired=texts.number(fired), silent=texts.number(silent)
        )
    elif not is_met(rule):
        text = texts("no case")
    else:
        text = texts("never fired") if rule.unknown else texts("never evaluated")
    return _Cell(text, _status_of_rule(rule), rule_remark(rule, texts) if missing(rule.ways) else "")


def _status_of_rule(rule: RuleCoverage) -> str:
    left = missing(rule.ways)
    return "bad" if len(left) == 2 else "warn" if left else "good"


def _rule_row(rule: RuleCoverage, texts: Texts) -> dict[str, object]:
    fired, silent = (len(way.cases) for way in rule.ways)
    return {
        "type": rule.type,
        "fired": fired,
        "silent": silent,
        "unevaluated": rule.unevaluated + rule.unknown,
        "status": _status_of_rule(rule),
        "remark": rule_remark(rule, texts) if missing(rule.ways) else "",
        "waived": list(dict.fromkeys(way.waiver for way in rule.ways if way.waiver and not way.is_covered)),
    }


def _waived(measure: Measure) -> Iterator[tuple[str, list[str]]]:
    """The reasons for which cases needn't show something, each with what."""
    found: dict[str, list[str]] = {}

    def add(ways: tuple[Way, ...], what: str) -> None:
        for way in ways:
            if way.waiver is not None:
                found.setdefault(way.waiver, []).append(f"{what} {way.name}")

    for rule in (rule for part in measure.sets for rule in part.rules):
        add(rule.ways, f"{rule.rule} {rule.type}")
    for file in measure.files:
        for place in file.places:
            add(place.ways, f"{shown(file.path)}:{place.line}")
    yield from found.items()


def _file(number: int, file: FileMeasure, texts: Texts) -> _CoveredFile:
    ways = [way for place in file.places for way in place.ways]
    open_ways = missing(ways)
    status = (
        "" if not ways else "good" if not open_ways else "warn" if any(w.is_covered for w in ways) else "bad"
    )
    counted = shares(ways).values()
    whole = Share(
        sum(each.covered for each in counted),
        sum(each.needed for each in counted),
        sum(e.waived for e in counted),
    )
    return _CoveredFile(
        anchor=f"x{number}",
        name=shown(file.path),
        percent=whole.percent,
        told=texts(
            "templates %(templates)s, branches %(branches)s",
            templates=_count(ways, "templates"),
            branches=_count(ways, "branches"),
        ),
        status=status,
        lines=tuple(_lines(file, texts)),
    )


def _count(ways: list[Way], kind: str) -> str:
    of_kind = shares(way for way in ways if way.kind == kind).values()
    return f"{sum(share.covered for share in of_kind)}/{sum(share.needed for share in of_kind)}"


def _lines(file: FileMeasure, texts: Texts) -> Iterator[_CoveredLine]:
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
        remark = "; ".join(place_remark(place, texts) for place in remarks.get(number, ()))
        yield _CoveredLine(
            number, text.expandtabs(4), None if of_line is None else len(of_line), status, remark
        )
