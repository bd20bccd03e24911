"""Folder or archive → RuleSet: what a set is, read from its stylesheets."""

from harness.rulesets.catalogue import Rule
from harness.rulesets.ruleset import Entry, Note, RuleSet
from harness.rulesets.shelf import Shelf, shipped_folder

__all__ = ["Entry", "Note", "Rule", "RuleSet", "Shelf", "shipped_folder"]
