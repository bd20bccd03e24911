"""Report text → findings, one module for each form that a rule set's report can have."""

from retour.rulesets.dialects.registry import Dialect, dialect_named
from retour.rulesets.dialects.report import Report

__all__ = ["Dialect", "Report", "dialect_named"]
