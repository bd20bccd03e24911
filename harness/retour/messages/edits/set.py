"""The edit `set`: the text of one element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import NewText, Put, TreeEdit
from retour.messages.edits.workplace import Workplace


class SetText(TreeEdit):
    """Sets the text of one element."""

    name = "set"

    path: Annotated[str, Field(alias="set", description="The element whose text is set; `to` says what.")]
    to: NewText

    def apply(self, work: Workplace) -> bytes:
        element = work.leaf(self.path, ": name one of them, or replace it by remove and add")
        return work.splice(work.text(work.span(element), self.to))

    def puts(self) -> Iterator[Put]:
        yield Put(self.to, self.path)
