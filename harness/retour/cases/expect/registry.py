"""The keys of `expect`. A new one is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from retour.cases.expect.allow import ALLOW
from retour.cases.expect.claims import level_keys
from retour.cases.expect.error import ERROR
from retour.cases.expect.key import Key
from retour.cases.expect.mentions import MENTIONS
from retour.cases.expect.messages import MESSAGES
from retour.cases.expect.retour_codes import RETOUR_CODES
from retour.cases.expect.scope import SCOPE
from retour.cases.expect.silent import SILENT
from retour.cases.expect.undecided import UNDECIDED
from retour.cases.expect.valid import VALID
from retour.model import Expectation

KEYS: tuple[Key[Any], ...] = (VALID, SILENT, ALLOW, SCOPE, RETOUR_CODES, ERROR, MENTIONS, MESSAGES, UNDECIDED)
"""The keys that are about a message as a whole; each level has one too."""


def expect_keys() -> tuple[Key[Any], ...]:
    """All keys, in the order in which they are written: `valid`, the levels, the others."""
    return _in_order(KEYS, level_keys())


@cache
def _in_order(keys: tuple[Key[Any], ...], of_levels: tuple[Key[Any], ...]) -> tuple[Key[Any], ...]:
    first, *others = keys
    return first, *of_levels, *others


def spoken(expect: Expectation) -> Sequence[tuple[Key[Any], Any]]:
    """What an expectation says: keys with their values, in the order in which they are written."""
    said, known = expect.said, _by_name(expect_keys())
    return [(known[name][1], said[name]) for name in sorted(said, key=lambda name: known[name][0])]


@cache
def _by_name(keys: tuple[Key[Any], ...]) -> Mapping[str, tuple[int, Key[Any]]]:
    """Each key by its name, with its place among them."""
    return {key.name: (place, key) for place, key in enumerate(keys)}
