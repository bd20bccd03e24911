"""The levels in the order in which a message passes them. A new one is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from harness.levels.codes import LevelCode
from harness.levels.file import FILE_CODES, check_file
from harness.levels.passage import Passage
from harness.levels.rules import check_rules
from harness.levels.schema import SCHEMA_CODES, check_schema
from harness.model import LEVEL_NAMES, Finding, Level


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """What is done at one level.

    Attributes:
        find: what is wrong at this level; None when there is nothing to ask of this message.
        codes: what it can find; none for the rules, whose codes are those of the rule set.
        needs_reply: whether it reads what the engine replied.
    """

    level: Level
    find: Callable[[Passage], Sequence[Finding] | None]
    codes: tuple[LevelCode, ...] = ()
    needs_reply: bool = False


_CHECKS = (
    LevelCheck("file", check_file, FILE_CODES),
    LevelCheck("schema", check_schema, SCHEMA_CODES, needs_reply=True),
    LevelCheck("rules", check_rules, needs_reply=True),
)

LEVELS: tuple[LevelCheck, ...] = tuple(sorted(_CHECKS, key=lambda check: LEVEL_NAMES.index(check.level)))

LEVEL_CODES: Mapping[Level, Mapping[str, LevelCode]] = {
    level: {code.code: code for check in LEVELS if check.level == level for code in check.codes}
    for level in LEVEL_NAMES
}
"""What can be found at each level, by its code."""
