"""EI files: recognised, read and checked, so that one is never taken for broken XML.

Source: the public samples of iWmo 2.0 (`ei_layouts`); that lines end in CR/LF is OP192. JW321 and JW322 stayed EI after
June 2017, with a layout that is not public: of a message without a known layout only its form is checked.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from harness.messages.ei_layouts import (
    CLIENT,
    CODE,
    DAGTEKENING,
    HEADER,
    HEADER_FIELDS,
    IDENTIFICATION,
    LAYOUT_VERSION,
    LAYOUTS,
    MUNICIPALITY,
    NUMBER,
    PROVIDER,
    SUBVERSION,
    TRAILER,
    TYPES,
    VERSION,
    EiType,
    Field,
    Layout,
)
from harness.model import Finding, Identity, Location

MAX_RECORDS = 200_000
"""More than 25 MB hold, at the narrowest width that is known."""

MAX_FINDINGS = 100

_BOM = b"\xef\xbb\xbf"
_HEADER_START = re.compile(rb"01\d{3}")
_FULL_START = re.compile(rb"01\d{7}")
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")
_COUNTER = 6
_TOTAL = 7


@dataclass(frozen=True, slots=True)
class EiMessage:
    """One EI file.

    Attributes:
        name: the file as the user named it.
        sha256: of the file's bytes.
        identity: standard, release and type, as far as the code and the version tell; there is no namespace.
        code: of the message, three digits.
        version: version and subversion, two digits each.
        sender, receiver, identification, dagtekening: of the header; None where the layout isn't known, or where they
            can't be read.
    """

    name: str
    sha256: str
    identity: Identity
    code: str
    version: tuple[str, str]
    sender: str | None = None
    receiver: str | None = None
    identification: str | None = None
    dagtekening: str | None = None


def is_ei(data: bytes) -> bool:
    """Whether a file is one of EI: it begins with a header record. XML begins with `<`, and never is.

    Inferred, for the whole family: record type 01, then a code of three digits, then a version of four or, where that
    is damaged, a trailer as the last record.
    """
    start = data.removeprefix(_BOM)
    if not _HEADER_START.match(start):
        return False
    last = start[start.rstrip().rfind(b"\n") + 1 :]
    return bool(_FULL_START.match(start)) or last.startswith(TRAILER.encode())


def read_ei(data: bytes, name: str, *, strict: bool = False) -> tuple[EiMessage, tuple[Finding, ...]]:
    """Read an EI file that `is_ei` recognised.

    Args:
        name: how to call the file towards the user.
        strict: whether lines must end in CR/LF; many files, the public samples among them, have LF.

    Returns:
        What it says it is, and what is wrong with it: the first hundred findings, in the order of the records.
    """
    text = data.removeprefix(_BOM).decode("latin-1")  # one character a byte, so that positions hold
    header = text.partition("\n")[0]
    known = TYPES.get(CODE.of(header))
    version = (VERSION.of(header), SUBVERSION.of(header))
    layout = LAYOUTS.get(known.type) if known is not None and version == LAYOUT_VERSION else None
    message = EiMessage(
        name,
        hashlib.sha256(data).hexdigest(),
        _identity(known, version),
        CODE.of(header),
        version,
        *(_header_values(header, known) if known is not None and layout is not None else ()),
    )
    return message, tuple(islice(_findings(data, text, layout, strict), MAX_FINDINGS))


def _identity(known: EiType | None, version: tuple[str, str]) -> Identity:
    if known is None:
        return Identity("")
    release = f"{int(version[0])}.{int(version[1])}" if "".join(version).isdecimal() else None
    return Identity("", known.standard, release, known.type)


def _header_values(header: str, known: EiType) -> Iterator[str | None]:
    parties = [MUNICIPALITY, PROVIDER] if known.direction == "to provider" else [PROVIDER, MUNICIPALITY]
    for field in (*parties, IDENTIFICATION, DAGTEKENING):
        yield None if _fault(field, header) else field.of(header).strip()


def _findings(data: bytes, text: str, layout: Layout | None, strict: bool) -> Iterator[Finding]:
    if data.startswith(_BOM):
        yield _finding("ei-bom", "The file begins with a byte order mark; an EI file is plain ASCII.", 1)
    ends, carried = text.count("\n"), text.count("\r\n")
    if (0 < carried < ends) or (strict and carried < ends):
        wrong = text.count("\n", 0, _first_bare(text)) + 1
        wanted = "CR/LF" if strict else "the same on all lines, CR/LF or LF"
        yield _finding("ei-line-ends", f"The line ends in LF alone; line ends are {wanted}.", wrong)
    if ends > MAX_RECORDS:
        yield _finding("ei-size", f"The file has more than {MAX_RECORDS} records, more than 25 MB can hold.")
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


def _first_bare(text: str) -> int:
    """Where the first LF stands that no CR goes before."""
    found = re.search(r"(?<!\r)\n", text)
    return found.start() if found else 0


def _form(record: str, number: int, width: int) -> Iterator[Finding]:
    """Width and characters of a record."""
    if len(record) != width:
        yield _finding(
            "ei-width", f"The record is {len(record)} characters wide; here all are {width} wide.", number
        )
    if strange := _NOT_PLAIN.search(record):
        yield _finding(
            "ei-characters",
            f"Character 0x{ord(strange.group()):02x} is not one of plain ASCII.",
            number,
            f"position {strange.start() + 1}",
        )


def _order(records: list[str]) -> Iterator[Finding]:
    """The header first and once, the trailer last and once, details with a type in between."""
    for number, record in enumerate(records[1:-1], 2):
        if not record[:2].isdecimal():
            text = f"The record has no type: it begins with {record[:2]!r}, where two digits belong."
            yield _finding("ei-record-type", text, number)
        elif record.startswith(HEADER):
            yield _finding("ei-header", "There is a second header record (01) in the file.", number)
        elif record.startswith(TRAILER):
            yield _finding("ei-trailer", "The trailer record (99) is not the last of the file.", number)
    if not records[-1].startswith(TRAILER) or len(records) == 1:
        text = f"The last record has type {records[-1][:2]!r}; a file ends with a trailer record (99)."
        yield _finding("ei-trailer", text, len(records))


def _details(records: list[str], layout: Layout) -> Iterator[Finding]:
    """The detail records: their type, running number and fields."""
    client = False
    for number, record in enumerate(records[1:], 2):
        kind = record[:2]
        if kind in (HEADER, TRAILER) or not kind.isdecimal():
            continue
        if kind not in layout.records:
            seen = ", ".join(sorted(layout.records))
            text = f"Record type {kind} is not one of this message; those are {seen}."
            yield _finding("ei-record-type", text, number)
            continue
        client = client or kind == CLIENT
        if not client:
            yield _finding("ei-order", f"A record {kind} stands before the first client (02).", number)
        written = NUMBER.of(record)
        if written != f"{number - 1:012}":
            text = f"The record carries number {written!r}; {number - 1:012} was expected."
            yield _finding("ei-number", text, number, _positions(NUMBER))
        yield from _fields(layout.records[kind], record, number)


def _fields(fields: tuple[Field, ...], record: str, number: int) -> Iterator[Finding]:
    for field in fields:
        if (fault := _fault(field, record)) is not None:
            yield _finding("ei-field", f"The {field.name} {fault}.", number, _positions(field))


def _fault(field: Field, record: str) -> str | None:
    """What is wrong with a field, as the rest of a sentence."""
    text = field.of(record)
    if field.kind == "text":
        return None if text.strip() else "is blank"
    if not (text.isascii() and text.isdecimal() and len(text) == field.last - field.first + 1):
        return f"is {text.rstrip()!r}, where digits belong"
    if field.kind == "date" and (int(text) != 0 or field is DAGTEKENING) and not _is_date(text):
        return f"is {text!r}, which is no date"
    return None


@lru_cache(maxsize=4096)
def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _counts(records: list[str], layout: Layout) -> Iterator[Finding]:
    """The counters of the trailer against the records."""
    counted = Counter(record[:2] for record in records[1:-1])
    details = len(records) - 2
    position = 3
    for kind in layout.counters:
        field = Field("", position, position + _COUNTER - 1, "digits")
        position += _COUNTER
        if kind is not None:
            yield from _count(f"records {kind}", field, records, counted[kind])
    total = Field("", position, position + _TOTAL - 1, "digits")
    yield from _count("records between header and trailer", total, records, details)


def _count(what: str, field: Field, records: list[str], counted: int) -> Iterator[Finding]:
    written = field.of(records[-1])
    if not written.isdecimal() or int(written) != counted:
        text = f"The trailer counts {written!r} {what}; the file holds {counted}."
        yield _finding("ei-count", text, len(records), _positions(field))


def _positions(field: Field) -> str:
    return f"positions {field.first}-{field.last}"


def _finding(code: str, details: str, line: int | None = None, part: str = "record") -> Finding:
    places = () if line is None else (Location(part, line),)
    return Finding("file", code, None, places, details)  # type: ignore[arg-type]
