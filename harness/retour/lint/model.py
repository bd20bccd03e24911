"""What lint speaks of: a check, what it remarks, and the finding that a user sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from retour.language import ENGLISH, Texts
from retour.model import Place

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of a place.

    Attributes:
        place: without a line when the whole file is meant.
        text: one sentence, without full stop.
    """

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class LintCheck(Generic[Subject]):
    """One thing that lint looks for.

    Attributes:
        code: stable; the first digit tells what it is about: 0 case files, 1 messages, 2 rule sets, 9 silencing.
        meaning: one sentence that says what is wrong.
        find: everything of the kind in one subject.
    """

    code: str
    meaning: str
    find: Callable[[Subject], Iterable[Remark]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LintFinding:
    """A remark with the code of the check that made it."""

    code: str
    place: Place
    text: str

    def __str__(self) -> str:
        return self.told()

    def told(self, texts: Texts = ENGLISH) -> str:
        """The finding in a line."""
        return f"{self.place}: {self.code} {texts.sentence(self.text)}"

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By what findings are sorted: file, line, column, code."""
        return self.place.file, self.place.line or 0, self.place.column or 0, self.code, self.text
