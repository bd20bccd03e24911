"""The edit `remove`: nodes, and the lines on which they stand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import TreeEdit
from retour.messages.edits.workplace import Workplace


class Remove(TreeEdit):
    """Removes every node that a path selects, and its line."""

    name = "remove"

    path: Annotated[str, Field(alias="remove", description="The nodes that are removed.")]

    def apply(self, work: Workplace) -> bytes:
        found = work.some(self.path)
        if any(element.getparent() is None for element in found):
            raise work.error(f"{self.path} selects the whole message, which can't be removed")
        gone = set(found)
        # What lies in a node that goes needs no removal of its own.
        return work.splice(
            *(work.removal(element) for element in found if gone.isdisjoint(element.iterancestors()))
        )
