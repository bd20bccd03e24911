"""Elements of a message → what a schema says of them: what is declared there, and what else may stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from retour.generating.messages import tag_of
from retour.generating.schemas import Element, Group, SchemaFolder
from retour.generating.simple_types import SimpleType


@dataclass(frozen=True, slots=True)
class Slot:
    """An element that may stand in another one.

    Attributes:
        order: its place among the elements that may stand there.
        least: how many there must be; 0 also for what depends on something else that is there.
        most: None for any number.
        rivals: the names of the elements that can't stand beside it, because of a choice.
    """

    element: Element
    order: int
    least: int
    most: int | None
    rivals: frozenset[str] = frozenset()


class Shapes:
    """What the schemas in a folder say of the elements of messages."""

    def __init__(self, schemas: SchemaFolder) -> None:
        self._schemas = schemas
        self._declared: dict[tuple[str, ...], Element | None] = {}
        self._slots: dict[etree._Element, Mapping[str, Slot]] = {}

    def declared(self, element: etree._Element) -> Element | None:
        """The declaration of an element of a message; None where no schema tells."""
        way = tuple(reversed([element.tag, *(each.tag for each in element.iterancestors())]))
        return self._at(way)

    def type_of(self, leaf: etree._Element) -> SimpleType | None:
        """The type of a text; None of an element with elements in it, and where no schema tells."""
        declared = self.declared(leaf)
        content = None if declared is None else self._schemas.content(declared)
        return content if isinstance(content, SimpleType) else None

    def slots(self, parent: etree._Element) -> Mapping[str, Slot]:
        """What may stand in an element of a message, by its name as lxml writes it, in order."""
        declared = self.declared(parent)
        return {} if declared is None else self.slots_in(declared)

    def _at(self, way: tuple[str, ...]) -> Element | None:
        if way not in self._declared:
            self._declared[way] = self._find(way)
        return self._declared[way]

    def _find(self, way: tuple[str, ...]) -> Element | None:
        if len(way) == 1:
            name = etree.QName(way[0])
            return self._schemas.declared((name.namespace or "", name.localname))
        parent = self._at(way[:-1])
        slot = None if parent is None else self.slots_in(parent).get(way[-1])
        return None if slot is None else slot.element

    def slots_in(self, element: Element) -> Mapping[str, Slot]:
        """What may stand in an element that is declared so; nothing in one with a text."""
        if element.declaration not in self._slots:
            content = self._schemas.content(element)
            found: dict[str, Slot] = {}
            if isinstance(content, Group):
                for order, slot in enumerate(_slots(content, False, False, frozenset())):
                    found.setdefault(tag_of(slot.element), _in_order(slot, order))
            self._slots[element.declaration] = found
        return self._slots[element.declaration]


def _slots(group: Group, optional: bool, repeated: bool, rivals: frozenset[str]) -> Iterator[Slot]:
    """The elements of a group.

    Args:
        optional, repeated: whether the groups around it make its elements so.
        rivals: of all its elements.
    """
    optional = optional or group.least == 0 or (group.kind == "choice" and len(group.parts) > 1)
    repeated = repeated or group.most is None or group.most > 1
    for part in group.parts:
        against = rivals
        if group.kind == "choice" and not repeated:
            against |= {name for other in group.parts if other is not part for name in _names(other)}
        if isinstance(part, Group):
            yield from _slots(part, optional, repeated, against)
        else:
            least = 0 if optional else part.least
            yield Slot(part, 0, least, None if repeated else part.most, against)


def _names(part: Group | Element) -> Iterator[str]:
    if isinstance(part, Element):
        yield tag_of(part)
    else:
        for each in part.parts:
            yield from _names(each)


def _in_order(slot: Slot, order: int) -> Slot:
    return Slot(slot.element, order, slot.least, slot.most, slot.rivals)
