"""Messages that were accepted → others like them: classes of several of them together, in which all that is free is new.

What depends on each other within a class, such as codes and what must stand beside them, stays together; names, numbers,
references, days and amounts are made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

from retour.generating.lifelike import Lifelike
from retour.generating.settling import settle
from retour.generating.shapes import Shapes

_EXCHANGED = 0.5
"""How often a class is exchanged for one of another message."""


class Crossing:
    """Makes messages of one type out of those that were accepted.

    Args:
        year: in which they are written.
    """

    def __init__(self, accepted: Sequence[etree._Element], shapes: Shapes, year: int) -> None:
        self._accepted = accepted
        self._shapes = shapes
        self._year = year
        self._classes = self._found()

    def crossed(self, random: Random) -> etree._Element:
        """Another message."""
        message = deepcopy(random.choice(self._accepted))
        self._exchange(message, random)
        lifelike = Lifelike(random)
        for leaf in message.iter(etree.Element):
            type_ = None if len(leaf) else self._shapes.type_of(leaf)
            if type_ is not None and type_.kind == "text" and type_.enumeration is None:
                leaf.text = lifelike.text(type_, etree.QName(leaf).localname)
        settle(message, self._shapes, random, self._year)
        return message

    def _exchange(self, parent: etree._Element, random: Random) -> None:
        """Other classes in the place of those that may come several times, and perhaps one more or one less."""
        for child in list(parent):
            others = self._classes.get(_way(child))
            if others is None:
                self._exchange(child, random)
            elif random.random() < _EXCHANGED:
                parent.replace(child, deepcopy(random.choice(others)))

    def _found(self) -> Mapping[tuple[str, ...], Sequence[etree._Element]]:
        """The classes that may come several times, by where they stand."""
        found: dict[tuple[str, ...], list[etree._Element]] = defaultdict(list)
        for message in self._accepted:
            for each in message.iter(etree.Element):
                parent = each.getparent()
                slot = None if parent is None or not len(each) else self._shapes.slots(parent).get(each.tag)
                if slot is not None and (slot.most is None or slot.most > 1):
                    found[_way(each)].append(each)
        return found


def _way(element: etree._Element) -> tuple[str, ...]:
    return (element.tag, *(each.tag for each in element.iterancestors()))
