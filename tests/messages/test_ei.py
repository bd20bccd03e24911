"""EI files are recognised by their header record, read, and checked; XML is never taken for one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from ei_samples import CLIENT, HEADER, STOP, STOPPED, TRAILER, file_of, record, with_text
from retour.messages.ei import EI_CODES, MAX_FAULTS, is_ei, read_ei
from retour.model import Identity
from samples import MESSAGE


def faults(data: bytes) -> list[tuple[str, int | None, str]]:
    return [(fault.code, fault.line, fault.details) for fault in read_ei(data, "stop.ei")[1]]


@pytest.mark.parametrize(
    "data",
    [
        STOP,
        STOP.replace(b"\r\n", b"\n"),
        b"\xef\xbb\xbf" + STOP,
        b"014340202 1\r\n99\r\n",
        b"01434\r\n99\r\n",
        b"014200200",
    ],
    ids=["plain", "LF", "BOM", "a declaration", "damaged version", "header alone"],
)
def test_an_ei_file_is_recognised(data: bytes) -> None:
    assert is_ei(data)


@pytest.mark.parametrize(
    "data",
    [
        MESSAGE.encode(),
        b"\xef\xbb\xbf" + MESSAGE.encode(),
        MESSAGE.encode()[:40],
        b"<014200200",
        b" \r\n<a/>",
        b"01;02;03\r\n",
        b"01420 beads\r\n",
        b"02000\r\n99",
        b"",
    ],
)
def test_anything_else_is_not(data: bytes) -> None:
    assert not is_ei(data)


def test_the_header_tells_what_a_message_is() -> None:
    message, found = read_ei(STOP, "stop.ei")

    assert found == ()
    assert message.identity == Identity("", "iwmo", "2.0", "WMO307")
    assert (message.code, message.version) == ("420", ("02", "00"))
    assert (message.sender, message.receiver) == ("98025566", "0384")
    assert (message.identification, message.dagtekening) == ("stop00000001", "20170605")


def test_an_allocation_travels_the_other_way() -> None:
    header = record(310, (1, "014140200" + "0384" + "98025566" + "allo00000001" + "20170605" + "1"))

    message, _ = read_ei(file_of(header), "allocation.ei")

    assert (message.sender, message.receiver) == ("0384", "98025566")


@pytest.mark.parametrize(
    ("start", "identity", "what"),
    [
        (
            "014340202",
            Identity(""),
            "a message with code 434, version 02.02 (JW321 and JW322 stayed EI, and theirs isn't public)",
        ),
        ("014380200", Identity("", "ijw", "2.0", "JW305"), "JW305, version 02.00"),
        ("014180100", Identity("", "iwmo", "1.0", "WMO305"), "WMO305, version 01.00"),
    ],
    ids=["unknown code", "a message without known layout", "another version"],
)
def test_where_no_layout_is_known_the_form_is_checked_alone(
    start: str, identity: Identity, what: str
) -> None:
    header, detail, trailer = (record(50, (1, text)) for text in (start, "04x", "99"))

    message, found = read_ei(file_of(header, detail, trailer), "unknown.ei")

    assert message.identity == identity
    assert (message.sender, message.receiver, message.identification) == (None, None, None)
    assert found == (
        ("ei-layout", f"no layout is known of {what}: only the form of the records is checked", None),
    )
    assert faults(file_of(header, detail, trailer[:-1]))[1:] == [
        ("ei-width", 3, "the record is 49 characters wide; here all are 50 wide")
    ]


def test_a_version_that_is_cut_off_tells_no_release() -> None:
    message, _ = read_ei(b"014202\n99", "cut.ei")

    assert message.identity == Identity("", "iwmo", None, "WMO307")


@pytest.mark.parametrize(
    ("data", "code", "line", "details"),
    [
        (
            b"\xef\xbb\xbf" + STOP,
            "ei-bom",
            1,
            "the file begins with a byte order mark; an EI file is plain ASCII",
        ),
        (
            STOP.replace(b"\r\n", b"\n", 2).replace(b"\n", b"\r\n", 1),
            "ei-line-ends",
            2,
            "line 2 ends in LF alone; the lines of a message end in CR and LF",
        ),
        (
            file_of(HEADER, CLIENT + " ", STOPPED, TRAILER),
            "ei-width",
            2,
            "the record is 141 characters wide; here all are 140 wide",
        ),
        (
            file_of(HEADER, with_text(CLIENT, 60, "\t"), STOPPED, TRAILER),
            "ei-characters",
            2,
            "character 0x09 at position 60 is not one of plain ASCII",
        ),
        (
            file_of(HEADER, CLIENT, STOPPED),
            "ei-trailer",
            3,
            "the last record has type '06'; a file ends with a trailer record (99)",
        ),
        (
            file_of(HEADER, CLIENT, STOPPED, with_text(TRAILER, 21, "3"), with_text(TRAILER, 21, "3")),
            "ei-trailer",
            4,
            "the trailer record (99) is not the last of the file",
        ),
        (
            file_of(HEADER, CLIENT, with_text(STOPPED, 14, "2"), HEADER, with_text(TRAILER, 21, "3")),
            "ei-header",
            4,
            "there is a second header record (01) in the file",
        ),
        (
            file_of(HEADER, CLIENT, with_text(STOPPED, 1, "07"), with_text(TRAILER, 14, "0")),
            "ei-record-type",
            3,
            "record type 07 is not one of this message; those are 02, 06",
        ),
        (
            file_of(HEADER, CLIENT, with_text(STOPPED, 1, "x6"), with_text(TRAILER, 14, "0")),
            "ei-record-type",
            3,
            "the record has no type: it begins with 'x6', where two digits belong",
        ),
        (
            file_of(HEADER, with_text(STOPPED, 14, "1"), with_text(CLIENT, 14, "2"), TRAILER),
            "ei-order",
            2,
            "a record 06 stands before the first client (02)",
        ),
        (
            file_of(HEADER, CLIENT, with_text(STOPPED, 14, "3"), TRAILER),
            "ei-number",
            3,
            "the record carries number '000000000003' (positions 3-14); 000000000002 was expected",
        ),
        (
            file_of(with_text(HEADER, 14, "9802556x"), CLIENT, STOPPED, TRAILER),
            "ei-field",
            1,
            "the provider (positions 14-21) is '9802556x', where digits belong",
        ),
        (
            file_of(with_text(HEADER, 22, " " * 12), CLIENT, STOPPED, TRAILER),
            "ei-field",
            1,
            "the identification (positions 22-33) is blank",
        ),
        (
            file_of(HEADER, CLIENT, with_text(STOPPED, 90, "20170631"), TRAILER),
            "ei-field",
            3,
            "the end (positions 90-97) is '20170631', which is no date",
        ),
        (
            file_of(HEADER, CLIENT, STOPPED, with_text(TRAILER, 14, "3")),
            "ei-count",
            4,
            "the trailer counts '000003' records 06 (positions 9-14); the file holds 1",
        ),
        (
            file_of(HEADER, CLIENT, STOPPED, with_text(TRAILER, 21, "4")),
            "ei-count",
            4,
            "the trailer counts '0000004' records between header and trailer (positions 15-21); the file holds 2",
        ),
        (
            b"014200200\r\n" * 300_000,
            "ei-size",
            None,
            "the file has more than 200000 records, which is more than 25 MB can hold",
        ),
    ],
)
def test_what_is_wrong_is_said_once_with_its_line(data: bytes, code: str, line: int, details: str) -> None:
    assert faults(data) == [(code, line, details)]


def test_dates_may_be_absent_except_the_dagtekening() -> None:
    assert faults(file_of(HEADER, CLIENT, with_text(STOPPED, 90, "0" * 8), TRAILER)) == []
    assert faults(file_of(with_text(HEADER, 34, "0" * 8), CLIENT, STOPPED, TRAILER)) == [
        ("ei-field", 1, "the dagtekening (positions 34-41) is '00000000', which is no date")
    ]


def test_of_very_many_findings_the_first_are_given() -> None:
    data = file_of(HEADER, *["02"] * 10_000, TRAILER)

    assert len(faults(data)) == MAX_FAULTS


def test_a_file_of_25_mb_is_read_within_the_limits() -> None:
    details = [with_text(STOPPED, 3, f"{number:012}") for number in range(2, 180_000)]
    trailer = record(140, (1, f"99000001{len(details):06}{len(details) + 1:07}"))
    data = file_of(HEADER, CLIENT, *details, trailer)
    began = time.monotonic()

    assert faults(data) == []
    assert time.monotonic() - began < 10  # about 2 s; CI machines are slow


def test_every_code_has_an_example() -> None:
    examples = test_what_is_wrong_is_said_once_with_its_line.pytestmark[0].args[1]  # type: ignore[attr-defined]

    assert {code for _, code, *_ in examples} | {"ei-layout"} == set(EI_CODES)


def official_samples() -> list[Path]:
    folder = os.environ.get("RETOUR_OFFICIAL_SETS")
    return sorted(Path(folder).rglob("voorbeeldberichten/ei/*")) if folder else []


@pytest.mark.skipif(
    not official_samples(),
    reason="RETOUR_OFFICIAL_SETS doesn't name a folder with voorbeeldberichten/ei in it",
)
def test_nothing_but_line_ends_is_wrong_with_the_public_samples() -> None:
    for sample in official_samples():
        data = sample.read_bytes()
        message, found = read_ei(data, sample.name)

        assert is_ei(data)
        assert {fault.code for fault in found} <= {"ei-line-ends"}  # these copies have LF
        assert message.identity.type in sample.name
        assert not any(map(is_ei, (xml.read_bytes() for xml in sample.parents[1].glob("xml/*"))))
