"""How much of a report a set judges, says alike and has tested, by level; and `--fail-under KIND=PERCENT`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from retour.coverage.measuring import Share
from retour.coverage.thresholds import percent_text
from retour.errors import RuleReportError
from retour.rulesets import ControlLevel
from retour.text.nearest import did_you_mean
from retour.traceability.traces import Trace, Traceability

LEVELS: tuple[ControlLevel, ...] = ("rules", "cross-message", "external source", "schema", "process")

Counted = Literal["judged", "alike", "tested"]
"""What is counted: rules that somebody judges; rules of which report and set say the same; of each rule and each message in which it
is checked, whether it fired and was silent in a case."""

COUNTED: tuple[Counted, ...] = ("judged", "alike", "tested")
_FORM = "judged=100, alike.rules=100 or tested.cross-message=95, say"


@dataclass(frozen=True, slots=True)
class ReportThreshold:
    """A least percentage.

    Attributes:
        level: None means that each level must reach it.
    """

    counted: Counted
    level: ControlLevel | None
    percent: float


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


def read_report_threshold(text: str) -> ReportThreshold:
    """Read `judged=100` or `tested.cross-message=95`; `external-source` is a level too.

    Raises:
        RuleReportError: it is something else.
    """
    name, separator, number = text.partition("=")
    kind, _, level = name.partition(".")
    if not separator:
        raise RuleReportError(f"--fail-under takes a kind and a percentage, {_FORM}, not {text!r}")
    counted = next((each for each in COUNTED if each == kind), None)
    if counted is None:
        raise RuleReportError(f"--fail-under knows no {kind!r}{did_you_mean(kind, COUNTED, 'there are')}")
    levels = {each.replace(" ", "-"): each for each in LEVELS}
    if level and level not in levels:
        raise RuleReportError(
            f"--fail-under knows no level {level!r}{did_you_mean(level, levels, 'there are')}"
        )
    try:
        percent = float(number)
    except ValueError:
        percent = math.nan
    if not 0 <= percent <= 100:
        raise RuleReportError(f"--fail-under takes a percentage from 0 to 100, not {number!r}")
    return ReportThreshold(counted, levels.get(level), percent)


def report_shortfalls(found: Traceability, thresholds: Iterable[ReportThreshold]) -> Iterator[str]:
    """One sentence for each level that stays below a threshold, and for each threshold that there is nothing to count of."""
    shares = tallied(found)
    for threshold in thresholds:
        wanted = {
            level: share
            for (counted, level), share in shares.items()
            if counted == threshold.counted and threshold.level in (None, level)
        }
        if not wanted:
            of = f" of {threshold.level}" if threshold.level else ""
            yield f"no rules{of} are {threshold.counted}, where at least {threshold.percent:g} % is asked"
        for level, share in wanted.items():
            if share.percent < threshold.percent:
                yield (
                    f"{threshold.counted} of {level}: {percent_text(share.percent)} "
                    f"({share.covered} of {share.needed}), less than {threshold.percent:g} %"
                )
