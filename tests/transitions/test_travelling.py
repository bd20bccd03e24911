"""What may travel when in June 2017, at both sides of each boundary."""

from __future__ import annotations

import pytest
from retour.model import Identity, Sender
from retour.transitions import (
    Calendar,
    Format,
    Sending,
    parse_sent,
    read_calendar,
    transition_findings,
)
from samples import REPOSITORY


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return read_calendar(REPOSITORY / "rules/transitions/2017-06.yaml")


def sending(
    calendar: Calendar,
    type_: str,
    release: str | None,
    format_: Format,
    sent: str,
    sender: Sender | None = None,
) -> Sending:
    standard = "ijw" if type_.startswith("JW") else "iwmo"
    return Sending(calendar, Identity("", standard, release, type_), format_, parse_sent(sent), sender)


def codes(one: Sending) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in transition_findings(one)]


@pytest.mark.parametrize(
    ("type_", "release", "format_", "sent", "expected"),
    [
        ("WMO303", "2.0", "EI", "2017-05-28T22:59", []),
        ("WMO303", "2.0", "EI", "2017-05-28T23:00", [("advice", "warning")]),
        ("JW321", None, "EI", "2017-05-28T23:00", [("advice", "warning")]),
        ("JW303", "2.0", "EI", "2017-06-06T16:59", [("advice", "warning")]),
        ("WMO305", "2.0", "EI", "2017-05-28T23:00", []),
        ("WMO304", "2.0", "EI", "2017-05-28T23:00", []),
        ("WMO301", "2.0", "EI", "2017-06-06T16:59", []),
        ("WMO301", "2.0", "EI", "2017-06-06T17:00", [("frozen", "error")]),
        ("WMO303", "2.0", "EI", "2017-06-06T17:00", [("frozen", "error")]),
        ("JW321", None, "EI", "2017-06-06T17:00", [("frozen", "error")]),
        ("WMO301", "2.1", "XML", "2017-06-06T17:00", [("frozen", "error")]),
        ("WMO302", "2.0", "EI", "2017-06-08T12:59", []),
        ("JW322", None, "EI", "2017-06-08T12:59", []),
        ("WMO302", "2.0", "EI", "2017-06-08T13:00", [("frozen", "error")]),
        ("JW322", None, "EI", "2017-06-08T13:00", [("frozen", "error")]),
        ("WMO301", "2.1", "XML", "2017-06-11T12:00", [("frozen", "error")]),
        ("WMO301", "2.1", "XML", "2017-06-12T12:59:59", [("frozen", "error")]),
        ("WMO301", "2.1", "XML", "2017-06-12T13:00", []),
        ("JW304", "2.1", "XML", "2017-06-12T13:00", []),
        ("JW321", None, "EI", "2017-06-12T13:00", []),
        ("JW321", "2.0", "EI", "2017-06-12T13:00", []),
        ("JW322", None, "EI", "2017-06-12T13:00", []),
        ("JW321", "2.1", "XML", "2017-06-12T13:00", [("format", "error")]),
        ("WMO301", "2.1", "XML", "2017-06-01T12:00", [("release", "error")]),
        ("WMO303", "2.1", "XML", "2017-06-01T12:00", [("advice", "warning"), ("release", "error")]),
        ("WMO306", "2.1", "XML", "2017-06-07T12:00", [("release", "error")]),
        ("WMO301", "2.0", "XML", "2017-05-01T12:00", [("format", "error")]),
        ("WMO301", "2.0", "EI", "2017-06-12T13:00", [("release", "error")]),
        ("WMO301", None, "EI", "2017-06-12T13:00", [("format", "error")]),
    ],
)  # fmt: skip
def test_boundaries(
    calendar: Calendar,
    type_: str,
    release: str | None,
    format_: Format,
    sent: str,
    expected: list[tuple[str, str]],
) -> None:
    assert codes(sending(calendar, type_, release, format_, sent)) == expected


@pytest.mark.parametrize(
    ("type_", "sender", "expected"),
    [
        ("WMO301", "gemeente", []),
        ("WMO301", "aanbieder", ["WMO301 is sent by the gemeente, not by the aanbieder"]),
        ("WMO302", "aanbieder", []),
        ("JW305", "gemeente", ["JW305 is sent by the aanbieder, not by the gemeente"]),
    ],
)
def test_sender(calendar: Calendar, type_: str, sender: Sender, expected: list[str]) -> None:
    findings = transition_findings(sending(calendar, type_, "2.1", "XML", "2017-06-13T09:00", sender))

    assert [finding.details for finding in findings] == expected


def test_sentences(calendar: Calendar) -> None:
    early, stopped, as_xml = (
        transition_findings(sending(calendar, *each))  # type: ignore[arg-type]
        for each in (
            ("WMO306", "2.1", "XML", "2017-06-07T12:00"),
            ("WMO305", "2.0", "EI", "2017-06-07T12:00"),
            ("JW321", "2.1", "XML", "2017-06-13T12:00"),
        )
    )

    assert early[0].details == (
        "WMO306 travels in release 2.0 (from 2017-06-06 17:00 until 2017-06-08 13:00), and this one is of 2.1"
    )
    assert stopped[0].details == (
        "No heenbericht is sent from 6 June 17:00 (M2, M3) until 12 June 13:00 (M6)."
    )
    assert as_xml[0].details == (
        "JW321 travels as EI (from 2017-06-12 13:00 until 2018-03-01 00:00), and this one is XML"
    )


@pytest.mark.parametrize(
    ("sent", "local"),
    [
        ("2017-06-12T13:00", "2017-06-12 13:00"),
        ("2017-06-12T13:00+02:00", "2017-06-12 13:00"),
        ("2017-06-12T11:00Z", "2017-06-12 13:00"),
        ("2017-06-12T10:59:59Z", "2017-06-12 12:59"),
        ("2017-01-12T11:00Z", "2017-01-12 12:00"),
    ],
)
def test_offsets(calendar: Calendar, sent: str, local: str) -> None:
    assert f"{calendar.local(parse_sent(sent)):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    "text", ["2017-06-12", "12-06-2017 13:00", "2017-13-01T09:00", "2017-06-12T25:00", "nu"]
)
def test_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match="is no moment: write one such as 2017-06-07T09:00") as caught:
        parse_sent(text)

    assert str(caught.value).startswith(repr(text))
