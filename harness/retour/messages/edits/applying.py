"""Edits made in a message, in order; all bytes that they don't name are left alone.

Each is pure: the same bytes in, the same bytes out. A path that selects nothing, or several nodes where one is meant, is an
error with the place of the edit and the paths that do exist nearby.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from retour.errors import EditError
from retour.messages.edits.workplace import NameSpaces, Workplace
from retour.messages.reading import in_utf_8, parse_message
from retour.model import Edit
from retour.text.limits import MAX_EDITED, MAX_EDITING
from retour.text.spans import MarkedMessage


def apply_edits(data: bytes, edits: Sequence[Edit], name: str, namespace_of: NameSpaces) -> bytes:
    """Apply edits to the tree of a message.

    Args:
        name: how to call the message towards the user.
        namespace_of: tells the namespace of new elements.

    Raises:
        MessageError: the message can't be read.
        EditError: an edit doesn't fit it; with the edit's place.
    """
    through = 0
    for edit in edits:
        if (through := through + len(data)) > MAX_EDITING:
            size = MAX_EDITING // 1024**2
            raise EditError(
                f"the edits up to this one go through more than {size} MB of the message", edit.place
            )
        data = edit.how.apply(Workplace(_marked(data, name), edit.place, namespace_of))
        _refuse_large(data, edit)
    return data


def apply_raw(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits to the bytes of a message.

    Raises:
        EditError: an edit doesn't fit it; with the edit's place.
    """
    for edit in edits:
        data = edit.how.apply(data, edit.place)
        _refuse_large(data, edit)
    return data


@lru_cache(maxsize=64)
def _marked(data: bytes, name: str) -> MarkedMessage:
    """A message ready to be edited, which is done in UTF-8; many cases begin with the same one."""
    data = in_utf_8(data)
    return MarkedMessage(data, parse_message(data, name).root)


def _refuse_large(data: bytes, edit: Edit) -> None:
    if len(data) > MAX_EDITED:
        size = MAX_EDITED // 1024**2
        raise EditError(f"makes the message larger than the {size} MB of an edited one", edit.place)
