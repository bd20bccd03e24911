"""The edit of bytes `replace`: one text by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import ByteEdit, Put
from retour.messages.edits.raw.once import offset_of
from retour.model import Place


class ReplaceText(ByteEdit):
    """Replaces a text that stands in the message once."""

    name = "replace"

    text: Annotated[
        str,
        Field(
            alias="replace",
            description="A text that stands in the message once; `with` says by what it is replaced.",
        ),
    ]
    by: Annotated[str, Field(alias="with", description="What comes in the place of the text.")]

    def apply(self, data: bytes, place: Place) -> bytes:
        offset = offset_of(self.text, data, place)
        return data[:offset] + self.by.encode() + data[offset + len(self.text.encode()) :]

    def puts(self) -> Iterator[Put]:
        yield Put(self.by, instead_of=self.text)
