"""Edits: a message made from another by small changes. A module for each, and one registry."""

from retour.messages.edits.applying import apply_edits, apply_raw
from retour.messages.edits.edit import ByteEdit, EditKeys, Put, TreeEdit
from retour.messages.edits.registry import RAW_EDITS, TREE_EDITS
from retour.messages.edits.workplace import Workplace
from retour.messages.edits.written import WrittenEdit, written_edit

__all__ = [
    "RAW_EDITS",
    "TREE_EDITS",
    "ByteEdit",
    "EditKeys",
    "Put",
    "TreeEdit",
    "Workplace",
    "WrittenEdit",
    "apply_edits",
    "apply_raw",
    "written_edit",
]
