"""`--fail-under KIND=PERCENT`: how much must be covered, per kind and family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retour.coverage.measuring import KINDS, Measure
from retour.errors import CoverageError
from retour.text.nearest import did_you_mean
from retour.text.thresholds import Threshold, below, percent_text, read_threshold

_FORM = "rules=100, branches=98 or rules.TR=95, say"


def read_coverage_threshold(text: str) -> Threshold:
    """Read `rules=100` or `branches.TR=98.5`.

    Raises:
        CoverageError: it is something else.
    """
    return read_threshold(text, KINDS, None, "family", _FORM, CoverageError)


def shortfalls(measure: Measure, thresholds: Iterable[Threshold]) -> Iterator[str]:
    """One sentence for each family that stays below a threshold, and for each that there is nothing to measure of."""
    found_shares = measure.shares()
    for threshold, found in below(found_shares, thresholds):
        if found is None:
            what, hint = threshold.kind, ""
            if threshold.part is not None:
                what += f" of {threshold.part}"
                families = [family for kind, family in found_shares if kind == threshold.kind]
                hint = did_you_mean(threshold.part, families, "the families are")
            yield f"no {what} were measured, where at least {threshold.percent:g} % is asked{hint}"
        else:
            family, share = found
            yield (
                f"{threshold.kind} of {family}: {percent_text(share.percent)} covered "
                f"({share.covered} of {share.needed}), less than {threshold.percent:g} %"
            )
