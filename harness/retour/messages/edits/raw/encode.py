"""The edit of bytes `encode as`: another encoding than UTF-8."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.errors import EditError
from retour.messages.edits.edit import ByteEdit
from retour.model import Place
from retour.text.excerpts import excerpt


class Encode(ByteEdit):
    """Writes the message in another encoding."""

    name = "encode as"

    encoding: Annotated[
        str,
        Field(
            alias="encode as",
            description="The encoding in which the message is written; its XML declaration stays as it is.",
        ),
    ]

    def apply(self, data: bytes, place: Place) -> bytes:
        try:
            return data.decode("utf-8").encode(self.encoding)
        except LookupError:
            raise EditError(f"there is no encoding {excerpt(self.encoding)}", place) from None
        except UnicodeError as error:
            raise EditError(f"can't be written in {self.encoding}: {error}", place) from None
