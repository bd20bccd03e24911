"""XPath → a tree in which every part knows where it stands in the text, so that a change leaves all else as it was.

elementpath parses; its tokens know where their own words stand, not where the expressions end that they begin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from retour.xslt.names import STANDING_IN

_OPENED = {"(": ")", "[": "]", "{": "}"}
_CALLS = ("function", "kind test", "constructor function", "partial function")
_LABELS = {"function__constructor_function": "function"}
"""Labels of elementpath for what is one of two things, and which of them it is for us."""


_NAME = re.compile(r"[\w.-]+:[\w.-]+")
_CALL = re.compile(r"""'[^']*'|"[^"]*"|(?<![\w$:@.-])(?P<name>[\w.-]+:[\w.-]+)\s*\((?P<empty>\s*\))?""")
"""A literal, which is left alone, or what looks like a call of a function with a prefix."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    Attributes:
        symbol: the operator, the function's name, `(name)`, `(string)`, `(integer)`; `:` for a name with a prefix, `[`
            for an expression with a predicate, `(` for one in parentheses.
        label: what kind of thing it is, such as `operator`, `function` or `axis`.
        value: of a literal, or a name as it is written.
        start, end: where the part stands in the text.
        word_start, word_end: where the operator, the function's name or the bracket stands.
        parts: operands, arguments, or what a predicate belongs to and the predicate.
    """

    symbol: str
    label: str
    value: Any
    start: int
    end: int
    word_start: int
    word_end: int
    parts: tuple[Node, ...]

    def chain(self) -> tuple[Node, ...]:
        """The operands of one operator in a row: a, b and c of `a or b or c`; the node itself where there is one."""
        if self.label != "operator" or len(self.parts) != 2 or self.symbol == "[":
            return (self,)
        first, second = self.parts
        return (*first.chain(), second) if first.symbol == self.symbol else (first, second)


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression or pattern, and its text."""

    text: str
    root: Node

    def of(self, node: Node) -> str:
        """The text of a part."""
        return self.text[node.start : node.end]

    def replaced(self, start: int, end: int, by: str) -> str:
        """The whole text, with other words from start to end."""
        return self.text[:start] + by + self.text[end:]

    def walk(self) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """Every part, each with the parts that it stands in, the nearest last."""
        waiting: list[tuple[Node, tuple[Node, ...]]] = [(self.root, ())]
        while waiting:
            node, above = waiting.pop()
            yield node, above
            waiting.extend((part, (*above, node)) for part in reversed(node.parts))


def parse_xpath(
    text: str,
    namespaces: Mapping[str, str],
    *,
    exact: bool = False,
    functions: Collection[str] = (),
) -> Expression | None:
    """Parse an expression or a pattern; None when it isn't one, or calls functions that are not known here.

    Args:
        namespaces: prefix → namespace, as far as declared where the expression stands.
        exact: whether a call of `contains`, and of other functions that XPath 3.1 has twice, begins at its name: elementpath
            tells where its bracket stands. The ids of mutants rest on that.
        functions: those of the stylesheet, as they are called here, such as `f:days`; see `called_name`.
    """
    return _parsed(text, tuple(sorted(namespaces.items())), exact, frozenset(functions))


def called_name(expression: Expression, node: Node) -> str | None:
    """The name of the stylesheet's function that a part calls, as it is written; None for any other part."""
    if node.label != "function" or node.symbol not in STANDING_IN:
        return None
    return _NAME.match(expression.text, node.word_start)[0]  # type: ignore[index]


@lru_cache(maxsize=4096)
def _parsed(
    text: str, namespaces: tuple[tuple[str, str], ...], exact: bool, functions: frozenset[str]
) -> Expression | None:
    from retour.xslt.xpath_parser import parse_tokens  # takes as long to load as many commands to run

    plain, closers = _without_comments(text)
    if not plain.strip():
        return None
    if functions:
        plain = _CALL.sub(lambda found: _stood_in(found, functions), plain)
    root = parse_tokens(plain, namespaces)
    if root is None:
        return None
    return Expression(text, _node(root, plain, closers, exact))


def _stood_in(found: re.Match[str], functions: Collection[str]) -> str:
    """What stands in the place of a call, no longer and no shorter than it."""
    name = found["name"]
    if name is None or name not in functions:
        return found[0]
    known = STANDING_IN[found["empty"] is None]
    return found[0].replace(name, known.ljust(len(name)), 1)


def _without_comments(text: str) -> tuple[str, dict[int, int]]:
    """The text with spaces for comments, and where each bracket that opens is closed."""
    characters = list(text)
    closers: dict[int, int] = {}
    opened: list[int] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character in "'\"":
            closed = text.find(character, position + 1)
            position = len(text) if closed < 0 else closed + 1
        elif text.startswith("(:", position):
            end = _end_of_comment(text, position)
            characters[position:end] = " " * (end - position)
            position = end
        else:
            if character in _OPENED:
                opened.append(position)
            elif opened and character == _OPENED[text[opened[-1]]]:
                closers[opened.pop()] = position
            position += 1
    return "".join(characters), closers


def _end_of_comment(text: str, position: int) -> int:
    """Comments may stand in comments; one that isn't closed goes on to the end."""
    depth = 0
    while position < len(text):
        if text.startswith("(:", position):
            depth += 1
            position += 2
        elif text.startswith(":)", position):
            depth -= 1
            position += 2
            if depth == 0:
                return position
        else:
            position += 1
    return position


def _node(token: Any, text: str, closers: Mapping[int, int], exact: bool) -> Node:
    parts = tuple(_node(part, text, closers, exact) for part in token)
    start, end = token.span
    label = _LABELS.get(str(token.label), str(token.label))
    if exact and label in _CALLS and text[start:end] == "(":  # elementpath tells where the bracket stands
        start = text.rfind(token.symbol, 0, start)
        end = start + len(token.symbol)
    last = end
    if token.symbol in _OPENED:
        last = closers.get(start, end) + 1
    elif label in _CALLS:
        opening = text.find("(", end)
        last = closers.get(opening, end) + 1
    return Node(
        symbol=token.symbol,
        label=label,
        value=token.value,
        start=min([start, *(part.start for part in parts)]),
        end=max([last, *(part.end for part in parts)]),
        word_start=start,
        word_end=end,
        parts=parts,
    )
