"""Which rules, templates and branches the cases come by, and which retour codes they expect."""

from harness.coverage.courses import record_of
from harness.coverage.covering import Covering, covering_cases
from harness.coverage.data import CoverageData
from harness.coverage.finishing import Wanted, finish
from harness.coverage.measuring import Measure, measure
from harness.coverage.reports import coverage_text
from harness.coverage.tracing import traced

__all__ = [
    "CoverageData",
    "Covering",
    "Measure",
    "Wanted",
    "coverage_text",
    "covering_cases",
    "finish",
    "measure",
    "record_of",
    "traced",
]
