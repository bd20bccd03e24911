"""EI files: recognised, so that one is never taken for broken XML, and read.

JW321 and JW322 stayed EI after June 2017, with a code and a layout that are not public. Of such a message, and of any
other without a known layout, only the form of its records is checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from retour.language import mark
from retour.messages.ei.faults import EiFault, fault_of, faults
from retour.messages.ei.layouts import (
    CODE,
    DAGTEKENING,
    IDENTIFICATION,
    LAYOUT_VERSION,
    LAYOUTS,
    MUNICIPALITY,
    PROVIDER,
    SUBVERSION,
    TRAILER,
    TYPES,
    VERSION,
    EiType,
)
from retour.model import Identity

MAX_FAULTS = 100

_NO_LAYOUT = mark(
    "no layout is known of %(type)s, version %(version)s: only the form of the records is checked"
)
_UNKNOWN_CODE = mark(
    "no layout is known of a message with code %(code)s, version %(version)s (JW321 and JW322 stayed EI, and theirs isn't public):"
    " only the form of the records is checked"
)
_BOM = b"\xef\xbb\xbf"
_HEADER_START = re.compile(rb"01\d{3}")
_FULL_START = re.compile(rb"01\d{7}")


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


def read_ei(data: bytes, name: str) -> tuple[EiMessage, tuple[EiFault, ...]]:
    """Read an EI file that `is_ei` recognised.

    Args:
        name: how to call the file towards the user.

    Returns:
        What it says it is, and what is wrong with it: the first hundred faults, in the order of the records.
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
    found = chain(_bom(data), () if layout else [_unknown(message)], faults(text, layout))
    return message, tuple(islice(found, MAX_FAULTS))


def _identity(known: EiType | None, version: tuple[str, str]) -> Identity:
    if known is None:
        return Identity("")
    release = f"{int(version[0])}.{int(version[1])}" if all(map(str.isdecimal, version)) else None
    return Identity("", known.standard, release, known.type)


def _header_values(header: str, known: EiType) -> Iterator[str | None]:
    parties = [MUNICIPALITY, PROVIDER] if known.direction == "to provider" else [PROVIDER, MUNICIPALITY]
    for field in (*parties, IDENTIFICATION, DAGTEKENING):
        yield None if fault_of(field, header) else field.of(header).strip()


def _bom(data: bytes) -> Iterator[EiFault]:
    if data.startswith(_BOM):
        yield EiFault("ei-bom", mark("the file begins with a byte order mark; an EI file is plain ASCII"), 1)


def _unknown(message: EiMessage) -> EiFault:
    known = message.identity.type
    told = {"type": known, "code": message.code, "version": ".".join(message.version)}
    return EiFault("ei-layout", (_NO_LAYOUT if known else _UNKNOWN_CODE) % told)
