"""The edit of bytes `truncate`: a file cut short."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import ByteEdit
from retour.model import Place


class Truncate(ByteEdit):
    """Keeps the first bytes; a negative number takes so many off the end."""

    name = "truncate"

    length: Annotated[
        int,
        Field(
            alias="truncate",
            description="How many bytes are kept; a negative number takes so many off the end.",
        ),
    ]

    def apply(self, data: bytes, place: Place) -> bytes:
        return data[: self.length]
