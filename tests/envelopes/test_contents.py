"""Where an envelope says something else than the message inside it."""

from __future__ import annotations

import pytest
from envelope_samples import DI01, DU01, EARLIER, OLDEST, STOP, STOP_RETOUR, opened
from retour.messages import EiMessage, Message, parse_message
from retour.messages.envelopes import FUNCTIE_VERSIONS, contents_findings, contents_of
from retour.model import Identity
from samples import REPOSITORY

NO_CODE = "the chain has no known code for it"


def message(data: bytes) -> Message:
    return parse_message(data, "message.xml")


def fixture(path: str) -> Message:
    return message((REPOSITORY / "fixtures/iwmo/2_1" / path).read_bytes())


def findings(
    envelope: str, inside: Message | EiMessage | None = None, **versions: object
) -> list[tuple[str, str | None]]:
    data = message(STOP_RETOUR if "Du01" in envelope else STOP) if inside is None else inside
    return [
        (found.code, found.details)
        for found in contents_findings(opened(envelope).envelope, contents_of(data), **versions)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize("envelope", [DI01, DU01, EARLIER, OLDEST], ids=["Di01", "Du01", "2.1.02", "2.0"])
def test_nothing_is_wrong_when_both_say_the_same(envelope: str) -> None:
    assert findings(envelope) == []


@pytest.mark.parametrize(
    ("path", "senders", "receiver"),
    [
        ("wmo301/allocation.xml", ("0518",), "98025566"),
        ("wmo302/allocation-retour.xml", ("98025566",), "0518"),
        ("wmo303/declaration.xml", ("98025566",), "0518"),
        ("wmo303/invoice.xml", ("98025566", "98000123"), "0518"),
        ("wmo304/declaration-retour.xml", ("0518",), "98025566"),
        ("wmo305/start.xml", ("98025566",), "0384"),
        ("wmo306/start-retour.xml", ("0384",), "98025566"),
    ],
)
def test_parties_are_told_the_way_the_message_travels(
    path: str, senders: tuple[str, ...], receiver: str
) -> None:
    contents = contents_of(fixture(path))

    assert (contents.senders, contents.receiver) == (senders, receiver)


@pytest.mark.parametrize(
    ("envelope", "code", "details"),
    [
        (
            DI01.replace(">WMO307<", ">WMO305<"),
            "functie",
            "the functie is 'WMO305', and the message inside is a WMO307; in the chain: IB240 of the Inlichtingenbureau",
        ),
        (
            DI01.replace(">0010<", ">0002<"),
            "functie-version",
            "the version of the functie is 0002/0002; that of the message inside is 0002/0010 or 0002/0001; "
            f"{NO_CODE}",
        ),
        (
            OLDEST.replace(">WMO307-0201<", ">WMO307-0200<"),
            "functie-version",
            f"the functie is 'WMO307-0200', and the message inside has version 0201; {NO_CODE}",
        ),
        (
            DI01.replace(">98025566<", ">98025567<"),
            "party-mismatch",
            f"the zender is '98025567', and the message inside comes from 98025566; {NO_CODE}",
        ),
        (
            DI01.replace(">0384<", ">0385<"),
            "party-mismatch",
            "the ontvanger is '0385', and the message inside is for 0384; in the chain: CC09 of VECOZO",
        ),
    ],
)
def test_a_difference_is_said_with_both_sides(envelope: str, code: str, details: str) -> None:
    assert findings(envelope) == [(code, details)]


def test_of_2_1_both_versions_that_are_known_go() -> None:
    assert findings(DI01.replace(">0010<", ">0001<")) == []


def test_which_versions_go_can_be_set() -> None:
    assert findings(DI01, versions={"2.1": [("0002", "0001")]}) == [
        (
            "functie-version",
            f"the version of the functie is 0002/0010; that of the message inside is 0002/0001; {NO_CODE}",
        )
    ]


def test_of_other_releases_the_version_is_that_of_the_message() -> None:
    later = STOP.replace(b"/iwmo/2_1/", b"/iwmo/2_3/").replace(b"schema/2_1", b"schema")
    later = later.replace(b"BerichtSubversie>1<", b"BerichtSubversie>3<")

    assert "2.3" not in FUNCTIE_VERSIONS
    assert findings(DI01.replace(">0010<", ">0003<"), message(later)) == []
    assert [code for code, _ in findings(DI01, message(later))] == ["functie-version"]


def test_vecozo_answers_for_the_addressee() -> None:
    zender = ">0384</stuf:organisatie>"

    assert findings(DU01.replace(zender, ">VECOZO</stuf:organisatie>", 1)) == []
    assert [code for code, _ in findings(DU01.replace(zender, ">SVB</stuf:organisatie>", 1))] == [
        "party-mismatch"
    ]


def test_ei_goes_in_a_text_file() -> None:
    ei = EiMessage("jw321.ei", "", Identity(""), "434", ("02", "02"))

    assert findings(DI01, ei) == [
        (
            "payload-kind",
            f"a message in EI stands in xmlBestand; it goes in a tekstBestand; {NO_CODE}",
        ),
        (
            "functie-version",
            f"the version of the functie is 0002/0010; that of the message inside is 0002/0002; {NO_CODE}",
        ),
    ]


def test_a_message_without_header_says_nothing() -> None:
    assert findings(DI01, message(STOP.replace(b"Header>", b"Kop>"))) == []
