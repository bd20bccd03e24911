"""The levels in the order in which a message passes them. A new one is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retour.levels.codes import LevelCode
from retour.levels.envelope import ENVELOPE_LEVEL_CODES, check_envelope
from retour.levels.file import EI_FILE_CODES, FILE_CODES, check_file
from retour.levels.pair import PAIR_LEVEL_CODES, check_pair
from retour.levels.passage import Passage
from retour.levels.rules import check_rules
from retour.levels.schema import SCHEMA_CODES, check_schema
from retour.levels.transition import TRANSITION_LEVEL_CODES, check_transition
from retour.model import LEVEL_NAMES, Finding, Level


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """What is done at one level.

    Attributes:
        find: what is wrong at this level; None when there is nothing to ask of this message.
        codes: what it can find; none for the rules, whose codes are those of the rule set.
        needs_reply: whether it reads what the engine replied, if anything.
        without_rules: whether it has something to ask of a message that no rules judge, although it needs a reply.
    """

    level: Level
    find: Callable[[Passage], Sequence[Finding] | None]
    codes: tuple[LevelCode, ...] = ()
    needs_reply: bool = False
    without_rules: bool = False


_CHECKS = (
    LevelCheck("file", check_file, (*FILE_CODES, *EI_FILE_CODES)),
    LevelCheck("envelope", check_envelope, ENVELOPE_LEVEL_CODES),
    LevelCheck("transition", check_transition, TRANSITION_LEVEL_CODES),
    LevelCheck("schema", check_schema, SCHEMA_CODES, needs_reply=True),
    LevelCheck("rules", check_rules, needs_reply=True),
    LevelCheck("pair", check_pair, PAIR_LEVEL_CODES, needs_reply=True, without_rules=True),
)

LEVELS: tuple[LevelCheck, ...] = tuple(sorted(_CHECKS, key=lambda check: LEVEL_NAMES.index(check.level)))

LEVEL_CODES: Mapping[Level, Mapping[str, LevelCode]] = {
    level: {code.code: code for check in LEVELS if check.level == level for code in check.codes}
    for level in LEVEL_NAMES
}
"""What can be found at each level, by its code."""
