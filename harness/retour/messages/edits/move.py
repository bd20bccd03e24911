"""The edit `move`: a node to another place."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.messages.edits.sided import SidedEdit, insertion
from retour.messages.edits.workplace import Workplace


class Move(SidedEdit):
    """Moves a node."""

    name = "move"

    path: Annotated[
        str,
        Field(
            alias="move",
            description="The element that is moved; `before`, `after`, `into` or `into first` says where.",
        ),
    ]

    def apply(self, work: Workplace) -> bytes:
        element, target = work.one(self.path), work.one(self.beside)
        if element in (target, *target.iterancestors()):
            raise work.error(f"{self.path} can't be moved to {self.beside}, which lies inside it")
        span = work.span(element)
        moved = work.message.data[span.start : span.end]
        return work.splice(work.removal(element), insertion(work, target, self.side, moved))
