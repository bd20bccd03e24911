"""Where things stand in the records of EI messages, the format with fixed widths that XML took the place of.

Source: the public sample messages of iWmo 2.0 for WMO301, 305, 307 and 315; no specification of 2.0 is public. What
those samples don't show is left out here, or marked as inferred. Positions count from 1, both ends included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

HEADER = "01"
CLIENT = "02"
TRAILER = "99"

Kind = Literal["digits", "date", "text"]
"""What a field holds: digits only; a date as YYYYMMDD, zeros when absent; text that isn't blank."""

Direction = Literal["to provider", "to municipality"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, at positions that count from 1, both included."""

    name: str
    first: int
    last: int
    kind: Kind

    def of(self, record: str) -> str:
        """Its text in a record."""
        return record[self.first - 1 : self.last]


@dataclass(frozen=True, slots=True)
class Layout:
    """The records of one type of message.

    Attributes:
        width: of every record, in characters.
        records: for each type of detail record the fields that are known; none where the type itself is inferred.
        counters: the types of record that the trailer counts, in order, six digits each; None where the samples don't
            tell which. The total of the details follows in seven digits.
    """

    width: int
    records: Mapping[str, tuple[Field, ...]]
    counters: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class EiType:
    """What the code in a header stands for."""

    standard: str
    type: str
    direction: Direction


CODE = Field("bericht code", 3, 5, "digits")
VERSION = Field("version", 6, 7, "digits")
SUBVERSION = Field("subversion", 8, 9, "digits")
MUNICIPALITY = Field("municipality", 10, 13, "digits")
PROVIDER = Field("provider", 14, 21, "digits")
IDENTIFICATION = Field("identification", 22, 33, "text")
DAGTEKENING = Field("dagtekening", 34, 41, "date")
NUMBER = Field("number of the record", 3, 14, "digits")
"""The running number of a detail record."""

HEADER_FIELDS = (
    MUNICIPALITY,
    PROVIDER,
    IDENTIFICATION,
    DAGTEKENING,
    Field("character set", 42, 42, "digits"),
)
"""After code and version. The municipality goes first, whichever way the message travels."""


def _parse(text: str) -> tuple[Field, ...]:
    """Fields as `name first-last kind`, one a line."""
    found = re.findall(r"^\s*(\S.*?) (\d+)-(\d+) (digits|date|text)$", text, re.MULTILINE)
    return tuple(Field(name, int(first), int(last), kind) for name, first, last, kind in found)


_CLIENT = _parse("""
    BSN 15-23 digits
    birth date 48-55 digits
    date use and sex 56-57 digits
    name 58-82 text
    delivery status 100-100 digits
""")
_CLIENT_301 = _parse("""
    BSN 15-23 digits
    secret client 24-24 digits
    birth date 49-56 digits
    date use and sex 57-58 digits
    name 60-84 text
    household 139-139 digits
""")
_DELIVERED = _parse("""
    decision number 48-56 digits
    begin of the allocation 64-71 date
    begin of the delivery 72-79 date
    provider 80-87 digits
    volume 88-95 digits
    delivery status 99-99 digits
""")
_STOPPED = _parse("""
    decision number 48-56 digits
    begin of the allocation 64-71 date
    begin of the delivery 72-79 date
    provider 80-87 digits
    end 90-97 date
    delivery status 98-98 digits
""")
_DECISION = _parse("""
    decision number 48-56 digits
    issue date 61-68 date
    begin 69-76 date
    end 77-84 date
""")
_ALLOCATED = _parse("""
    decision number 48-56 digits
    provider 64-71 digits
    municipality 72-75 digits
    allocation date 76-83 date
    allocation time 84-89 digits
    begin 90-97 date
    end 98-105 date
    volume 107-114 digits
""")

# In 301 the samples hold no limitation, disorder, score or comment: their record types are inferred from an older
# specification, and so is the counter of the comments.
_INFERRED_301: Mapping[str, tuple[Field, ...]] = {"06": (), "07": (), "11": (), "12": (), "98": ()}

LAYOUTS: Mapping[str, Layout] = {
    "WMO301": Layout(
        310,
        {
            CLIENT: _CLIENT_301,
            "03": (),
            "04": (),
            "08": _DECISION,
            "09": (),
            "15": _ALLOCATED,
            **_INFERRED_301,
        },
        (CLIENT, "03", "04", None, "08", "09", None, "15", "98"),
    ),
    "WMO305": Layout(180, {CLIENT: _CLIENT, "07": _DELIVERED}, (CLIENT, "07")),
    "WMO307": Layout(140, {CLIENT: _CLIENT, "06": _STOPPED}, (CLIENT, "06")),
    "WMO315": Layout(180, {CLIENT: _CLIENT, "07": _DELIVERED}, (CLIENT, "07")),
}
"""By type of message, for version 02.00."""

LAYOUT_VERSION = ("02", "00")


def _types() -> dict[str, EiType]:
    """Of the codes only those of WMO301, 305, 307 and 315 are seen in EI; the rest are those of the XML messages."""
    heen = {
        "WMO": {414: 301, 416: 303, 448: 303, 418: 305, 420: 307, 444: 315},
        "JW": {436: 301, 432: 303, 450: 303, 438: 305, 440: 307, 446: 315},
    }
    there: tuple[Direction, Direction] = ("to provider", "to municipality")
    found = {}
    for family, numbers in heen.items():
        for code, kind in numbers.items():
            away, back = there if kind == 301 else reversed(there)
            found[str(code)] = EiType(f"i{family.lower()}", f"{family}{kind}", away)
            found[str(code + 1)] = EiType(f"i{family.lower()}", f"{family}{kind + 1}", back)
    return found


TYPES: Mapping[str, EiType] = _types()
"""By code. The codes of JW321 and JW322, which stayed EI, are not publicly known: they are none of these."""
