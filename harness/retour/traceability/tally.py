"""How much of a report a set judges, says alike and has tested, by level; and `--fail-under KIND=PERCENT`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from retour.coverage.measuring import Share
from retour.errors import RuleReportError
from retour.language import mark
from retour.rulesets import ControlLevel
from retour.text.thresholds import Threshold, below, percent_text, read_threshold
from retour.traceability.traces import Trace, Traceability

LEVELS: tuple[ControlLevel, ...] = ("rules", "cross-message", "external source", "schema", "process")

Counted = Literal["judged", "alike", "tested"]
"""What is counted: rules that somebody judges; rules of which report and set say the same; of each rule and each message in which it
is checked, whether it fired and was silent in a case."""

COUNTED: tuple[Counted, ...] = ("judged", "alike", "tested")
_NONE = (
    mark("no rules are %(kind)s, where at least %(percent)s is asked"),
    mark("no rules of %(level)s are %(kind)s, where at least %(percent)s is asked"),
)
_TOO_FEW = mark("%(kind)s of %(level)s: %(percent)s (%(number)s of %(all)s), less than %(least)s")
_FORM = "judged=100, alike.rules=100 or tested.cross-message=95, say"


def tallied(found: Traceability) -> Mapping[tuple[Counted, ControlLevel], Share]:
    """How much there is of each kind at each level that has anything to count."""
    shares: dict[tuple[Counted, ControlLevel], Share] = {}
    for level in LEVELS:
        traces = [each for each in found.traces if each.level == level]
        for counted in COUNTED:
            share = _share(counted, traces)
            if share.needed or share.waived:
                shares[counted, level] = share
    return shares


def _share(counted: Counted, traces: Iterable[Trace]) -> Share:
    match counted:
        case "judged":
            judged = [each.is_judged for each in traces if each.official.level is not None]
            return Share(sum(judged), len(judged), 0)
        case "alike":
            alike = [each.standing != "unknown" and not each.disagreements for each in traces]
            return Share(sum(alike), len(alike), 0)
        case "tested":
            ways = [way for each in traces for way in each.ways]
            shown = sum(way.is_covered for way in ways)
            waived = sum(way.waiver is not None and not way.is_covered for way in ways)
            return Share(shown, len(ways) - waived, waived)


def read_report_threshold(text: str) -> Threshold:
    """Read `judged=100` or `tested.cross-message=95`; `external-source` is a level too.

    Raises:
        RuleReportError: it is something else.
    """
    levels = {each.replace(" ", "-"): each for each in LEVELS}
    read = read_threshold(text, COUNTED, levels, "level", _FORM, RuleReportError)
    return read if read.part is None else replace(read, part=levels[read.part])


def report_shortfalls(found: Traceability, thresholds: Iterable[Threshold]) -> Iterator[str]:
    """One sentence for each level that stays below a threshold, and for each threshold that there is nothing to count of."""
    for threshold, short in below(tallied(found), thresholds):
        if short is None:
            asked = {"kind": threshold.kind, "percent": f"{threshold.percent:g} %", "level": threshold.part}
            yield _NONE[threshold.part is not None] % asked
        else:
            level, share = short
            yield _TOO_FEW % {
                "kind": threshold.kind,
                "level": level,
                "percent": percent_text(share.percent),
                "number": share.covered,
                "all": share.needed,
                "least": f"{threshold.percent:g} %",
            }
