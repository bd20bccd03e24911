"""The edit of bytes `insert`: a text before another, or at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import ByteEdit, Put
from retour.messages.edits.raw.once import offset_of
from retour.model import Place


class InsertText(ByteEdit):
    """Inserts a text."""

    name = "insert"

    text: Annotated[
        str, Field(alias="insert", description="A text to insert: before `before`, else at the end.")
    ]
    before: Annotated[str | None, Field(description="A text that stands in the message once.")] = None

    def apply(self, data: bytes, place: Place) -> bytes:
        offset = len(data) if self.before is None else offset_of(self.before, data, place)
        return data[:offset] + self.text.encode() + data[offset:]

    def puts(self) -> Iterator[Put]:
        yield Put(self.text)
