"""`--fail-under KIND=PERCENT`: how much must be covered, per kind and family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retour.coverage.families import FAMILIES
from retour.coverage.measuring import KINDS, Measure
from retour.errors import CoverageError
from retour.text.thresholds import Threshold, below, percent_text, read_threshold

_FORM = "rules=100, branches=98 or rules.TR=95, say"


def read_coverage_threshold(text: str) -> Threshold:
    """Read `rules=100` or `branches.TR=98.5`.

    Raises:
        CoverageError: it is something else.
    """
    return read_threshold(text, KINDS, FAMILIES, "family", _FORM, CoverageError)


def shortfalls(measure: Measure, thresholds: Iterable[Threshold]) -> Iterator[str]:
    """One sentence for each family that stays below a threshold, and for each that there is nothing to measure of."""
    for threshold, found in below(measure.shares(), thresholds):
        if found is None:
            what = threshold.kind if threshold.part is None else f"{threshold.kind} of {threshold.part}"
            yield f"no {what} were measured, where at least {threshold.percent:g} % is asked"
        else:
            family, share = found
            yield (
                f"{threshold.kind} of {family}: {percent_text(share.percent)} covered "
                f"({share.covered} of {share.needed}), less than {threshold.percent:g} %"
            )
