"""The forms that a rule set's report can have, one module each: how it is read, and where stylesheets name the rules."""

from retour.rulesets.dialects.dialect import Dialect
from retour.rulesets.dialects.registry import DIALECTS, dialect_among, dialect_named
from retour.rulesets.dialects.report import Report

__all__ = ["DIALECTS", "Dialect", "Report", "dialect_among", "dialect_named"]
