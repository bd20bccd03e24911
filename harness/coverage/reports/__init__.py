"""Coverage, told to a person or a machine."""

from harness.coverage.reports.document import coverage_document
from harness.coverage.reports.registry import Report, read_report, write_report
from harness.coverage.reports.terminal import coverage_text

__all__ = ["Report", "coverage_document", "coverage_text", "read_report", "write_report"]
