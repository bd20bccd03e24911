"""`--fail-under KIND=PERCENT`: how much must be covered, per kind and family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retour.coverage.measuring import KINDS, Measure
from retour.errors import CoverageError
from retour.language import mark
from retour.text.nearest import did_you_mean
from retour.text.thresholds import Threshold, below, percent_text, read_threshold

_NONE = mark("no %(kind)s were measured, where at least %(percent)s is asked")
_NONE_OF_FAMILY = mark("no %(kind)s of %(family)s were measured, where at least %(percent)s is asked")
_FAMILIES = mark("%(said)s; the families are %(families)s")
_TOO_FEW = mark("%(kind)s of %(family)s: %(percent)s covered (%(number)s of %(all)s), less than %(least)s")
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
            asked = {"kind": threshold.kind, "percent": f"{threshold.percent:g} %"}
            if threshold.part is None:
                yield _NONE % asked
            else:
                families = [family for kind, family in found_shares if kind == threshold.kind]
                told = _NONE_OF_FAMILY % {**asked, "family": threshold.part}
                hint = did_you_mean(threshold.part, families)
                listed = _FAMILIES % {"said": told, "families": ", ".join(families)}
                yield told + hint if hint or not families else listed
        else:
            family, share = found
            yield _TOO_FEW % {
                "kind": threshold.kind,
                "family": family,
                "percent": percent_text(share.percent),
                "number": share.covered,
                "all": share.needed,
                "least": f"{threshold.percent:g} %",
            }
