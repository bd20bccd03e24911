"""`--fail-under KIND=PERCENT`: how much must be covered, per kind and family, so that no total hides a part."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retour.coverage.families import FAMILIES, Family
from retour.coverage.measuring import KINDS, Kind, Measure
from retour.errors import CoverageError
from retour.text.nearest import did_you_mean

_FORM = "rules=100, branches=98 or rules.TR=95, say"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A least percentage.

    Attributes:
        family: None means that each family must reach it.
    """

    kind: Kind
    family: Family | None
    percent: float


def read_threshold(text: str) -> Threshold:
    """Read `rules=100` or `branches.TR=98.5`.

    Raises:
        CoverageError: it is something else.
    """
    name, separator, number = text.partition("=")
    kind, _, family = name.partition(".")
    if not separator:
        raise CoverageError(f"--fail-under takes a kind and a percentage, {_FORM}, not {text!r}")
    if kind not in KINDS:
        raise CoverageError(f"--fail-under knows no {kind!r}{did_you_mean(kind, KINDS, 'there are')}")
    if family and family not in FAMILIES:
        raise CoverageError(
            f"--fail-under knows no family {family!r}{did_you_mean(family, FAMILIES, 'there are')}"
        )
    try:
        percent = float(number)
    except ValueError:
        percent = math.nan
    if not 0 <= percent <= 100:
        raise CoverageError(f"--fail-under takes a percentage from 0 to 100, not {number!r}")
    return Threshold(kind, family or None, percent)


def shortfalls(measure: Measure, thresholds: Iterable[Threshold]) -> Iterator[str]:
    """One sentence for each family that stays below a threshold, and for each that there is nothing to measure of."""
    shares = measure.shares()
    for threshold in thresholds:
        wanted = {
            family: share
            for (kind, family), share in shares.items()
            if kind == threshold.kind and threshold.family in (None, family)
        }
        what = threshold.kind if threshold.family is None else f"{threshold.kind} of {threshold.family}"
        if not wanted:
            yield f"no {what} were measured, where at least {threshold.percent:g} % is asked"
        for family, share in wanted.items():
            if share.percent < threshold.percent:
                yield (
                    f"{threshold.kind} of {family}: {percent_text(share.percent)} covered "
                    f"({share.covered} of {share.needed}), less than {threshold.percent:g} %"
                )


def percent_text(percent: float) -> str:
    """A percentage with one decimal, cut off: 100 % is said of all alone."""
    return f"{math.floor(percent * 10) / 10:g} %"
