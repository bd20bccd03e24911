"""Folder or archive → RuleSet: what a set is, read from its stylesheets."""

from typing import TYPE_CHECKING

from retour.lazily import lazily

if TYPE_CHECKING:
    from retour.rulesets.archives import InstallError, unpacked_revision
    from retour.rulesets.catalogue import ControlLevel, GeneralCode, Rule
    from retour.rulesets.contents import Note
    from retour.rulesets.entry import Entry
    from retour.rulesets.installing import install
    from retour.rulesets.lock import LockDifference, LockedSet, read_lock, verify_lock, visible_files
    from retour.rulesets.parameters import Parameter, parameters_for, refuse_unusable
    from retour.rulesets.ruleset import ANSWER_RULE, FILLING_RULE, FILLING_RULES, GENERAL_CODES, RuleSet
    from retour.rulesets.schema import ValueType
    from retour.rulesets.shelf import NamedSet, Shelf, shipped_folder

__all__ = [
    "ANSWER_RULE",
    "FILLING_RULE",
    "FILLING_RULES",
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

__getattr__ = lazily(
    __name__,
    {
        "ControlLevel": "retour.rulesets.catalogue",
        "Entry": "retour.rulesets.entry",
        "ANSWER_RULE": "retour.rulesets.ruleset",
        "FILLING_RULE": "retour.rulesets.ruleset",
        "FILLING_RULES": "retour.rulesets.ruleset",
        "GENERAL_CODES": "retour.rulesets.ruleset",
        "GeneralCode": "retour.rulesets.catalogue",
        "InstallError": "retour.rulesets.archives",
        "LockDifference": "retour.rulesets.lock",
        "LockedSet": "retour.rulesets.lock",
        "NamedSet": "retour.rulesets.shelf",
        "Note": "retour.rulesets.contents",
        "Parameter": "retour.rulesets.parameters",
        "Rule": "retour.rulesets.catalogue",
        "RuleSet": "retour.rulesets.ruleset",
        "Shelf": "retour.rulesets.shelf",
        "ValueType": "retour.rulesets.schema",
        "install": "retour.rulesets.installing",
        "parameters_for": "retour.rulesets.parameters",
        "read_lock": "retour.rulesets.lock",
        "refuse_unusable": "retour.rulesets.parameters",
        "shipped_folder": "retour.rulesets.shelf",
        "unpacked_revision": "retour.rulesets.archives",
        "verify_lock": "retour.rulesets.lock",
        "visible_files": "retour.rulesets.lock",
    },
)
