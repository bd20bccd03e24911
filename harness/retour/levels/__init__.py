"""The levels that a message passes one after the other: the first at which something is wrong ends its check."""

from retour.levels.codes import LevelCode
from retour.levels.level import LevelCheck
from retour.levels.passage import Check, Passage
from retour.levels.registry import (
    LEVEL_CODES,
    LEVEL_NAMES,
    LEVELS,
    LevelName,
    judged_levels,
    level_named,
)

__all__ = [
    "LEVELS",
    "LEVEL_CODES",
    "LEVEL_NAMES",
    "Check",
    "LevelCheck",
    "LevelCode",
    "LevelName",
    "Passage",
    "judged_levels",
    "level_named",
]
