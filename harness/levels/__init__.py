"""The levels that a message passes one after the other: the first at which something is wrong ends its check."""

from harness.levels.codes import LevelCode
from harness.levels.envelope import chain_codes
from harness.levels.passage import Check, Passage
from harness.levels.registry import LEVEL_CODES, LEVELS, LevelCheck

__all__ = [
    "LEVELS",
    "LEVEL_CODES",
    "Check",
    "LevelCheck",
    "LevelCode",
    "Passage",
    "chain_codes",
]
