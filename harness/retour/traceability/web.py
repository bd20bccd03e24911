"""A report held against a set, as a web page."""

from __future__ import annotations

from retour.coverage.reports.remarks import missing
from retour.reports.html import page
from retour.traceability import wording
from retour.traceability.traces import Trace, Traceability


def traceability_page(found: Traceability) -> str:
    """The page, as one file."""
    return page("traceability", found=found, wording=wording, status=_status)


def _status(trace: Trace) -> str:
    """How a rule fares, as a class that the style sheet of the page knows."""
    if trace.is_missing or trace.disagreements or trace.state in ("only named", "not tested"):
        return "bad"
    if trace.state is None:
        return "quiet"
    return "warn" if missing(trace.ways) else "good"
