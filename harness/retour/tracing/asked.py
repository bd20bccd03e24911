"""What is asked of an expression, so that its value can be explained: of which parts the value, and of which whether they hold.

Only parts are asked that have the same value beside the expression as in it: none in a predicate, a later step of a path, or
what is said of a range variable. What a predicate says is asked of the nodes that it chooses from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from retour.xslt.xpath import Expression, Node, called_name, parse_xpath

PartKind = Literal["nodes", "text", "truth"]
"""What a part gives: nodes, a text or number, or whether it holds."""

KindOf = Callable[[str], PartKind]
"""The kind of a variable's value, by its name."""

CURRENT = "retour-current"
"""The variable that stands for `current()` where a predicate is asked of the nodes that it chooses from."""

_CURRENT_CALL = re.compile(r"\bcurrent\(\s*\)")

_COMPARISONS = frozenset(
    ["=", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge", "is", "<<", ">>"]
)
_TRUTHS = frozenset(
    [
        *("boolean", "contains", "deep-equal", "empty", "ends-with", "exists", "false", "function-available"),
        *("element-available", "lang", "matches", "not", "starts-with", "true"),
    ]
)
"""The functions that say whether something holds."""

_NODES = frozenset(["current", "doc", "document", "id", "idref", "key", "root"])
_MEASURES = frozenset(
    [
        *("count", "current-date", "current-dateTime", "current-time", "last", "local-name", "name"),
        *("namespace-uri", "position", "sum", "system-property"),
    ]
)
"""The functions whose own value tells more than those of their arguments."""

_NAMES = frozenset(["local-name", "name", "namespace-uri"])
_OF_THIS_NODE = frozenset(["normalize-space", "number", "string", "string-length"])
"""The functions that without an argument are of the node at hand."""

_PATHS = frozenset(["/", "//", "(name)", ":", "Q{", "@", ".", ".."])
_SELECTING = frozenset(["axis", "kind test", "attribute reference", "wildcard symbol"])
_UNIONS = frozenset(["|", "union", "intersect", "except"])
_BINDING = frozenset(["for", "some", "every", "let", "function"])
_STEPPING = frozenset(["!"])
_TYPED = frozenset(["cast", "castable", "instance", "treat"])


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of the nodes that a predicate chooses from.

    Attributes:
        base: the expression without the predicate.
        asked: what the predicate says, asked of each node.
    """

    base: str
    asked: AskedParts


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A part of an expression whose value is asked.

    Attributes:
        text: as it is asked.
        filter: what a predicate at its end says; None without one.
        call: of a call of a function of the stylesheet, what its copy that tells its course is handed first; None for any other.
    """

    kind: PartKind
    text: str
    filter: Filter | None = None
    call: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A part that holds or doesn't.

    Attributes:
        how: `is` for what is no and, or, not.
        node: in the expression.
        of: what it is made of.
        truth: the number of the part that tells whether it holds; None where its parts do.
    """

    how: Literal["and", "or", "not", "is"]
    node: Node = field(repr=False)
    of: tuple[Condition, ...] = ()
    truth: int | None = None


@dataclass(frozen=True, slots=True)
class AskedParts:
    """All that is asked of an expression.

    Attributes:
        parts: what is asked, in the order in which the answers come.
        condition: the whole, where it is something that holds or doesn't.
        leaves: where in the expression a part stands that is asked → its number.
        calls: the calls of functions of the stylesheet, each with the number of its part.
    """

    expression: Expression
    parts: tuple[AskedPart, ...]
    condition: Condition | None
    leaves: Mapping[tuple[int, int], int] = field(repr=False)
    calls: tuple[tuple[Node, int], ...] = field(default=(), repr=False)

    @property
    def whole(self) -> int | None:
        """The number of the part that is the whole expression."""
        root = unwrapped(self.expression.root)
        return self.leaves.get((root.start, root.end))


class Functions:
    """The functions of stylesheets whose course can be told, by namespace, local name and number of arguments.

    Args:
        copies: of each the name of the copy that tells its course.
        known: all functions, by namespace and local name.
    """

    def __init__(
        self, copies: Mapping[tuple[str, str, int], str], known: Collection[tuple[str, str]]
    ) -> None:
        self.copies = copies
        self._known = known
        self._calls = 0

    def names(self, namespaces: Mapping[str, str]) -> frozenset[str]:
        """The functions, as they are called where these prefixes are declared."""
        return frozenset(
            f"{prefix}:{name}"
            for prefix, uri in namespaces.items()
            for of, name in self._known
            if of == uri and prefix
        )

    def copy(self, name: str, arguments: int, namespaces: Mapping[str, str]) -> str | None:
        """The copy of the function that is called by a name; None where it has none."""
        prefix, _, local = name.partition(":")
        return self.copies.get((namespaces.get(prefix, ""), local, arguments))

    def new_call(self) -> str:
        """What tells one call from all others."""
        self._calls += 1
        return str(self._calls)

    def without(self, copy: str) -> Functions:
        """The same, but for one whose own course is being told: a function that calls itself would tell it without end."""
        left = Functions({key: name for key, name in self.copies.items() if name != copy}, self._known)
        left.new_call = self.new_call  # type: ignore[method-assign]
        return left


NO_FUNCTIONS = Functions({}, ())


def asked_of(
    text: str,
    namespaces: Mapping[str, str],
    kind_of: KindOf,
    *,
    is_test: bool = False,
    functions: Functions = NO_FUNCTIONS,
    is_filter: bool = False,
) -> AskedParts | None:
    """What is asked of an expression; None where it can't be read.

    Args:
        namespaces: prefix → namespace, as far as declared where it stands.
        kind_of: of the variables in scope.
        is_test: whether it is asked whether the expression as a whole holds.
        functions: those of the stylesheets.
        is_filter: whether it is asked of many nodes: then the course of functions isn't told.
    """
    expression = parse_xpath(text, namespaces, exact=True, functions=functions.names(namespaces))
    if expression is None:
        return None
    return _PartsOf(expression, namespaces, kind_of, functions, is_filter).asked(is_test)


def unwrapped(node: Node) -> Node:
    """A part without the parentheses around it."""
    while node.symbol == "(" and len(node.parts) == 1:
        node = node.parts[0]
    return node


class _PartsOf:
    def __init__(
        self,
        expression: Expression,
        namespaces: Mapping[str, str],
        kind_of: KindOf,
        functions: Functions,
        is_filter: bool,
    ) -> None:
        self._functions = functions
        self._is_filter = is_filter
        self._calls: list[tuple[Node, int]] = []
        self._expression = expression
        self._namespaces = namespaces
        self._kind_of = kind_of
        self._parts: list[AskedPart] = []
        self._leaves: dict[tuple[int, int], int] = {}

    def asked(self, is_test: bool) -> AskedParts:
        root = self._expression.root
        condition = None
        if is_test or self._is_truth(root):
            condition = self._condition(root)
        else:
            self._ask(root)
        return AskedParts(self._expression, tuple(self._parts), condition, self._leaves, tuple(self._calls))

    def _condition(self, node: Node) -> Condition:
        node = unwrapped(node)
        if node.symbol in ("and", "or") and len(node.parts) == 2:
            return Condition(
                "and" if node.symbol == "and" else "or", node, tuple(map(self._condition, node.chain()))
            )
        if node.label == "function" and len(node.parts) == 1:
            if node.symbol in ("not", "empty"):
                return Condition("not", node, (self._condition(node.parts[0]),))
            if node.symbol in ("boolean", "exists"):
                return self._condition(node.parts[0])
        self._ask(node)
        text = self._expression.of(node)
        return Condition("is", node, (), self._add(AskedPart("truth", text)))

    def _ask(self, node: Node) -> None:
        """Ask for the values of what a part is made of."""
        kind = self._kind(node)
        if kind is not None:
            key = (node.start, node.end)
            if key not in self._leaves:
                is_nodes = kind == "nodes"
                part = AskedPart(kind, self._expression.of(node), self._filter(node) if is_nodes else None)
                self._leaves[key] = self._add(part)
                self._ask_of_key(node)
            return
        for part_of in self._within(node):
            self._ask(part_of)
        name = called_name(self._expression, node)
        if name is not None and not self._is_filter:
            self._ask_of_call(name, node)

    def _ask_of_call(self, name: str, node: Node) -> None:
        """Ask for what a function of the stylesheet gives, by way of the copy that tells its course."""
        copy = self._functions.copy(name, len(node.parts), self._namespaces)
        if copy is None:
            return
        text = self._expression.of(node)
        call = self._functions.new_call()
        handed = text[text.index("(") + 1 :]
        told = f"{copy}('{call}'{', ' if node.parts else ''}{handed}"
        self._calls.append((node, self._add(AskedPart("text", told, call=call))))

    def _ask_of_key(self, node: Node) -> None:
        """Ask what is looked for with the key with which a path begins."""
        while node.symbol in ("[", "/", "//", "(") and node.parts:
            node = node.parts[0]
        if node.symbol == "key" and len(node.parts) > 1:
            self._ask(node.parts[1])

    def _within(self, node: Node) -> Iterator[Node]:
        """The parts of a part that have the same context as it."""
        if node.symbol in _BINDING or node.label in ("literal", "placeholder"):
            return
        if node.symbol in _STEPPING or node.symbol in _TYPED or node.symbol in ("=>", "?"):
            yield from node.parts[:1]
        elif node.symbol == ":" and len(node.parts) == 2:
            yield node.parts[1]
        else:
            yield from node.parts

    def _kind(self, node: Node) -> PartKind | None:
        """What a part gives that is asked as it is; None where it is asked what it is made of."""
        if node.symbol == "$":
            return self._kind_of(_variable(node))
        if node.symbol == ":" and len(node.parts) == 2 and "function" in node.parts[1].label:
            return None
        if node.symbol == "[" or node.symbol in _UNIONS:
            return "nodes"
        if node.label == "function":
            is_of_this = node.symbol in _OF_THIS_NODE and not node.parts
            return (
                "nodes"
                if node.symbol in _NODES
                else "text"
                if node.symbol in _MEASURES or is_of_this
                else None
            )
        if node.symbol in _PATHS or node.label in _SELECTING or (node.symbol == "*" and not node.parts):
            return "nodes"
        return None

    def _is_truth(self, node: Node) -> bool:
        node = unwrapped(node)
        return (
            ((node.symbol in _COMPARISONS or node.symbol in ("and", "or")) and len(node.parts) == 2)
            or node.symbol in ("some", "every", "castable", "instance")
            or (node.label == "function" and node.symbol in _TRUTHS)
        )

    def _filter(self, node: Node) -> Filter | None:
        """What the predicates at the end of a path say, as far as they don't go by position."""
        last = node
        while last.symbol in ("/", "//") and last.parts:
            last = last.parts[-1]
        texts: list[str] = []
        while last.symbol == "[" and self._chooses(last.parts[1]):
            texts.insert(0, self._expression.of(last.parts[1]))
            last = last.parts[0]
        if not texts:
            return None
        text = texts[0] if len(texts) == 1 else " and ".join(f"({each})" for each in texts)
        asked = asked_of(
            _CURRENT_CALL.sub(f"${CURRENT}", text),
            self._namespaces,
            self._kind_in_filter,
            is_test=True,
            functions=self._functions,
            is_filter=True,
        )
        base = self._expression.text[node.start : last.end]
        return None if asked is None else Filter(base, asked)

    def _kind_in_filter(self, name: str) -> PartKind:
        return "nodes" if name == CURRENT else self._kind_of(name)

    def _chooses(self, predicate: Node) -> bool:
        """Whether a predicate says something of each node on its own: not where it stands, and not its name alone."""
        node = unwrapped(predicate)
        if node.symbol == "$" or not (self._is_truth(node) or self._kind(node) == "nodes"):
            return False
        is_of_value = False
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one.label == "function" and one.symbol in ("position", "last") and not one.parts:
                return False
            if one.label == "function" and one.symbol in _NAMES:
                continue
            is_of_value = is_of_value or self._kind(one) is not None
            waiting += one.parts
        return is_of_value

    def _add(self, part: AskedPart) -> int:
        self._parts.append(part)
        return len(self._parts) - 1


def _variable(node: Node) -> str:
    """The name of a variable as it is written."""
    named = node.parts[0] if node.parts else node
    return str(named.value)
