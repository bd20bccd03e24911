"""A message that is being edited: finding nodes in it, and replacing stretches of its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from retour.errors import EditError
from retour.messages.selecting import PathError, nearby, select
from retour.model import Place
from retour.text.markup import escape
from retour.text.paths import NodePaths
from retour.text.spans import MarkedMessage, Span

NameSpaces = Callable[[etree._Element, str], str | None]
"""Namespace of a child of that name below an element, where a schema tells; else None."""

Piece = tuple[int, int, bytes]
"""A stretch of a message to be replaced: from, to, by."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A message and what an edit needs to change it.

    Attributes:
        place: of the edit, for errors.
        namespace_of: tells the namespace of new elements.
    """

    message: MarkedMessage
    place: Place
    namespace_of: NameSpaces

    def error(self, text: str) -> EditError:
        """An error at the place of the edit."""
        return EditError(text, self.place)

    def one(self, path: str) -> etree._Element:
        """The one element that a path selects.

        Raises:
            EditError: it selects none or several, or can't be read.
        """
        found = self.some(path)
        if len(found) > 1:
            paths = NodePaths(self.message.root)
            told = ", ".join(paths.printed(element) for element in found[:5])
            more = ", …" if len(found) > 5 else ""
            raise self.error(f"{path} selects {len(found)} nodes where one is meant: {told}{more}")
        return found[0]

    def some(self, path: str) -> list[etree._Element]:
        """The elements that a path selects, at least one.

        Raises:
            EditError: it selects none, or can't be read.
        """
        try:
            found = select(self.message.root, path)
        except PathError as error:
            raise self.error(str(error)) from None
        if not found:
            there = nearby(self.message.root, path)
            hint = f"; nearby there are {', '.join(there[:8])}" if there else ""
            raise self.error(f"{path} selects nothing in this message{hint}")
        return found

    def leaf(self, path: str, advice: str = "") -> etree._Element:
        """The one element that a path selects, which holds no other.

        Raises:
            EditError: as for `one`, or there are elements in it.
        """
        element = self.one(path)
        if any(isinstance(child.tag, str) for child in element):
            raise self.error(f"{path} holds elements, not text{advice}")
        return element

    def splice(self, *pieces: Piece) -> bytes:
        """The bytes of the message with pieces of it replaced, which don't overlap."""
        return spliced(self.message.data, *pieces)

    def span(self, element: etree._Element) -> Span:
        """Where an element stands in the bytes."""
        return self.message.span(element)

    def line_ended(self, text: bytes) -> bytes:
        """A new text with the line ends of the message."""
        lines = text.replace(b"\r\n", b"\n")
        return lines.replace(b"\n", b"\r\n") if b"\r\n" in self.message.data else lines

    def content(self, span: Span, content: bytes) -> Piece:
        """The piece that gives an element other content; a tag that is one for begin and end becomes two."""
        if not span.is_empty_tag:
            return span.inner, span.close, content
        tag = self.message.data[span.start : span.end].removesuffix(b"/>").rstrip()
        return span.start, span.end, tag + b">" + content + b"</" + self.message.name(span) + b">"

    def text(self, span: Span, text: str) -> Piece:
        """The piece that gives an element another text."""
        return self.content(span, self.line_ended(escape(text).encode()))

    def removal(self, element: etree._Element) -> Piece:
        """The piece that takes an element and its line away."""
        span = self.span(element)
        return span.start - len(self.message.indent(span)), span.end, b""


def spliced(data: bytes, *pieces: Piece) -> bytes:
    """Bytes with pieces of them replaced, which don't overlap; those at one point in the order given."""
    parts: list[bytes] = []
    end = 0
    for begin, after, by in sorted(pieces, key=lambda piece: piece[:2]):
        parts += (data[end:begin], by)
        end = after
    return b"".join((*parts, data[end:]))
