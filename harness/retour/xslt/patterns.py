"""Match patterns: their alternatives, the nodes that each asks for, and the priority that it has by default."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from lxml import etree

from retour.xslt.names import declared_prefixes, inherited
from retour.xslt.sameness import Form, form
from retour.xslt.xpath import Expression, Node, parse_xpath

Kind = Literal[
    "element", "attribute", "text", "comment", "processing-instruction", "document", "node", "item"
]
"""What a step takes; `node` is a child of any kind, `item` anything at all."""

_TOKEN = re.compile(r"""'[^']*'|"[^"]*"|[\[\]]|[^'"\[\]]+""")
_KINDS: Mapping[str, Kind] = {
    "element": "element",
    "attribute": "attribute",
    "text": "text",
    "comment": "comment",
    "processing-instruction": "processing-instruction",
    "document-node": "document",
    "node": "node",
}
_CHILDREN = {"element", "text", "comment", "processing-instruction", "node"}
_FORWARD = {"child", "descendant", "descendant-or-self", "self", "attribute", "@"}

_ANYTHING = -1.0
_ANY_NODE = -0.5
_ANY_OF_NAMESPACE = -0.25
_NAMED = 0.0
_ELSE = 0.5
_ANYTHING_IF = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One node that a pattern asks for.

    Attributes:
        written: as it stands in the pattern.
        namespace: None for any; empty for none.
        name: None for any.
    """

    written: str
    kind: Kind
    namespace: str | None = None
    name: str | None = None

    @property
    def takes_any(self) -> bool:
        """Whether it takes every node of its kind."""
        return self.namespace is None and self.name is None

    def takes(self, other: Step) -> bool:
        """Whether it takes every node that another step takes."""
        if self.kind not in ("item", other.kind) and not (self.kind == "node" and other.kind in _CHILDREN):
            return False
        return self.namespace in (None, other.namespace) and self.name in (None, other.name)


@dataclass(frozen=True)
class Alternative:
    """What stands between two bars of a pattern.

    Attributes:
        start, end: where it stands in the whole pattern.
        expression: the alternative on its own; without its predicates where they can't be read.
        is_whole: whether it could be read with its predicates.
        prefixes: prefix → namespace.
        default: the namespace of names without prefix.
    """

    start: int
    end: int
    expression: Expression
    is_whole: bool
    prefixes: Mapping[str, str] = field(repr=False)
    default: str = ""

    @property
    def text(self) -> str:
        """As it is written."""
        return self.expression.text

    @cached_property
    def elements(self) -> tuple[Step, ...]:
        """The elements that it asks for, from the outermost inwards; none when anything will do."""
        return tuple(step for step in self._path if step is not None and step.kind == "element")

    @property
    def namespaces(self) -> frozenset[str]:
        """The namespaces in which an element must stand for it."""
        return frozenset(step.namespace for step in self.elements if step.namespace is not None)

    @cached_property
    def priority(self) -> float:
        """What XSLT 3.0 (6.5) gives the alternative where the template states no priority."""
        return default_priority(self.expression) if self.is_whole else _ELSE

    @cached_property
    def last(self) -> Step | None:
        """The step that the matched node itself must meet; None where it can't be told."""
        return self._path[-1] if self._path else None

    @property
    def is_plain(self) -> bool:
        """Whether meeting the last step is all that it asks."""
        return self.is_whole and len(self._path) == 1 and _is_plain(self.expression.root)

    @cached_property
    def form(self) -> Form | None:
        """What it takes, however that is written; None where it can't be read."""
        return form(self.expression, self.prefixes, self.default) if self.is_whole else None

    def takes_all_of(self, other: Alternative) -> bool:
        """Whether it takes every node that another one takes, as far as their texts tell."""
        if self.form is not None and self.form == other.form:
            return True
        if not self.is_plain or self.last is None:
            return False
        return self.last.kind == "item" or (other.last is not None and self.last.takes(other.last))

    @cached_property
    def _path(self) -> tuple[Step | None, ...]:
        """The steps, None for each that can't be told, such as key()."""
        return tuple(self._steps(self.expression.root))

    def _steps(self, node: Node) -> Iterator[Step | None]:
        if node.symbol in ("/", "//") and node.parts:
            if len(node.parts) == 1:
                yield Step("/", "document")
            for part in node.parts:
                yield from self._steps(part)
        elif node.symbol in ("[", "(", "except", "intersect") and node.parts:
            yield from self._steps(node.parts[0])
        else:
            yield self._step(node)

    def _step(self, node: Node) -> Step | None:
        written = " ".join(self.expression.of(node).split())
        kind: Kind = "element"
        if node.symbol in _FORWARD and len(node.parts) == 1 and node.label != "kind test":
            kind = "attribute" if node.symbol in ("@", "attribute") else "element"
            node = node.parts[0]
            while node.symbol == "[":
                node = node.parts[0]
        if node.label == "kind test" and node.symbol in _KINDS:
            kind = _KINDS[node.symbol]
            named = node.parts[0] if kind in ("element", "attribute") and node.parts else None
            return Step(written, kind, *self._name(named, kind)) if named else Step(written, kind)
        if node.symbol == "." and not node.parts:
            return Step(written, "item")
        if node.symbol == "/" and not node.parts:
            return Step(written, "document")
        if node.symbol in ("(name)", "*", ":", "Q{"):
            return Step(written, kind, *self._name(node, kind))
        return None

    def _name(self, node: Node, kind: Kind) -> tuple[str | None, str | None]:
        """Namespace and local name, None for any."""
        if node.symbol == "*":
            return None, None
        if node.symbol == "(name)":
            return self.default if kind == "element" else "", str(node.value)
        first, second = node.parts
        local = None if second.symbol == "*" else str(second.value)
        if node.symbol == "Q{":
            return str(first.value).strip(), local
        return None if first.symbol == "*" else self.prefixes.get(str(first.value), ""), local


