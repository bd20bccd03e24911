"""The function calls in an XPath expression, each with its place: enough to answer some of them differently.

Words are read, and no grammar: what stands in strings and comments isn't a call, and a name before `(` or `#` is. So calls are
found also where an expression uses functions of which nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FN = "http://www.w3.org/2005/xpath-functions"
"""The namespace of functions without a prefix."""

_NAME = r"[^\W\d][\w.\-]*"
_WORD = re.compile(
    rf"""(?P<comment>\(:)|(?P<string>"(?:[^"]|"")*"|'(?:[^']|'')*')|(?P<name>Q\{{[^{{}}]*\}}{_NAME}|{_NAME}(?::{_NAME})?)"""
    r"|(?P<number>\d+)|(?P<space>\s+)|(?P<sign>=>|::|.)",
    re.DOTALL,
)
_OPENED = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call, or a reference such as `doc#1`.

    Attributes:
        namespace: of the function.
        start, end: where the whole call stands in the text, its arguments included.
        inside: from where to where its arguments stand; None for a reference.
        arguments: the words of each argument, without white space and comments.
        arity: of a reference.
        is_arrow: whether the first argument stands before it: `$file => doc()`.
    """

    namespace: str
    name: str
    start: int
    end: int
    inside: tuple[int, int] | None
    arguments: tuple[tuple[str, ...], ...] = ()
    arity: int | None = None
    is_arrow: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether an argument is left open: `doc(?)`."""
        return ("?",) in self.arguments

    @property
    def literals(self) -> tuple[str, ...] | None:
        """The values of the arguments, when each is a string that is written out; None when one isn't."""
        if any(len(words) != 1 or words[0][0] not in "\"'" for words in self.arguments):
            return None
        return tuple(_unquoted(words[0]) for words in self.arguments)


def function_calls(text: str, namespaces: Mapping[str, str]) -> Iterator[FunctionCall]:
    """The calls in an expression, the outer before the inner.

    Args:
        namespaces: prefix → namespace, as far as declared where the expression stands.
    """
    words = list(_words(text))
    closers = _closers(words)
    for number, (kind, word, start, _) in enumerate(words):
        if kind != "name" or number + 1 == len(words):
            continue
        before = words[number - 1][1] if number else ""
        following = words[number + 1]
        if before in ("$", "@", "::") or following[1] not in ("(", "#"):
            continue
        namespace, name = _split(word, namespaces)
        if following[1] == "#" and number + 2 < len(words) and words[number + 2][0] == "number":
            arity, end = int(words[number + 2][1]), words[number + 2][3]
            yield FunctionCall(namespace, name, start, end, None, arity=arity)
        elif following[1] == "(" and (close := closers.get(number + 1)) is not None:
            inside = (following[3], words[close][2])
            arguments = tuple(_arguments(words[number + 2 : close]))
            is_arrow = before == "=>"
            yield FunctionCall(namespace, name, start, words[close][3], inside, arguments, is_arrow=is_arrow)


Word = tuple[str, str, int, int]
"""Kind, text, and from where to where it stands."""


def _words(text: str) -> Iterator[Word]:
    position = 0
    while found := _WORD.match(text, position):
        position = found.end()
        kind = found.lastgroup or ""
        if kind == "comment":
            position = _after_comment(text, found.start())
        elif kind != "space":
            yield kind, found[0], found.start(), position


def _after_comment(text: str, position: int) -> int:
    """Comments may stand in comments; one that isn't closed goes on to the end."""
    depth = 0
    for found in re.compile(r"\(:|:\)").finditer(text, position):
        depth += 1 if found[0] == "(:" else -1
        if depth == 0:
            return found.end()
    return len(text)


def _closers(words: list[Word]) -> dict[int, int]:
    """For each bracket that opens the number of the word that closes it."""
    opened: list[int] = []
    found = {}
    for number, (kind, word, _, _) in enumerate(words):
        if kind != "sign":
            continue
        if word in _OPENED:
            opened.append(number)
        elif opened and word == _OPENED[words[opened[-1]][1]]:
            found[opened.pop()] = number
    return found


def _arguments(words: list[Word]) -> Iterator[tuple[str, ...]]:
    depth = 0
    argument: list[str] = []
    for kind, word, _, _ in words:
        if kind == "sign":
            depth += (word in _OPENED) - (word in _OPENED.values())
            if word == "," and depth == 0:
                yield tuple(argument)
                argument = []
                continue
        argument.append(word)
    if words:
        yield tuple(argument)


def _split(word: str, namespaces: Mapping[str, str]) -> tuple[str, str]:
    """Namespace and local name; a prefix that isn't declared is an error that the processor tells."""
    if word.startswith("Q{"):
        namespace, _, name = word[2:].partition("}")
        return namespace.strip(), name
    prefix, colon, name = word.partition(":")
    return (namespaces.get(prefix, ""), name) if colon else (FN, prefix)


def _unquoted(word: str) -> str:
    return word[1:-1].replace(word[0] * 2, word[0])
