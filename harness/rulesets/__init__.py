"""Folder or archive → RuleSet: what a set is, read from its stylesheets."""

from harness.rulesets.archives import InstallError, unpacked_revision
from harness.rulesets.catalogue import GeneralCode, Rule
from harness.rulesets.installing import install
from harness.rulesets.lock import Difference, LockedSet, read_lock, verify_lock, visible_files
from harness.rulesets.ruleset import FILLING_RULE, Entry, Note, RuleSet
from harness.rulesets.schema import SimpleType
from harness.rulesets.shelf import Shelf, shipped_folder

__all__ = [
    "FILLING_RULE",
    "Difference",
    "Entry",
    "GeneralCode",
    "InstallError",
    "LockedSet",
    "Note",
    "Rule",
    "RuleSet",
    "Shelf",
    "SimpleType",
    "install",
    "read_lock",
    "shipped_folder",
    "unpacked_revision",
    "verify_lock",
    "visible_files",
]
