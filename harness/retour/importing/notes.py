"""What is wrong with a test in a suite that is imported: told to the user, never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retour.model import Place

NoteKind = Literal["dead", "unknown-rule", "cannot-fail", "cannot-pass", "unreadable"]
"""What says nothing; a rule that the set doesn't have; a test that always passes; one that never does; what can't be used."""


@dataclass(frozen=True, slots=True)
class ImportNote:
    """One thing that is wrong.

    Attributes:
        test: the id of its case; None for what belongs to none.
    """

    kind: NoteKind
    text: str
    place: Place
    test: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.text}"
