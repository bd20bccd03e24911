"""Which rules an entry checks in which messages: one that serves several types has rules that are for some of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from retour.model import Identity
from retour.rulesets.dialects import DIALECTS
from retour.rulesets.entry import Entry
from retour.xslt.patterns import Alternative
from retour.xslt.precedence import Precedence
from retour.xslt.stylesheets import Stylesheets


def checked_codes(entry: Entry, folder: Path, dialect: str) -> Mapping[str, frozenset[str]]:
    """Namespace → the rules of which a template may take something in its messages.

    A rule whose templates aren't known, or one that isn't looked for by patterns, may be checked in any of them.

    Args:
        folder: of the rule set.
        dialect: in which it names its rules.
    """
    known = DIALECTS.get(dialect)
    if known is None or len(entry.namespaces) < 2:
        return dict.fromkeys(entry.namespaces, frozenset(entry.codes))
    precedence = Precedence(Stylesheets(folder).reached(entry.path))
    taking: dict[str, list[Alternative | None]] = defaultdict(list)
    for template in precedence.in_force:
        taken: list[Alternative | None] = [rule.alternative for rule in precedence.rules_of(template)]
        for code in known.rules_of(template, entry.codes) if len(template) else ():
            taking[code] += taken or [None]
    return {
        namespace: frozenset(
            code
            for code in entry.codes
            if code not in taking or any(_may_take(one, namespace) for one in taking[code])
        )
        for namespace in entry.namespaces
    }


def foreign_namespaces(alternative: Alternative, served: Collection[str]) -> list[str]:
    """The namespaces of messages, or none, in which a pattern asks for an element and which aren't among those served."""
    return [
        space
        for space in alternative.namespaces
        if space not in served and (not space or Identity.of(space).type is not None)
    ]


def _may_take(alternative: Alternative | None, namespace: str) -> bool:
    """None stands for a template that is called by its name."""
    return alternative is None or not foreign_namespaces(alternative, {namespace})
