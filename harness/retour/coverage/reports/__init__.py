"""Coverage, told to a person or a machine."""

from retour.coverage.reports.document import coverage_document
from retour.coverage.reports.html import CoveragePart
from retour.coverage.reports.registry import WantedReport, read_report, write_report
from retour.coverage.reports.terminal import coverage_text

__all__ = [
    "CoveragePart",
    "WantedReport",
    "coverage_document",
    "coverage_text",
    "read_report",
    "write_report",
]
