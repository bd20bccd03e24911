"""Small changes of a message, where a finding lies: a text, an element more or less. What comes of them, judging tells."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date, timedelta
from itertools import combinations, islice
from random import Random

from lxml import etree

from retour.generating.lifelike import Lifelike
from retour.generating.messages import MessageWriter, tag_of
from retour.generating.mining import Hints
from retour.generating.schemas import SchemaFolder
from retour.generating.settling import settle_totals
from retour.generating.shapes import Shapes, Slot
from retour.generating.simple_types import SimpleType
from retour.text.paths import NodePaths

_ROOM = 30
_TRIES = 3
"""Kinds of change that are tried, where one can't be made."""

_MOST_NUMBERS = 40
_ALMOST = 0.5
_MONTHS = (-72, -60, -24, -12, -2, -1, 1, 2, 12, 24)
_ALIGNED = 0.5
"""How often a text in a new element is taken from elsewhere in the message."""

_NEAR = 0.75
"""How often a change is made close to what is blamed, where the rule mentions other elements too."""


class Changer:
    """Makes changes of messages of one type.

    Args:
        hints: what rules compare elements with.
    """

    def __init__(self, schemas: SchemaFolder, shapes: Shapes, hints: Hints) -> None:
        self._schemas = schemas
        self._shapes = shapes
        self._hints = hints

    def changed(
        self, message: etree._Element, blamed: Sequence[str], mentioned: Hints | None, random: Random
    ) -> etree._Element | None:
        """A copy of a message with one change; None where the one that was tried can't be made.

        Args:
            blamed: printed paths of what a finding points at; none for a change anywhere.
            mentioned: what the rule of the finding mentions; None where that isn't known.
        """
        copy = deepcopy(message)
        return copy if _Change(self, copy, blamed, mentioned, random).made() else None

    # What the schemas say, for changes

    @property
    def shapes(self) -> Shapes:
        return self._shapes

    def filled(self, parent: etree._Element, slot: Slot, random: Random) -> etree._Element:
        """A new element at its place in another one."""
        order = {name: each.order for name, each in self._shapes.slots(parent).items()}
        before = [each for each in parent if order.get(each.tag, -1) <= slot.order]
        new = etree.Element(tag_of(slot.element))
        MessageWriter(self._schemas, Lifelike(random, _days(parent, (0,))), random, _ROOM).fill(
            new, slot.element
        )
        parent.insert(len(before), new)
        return new

    def values_for(self, leaf: etree._Element, type_: SimpleType) -> list[str]:
        """Texts that may make a difference: what rules compare it with, the codes of its list, what stands elsewhere."""
        wanted = [*self._hints.of(_local(leaf))]
        wanted += type_.enumeration or ()
        root = leaf.getroottree().getroot()
        match type_.kind:
            case "date":
                wanted += _days(root, (0, 1, -1, 30))
            case "number":
                wanted += _numbers(leaf)
            case _ if type_.enumeration is None:
                wanted += [each.text or "" for each in root.iter(leaf.tag)]
                wanted += _beside(leaf.text or "")
        return [text for text in dict.fromkeys(wanted) if text != leaf.text and type_.accepts(text)]


