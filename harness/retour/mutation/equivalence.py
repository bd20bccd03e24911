"""Mutants that structure proves equal: patterns that, by the schemas, take the same elements of every valid message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from retour.language import mark
from retour.levels import HISTORY_NAMESPACE
from retour.model import Place
from retour.mutation.model import Mutant, MutationWaiver
from retour.mutation.trials import Ground
from retour.rulesets.schema import Schema, Type
from retour.xslt.names import declared_prefixes
from retour.xslt.patterns import alternatives
from retour.xslt.xpath import Node, parse_xpath

Name = tuple[str, str]
"""Namespace and local name."""

Steps = tuple[Name, ...]
"""The names of a pattern such as `wmo305:Client/wmo305:Bsn`."""

_SAME = mark("by the schemas of %(ids)s both patterns take the same elements")


def equivalence(mutant: Mutant, grounds: Sequence[Ground]) -> MutationWaiver | None:
    """Why a mutant that changed no outcome can't change any; None when that isn't known.

    Proved only for patterns of plain names, in sets with schemas.
    """
    if len(mutant.edits) != 1 or mutant.edits[0].how != "alternative" or not grounds:
        return None
    for ground in grounds:
        source = ground.sources[mutant.file]
        element = source.elements[mutant.edits[0].element]
        declared = declared_prefixes(element)
        texts: list[str] = [alternative.text for alternative in alternatives(element)]
        changed: list[str | None] = [*texts]
        changed[mutant.edits[0].alternative or 0] = mutant.edits[0].value
        before = [_steps(text, declared) for text in texts]
        after = [_steps(text, declared) for text in changed if text is not None]
        schema = ground.rules.schema
        paths = [path for namespace in ground.entry.seen for path in _paths(schema, namespace)]
        if ground.entry in ground.rules.history:
            paths = [(*around, *path) for path in paths for around in _AROUND]
        if not paths or None in before or None in after:
            return None
        if any(_takes(before, path) != _takes(after, path) for path in paths):
            return None
    sets = ", ".join(sorted({ground.rules.id for ground in grounds}))
    reason = _SAME % {"ids": sets}
    return MutationWaiver("equivalent", reason, Place("xsd"), mutant.file.name)


_AROUND: Sequence[Steps] = tuple(
    ((HISTORY_NAMESPACE, "history"), (HISTORY_NAMESPACE, name)) for name in ("earlier", "current")
)
"""What stands around the messages in the document of an entry of the history."""


def _paths(schema: Schema, namespace: str) -> Iterator[Steps]:
    """Where elements can stand in messages of a namespace: their names from the root down.

    A type that stands within itself is followed once.
    """
    root: Name = (namespace, "Bericht")
    waiting: list[tuple[Steps, tuple[Type, ...], Type | None]] = [((root,), (), schema.root_type(*root))]
    while waiting:
        path, above, type_ = waiting.pop()
        if type_ is None and not above:  # no schema knows the message
            return
        yield path
        if type_ is not None and type_ not in above:
            for name, declared in schema.children(type_).items():
                waiting.append(((*path, (declared.namespace, name)), (*above, type_), declared.type))


def _steps(text: str, declared: Mapping[str, str]) -> Steps | None:
    expression = parse_xpath(text, declared)
    if expression is None:
        return None
    nodes = expression.root.chain() if expression.root.symbol == "/" else (expression.root,)
    names = [_name(node, declared) for node in nodes]
    return None if None in names else tuple(name for name in names if name is not None)


def _name(node: Node, declared: Mapping[str, str]) -> Name | None:
    """Namespace and local name of a test for one name with a prefix."""
    if node.symbol != ":" or [part.symbol for part in node.parts] != ["(name)", "(name)"]:
        return None
    prefix, local = (str(part.value) for part in node.parts)
    return (declared[prefix], local) if prefix in declared else None


def _takes(patterns: Sequence[Steps | None], path: Steps) -> bool:
    return any(pattern is not None and path[-len(pattern) :] == pattern for pattern in patterns)
