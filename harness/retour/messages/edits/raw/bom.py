"""The edit of bytes `bom`: a byte order mark before the message."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from retour.messages.edits.edit import ByteEdit
from retour.model import Place

_MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


class Mark(ByteEdit):
    """Puts a byte order mark before the message."""

    name = "bom"

    encoding: Annotated[
        Literal["utf-8", "utf-16-le", "utf-16-be"],
        Field(alias="bom", description="The byte order mark that is put before the message."),
    ]

    def apply(self, data: bytes, place: Place) -> bytes:
        return _MARKS[self.encoding] + data
