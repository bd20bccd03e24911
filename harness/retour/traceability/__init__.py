"""An official rule report held against a rule set: which of its rules the set has, says alike, and has tested."""

from retour.traceability.document import traceability_document
from retour.traceability.markdown import traceability_markdown
from retour.traceability.official import OfficialReport, read_official_report
from retour.traceability.tally import read_report_threshold, report_shortfalls
from retour.traceability.terminal import traceability_text
from retour.traceability.traces import Traceability, trace_rules
from retour.traceability.web import TraceabilityPart, traceability_page

__all__ = [
    "OfficialReport",
    "Traceability",
    "TraceabilityPart",
    "read_official_report",
    "read_report_threshold",
    "report_shortfalls",
    "trace_rules",
    "traceability_document",
    "traceability_markdown",
    "traceability_page",
    "traceability_text",
]
