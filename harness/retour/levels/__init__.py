"""The levels that a message passes one after the other: the first at which something is wrong ends its check."""

from retour.levels.codes import LevelCode
from retour.levels.envelope import chain_codes
from retour.levels.passage import Check, Passage
from retour.levels.registry import LEVEL_CODES, LEVELS, LevelCheck

__all__ = [
    "LEVELS",
    "LEVEL_CODES",
    "Check",
    "LevelCheck",
    "LevelCode",
    "Passage",
    "chain_codes",
]
