"""Report text → findings, one module for each form that a rule set's report can have."""

from harness.engines.dialects.registry import Dialect, dialect_named
from harness.engines.dialects.report import Report

__all__ = ["Dialect", "Report", "dialect_named"]
