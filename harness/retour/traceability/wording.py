"""What is found of a report, in words: the same in text, Markdown and on the web page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from retour.coverage.reports.remarks import missing
from retour.text.thresholds import percent_text
from retour.traceability.tally import COUNTED, LEVELS, tallied
from retour.traceability.traces import Aspect, Trace, Traceability

_BY_WHOM = {"stylesheet": "yes", "schema": "by the schema", "harness": "by the harness"}


_LISTED_IN: Mapping[Aspect, str] = {"places": "the catalogue", "messages": "the stylesheets"}
"""Where a set says what a report may say more or less of."""

TALLY_HEAD = ("level", "rules", "judged", "alike", "tested")
TRACE_HEAD = ("rule", "level", "in the set", "tested")


def headline(found: Traceability) -> str:
    """Which report is held against which set."""
    report = found.report
    named = " ".join(part for part in ("rule report", report.standard, report.release) if part)
    dated = f" of {report.updated}" if report.updated else ""
    version = f", version {report.version}{dated}" if report.version else ""
    return f"{named}{version}, against {found.rules.name}"


def size_line(found: Traceability) -> str:
    """How much the report holds, and how much of it isn't in order."""
    report = found.report
    return (
        f"{_counted(len(report.rules), 'rule')}, {_counted(report.placements, 'placement')}; "
        f"{len(found.missing)} missing, {len(found.differing)} different"
    )


def tally_rows(found: Traceability) -> list[Sequence[str]]:
    """How much is judged, alike and tested, a row for each level."""
    shares = tallied(found)
    rows: list[Sequence[str]] = []
    for level in LEVELS:
        rules = sum(trace.level == level for trace in found.traces)
        if not rules:
            continue
        cells = []
        for counted in COUNTED:
            share = shares.get((counted, level))
            waived = f", {share.waived} waived" if share and share.waived else ""
            cells.append(
                f"{share.covered}/{share.needed} {percent_text(share.percent)}{waived}" if share else "–"
            )
        rows.append((level, str(rules), *cells))
    return rows


def trace_row(trace: Trace) -> Sequence[str]:
    """A rule: its level, whether the set has it, how it is tested."""
    return trace.code, trace.level, standing_text(trace), tested_text(trace)


def standing_text(trace: Trace) -> str:
    """Whether the set has a rule, and why not."""
    if trace.is_judged:
        return _BY_WHOM[trace.standing]
    if trace.standing == "unknown":
        return "no: the set doesn't know it"
    return f"no: {trace.reason or 'no entry of the set reports it'}"


def tested_text(trace: Trace) -> str:
    """How a rule is tested, with the messages in which something is left to show and what is waived."""
    if trace.state is None:
        return "–"
    parts: list[str] = [trace.state]
    if trace.state in ("firing and silent", "firing", "silent"):
        left = [(each.type, tuple(missing(each.ways))) for each in trace.tested if missing(each.ways)]
        for names, types in groupby(sorted(left, key=lambda one: one[1]), key=lambda one: one[1]):
            parts.append(f"never {' nor '.join(names)} in {', '.join(type_ for type_, _ in types)}")
    parts += [f"waived: {reason}" for reason in trace.waived]
    return "; ".join(parts)


def difference_lines(trace: Trace) -> Iterator[str]:
    """Where report and set say different things of a rule."""
    for each in trace.disagreements:
        where = ("the report", _LISTED_IN.get(each.aspect, "the set"))
        sides = zip(where, (each.report, each.rules), strict=True)
        if each.aspect in _LISTED_IN:
            said = "; ".join(f"only in {place}: {', '.join(what)}" for place, what in sides if what)
        else:
            said = ", ".join(f"{', '.join(what) or 'none'} in {place}" for place, what in sides)
        yield f"{trace.code}: {each.aspect}: {said}"


def missing_line(trace: Trace) -> str:
    """A rule that the set doesn't judge."""
    return f"{trace.code} ({trace.level}): {standing_text(trace).removeprefix('no: ')}"


def surplus_lines(found: Traceability) -> Iterator[str]:
    """The rules that the set has and the report lacks."""
    for each in found.surplus:
        yield f"{each.code}: " + (
            "checked by a stylesheet"
            if each.checked
            else f"in the catalogue alone: {each.reason or 'not checked'}"
        )


def remark_lines(found: Traceability) -> Iterator[str]:
    """What else is worth knowing."""
    if not found.cases:
        yield "No case of the set was run: nothing is shown to be tested."
    if not found.compares_places:
        yield "The catalogue of the set gives no places: they aren't compared."
    if found.report.unplaced:
        yield f"The report places nowhere: {', '.join(found.report.unplaced)}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
