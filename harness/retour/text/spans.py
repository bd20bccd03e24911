"""Where the elements of a message stand in its bytes, so that an edit can leave all other bytes alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from xml.parsers import expat

from lxml import etree

_TAG = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")
_NAME = re.compile(rb"</?([^\s/>]+)")
_INDENT = re.compile(rb"\r?\n[ \t]*$")


@dataclass(frozen=True, slots=True)
class Span:
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
        data = self.data
        spans: list[Span | None] = []
        opened: list[tuple[int, int, int]] = []
        parser = expat.ParserCreate()

        def start(name: str, attributes: dict[str, str]) -> None:
            offset = parser.CurrentByteIndex
            tag = _TAG.match(data, offset)
            assert tag is not None
            opened.append((len(spans), offset, tag.end()))
            spans.append(None)

        def end(name: str) -> None:
            number, offset, inner = opened.pop()
            close = parser.CurrentByteIndex
            if data[inner - 2 : inner] == b"/>":
                spans[number] = Span(offset, inner, inner, inner)
            else:
                spans[number] = Span(offset, inner, close, data.index(b">", close) + 1)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.Parse(data, True)
        return [span for span in spans if span is not None]
