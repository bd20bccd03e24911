"""The edits. A new one is a module of its own and a line here."""

from __future__ import annotations

from retour.messages.edits.add import Add
from retour.messages.edits.attribute import SetAttribute
from retour.messages.edits.edit import ByteEdit, TreeEdit
from retour.messages.edits.move import Move
from retour.messages.edits.raw.bom import Mark
from retour.messages.edits.raw.encode import Encode
from retour.messages.edits.raw.insert import InsertText
from retour.messages.edits.raw.replace import ReplaceText
from retour.messages.edits.raw.truncate import Truncate
from retour.messages.edits.remove import Remove
from retour.messages.edits.rename import Rename
from retour.messages.edits.repeat import Repeat
from retour.messages.edits.set import SetText

TREE_EDITS: tuple[type[TreeEdit], ...] = (SetText, Remove, Add, Repeat, Move, Rename, SetAttribute)
"""What an item of `edit` can be."""

RAW_EDITS: tuple[type[ByteEdit], ...] = (ReplaceText, InsertText, Truncate, Encode, Mark)
"""What an item of `raw` can be."""
