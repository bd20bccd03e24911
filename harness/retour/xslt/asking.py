"""What a stylesheet asks beside the message: other files, and the clock.

A file beside the stylesheet that is named outright, such as a code list, is read and is a part of the rule set. Any other file is
forbidden, and so is what can't be read beforehand; whoever comes by such a question gets an error, also where the stylesheet
would go on without an answer (`doc-available()`, `xsl:try`). Today is pinned by who runs the rules.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from retour.xslt.calls import FN, FunctionCall, function_calls
from retour.xslt.expressions import ExpressionPlace, expression_places
from retour.xslt.names import XSL, declared_prefixes

QuestionKind = Literal["file", "is there a file", "forbidden", "clock"]

EXSLT_DATE = "http://exslt.org/dates-and-times"

_FILES = frozenset(
    [
        *("available-environment-variables", "collection", "doc", "doc-available", "document"),
        *("environment-variable", "function-lookup", "json-doc", "load-xquery-module", "transform"),
        *("unparsed-text", "unparsed-text-available", "unparsed-text-lines", "uri-collection"),
    ]
)
"""The functions that look outside the message. `function-lookup` finds any of them by a name that is worked out."""

_NOW = frozenset(["current-date", "current-dateTime", "current-time", "implicit-timezone"])
_ADJUSTING = frozenset(["adjust-date-to-timezone", "adjust-dateTime-to-timezone", "adjust-time-to-timezone"])
"""With one argument they take the time zone from the clock."""

_INSTRUCTIONS = ("evaluate", "merge-source", "source-document", "stream")
"""The instructions that look outside, or evaluate what can't be read beforehand."""

_SUSPECT = re.compile(
    rf"{'|'.join(sorted((*_FILES, *_NOW, *_ADJUSTING), key=len, reverse=True))}|{re.escape(EXSLT_DATE)}"
)
_SUSPECT_BYTES = re.compile(
    f"{_SUSPECT.pattern}|{'|'.join(_INSTRUCTIONS)}|&#".encode()
)  # written as references, names look otherwise
_NO_RELATIVE_PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|.*[\\#?\0]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """A call, or an instruction, that asks.

    Attributes:
        place: the expression; None for an instruction.
        call: what in it asks; where it stands counts from the start of the expression.
        file: the file that is named; absolute.
        asked: how to call it towards the user, e.g. `doc(…)`.
    """

    kind: QuestionKind
    element: etree._Element
    place: ExpressionPlace | None
    call: FunctionCall | None
    file: Path | None
    asked: str


def questions(root: etree._Element, data: bytes, path: Path) -> tuple[Question, ...]:
    """What a stylesheet asks, in document order.

    Args:
        data: the file's bytes.
        path: absolute.
    """
    if not _SUSPECT_BYTES.search(data) and b"\0" not in data[:4]:
        return ()
    return (*_of_instructions(root), *_of_expressions(root, path))


def files_named(asked: Iterable[Question]) -> tuple[Path, ...]:
    """The files that are read, each once."""
    return tuple(dict.fromkeys(each.file for each in asked if each.kind == "file" and each.file is not None))


def _of_instructions(root: etree._Element) -> Iterator[Question]:
    for element in root.iter(*(f"{{{XSL}}}{name}" for name in _INSTRUCTIONS)):
        name = etree.QName(element).localname
        if name != "merge-source" or element.get("for-each-source") is not None:
            around = element.getparent() if name == "merge-source" else element
            yield Question("forbidden", around, None, None, None, f"xsl:{name}")


def _of_expressions(root: etree._Element, path: Path) -> Iterator[Question]:
    for place in expression_places(root):
        text = place.value[place.start : place.end]
        if not (_SUSPECT.search(text) or ":" in text):
            continue
        for call in function_calls(text, declared_prefixes(place.element)):
            found = _question(place, call, path)
            if found is not None:
                yield found


def _question(place: ExpressionPlace, call: FunctionCall, path: Path) -> Question | None:
    asked = f"{call.name}({'…' if call.arguments or call.arity or call.is_arrow else ''})"
    if call.namespace == FN:
        if call.name in _NOW or (call.name in _ADJUSTING and _arity(call) == 1):
            return Question("clock", place.element, place, call, None, asked)
        if call.name not in _FILES:
            return None
        file = _named_file(call, path)
        if file is None:
            return Question("forbidden", place.element, place, call, None, asked)
        kind: QuestionKind = "is there a file" if call.name == "doc-available" else "file"
        return Question(kind, place.element, place, call, file, asked)
    if call.namespace == EXSLT_DATE and call.inside is not None and not call.arguments:
        return Question("clock", place.element, place, call, None, asked)
    return None


def _arity(call: FunctionCall) -> int:
    return call.arity if call.arity is not None else len(call.arguments) + call.is_arrow


def _named_file(call: FunctionCall, path: Path) -> Path | None:
    """The file that a call names outright; None when it doesn't, or names none beside the stylesheet."""
    literals = call.literals
    if call.inside is None or call.is_arrow or literals is None or len(literals) != 1:
        return None
    if call.name not in ("doc", "doc-available", "document"):
        return None
    name = literals[0].strip()
    if not name:
        return path
    if _NO_RELATIVE_PATH.match(name):
        return None
    return Path(os.path.normpath(path.parent / unquote(name)))
