"""What belongs together in a message, brought together: days in order, references of their own, names, amounts and totals.

By the names that the message schemas of the iStandaarden give their classes and elements. It is a first guess: what rules
ask besides is found by judging. Only texts are changed, and only into ones that their types take.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from lxml import etree

from retour.generating.shapes import Shapes

_BEGINS = re.compile(r"Begin|Ingang|Start")
_ENDS = re.compile(r"Eind")
_WISHED = re.compile(r"Gewenst")
_PLANNED = re.compile(r"Toegewezen|Aangevraagd|Nieuw|TeWijzigen|Beschikt|Geindiceerd|Periode")
"""Classes whose periods may end after the message was written."""

_WRITTEN = re.compile(r"Dagtekening")
_OWN = re.compile(r"(Nummer|nummer|ID|Identificatie|Referentie\w*|ReferentieAanbieder)$")
"""Elements that name one thing, and no other."""

_DISTINCT = re.compile(r"^(Soort|Categorie|Vraag|Volgorde|\w*Code)$")
"""Elements of which classes that follow each other differ."""

_EUROS = "83"
_GRANTED = "Toegekend"


class DaySpan(NamedTuple):
    """Days from which others are taken."""

    first: date
    last: date


def settle(message: etree._Element, shapes: Shapes, random: Random, year: int) -> None:
    """Bring together what belongs together in a message.

    Args:
        year: in which it was written.
    """
    _Settler(shapes, random, year).settle(message)


def settle_totals(message: etree._Element, shapes: Shapes) -> bool:
    """Make the totals of a message the sums of its lines; whether it has any."""
    _Settler(shapes, Random(0), date.min.year).totals(message)
    return next(message.iter("{*}TotaalBedrag"), None) is not None


class _Settler:
    def __init__(self, shapes: Shapes, random: Random, year: int) -> None:
        self._shapes = shapes
        self._random = random
        self._written = date(year, 1, 1) + timedelta(random.randrange(365))
        self._number = random.randint(1000, 899999)

    def settle(self, message: etree._Element) -> None:
        self._dates(message, DaySpan(self._written - timedelta(300), self._written))
        for each in message.iter(etree.Element):
            self._name(each)
            self._birth(each)
            self._line(each)
            self._apart(each)
        self._references(message)
        self._products(message)
        self.totals(message)

    # Days

    def _dates(self, parent: etree._Element, span: DaySpan) -> None:
        """The days of a class, and of those in it, which lie within its own."""
        begins: list[etree._Element] = []
        ends: list[etree._Element] = []
        others: list[etree._Element] = []
        for leaf in self._leaves(parent, "date"):
            name = _local(leaf)
            (begins if _BEGINS.search(name) else ends if _ENDS.search(name) else others).append(leaf)
        own = self._own_span(parent, span, bool(begins or ends))
        if any(_WISHED.search(_local(leaf)) for leaf in begins):
            first = self._written + timedelta(self._random.randint(1, 60))
            own = DaySpan(first, first + timedelta(self._random.randint(0, 200)))
        for leaf in begins:
            self._put(leaf, own.first)
        for leaf in ends:
            self._put(leaf, own.last)
        for leaf in others:
            was = DaySpan(min(own.first, self._written), min(own.last, self._written))
            self._put(leaf, self._written if _WRITTEN.search(_local(leaf)) else self._day(was))
        for child in parent:
            if len(child):
                self._dates(child, own)

    def _own_span(self, parent: etree._Element, span: DaySpan, has_own: bool) -> DaySpan:
        if not has_own:
            return span
        if "Periode" in _local(parent):
            return self._month(span)
        first = self._day(span)
        last = self._day(DaySpan(first, min(span.last, self._written)))
        if _PLANNED.search(_local(parent)) and self._random.random() < 0.5:
            last = max(first, self._written + timedelta(self._random.randint(30, 300)))
        return DaySpan(first, last)

    def _month(self, span: DaySpan) -> DaySpan:
        """A whole month that is over."""
        back = self._random.choice((1, 1, 1, 2, 3))
        year, month = divmod(self._written.year * 12 + self._written.month - 1 - back, 12)
        within = date(year, month + 1, 1)
        last = date(year, month + 1, monthrange(year, month + 1)[1])
        if span.last < last or within < span.first:  # within that of a class around it
            return span if span.last < self._written else DaySpan(within, last)
        return DaySpan(within, last)

    def _day(self, span: DaySpan) -> date:
        return span.first + timedelta(self._random.randint(0, max(0, (span.last - span.first).days)))

    def _birth(self, parent: etree._Element) -> None:
        """A birth date; of one that isn't known in full, the first day of the month or the year."""
        if _local(parent) != "Geboortedatum":
            return
        day = _child(parent, "Datum")
        if day is None:
            return
        age = (
            self._random.randint(4, 17)
            if "jw" in (etree.QName(parent).namespace or "")
            else self._random.randint(20, 92)
        )
        born = self._written - timedelta(age * 365 + self._random.randint(0, 364))
        match _text(parent, "DatumGebruik"):
            case "1":
                born = born.replace(day=1)
            case "2":
                born = born.replace(month=1, day=1)
            case "3":
                born = date(1900, 1, 1)
        self._put(day, born)

    # Names, references and codes

    def _name(self, parent: etree._Element) -> None:
        """How a person is called: by a partner's name only where there is one."""
        used = _child(parent, "NaamGebruik")
        if used is not None:
            has_partner = _child(parent, "Partnernaam") is not None
            self._set(used, self._random.choice("1234") if has_partner else "1")

    def _references(self, message: etree._Element) -> None:
        """References are each of their own, and count up."""
        for leaf in message.iter(etree.Element):
            if (
                len(leaf)
                or _OWN.search(_local(leaf)) is None
                or _local(leaf) in ("Huisnummer", "Telefoonnummer", "Landnummer")
            ):
                continue
            self._number += self._random.randint(1, 9)
            letter = _local(leaf)[0]
            for text in (f"{letter}{self._number}", str(self._number)):
                if self._set(leaf, text):
                    break

    def _products(self, message: etree._Element) -> None:
        """The codes of products lie in their categories; no two are the same, as far as there are codes."""
        number = self._random.randint(1, 40)
        for category in message.iter("{*}Categorie", "{*}ProductCategorie"):
            code = _child(category.getparent(), _local(category).replace("Categorie", "Code"))
            if code is not None:
                number = number % 99 + 1
                self._set(code, f"{category.text}A{number:02}")

    def _apart(self, parent: etree._Element) -> None:
        """Classes that follow each other differ in what tells them apart."""
        by_name: dict[str, list[etree._Element]] = defaultdict(list)
        for child in parent:
            by_name[child.tag].append(child)
        for classes in by_name.values():
            if len(classes) < 2:
                continue
            for name in dict.fromkeys(_local(leaf) for one in classes for leaf in one if not len(leaf)):
                if _DISTINCT.match(name):
                    self._tell_apart([leaf for one in classes if (leaf := _child(one, name)) is not None])

    def _tell_apart(self, leaves: Sequence[etree._Element]) -> None:
        type_ = self._shapes.type_of(leaves[0])
        if type_ is None or len({leaf.text for leaf in leaves}) == len(leaves):
            return
        values = [value for value in type_.enumeration or map(str, range(1, 100)) if type_.accepts(value)]
        if len(values) >= len(leaves):
            for leaf, value in zip(leaves, self._random.sample(values, len(leaves)), strict=True):
                leaf.text = value

    # Amounts

    def _line(self, line: etree._Element) -> None:
        """A line of a declaration: volume times tariff, and credit when it takes another line back."""
        volume, unit, tariff = (_text(line, name) for name in ("GeleverdVolume", "Eenheid", "ProductTarief"))
        for holder in line:
            amount = _child(holder, "Bedrag")
            if amount is None:
                continue
            if volume is not None and volume.isdigit() and "Btw" not in _local(holder):
                times = int(tariff) if tariff is not None and tariff.isdigit() and unit != _EUROS else 1
                self._set(amount, str(int(volume) * times))
            self._sign(amount, -1 if _takes_back(line) and amount.text != "0" else 1)

    def totals(self, message: etree._Element) -> None:
        """Totals are the signed sums of the amounts that are named like them; what isn't granted comes back, line by line."""
        sums: dict[str, int] = defaultdict(int)
        for amount in message.iter("{*}Bedrag"):
            sums[_local(amount.getparent())] += _signed(amount)
        for total in message.iter("{*}TotaalBedrag"):
            name = _local(total.getparent()).replace("Totaal", "")
            granted = self._granted_beside(total)
            if granted is not None:
                returned = sums["IngediendBedrag"] or sums["DeclaratieFactuurBedrag"]
                self._total(total, granted + returned - sums["ToegekendBedrag"])
            elif _GRANTED not in name:
                self._total(total, sums[name[:1].upper() + name[1:]])

    def _granted_beside(self, total: etree._Element) -> int | None:
        """Of a total that was submitted, what was granted of it; None where that isn't told."""
        holder = total.getparent()
        for other in holder.getparent():
            if other is not holder and _GRANTED in _local(other):
                granted = _child(other, "TotaalBedrag")
                return None if granted is None else _signed(granted)
        return None

    def _total(self, total: etree._Element, number: int) -> None:
        if self._set(total, str(abs(number))):
            self._sign(total, number)

    def _sign(self, amount: etree._Element, number: int) -> None:
        sign = _child(amount.getparent(), "DebetCredit")
        if sign is not None:
            self._set(sign, "C" if number < 0 else "D")

    # Texts

    def _leaves(self, parent: etree._Element, kind: str) -> Iterator[etree._Element]:
        for child in parent:
            type_ = None if len(child) else self._shapes.type_of(child)
            if type_ is not None and type_.kind == kind:
                yield child

    def _put(self, leaf: etree._Element, day: date) -> None:
        self._set(leaf, day.isoformat())

    def _set(self, leaf: etree._Element, text: str) -> bool:
        """Whether its type takes the text."""
        type_ = self._shapes.type_of(leaf)
        if type_ is None or not type_.accepts(text):
            return False
        leaf.text = text
        return True


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return None if parent is None else parent.find(f"{{*}}{name}")


def _text(parent: etree._Element, name: str) -> str | None:
    child = _child(parent, name)
    return None if child is None else (child.text or "").strip()


def _takes_back(line: etree._Element) -> bool:
    """Whether a line, or the one that an amount is of, names the line that it takes back."""
    around = line if _child(line, "ProductReferentie") is not None else line.getparent()
    return around is not None and around.find("{*}ProductReferentie/{*}VorigReferentieNummer") is not None


def _signed(amount: etree._Element) -> int:
    if not (amount.text or "").isdigit():
        return 0
    return int(amount.text or "") * (-1 if _text(amount.getparent(), "DebetCredit") == "C" else 1)
