"""Report text → findings, one module for each form that a rule set's report can have."""

from harness.engines.dialects.registry import Dialect, dialect_named

__all__ = ["Dialect", "dialect_named"]
