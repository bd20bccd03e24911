"""Where the elements of a message stand in its bytes, so that an edit can leave all other bytes alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from lxml import etree

_TAGS = re.compile(
    rb"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<tag><(?P<ends>/?)[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>)""",
    re.DOTALL,
)
"""In a message that was parsed, in document order: what looks like a tag and isn't, and the tags."""

_NAME = re.compile(rb"</?([^\s/>]+)")
_INDENT = re.compile(rb"\r?\n[ \t]*$")


_ATTRIBUTE = re.compile(r"""([^\s=<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CHARACTER = re.compile(r"&[^;]+;|\r\n|.", re.DOTALL)


class Span(NamedTuple):
    """Offsets of an element: its start tag is [start, inner), its content [inner, close), its end tag [close, end).

    An empty-element tag (`<Bsn/>`) has inner == close == end.
    """

    start: int
    inner: int
    close: int
    end: int

    @property
    def is_empty_tag(self) -> bool:
        """Whether the element is written as one tag."""
        return self.inner == self.end


class MarkedMessage:
    """A well-formed message, and the spans of its elements.

    Args:
        data: the whole file, UTF-8.
        root: its parsed root.
    """

    def __init__(self, data: bytes, root: etree._Element) -> None:
        self.data = data
        self.root = root

    def span(self, element: etree._Element) -> Span:
        """Where an element of the message stands."""
        return self._spans[self._places[element]]

    def indent(self, span: Span) -> bytes:
        """The line end and white space before an element; empty when it doesn't begin a line."""
        found = _INDENT.search(self.data, max(0, span.start - 200), span.start)
        return found.group() if found else b""

    def name(self, span: Span) -> bytes:
        """The name of an element as it is written, with its prefix."""
        found = _NAME.match(self.data, span.start)
        assert found is not None
        return found.group(1)

    @cached_property
    def _places(self) -> dict[etree._Element, int]:
        return {element: number for number, element in enumerate(self.root.iter(etree.Element))}

    @cached_property
    def _spans(self) -> list[Span]:
        spans: list[Span | None] = []
        opened: list[tuple[int, int, int]] = []
        for tag in _TAGS.finditer(self.data):
            begin, end = tag.span()
            if tag.lastgroup is None:  # a comment, a processing instruction, or CDATA
                continue
            if tag["ends"]:
                number, start, inner = opened.pop()
                spans[number] = Span(start, inner, begin, end)
            elif self.data[end - 2 : end] == b"/>":
                spans.append(Span(begin, end, end, end))
            else:
                opened.append((len(spans), begin, end))
                spans.append(None)
        return [span for span in spans if span is not None]


def written_attributes(tag: str) -> list[tuple[str, str, int]]:
    """The attributes of a start tag, declarations of namespaces among them: name and value as written, and where the value begins."""
    return [
        (found[1], found[group], found.start(group))
        for found in _ATTRIBUTE.finditer(tag)
        for group in (2 if found[2] is not None else 3,)
    ]


def written_characters(raw: str) -> list[str]:
    """A value or a text as it is written, in pieces that each stand for one character: references stay whole."""
    return _CHARACTER.findall(raw)


Splice = tuple[int, int, bytes]
"""From, to, and what comes in its place; offsets count bytes."""


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Bytes with other ones in some places, which don't overlap."""
    parts, done = [], 0
    for begin, end, text in sorted(splices, key=lambda splice: splice[:2]):
        parts += [data[done:begin], text]
        done = end
    return b"".join([*parts, data[done:]])
