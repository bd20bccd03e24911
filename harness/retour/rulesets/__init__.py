"""Folder or archive → RuleSet: what a set is, read from its stylesheets."""

from retour.rulesets.archives import InstallError, unpacked_revision
from retour.rulesets.catalogue import ControlLevel, GeneralCode, Rule
from retour.rulesets.contents import Note
from retour.rulesets.entry import Entry
from retour.rulesets.installing import install
from retour.rulesets.lock import LockDifference, LockedSet, read_lock, verify_lock, visible_files
from retour.rulesets.parameters import Parameter, parameters_for, refuse_unusable
from retour.rulesets.ruleset import FILLING_RULE, GENERAL_CODES, RuleSet
from retour.rulesets.schema import ValueType
from retour.rulesets.shelf import NamedSet, Shelf, shipped_folder

__all__ = [
    "FILLING_RULE",
    "GENERAL_CODES",
    "ControlLevel",
    "Entry",
    "GeneralCode",
    "InstallError",
    "LockDifference",
    "LockedSet",
    "NamedSet",
    "Note",
    "Parameter",
    "Rule",
    "RuleSet",
    "Shelf",
    "ValueType",
    "install",
    "parameters_for",
    "read_lock",
    "refuse_unusable",
    "shipped_folder",
    "unpacked_revision",
    "verify_lock",
    "visible_files",
]
