"""A text that stands in a message once."""

from __future__ import annotations

from retour.errors import EditError
from retour.model import Place
from retour.text.excerpts import excerpt


def offset_of(text: str, data: bytes, place: Place) -> int:
    """Where a text stands.

    Args:
        place: of the edit.

    Raises:
        EditError: it isn't there, or more than once.
    """
    count = data.count(text.encode())
    if count != 1:
        found = (
            "is not in this message"
            if count == 0
            else f"stands {count} times in this message, where one is meant"
        )
        raise EditError(f"{excerpt(text)} {found}", place)
    return data.index(text.encode())
