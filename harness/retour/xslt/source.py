"""A stylesheet as mutation reads it: its elements by number, and where each character of an attribute stands."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from retour.text.spans import MarkedMessage, written_attributes, written_characters
from retour.xslt.stylesheets import Stylesheet


class Source:
    """One stylesheet.

    Attributes:
        sheet: the parsed file.
        elements: in document order.
    """

    def __init__(self, sheet: Stylesheet) -> None:
        self.sheet = sheet
        self.elements: tuple[etree._Element, ...] = tuple(sheet.root.iter(etree.Element))

    @cached_property
    def numbers(self) -> dict[etree._Element, int]:
        """The number of each element."""
        return {element: number for number, element in enumerate(self.elements)}

    def position(
        self, element: etree._Element, attribute: str | None = None, offset: int = 0
    ) -> tuple[int, int]:
        """Line and column of a character of an attribute's value; of the start tag, without an attribute."""
        span = self._marked.span(element)
        start = len(self.sheet.data[: span.start].decode("utf-8", "replace"))
        if attribute is not None:
            tag = self.sheet.data[span.start : span.inner].decode("utf-8", "replace")
            start += _offset_in_tag(tag, attribute, offset)
        before = self._text[:start]
        return before.count("\n") + 1, start - before.rfind("\n")

    def text_position(self, element: etree._Element) -> tuple[int, int]:
        """Line and column of the first character, other than white space, of the text in an element."""
        inner = self._marked.span(element).inner
        data = self.sheet.data[inner:]
        start = len(self.sheet.data[:inner].decode("utf-8", "replace"))
        start += len(data.decode("utf-8", "replace")) - len(data.decode("utf-8", "replace").lstrip())
        before = self._text[:start]
        return before.count("\n") + 1, start - before.rfind("\n")

    def lines_of_top(self, number: int) -> range:
        """The lines of the template, key or variable in which an element stands."""
        span = self._marked.span(top_of(self.elements[number]))
        first = self.sheet.data.count(b"\n", 0, span.start) + 1
        return range(first, first + self.sheet.data.count(b"\n", span.start, span.end) + 1)

    @cached_property
    def _text(self) -> str:
        return self.sheet.data.decode("utf-8", "replace")

    @cached_property
    def _marked(self) -> MarkedMessage:
        return MarkedMessage(self.sheet.data, self.sheet.root)


def _offset_in_tag(tag: str, attribute: str, offset: int) -> int:
    for name, raw, start in written_attributes(tag):
        if name == attribute:
            return start + sum(map(len, written_characters(raw)[:offset]))
    return 0


def top_of(element: etree._Element) -> etree._Element:
    """The child of the root in which an element stands; the root itself for that."""
    while (above := element.getparent()) is not None and above.getparent() is not None:
        element = above
    return element


def within(element: etree._Element) -> str:
    """The template, key or variable that an element stands in, as a person would name it."""
    top = top_of(element)
    kind = etree.QName(top).localname
    if kind == "template" and top.get("match"):
        mode = f", mode {top.get('mode')}" if top.get("mode") else ""
        return f"template {' '.join(top.get('match').split())}{mode}"
    return f"{kind} {top.get('name')}" if top.get("name") else kind
