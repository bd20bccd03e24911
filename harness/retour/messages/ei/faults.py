"""What can be wrong with an EI file.

Source: the public samples of iWmo 2.0, see `layouts`; that lines end in CR/LF is OP192, and 25 MB is OP179.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from retour.language import mark
from retour.messages.ei.layouts import (
    CLIENT,
    DAGTEKENING,
    HEADER,
    HEADER_FIELDS,
    NUMBER,
    TRAILER,
    Field,
    Layout,
)

EI_CODES: Mapping[str, str] = {
    "ei-bom": mark("The EI file begins with a byte order mark."),
    "ei-line-ends": mark("Records of the EI file end in something else than CR and LF."),
    "ei-size": mark("The EI file has more records than a message may hold."),
    "ei-layout": mark("No layout is known of the EI file: only the form of its records is checked."),
    "ei-width": mark("A record of the EI file isn't as wide as the others, or as its message has it."),
    "ei-characters": mark("A record of the EI file holds a character that isn't plain ASCII."),
    "ei-header": mark("The EI file has a second header record."),
    "ei-trailer": mark("The EI file doesn't end with its one trailer record."),
    "ei-record-type": mark("A record of the EI file has no type, or one that its message doesn't have."),
    "ei-order": mark("A record of the EI file stands before the client that it belongs to."),
    "ei-number": mark("The running number of a record of the EI file isn't the next one."),
    "ei-field": mark("A field of the EI file isn't filled as its message has it."),
    "ei-count": mark("A counter in the trailer of the EI file isn't the number of records."),
}
"""What the codes of faults stand for."""

MAX_RECORDS = 200_000
"""More than 25 MB hold, at the narrowest width that is known."""

_BARE_END = re.compile(r"(?<!\r)\n")
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")
_COUNTER = 6
_TOTAL = 7


class EiFault(NamedTuple):
    """Something wrong with an EI file.

    Attributes:
        code: one of `EI_CODES`.
        details: what is wrong, as a sentence.
        line: None where it isn't about one.
    """

    code: str
    details: str
    line: int | None = None


_FIELD = mark("the %(field)s (positions %(positions)s) %(why)s")
_COUNTED = mark(
    "the trailer counts %(written)s records %(kind)s (positions %(positions)s); the file holds %(counted)s"
)
_COUNTED_ALL = mark(
    "the trailer counts %(written)s records between header and trailer (positions %(positions)s); the file holds %(counted)s"
)


def faults(text: str, layout: Layout | None) -> Iterator[EiFault]:
    """What is wrong with an EI file, in the order of its records.

    Args:
        text: of the file, with one character for each byte, so that positions hold.
        layout: of the message; None where it isn't known.
    """
    if (bare := _BARE_END.search(text)) is not None:
        line = text.count("\n", 0, bare.start()) + 1
        yield EiFault(
            "ei-line-ends",
            mark("line %(line)s ends in %(end)s; the lines of a message end in CR and LF")
            % {"line": line, "end": mark("LF alone")},
            line,
        )
    if text.count("\n") > MAX_RECORDS:
        yield EiFault(
            "ei-size",
            mark("the file has more than %(number)s records, which is more than 25 MB can hold")
            % {"number": MAX_RECORDS},
        )
        return
    records = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]
    for number, record in enumerate(records, 1):
        yield from _form(record, number, layout.width if layout else len(records[0]))
    yield from _order(records)
    if layout is not None:
        yield from _fields(HEADER_FIELDS, records[0], 1)
        yield from _details(records, layout)
        if records[-1].startswith(TRAILER):
            yield from _counts(records, layout)


def _form(record: str, number: int, width: int) -> Iterator[EiFault]:
    """Width and characters of a record."""
    if len(record) != width:
        yield EiFault(
            "ei-width",
            mark("the record is %(number)s characters wide; here all are %(width)s wide")
            % {"number": len(record), "width": width},
            number,
        )
    if strange := _NOT_PLAIN.search(record):
        yield EiFault(
            "ei-characters",
            mark("character 0x%(value)s at position %(place)s is not one of plain ASCII")
            % {"value": f"{ord(strange.group()):02x}", "place": strange.start() + 1},
            number,
        )


def _order(records: list[str]) -> Iterator[EiFault]:
    """The header first and once, the trailer last and once, details with a type in between."""
    for number, record in enumerate(records[1:-1], 2):
        if not record[:2].isdecimal():
            text = mark("the record has no type: it begins with %(text)s, where two digits belong") % {
                "text": repr(record[:2])
            }
            yield EiFault("ei-record-type", text, number)
        elif record.startswith(HEADER):
            yield EiFault("ei-header", mark("there is a second header record (01) in the file"), number)
        elif record.startswith(TRAILER):
            yield EiFault("ei-trailer", mark("the trailer record (99) is not the last of the file"), number)
    if not records[-1].startswith(TRAILER) or len(records) == 1:
        text = mark("the last record has type %(text)s; a file ends with a trailer record (99)") % {
            "text": repr(records[-1][:2])
        }
        yield EiFault("ei-trailer", text, len(records))


def _details(records: list[str], layout: Layout) -> Iterator[EiFault]:
    """The detail records: their type, running number and fields."""
    client = False
    for number, record in enumerate(records[1:], 2):
        kind = record[:2]
        if kind in (HEADER, TRAILER) or not kind.isdecimal():
            continue
        if kind not in layout.records:
            seen = ", ".join(sorted(layout.records))
            text = mark("record type %(kind)s is not one of this message; those are %(types)s") % {
                "kind": kind,
                "types": seen,
            }
            yield EiFault("ei-record-type", text, number)
            continue
        client = client or kind == CLIENT
        if not client:
            yield EiFault(
                "ei-order",
                mark("a record %(kind)s stands before the first client (02)") % {"kind": kind},
                number,
            )
        written = NUMBER.of(record)
        if written != f"{number - 1:012}":
            text = mark(
                "the record carries number %(written)s (positions %(positions)s); %(expected)s was expected"
            ) % {"written": repr(written), "positions": _positions(NUMBER), "expected": f"{number - 1:012}"}
            yield EiFault("ei-number", text, number)
        yield from _fields(layout.records[kind], record, number)


def _fields(fields: tuple[Field, ...], record: str, number: int) -> Iterator[EiFault]:
    for field in fields:
        if (fault := fault_of(field, record)) is not None:
            yield EiFault(
                "ei-field",
                _FIELD % {"field": field.name, "positions": _positions(field), "why": fault},
                number,
            )


def fault_of(field: Field, record: str) -> str | None:
    """What is wrong with a field, as the rest of a sentence."""
    text = field.of(record)
    if field.kind == "text":
        return None if text.strip() else mark("is blank")
    if not (text.isascii() and text.isdecimal() and len(text) == field.last - field.first + 1):
        return mark("is %(text)s, where digits belong") % {"text": repr(text.rstrip())}
    if field.kind == "date" and (int(text) != 0 or field is DAGTEKENING) and not _is_date(text):
        return mark("is %(text)s, which is no date") % {"text": repr(text)}
    return None


@lru_cache(maxsize=4096)
def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _counts(records: list[str], layout: Layout) -> Iterator[EiFault]:
    """The counters of the trailer against the records."""
    counted = Counter(record[:2] for record in records[1:-1])
    details = len(records) - 2
    position = 3
    for kind in layout.counters:
        field = Field("", position, position + _COUNTER - 1, "digits")
        position += _COUNTER
        if kind is not None:
            yield from _count(kind, field, records, counted[kind])
    total = Field("", position, position + _TOTAL - 1, "digits")
    yield from _count("", total, records, details)


def _count(kind: str, field: Field, records: list[str], counted: int) -> Iterator[EiFault]:
    written = field.of(records[-1])
    if not written.isdecimal() or int(written) != counted:
        told = {"written": repr(written), "kind": kind, "positions": _positions(field), "counted": counted}
        text = (_COUNTED if kind else _COUNTED_ALL) % told
        yield EiFault("ei-count", text, len(records))


def _positions(field: Field) -> str:
    return f"{field.first}-{field.last}"