def alternatives(element: etree._Element) -> tuple[Alternative, ...]:
    """The alternatives of an element's match pattern, in the order in which they are written; none without a pattern.

    Where a pattern can't be read, such as one that calls a function of the stylesheet, it is read without predicates;
    an alternative that can't be read then either asks for nothing that is known.
    """
    text = element.get("match")
    if text is None:
        return ()
    default = inherited(element, "xpath-default-namespace") or ""
    return _alternatives(text, tuple(declared_prefixes(element).items()), default)


@lru_cache(maxsize=4096)  # entries share their rule files
def _alternatives(text: str, declared: tuple[tuple[str, str], ...], default: str) -> tuple[Alternative, ...]:
    prefixes = dict(declared)
    whole = parse_xpath(text, prefixes)
    plain = whole or parse_xpath(_without_predicates(text), prefixes)
    if plain is None:
        return (Alternative(0, len(text), Expression(text, _UNKNOWN), False, prefixes, default),)
    found = []
    for operand in _operands(plain.root):
        alone = parse_xpath(plain.of(operand), prefixes)
        expression = alone or Expression(plain.of(operand), _UNKNOWN)
        is_whole = whole is not None and alone is not None
        found.append(Alternative(operand.start, operand.end, expression, is_whole, prefixes, default))
    return tuple(found)


def default_priority(alternative: Expression) -> float:
    """See `Alternative.priority`."""
    return _priority(alternative.root)


_UNKNOWN = Node("(unknown)", "unknown", None, 0, 0, 0, 0, ())


def _operands(node: Node) -> tuple[Node, ...]:
    while node.symbol == "(" and len(node.parts) == 1:
        node = node.parts[0]
    return node.chain() if node.symbol in ("|", "union") else (node,)


def _priority(node: Node) -> float:
    if node.symbol in ("(", "except", "intersect") and node.parts:
        return _priority(node.parts[0])
    if node.symbol == "[" and node.parts[0].symbol == ".":
        return _ANYTHING_IF
    if node.symbol in _FORWARD and len(node.parts) == 1 and node.label != "kind test":
        node = node.parts[0]
    if node.symbol == ".":
        return _ANYTHING
    if node.symbol in ("/", "*") and not node.parts:
        return _ANY_NODE
    if node.label == "kind test":
        named = [part for part in node.parts if part.symbol != "*"]
        return (
            _priority(named[0]) if named and named[0].label == "kind test" else _NAMED if named else _ANY_NODE
        )
    if node.symbol in (":", "Q{"):
        return _ANY_OF_NAMESPACE if any(part.symbol == "*" for part in node.parts) else _NAMED
    return _NAMED if node.symbol == "(name)" else _ELSE


def _is_plain(node: Node) -> bool:
    """Whether a pattern is one step without predicates, of the kind that may stand anywhere."""
    if (
        node.symbol in ("@", "child", "attribute", "self")
        and len(node.parts) == 1
        and node.label != "kind test"
    ):
        node = node.parts[0]
    return node.symbol not in ("[", "(", "except", "intersect", "document-node")


def _without_predicates(pattern: str) -> str:
    kept, depth = [], 0
    for token in _TOKEN.findall(pattern):
        if token == "]":
            depth -= 1
        elif token == "[":
            depth += 1
        elif depth == 0:
            kept.append(token)
    return "".join(kept)
