"""What a level is: a name, what it looks for, how it looks, and the key under which a case expects what it finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retour.levels.codes import LevelCode
from retour.levels.passage import Check, Passage
from retour.model import Finding, Level


def _always(check: Check) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """One level.

    Attributes:
        find: what is wrong at this level; None when there is nothing to ask of this message.
        codes: what it can find; none for the rules, whose codes are those of the rule set.
        key: of `expect` in a case, under which its findings are claimed.
        is_asked: whether a check gives what the level holds messages against, such as a moment.
        needs_reply: whether it reads what the engine replied, if anything.
        without_rules: whether it has something to ask of a message that no rules judge, although it needs a reply.
    """

    name: Level
    find: Callable[[Passage], Sequence[Finding] | None]
    codes: tuple[LevelCode, ...] = ()
    key: str = ""
    is_asked: Callable[[Check], bool] = _always
    needs_reply: bool = False
    without_rules: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.name)
