"""Where expressions stand in a stylesheet: in attributes, in `{…}` of attributes, and in `{…}` of texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from retour.xslt.names import XSL, inherited

_EXPRESSIONS = frozenset(
    [
        *("context-item", "count", "for-each-item", "for-each-source", "from", "group-adjacent", "group-by"),
        *("group-ending-with", "group-starting-with", "initial-value", "key", "match", "namespace-context"),
        *("select", "test", "use", "value", "with-params", "xpath"),
    ]
)
"""The attributes of instructions that are an expression or a pattern as a whole. Source: XSLT 3.0, appendix D."""

_YES = ("yes", "true", "1")


class ExpressionPlace(NamedTuple):
    """An expression.

    Attributes:
        attribute: the attribute that it stands in; `text` or `tail` for a text in the element or after it.
        start, end: where it stands in the value.
    """

    element: etree._Element
    attribute: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """The whole of what it stands in."""
        if self.attribute in ("text", "tail"):
            return str(getattr(self.element, self.attribute))
        return str(self.element.get(self.attribute))


def expression_places(root: etree._Element) -> Iterator[ExpressionPlace]:
    """The places of all expressions, in document order."""
    for element in root.iter(etree.Element):
        is_instruction = str(element.tag).startswith(f"{{{XSL}}}")
        name = etree.QName(element).localname
        for key, value in element.attrib.items():
            attribute, text = str(key), str(value)
            is_whole = is_instruction and attribute in _EXPRESSIONS
            if is_whole and not (attribute == "key" and name != "map-entry"):
                yield ExpressionPlace(element, attribute, 0, len(text))
            elif "{" in text and not (is_instruction and attribute.startswith("_")):
                for start, end in template_parts(text):
                    yield ExpressionPlace(element, attribute, start, end)
        yield from _of_text(element, element, "text")
        if (around := element.getparent()) is not None:
            yield from _of_text(element, around, "tail")


def _of_text(element: etree._Element, around: etree._Element, which: str) -> Iterator[ExpressionPlace]:
    text = getattr(element, which)
    if text and "{" in text and (inherited(around, "expand-text") or "no").strip() in _YES:
        for start, end in template_parts(text):
            yield ExpressionPlace(element, which, start, end)


def template_parts(value: str) -> Iterator[tuple[int, int]]:
    """From where to where the expressions in a value template stand; where the braces don't fit, an empty one."""
    position = 0
    while position < len(value):
        if value[position : position + 2] in ("{{", "}}"):
            position += 2
        elif value[position] in "{}":
            end = _end_of_expression(value, position + 1) if value[position] == "{" else None
            yield (position + 1, end) if end is not None else (position, position)
            position = len(value) if end is None else end + 1
        else:
            position += 1


def _end_of_expression(value: str, position: int) -> int | None:
    """Where the brace stands that ends an expression; braces in strings and those of `Q{…}` don't."""
    depth = 0
    while position < len(value):
        character = value[position]
        if character in "'\"":
            position = value.find(character, position + 1)
            if position < 0:
                return None
        elif character == "{":
            depth += 1
        elif character == "}":
            if depth == 0:
                return position
            depth -= 1
        position += 1
    return None