class _Change:
    def __init__(
        self,
        changer: Changer,
        message: etree._Element,
        blamed: Sequence[str],
        mentioned: Hints | None,
        random: Random,
    ) -> None:
        self._changer = changer
        self._shapes = changer.shapes
        self._message = message
        self._mentioned = mentioned
        self._random = random
        paths = NodePaths(message)
        self._nodes = [found.element for path in blamed if (found := paths.find(path)) is not None]

    def made(self) -> bool:
        """Make one; whether it could be made."""
        kinds: tuple[Callable[[], bool], ...] = (
            self._set, self._set, self._set, self._remove, self._remove, self._add, self._add, self._renew,
            self._copy,
            self._move,
        )  # fmt: skip
        made = any(kind() for kind in self._random.sample(kinds, _TRIES))
        if made and self._random.random() < 0.5:
            settle_totals(self._message, self._shapes)
        return made

    def _set(self) -> bool:
        """Another text."""
        leaf = self._chosen([each for each in self._near() if not len(each)])
        type_ = None if leaf is None else self._shapes.type_of(leaf)
        if leaf is None or type_ is None:
            return False
        blamed = [each.text or "" for each in self._nodes if not len(each)]
        equal = [text for text in blamed if text != leaf.text and type_.accepts(text)]
        told = [] if self._mentioned is None else [*self._mentioned.of(_local(leaf))]
        told = [text for text in told if text != leaf.text and type_.accepts(text)]
        values = self._changer.values_for(leaf, type_)
        if told and self._random.random() < 0.4:
            leaf.text = self._random.choice(told)
        elif equal and leaf in self._nodes and self._random.random() < 0.3:
            leaf.text = self._random.choice(equal)
        elif values and self._random.random() < 0.8:
            leaf.text = self._random.choice(values)
        else:
            leaf.text = self._other_text(leaf, type_)
        return True

    def _other_text(self, leaf: etree._Element, type_: SimpleType) -> str:
        return Lifelike(self._random, _days(self._message, (0,))).text(type_, _local(leaf))

    def _remove(self) -> bool:
        """An element less, with all that stands in it."""
        found = [each for each in self._near() if self._may_go(each)]
        chosen = self._chosen(found)
        if chosen is None:
            return False
        chosen.getparent().remove(chosen)
        return True

    def _add(self) -> bool:
        """An element more; what can't stand beside it goes."""
        places = [
            (parent, slot)
            for parent in self._parents()
            for name, slot in self._shapes.slots(parent).items()
            if slot.most is None or len(parent.findall(name)) < slot.most
        ]
        told = [each for each in places if self._holds_mentioned(each[1])]
        places = told if told and self._random.random() < _NEAR else places
        if not places:
            return False
        parent, slot = self._random.choice(places)
        for rival in [each for each in parent if each.tag in slot.rivals]:
            parent.remove(rival)
        self._align(self._changer.filled(parent, slot, self._random))
        return True

    def _renew(self) -> bool:
        """Another element in the place of one."""
        old = self._chosen([each for each in self._near() if each.getparent() is not None])
        if old is None:
            return False
        parent = old.getparent()
        slot = self._shapes.slots(parent).get(old.tag)
        if slot is None:
            return False
        new = self._changer.filled(parent, slot, self._random)
        parent.replace(old, new)
        self._align(new)
        return True

    def _copy(self) -> bool:
        """A class twice, the second one with the texts of the first, perhaps but for one."""
        classes = [each for each in self._near() if len(each) and self._may_come_again(each)]
        chosen = self._chosen(classes)
        if chosen is None:
            return False
        copy = deepcopy(chosen)
        chosen.addnext(copy)
        leaf = self._chosen([each for each in copy.iter(etree.Element) if not len(each)])
        type_ = None if leaf is None else self._shapes.type_of(leaf)
        if leaf is not None and type_ is not None and self._random.random() < _ALMOST:
            leaf.text = self._other_text(leaf, type_)
        return True

    def _move(self) -> bool:
        """The days of a class, so many months earlier or later; the end of a month stays one."""
        classes = [each for each in self._classes() if any(_day_in(leaf) for leaf in each)]
        chosen = self._chosen(classes)
        if chosen is None:
            return False
        leaves = [leaf for leaf in chosen.iter(etree.Element) if _day_in(leaf) is not None]
        wanted = [
            day
            for leaf in leaves
            for text in (self._mentioned.of(_local(leaf)) if self._mentioned is not None else ())
            if (day := _day(text)) is not None
        ]
        begin = _day_in(leaves[0])
        assert begin is not None
        months = self._random.choice(_MONTHS)
        if wanted and self._random.random() < 0.5:
            day = self._random.choice(wanted)
            months = (day.year - begin.year) * 12 + day.month - begin.month + self._random.choice((0, 1, -1))
        for leaf in leaves:
            day_there = _day_in(leaf)
            moved = None if day_there is None else _months_on(day_there, months)
            type_ = self._shapes.type_of(leaf)
            if moved is not None and type_ is not None and type_.accepts(moved.isoformat()):
                leaf.text = moved.isoformat()
        return True

    def _align(self, new: etree._Element) -> None:
        """Give texts in a new element that of a blamed one, or of one of their own name: they may have to be the same."""
        blamed = [each.text or "" for each in self._nodes if not len(each)]
        for leaf in new.iter(etree.Element):
            type_ = None if len(leaf) or self._random.random() > _ALIGNED else self._shapes.type_of(leaf)
            if type_ is None or type_.enumeration is not None:
                continue
            wanted = blamed if self._is_mentioned(_local(leaf)) else []
            wanted = wanted or [each.text or "" for each in self._message.iter(leaf.tag)]
            found = [text for text in wanted if type_.accepts(text)]
            if found:
                leaf.text = self._random.choice(found)

    # Where

    def _near(self) -> list[etree._Element]:
        """The elements that a change may be made of: those blamed and what is in and beside them; with what the rule mentions."""
        if not self._nodes:
            everything = list(self._message.iter(etree.Element))[1:]
            mentioned = [each for each in everything if self._is_mentioned(_local(each))]
            return mentioned or everything
        near: dict[etree._Element, None] = dict.fromkeys(self._nodes)
        for node in self._nodes:
            near |= dict.fromkeys(node.iter(etree.Element))
            for around in islice(node.iterancestors(), 2):
                near |= dict.fromkeys(around)
                near[around] = None
        found = [each for each in near if each is not self._message]
        if self._random.random() < _NEAR:
            told = [each for each in found if self._is_mentioned(_local(each)) or each in self._nodes]
            return told or found
        far = [each for each in self._message.iter(etree.Element) if self._is_mentioned(_local(each))]
        return found + [each for each in far if each is not self._message]

    def _classes(self) -> list[etree._Element]:
        """The classes near what is blamed, or that hold something that the rule mentions; those around these too."""
        near = self._near()
        around = [each.getparent() for each in near if each.getparent() is not self._message]
        return [each for each in dict.fromkeys((*near, *around)) if each is not None and len(each)]

    def _parents(self) -> list[etree._Element]:
        """The elements that another may be added to."""
        if not self._nodes or self._random.random() > _NEAR:
            return [each for each in self._message.iter(etree.Element) if len(each)]
        found: dict[etree._Element, None] = {}
        for node in self._nodes:
            found |= dict.fromkeys(each for each in node.iter(etree.Element) if len(each))
            for around in islice(node.iterancestors(), 2):
                found |= dict.fromkeys(each for each in (around, *around) if len(each))
        return list(found)

    def _chosen(self, found: Sequence[etree._Element]) -> etree._Element | None:
        return self._random.choice(found) if found else None

    def _is_mentioned(self, name: str) -> bool:
        return self._mentioned is not None and name in self._mentioned.values

    def _holds_mentioned(self, slot: Slot) -> bool:
        """Whether an element is mentioned, or may hold one that is."""
        within = [each.element.name[1] for each in self._shapes.slots_in(slot.element).values()]
        return any(map(self._is_mentioned, (slot.element.name[1], *within)))

    def _may_go(self, element: etree._Element) -> bool:
        parent = element.getparent()
        slot = None if parent is None else self._shapes.slots(parent).get(element.tag)
        return slot is not None and len(parent.findall(element.tag)) > slot.least

    def _may_come_again(self, element: etree._Element) -> bool:
        parent = element.getparent()
        slot = None if parent is None else self._shapes.slots(parent).get(element.tag)
        return slot is not None and (slot.most is None or len(parent.findall(element.tag)) < slot.most)


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _day_in(leaf: etree._Element) -> date | None:
    """The day that stands in an element; None where none does."""
    return None if len(leaf) else _day(leaf.text)


