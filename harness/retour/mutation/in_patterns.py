"""Match patterns: the operators that only make sense on them, and conditions set into them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from retour.model import Identity
from retour.xslt.xpath import Expression

_ISTANDAARDEN = "http://www.istandaarden.nl/"


def wrong_namespaces(
    alternative: Expression, declared: Mapping[str, str], others: Collection[str]
) -> Iterator[str]:
    """The alternative as it would be for another message of the standard, unless that stands beside it.

    Args:
        declared: prefix → namespace.
        others: the texts of all alternatives of the pattern.
    """
    for prefix in sorted(_prefixes(alternative)):
        own = Identity.of(declared.get(prefix, ""))
        if own.type is None:
            continue
        types = {
            other: identity.type
            for other, namespace in declared.items()
            if (identity := Identity.of(namespace)).type not in (None, own.type)
            and (identity.standard, identity.release) == (own.standard, own.release)
        }
        following = [other for other in sorted(types) if other > prefix] or sorted(types)
        if following and (text := _with_prefix(alternative, prefix, following[0])) not in others:
            yield text


def is_foreign(alternative: Expression, declared: Mapping[str, str], served: Collection[str]) -> bool:
    """Whether a pattern asks for an element that no message of these namespaces has."""
    if not served:
        return False
    own = {(identity.standard, identity.release) for identity in map(Identity.of, served)}
    return any(_foreign(declared.get(prefix, ""), served, own) for prefix in _prefixes(alternative))


def _foreign(namespace: str, served: Collection[str], own: Collection[tuple[str | None, str | None]]) -> bool:
    identity = Identity.of(namespace)
    if identity.type is not None:
        return namespace not in served
    if not namespace.startswith(_ISTANDAARDEN):
        return False
    standard, release, *_ = [*namespace.removeprefix(_ISTANDAARDEN).split("/"), "", ""]
    return (standard.lower(), release.replace("_", ".")) not in own


def _prefixes(alternative: Expression) -> set[str]:
    return {
        str(node.parts[0].value)
        for node, _ in alternative.walk()
        if node.symbol == ":" and node.parts and node.parts[0].symbol == "(name)"
    }


def _with_prefix(alternative: Expression, prefix: str, other: str) -> str:
    places = [
        node.parts[0]
        for node, _ in alternative.walk()
        if node.symbol == ":" and node.parts and node.parts[0].value == prefix
    ]
    text = alternative.text
    for place in sorted(places, key=lambda node: -node.start):
        text = text[: place.start] + other + text[place.end :]
    return text


def guarded_first(alternative: Expression, condition: str) -> str:
    """The alternative, when a condition holds that is looked at before its own: for one that is the same for all nodes."""
    node = alternative.root
    while node.symbol in ("/", "//") and len(node.parts) == 2:
        node = node.parts[-1]
    if node.symbol != "[":
        return guarded(alternative, condition)
    while node.symbol == "[":
        node = node.parts[0]
    return alternative.replaced(node.end, node.end, f"[{condition}]")


def guarded(alternative: Expression, condition: str) -> str:
    """The alternative, when a condition holds too."""
    if alternative.root.symbol == "/" and not alternative.root.parts:
        return f"document-node()[{condition}]"
    if alternative.root.symbol in ("except", "intersect"):
        return f"({alternative.text})[{condition}]"
    return f"{alternative.text}[{condition}]"
