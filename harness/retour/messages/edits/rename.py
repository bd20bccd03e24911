"""The edit `rename`: another name for nodes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import NewText, TreeEdit
from retour.messages.edits.workplace import Piece, Workplace


class Rename(TreeEdit):
    """Gives nodes another name, prefix kept."""

    name = "rename"

    path: Annotated[str, Field(alias="rename", description="The elements that are renamed; `to` says how.")]
    to: NewText

    def apply(self, work: Workplace) -> bytes:
        pieces: list[Piece] = []
        for element in work.some(self.path):
            span = work.span(element)
            name = work.message.name(span)
            prefix, colon, _ = name.rpartition(b":")
            new = prefix + colon + self.to.encode()
            pieces.append((span.start + 1, span.start + 1 + len(name), new))
            if not span.is_empty_tag:
                pieces.append((span.close + 2, span.close + 2 + len(name), new))
        return work.splice(*pieces)
