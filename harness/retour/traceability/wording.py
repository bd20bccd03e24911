"""What is found of a report, in words: the same in text, Markdown and on the web page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from retour.coverage.measuring import Share
from retour.coverage.reports.remarks import missing
from retour.language import ENGLISH, Texts, mark
from retour.rulesets import ControlLevel
from retour.text.thresholds import percent_text
from retour.traceability.tally import COUNTED, LEVELS, tallied
from retour.traceability.traces import Aspect, Standing, TestState, Trace, Traceability

_BY_WHOM: Mapping[Standing, str] = {
    "stylesheet": mark("yes"),
    "schema": mark("by the schema"),
    "harness": mark("by the harness"),
}


_LISTED_IN: Mapping[Aspect, str] = {"places": mark("the catalogue"), "messages": mark("the stylesheets")}
"""Where a set says what a report may say more or less of."""

ASPECTS: tuple[Aspect, ...] = (mark("level"), mark("retour code"), mark("places"), mark("messages"))

STATES: tuple[TestState, ...] = (
    mark("firing and silent"),
    mark("firing"),
    mark("silent"),
    mark("only named"),
    mark("not tested"),
)

TALLY_HEAD = (mark("level"), mark("rules"), mark("judged"), mark("alike"), mark("tested"))
TRACE_HEAD = (mark("rule"), mark("level"), mark("in the set"), mark("tested"))


def headline(found: Traceability, texts: Texts = ENGLISH) -> str:
    """Which report is held against which set."""
    report = found.report
    named = " ".join(part for part in (texts("rule report"), report.standard, report.release) if part)
    dated = texts(" of %(day)s", day=report.updated) if report.updated else ""
    version = texts(", version %(version)s", version=report.version) + dated if report.version else ""
    return texts("%(report)s, against %(rules)s", report=f"{named}{version}", rules=found.rules.name)


def size_line(found: Traceability, texts: Texts = ENGLISH) -> str:
    """How much the report holds, and how much of it isn't in order."""
    report = found.report
    rules = texts.counted(len(report.rules), "%(number)s rule", "%(number)s rules")
    placements = texts.counted(report.placements, "%(number)s placement", "%(number)s placements")
    return texts(
        "%(rules)s, %(placements)s; %(missing)s missing, %(different)s different",
        rules=rules,
        placements=placements,
        missing=texts.number(len(found.missing)),
        different=texts.number(len(found.differing)),
    )


def tally_rows(found: Traceability, texts: Texts = ENGLISH) -> list[Sequence[str]]:
    """How much is judged, alike and tested, a row for each level."""
    return [
        (level, rules, *("–" if share is None else share_text(share, texts) for share in shares))
        for level, rules, shares in tally_shares(found)
    ]


def tally_shares(found: Traceability) -> Iterator[tuple[ControlLevel, str, list[Share | None]]]:
    """The same as shares: each level, how many rules it has, and what there is of each kind."""
    shares = tallied(found)
    for level in LEVELS:
        if rules := sum(trace.level == level for trace in found.traces):
            yield level, str(rules), [shares.get((counted, level)) for counted in COUNTED]


def share_text(share: Share, texts: Texts = ENGLISH) -> str:
    """How much there is of something."""
    waived = texts(", %(number)s waived", number=share.waived) if share.waived else ""
    return f"{share.covered}/{share.needed} {texts.figures(percent_text(share.percent))}{waived}"


def trace_row(trace: Trace, texts: Texts = ENGLISH) -> Sequence[str]:
    """A rule: its level, whether the set has it, how it is tested."""
    return trace.code, trace.level, standing_text(trace, texts), how_tested(trace, texts)


def standing_text(trace: Trace, texts: Texts = ENGLISH) -> str:
    """Whether the set has a rule, and why not."""
    if trace.is_judged:
        return texts(_BY_WHOM[trace.standing])
    return texts("no: %(reason)s", reason=_why_not(trace, texts))


def how_tested(trace: Trace, texts: Texts = ENGLISH) -> str:
    """How a rule is tested, with the messages in which something is left to show and what is waived."""
    if trace.state is None:
        return "–"
    parts: list[str] = [texts(trace.state)]
    if trace.state in ("firing and silent", "firing", "silent"):
        left = [(each.type, tuple(missing(each.ways))) for each in trace.tested if missing(each.ways)]
        for names, types in groupby(sorted(left, key=lambda one: one[1]), key=lambda one: one[1]):
            ways = f" {texts('nor')} ".join(texts(name) for name in names)
            messages = ", ".join(type_ for type_, _ in types)
            parts.append(texts("never %(ways)s in %(messages)s", ways=ways, messages=messages))
    parts += [texts("waived: %(reason)s", reason=reason) for reason in trace.waived]
    return "; ".join(parts)


def difference_lines(trace: Trace, texts: Texts = ENGLISH) -> Iterator[str]:
    """Where report and set say different things of a rule."""
    for each in trace.disagreements:
        where = (texts("the report"), texts(_LISTED_IN.get(each.aspect, mark("the set"))))
        sides = zip(where, (each.report, each.rules), strict=True)
        if each.aspect in _LISTED_IN:
            said = "; ".join(
                texts("only in %(place)s: %(what)s", place=place, what=", ".join(what))
                for place, what in sides
                if what
            )
        else:
            said = ", ".join(
                texts("%(what)s in %(place)s", what=", ".join(what) or texts("none"), place=place)
                for place, what in sides
            )
        yield f"{trace.code}: {texts(each.aspect)}: {said}"


def missing_line(trace: Trace, texts: Texts = ENGLISH) -> str:
    """A rule that the set doesn't judge."""
    return f"{trace.code} ({trace.level}): {_why_not(trace, texts)}"


def surplus_lines(found: Traceability, texts: Texts = ENGLISH) -> Iterator[str]:
    """The rules that the set has and the report lacks."""
    for each in found.surplus:
        if each.checked:
            said = texts("checked by a stylesheet")
        else:
            reason = each.reason or texts("not checked")
            said = texts("in the catalogue alone: %(reason)s", reason=reason)
        yield f"{each.code}: {said}"


def remark_lines(found: Traceability, texts: Texts = ENGLISH) -> Iterator[str]:
    """What else is worth knowing."""
    if not found.cases:
        yield texts("No case of the set was run: nothing is shown to be tested.")
    if not found.compares_places:
        yield texts("The catalogue of the set gives no places: they aren't compared.")
    if found.report.unplaced:
        yield texts("The report places nowhere: %(rules)s.", rules=", ".join(found.report.unplaced))


def _why_not(trace: Trace, texts: Texts) -> str:
    """Why nobody judges a rule."""
    if trace.standing == "unknown":
        return texts("the set doesn't know it")
    return trace.reason or texts("no entry of the set reports it")
