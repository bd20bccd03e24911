"""The levels that a message passes one after the other: the first at which something is wrong ends its check."""

from retour.levels.check import Check, Counted, Earlier
from retour.levels.codes import LevelCode
from retour.levels.history import HISTORY_NAMESPACE
from retour.levels.judged import Judged, Left, Task, Told, joined
from retour.levels.level import LevelCheck
from retour.levels.registry import (
    LEVEL_CODES,
    LEVEL_NAMES,
    LEVELS,
    LevelName,
    judged_levels,
    level_named,
)
from retour.levels.steps import (
    Address,
    Addressed,
    Addressee,
    Entered,
    Opened,
    Received,
    Steps,
    addressee_of,
    edited_bytes,
    message_within,
    receive,
    received,
)
from retour.levels.submitting import first_steps, submission, why_not_asked

__all__ = [
    "HISTORY_NAMESPACE",
    "LEVELS",
    "LEVEL_CODES",
    "LEVEL_NAMES",
    "Address",
    "Addressed",
    "Addressee",
    "Check",
    "Counted",
    "Earlier",
    "Entered",
    "Judged",
    "Left",
    "LevelCheck",
    "LevelCode",
    "LevelName",
    "Opened",
    "Received",
    "Steps",
    "Task",
    "Told",
    "addressee_of",
    "edited_bytes",
    "first_steps",
    "joined",
    "judged_levels",
    "level_named",
    "message_within",
    "receive",
    "received",
    "submission",
    "why_not_asked",
]
