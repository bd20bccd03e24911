"""A message goes into an envelope and comes out of it byte for byte the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from envelope_samples import DI01, DU01, FO01, HEEN, RETOUR, STOP, STOP_RETOUR, holding, opened
from retour.errors import MessageError, RetourError
from retour.messages import parse_message, read_ei
from retour.messages.envelopes import Label, contents_findings, contents_of, unwrap, wrap
from samples import REPOSITORY

MESSAGES = sorted((REPOSITORY / "fixtures").glob("*/2_1/*/*.xml"))
JW321 = b"01434020201" + b" " * 30 + b"\r\n99" + b" " * 39 + b"\r\n"


def wrapped(data: bytes, label: Label, name: str = "stop.xml") -> bytes:
    return wrap(data, parse_message(data, name), label)


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_message_travels_unchanged_in_a_right_envelope(file) -> None:  # type: ignore[no-untyped-def]
    data = file.read_bytes()
    message = parse_message(data, file.name)
    answers = HEEN.reference if message.identity.answered() else None

    envelope = wrapped(data, replace(RETOUR, answers=answers), file.name)

    assert unwrap(envelope, "envelope.xml") == data
    found = opened(envelope.decode())
    assert found.findings == ()
    assert list(contents_findings(found.envelope, contents_of(message))) == []


def test_an_envelope_is_written_as_the_file_rules_ask() -> None:
    envelope = wrapped(STOP, HEEN)

    assert envelope.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<ggk:envelopHeenbericht-ggk_Di01 ')
    assert envelope.count(b"\n") == envelope.count(b"\r\n") > 20


def test_the_same_label_gives_the_same_envelope() -> None:
    assert wrapped(STOP, HEEN) == wrapped(STOP, HEEN)


def test_a_label_goes_before_what_the_message_says() -> None:
    envelope = opened(
        wrapped(STOP, replace(HEEN, sender="98000001", receiver="0363", functie="WMO305")).decode()
    )

    assert envelope.envelope.text("stuurgegevens/zender/organisatie") == "98000001"
    assert envelope.envelope.text("stuurgegevens/ontvanger/organisatie") == "0363"
    assert envelope.envelope.functie == "WMO305"


def test_ei_goes_in_with_its_file_name() -> None:
    message, _ = read_ei(JW321, "jw321.ei")
    label = replace(HEEN, functie="JW321", sender="98025566", receiver="0384", file_name="jw321.ei")

    envelope = wrap(JW321, message, label).decode()

    assert 'tekstBestand bestandsnaam="jw321.ei"' in envelope
    assert "<ggk:functieVersie>0002</ggk:functieVersie>\r\n    <ggk:functieSubversie>0002<" in envelope
    assert unwrap(envelope.encode(), "envelope.xml") == JW321


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (
            STOP_RETOUR,
            HEEN,
            "stop.xml is a retour (iwmo 2.1 WMO308): name the reference number of the envelope that it answers with "
            "--answers",
        ),
        (
            STOP.replace(b"Afzender>", b"Zender>"),
            HEEN,
            "stop.xml doesn't tell the sender for its envelope: give it with --sender",
        ),
        (
            b"<a/>",
            HEEN,
            "stop.xml doesn't tell the functie for its envelope: give it with --functie",
        ),
        (
            STOP,
            replace(HEEN, reference="een"),
            "stop.xml can't go into an envelope: the referentienummer is 'een', which is not a UUID of version 4 in "
            "lower case; in the chain: RIN001 of RINIS, IB009 of the Inlichtingenbureau, CC04 of VECOZO",
        ),
        (
            STOP,
            replace(HEEN, receiver="Ons & <co>"),
            "stop.xml can't go into an envelope: the ontvanger is 'Ons & <co>', which is no municipality (four digits), "
            "no AGB (eight digits) and none of SVB, CAK, CBS, UWV; in the chain: IB210 of the Inlichtingenbureau",
        ),
    ],
)
def test_what_an_envelope_lacks_is_asked_for(data: bytes, label: Label, text: str) -> None:
    with pytest.raises(RetourError) as raised:
        wrapped(data, label)

    assert str(raised.value) == text


def test_a_message_that_is_too_large_for_an_envelope() -> None:
    data = STOP + 3 * (b"<!--" + b"x" * 7_000_000 + b"-->")

    with pytest.raises(MessageError) as raised:
        wrapped(data, HEEN)

    assert str(raised.value) == "stop.xml: in an envelope this message is larger than 25 MB"


@pytest.mark.parametrize(
    ("envelope", "text"),
    [
        (STOP.decode(), "envelope.xml: no envelope: there is nothing to take out"),
        (FO01, "envelope.xml: nothing can be taken out of this envelope: a Fo01 holds no message"),
        (
            holding(b""),
            "envelope.xml: nothing can be taken out of this envelope: there is nothing in the envelope; "
            "the chain has no known code for it",
        ),
        (
            DI01[: DI01.index("<ggk:bericht>")] + DI01[DI01.index("</ggk:parameters>") :],
            "envelope.xml: nothing can be taken out of this envelope: the schema of the envelope refuses parameters: "
            "Missing child element(s). Expected is ( bericht ); in the chain: RIN001 of RINIS",
        ),
    ],
)
def test_what_can_not_be_taken_out(envelope: str, text: str) -> None:
    with pytest.raises(MessageError) as raised:
        unwrap(envelope.encode(), "envelope.xml")

    assert str(raised.value) == text


def test_a_wrong_envelope_is_opened_all_the_same() -> None:
    assert unwrap(DU01.replace(HEEN.reference, "1").encode(), "envelope.xml") == STOP_RETOUR