def _months_on(day: date, months: int) -> date | None:
    """The same day of another month; the last day where it was that of its own. None beyond what there is of years."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year < year < date.max.year:
        return None
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def _days(element: etree._Element, apart: Sequence[int]) -> list[str]:
    """The days of the message that an element is of, and those that lie so many days from them."""
    found: dict[str, None] = {}
    for each in element.getroottree().getroot().iter(etree.Element):
        day = _day_in(each)
        for number in apart if day is not None and date.min.year < day.year < date.max.year else ():
            assert day is not None
            found[(day + timedelta(number)).isoformat()] = None
    return list(found)


def _beside(text: str) -> list[str]:
    """A number of several digits but for the last one, which may be one to check the others by."""
    return [text[:-1] + str((int(text[-1]) + 1) % 10)] if len(text) > 1 and text.isdecimal() else []


def _numbers(leaf: etree._Element) -> list[str]:
    """Numbers that a number may have to be: what stands near it, products and sums of these, and those beside them."""
    numbers: list[int] = []
    around = leaf.getparent()
    holder = around.getparent() if around is not None else None
    for near in [each for each in (around, holder) if each is not None]:
        for each in near.iter(etree.Element):
            if not len(each) and each is not leaf and (each.text or "").isdigit():
                numbers.append(int(each.text or ""))
    near = list(dict.fromkeys(numbers))[:_MOST_NUMBERS]
    found = [*near, *(one * other for one, other in combinations(near[:12], 2))]
    same = [
        int(each.text)
        for each in leaf.getroottree().getroot().iter("{*}Bedrag")
        if (each.text or "").isdigit()
    ]
    found += [sum(same), *(sum(same) - each for each in same)]
    own = int(leaf.text or "") if (leaf.text or "").isdigit() else 0
    return [str(each) for each in (own + 1, max(own - 1, 0), 0, *found)]
