"""The nodes of a trace in the message: where they stand, and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from retour.model import Location
from retour.text.paths import NodePaths
from retour.tracing.records import COMPLEX, LONGEST, Item

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_CURRENT = re.compile(r"/history(?:\[1\])?/current(?:\[1\])?(?=/)")


@dataclass(frozen=True, slots=True)
class TracedNode:
    """A node.

    Attributes:
        name: its local name, with `@` for an attribute; of a text that of its element. None where it isn't in the message.
        value: its text; None for an element with others in it.
        location: None where it isn't in the message.
    """

    name: str | None
    value: str | None
    location: Location | None


class NodeFinder:
    """Finds the nodes of a trace.

    Args:
        message: the root of the message under test.
        history: what the stylesheet saw, where the message stands in it among earlier ones.
        document: see `Location`.
    """

    def __init__(
        self,
        message: etree._Element,
        history: str | None = None,
        document: Literal["payload"] | None = None,
    ) -> None:
        self._root = message if history is None else etree.fromstring(history, _PARSER)
        self._paths = NodePaths(self._root)
        self._current = None if history is None else NodePaths(message)
        self._within = document
        self._children: dict[etree._Element, list[etree._Element]] = {}
        self._document: str | None = None

    def node(self, item: Item) -> TracedNode:
        """A node, as it is told."""
        if not isinstance(item, list) or len(item) != 4 or not all(isinstance(each, str) for each in item):
            return TracedNode(None, None, None)
        steps, kind, value, document = (str(each) for each in item)
        told = None if value == COMPLEX else cut(value)
        if kind == "#value":
            return TracedNode(None, told, None)
        if self._document is None:
            self._document = document  # a run begins at the message
        element = self._element(steps) if document == self._document else None
        if element is None:
            return TracedNode(None, told, None)
        name = etree.QName(element).localname
        attribute = kind[1:] if kind.startswith("@") else None
        return TracedNode(kind if attribute is not None else name, told, self._location(element, attribute))

    def _element(self, steps: str) -> etree._Element | None:
        """The element to which a path of positions leads; None for the document itself."""
        numbers = [int(step) for step in steps.split("/")[1:]]
        if not numbers or numbers[0] != 0:
            return None
        element = self._root
        for number in numbers[1:]:
            if element not in self._children:
                self._children[element] = list(element.iterchildren(etree.Element))
            children = self._children[element]
            if number >= len(children):
                return None
            element = children[number]
        return element

    def _location(self, element: etree._Element, attribute: str | None) -> Location:
        path = self._paths.printed(element, attribute)
        if self._current is None:
            return Location(path, element.sourceline, self._within)
        inside = _CURRENT.sub("", path, count=1)
        found = None if inside == path else self._current.find(inside)
        return Location(inside, None if found is None else found.element.sourceline, self._within)


def cut(value: str) -> str:
    """A value, cut off where it is too long to be told."""
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
