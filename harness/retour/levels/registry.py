"""The levels in the order in which a message passes them. A new one is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Literal

from retour.configuration import Configuration
from retour.errors import ConfigurationError, RetourError
from retour.levels.codes import LevelCode
from retour.levels.envelope import ENVELOPE_LEVEL
from retour.levels.file import FILE_LEVEL
from retour.levels.history import HISTORY_LEVEL
from retour.levels.level import LevelCheck
from retour.levels.pair import PAIR_LEVEL
from retour.levels.rules import RULES_LEVEL
from retour.levels.schema import SCHEMA_LEVEL
from retour.levels.transition import TRANSITION_LEVEL
from retour.model import Level, Place
from retour.text.nearest import did_you_mean

LEVELS: tuple[LevelCheck[Any], ...] = (
    FILE_LEVEL,
    ENVELOPE_LEVEL,
    TRANSITION_LEVEL,
    SCHEMA_LEVEL,
    RULES_LEVEL,
    HISTORY_LEVEL,
    PAIR_LEVEL,
)

LEVEL_NAMES: tuple[Level, ...] = tuple(level.name for level in LEVELS)

if TYPE_CHECKING:
    LevelName = str
else:
    LevelName = Literal[LEVEL_NAMES]
    """The name of a level, for models of pydantic: they know which there are."""

LEVEL_CODES: Mapping[Level, Mapping[str, LevelCode]] = {
    level.name: {code.code: code for code in level.codes} for level in LEVELS
}
"""What can be found at each level, by its code."""


def level_named(name: str) -> Level:
    """The level of that name.

    Raises:
        RetourError: there is none; with the nearest name.
    """
    if name in LEVEL_NAMES:
        return name
    raise RetourError(f"there is no level {name!r}{did_you_mean(name, LEVEL_NAMES, 'the levels are')}")


def judged_levels(wanted: Collection[Level] | None, configuration: Configuration) -> tuple[Level, ...]:
    """The levels that are judged, in order: those that are wanted, else those of the configuration, else all.

    Raises:
        ConfigurationError: the configuration names a level that there isn't.
    """
    if wanted is None and configuration.levels is not None:
        try:
            wanted = [level_named(name) for name in configuration.levels]
        except RetourError as error:
            raise ConfigurationError(f"levels: {error.text}", Place(str(configuration.file))) from None
    return tuple(name for name in LEVEL_NAMES if wanted is None or name in wanted)
