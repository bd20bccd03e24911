"""What a level is: a name, what it can find, how it judges, and the key under which a case expects what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from retour.levels.check import Check
from retour.levels.codes import LevelCode
from retour.levels.judged import Judged, Left, Task
from retour.model import Case, Level

S = TypeVar("S")


def _always(check: Check) -> bool:
    return True


def _nothing(case: Case) -> None:
    return None


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: what is kept by level needn't look into it
class LevelCheck(Generic[S]):
    """One level.

    Attributes:
        step: what it must know of a message, see `steps`.
        judge: what is wrong with the message; or what the engine must do first. May raise a RetourError.
        codes: what it can find; none for the rules, whose codes are those of the rule set.
        key: of `expect` in a case, under which its findings are claimed; the name when left out.
        beside: the level whose findings don't keep a message from this one, unless they refuse it as a whole.
        is_asked: whether a check gives what the level holds messages against, such as a moment.
        lacking: what a case doesn't say that claims its findings, and without which there are none; None when all is said.
    """

    name: Level
    step: type[S]
    judge: Callable[[S], Judged | Left | Task]
    codes: tuple[LevelCode, ...] = ()
    key: str = ""
    beside: Level | None = None
    is_asked: Callable[[Check], bool] = _always
    lacking: Callable[[Case], str | None] = _nothing

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.name)
