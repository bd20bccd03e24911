"""Which rules, templates and branches the cases come by, and which retour codes they expect."""

from retour.coverage.courses import record_of
from retour.coverage.covering import Covering, covering_cases
from retour.coverage.data import CoverageData
from retour.coverage.finishing import Wanted, finish
from retour.coverage.measuring import Measure, measure
from retour.coverage.reports import coverage_text
from retour.coverage.tracing import traced

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
