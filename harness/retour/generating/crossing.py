"""Messages that were accepted → others like them: classes of several of them together, in which all that is free is new.

What depends on each other within a class, such as codes and what must stand beside them, stays together; names, numbers,
references, days and amounts are made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

from retour.generating.lifelike import Lifelike
from retour.generating.settling import settle
from retour.generating.shapes import Shapes

Way = tuple[str, ...]
"""Where an element stands: its name, and those of the elements around it, from the inside out."""

_SOME = 3
_LONG = 4
"""Characters from which on two texts are hardly the same by chance."""

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
        self._agreeing = agreements(accepted)

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
        self._agree(message)
        return message

    def _agree(self, message: etree._Element) -> None:
        """Give texts that agreed with one in each accepted message the new text of that one."""
        texts = {_way(leaf): leaf.text or "" for leaf in message.iter(etree.Element) if not len(leaf)}
        for leaf in message.iter(etree.Element):
            text = texts.get(self._agreeing.get(_way(leaf), ()))
            type_ = None if text is None else self._shapes.type_of(leaf)
            if text is not None and type_ is not None and type_.accepts(text):
                leaf.text = text

    def _exchange(self, parent: etree._Element, random: Random) -> None:
        """Other classes in the place of those that may come several times, and perhaps one more or one less."""
        for child in list(parent):
            others = self._classes.get(_way(child))
            if others is None:
                self._exchange(child, random)
            elif random.random() < _EXCHANGED:
                parent.replace(child, deepcopy(random.choice(others)))

    def _found(self) -> Mapping[Way, Sequence[etree._Element]]:
        """The classes that may come several times, by where they stand."""
        found: dict[Way, list[etree._Element]] = defaultdict(list)
        for message in self._accepted:
            for each in message.iter(etree.Element):
                parent = each.getparent()
                slot = None if parent is None or not len(each) else self._shapes.slots(parent).get(each.tag)
                if slot is not None and (slot.most is None or slot.most > 1):
                    found[_way(each)].append(each)
        return found


def agreements(messages: Sequence[etree._Element]) -> Mapping[Way, Way]:
    """Where a text stands that is the same as one of the header's in each message that has both; found in some of them."""
    apart: set[tuple[Way, Way]] = set()
    together: Counter[tuple[Way, Way]] = Counter()
    for message in messages:
        singles, others = _texts_of(message)
        for way, texts in others.items():
            for single, text in singles.items():
                if texts == {text}:
                    together[way, single] += 1
                else:
                    apart.add((way, single))
    found = {pair for pair, number in together.items() if number >= _SOME and pair not in apart}
    return {way: min(single for other, single in found if other == way) for way, _ in found}


def _texts_of(message: etree._Element) -> tuple[Mapping[Way, str], Mapping[Way, set[str]]]:
    """The texts that stand in the first class of a message, its header, and the others, by where they stand."""
    singles: dict[Way, str] = {}
    others: dict[Way, set[str]] = defaultdict(set)
    for number, part in enumerate(message):
        for leaf in part.iter(etree.Element):
            text = leaf.text or ""
            if len(leaf) or len(text) < _LONG or not text.isalnum():
                continue
            if number == 0:
                singles[_way(leaf)] = text
            else:
                others[_way(leaf)].add(text)
    return singles, others


def _way(element: etree._Element) -> Way:
    return (element.tag, *(each.tag for each in element.iterancestors()))
