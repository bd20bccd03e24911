"""The known dialects. A new one is a new module and a line here."""

from __future__ import annotations

from collections.abc import Collection

from retour.errors import RuleSetError
from retour.rulesets.dialects.dialect import Dialect
from retour.rulesets.dialects.rapport import RAPPORT
from retour.rulesets.dialects.svrl import SVRL

DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (RAPPORT, SVRL)}
"""By name; of several that a stylesheet declares the first counts, and where it declares none, too."""


def dialect_named(name: str) -> Dialect:
    """A dialect.

    Raises:
        RuleSetError: there is none of that name.
    """
    try:
        return DIALECTS[name]
    except KeyError:
        raise RuleSetError(f"unknown report dialect {name!r}; known: {', '.join(sorted(DIALECTS))}") from None


def dialect_among(namespaces: Collection[str]) -> str:
    """The name of the dialect of stylesheets that declare these namespaces."""
    declared = [dialect.name for dialect in DIALECTS.values() if dialect.namespace in namespaces]
    return (declared or list(DIALECTS))[0]
