"""A message into an envelope, and out of it, byte for byte the same."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retour.configuration import FunctieVersion
from retour.errors import MessageError, RetourError
from retour.messages import MAX_BYTES, EiMessage, Message, parse_message
from retour.messages.envelopes.contents import (
    FUNCTIE_VERSIONS,
    Contents,
    contents_of,
    functie_versions_for,
)
from retour.messages.envelopes.envelope import LATEST, STUF, Kind, is_envelope
from retour.messages.envelopes.forms import GGK
from retour.messages.envelopes.opening import open_envelope
from retour.model import Place
from retour.text.markup import escape, quoteattr

APPLICATION = "retour-harness"
_APPLICATION_VERSION = ("0001", "0000")


@dataclass(frozen=True, slots=True)
class Label:
    """What is written on an envelope.

    Attributes:
        reference: UUID of version 4, in lower case.
        moment: on which the envelope is made, as YYYYMMDDhhmmss.
        answers: the reference number of the envelope that is answered; a retour needs it.
        functie, sender, receiver: those of the message when left out.
        file_name: of a message that isn't XML.
    """

    reference: str
    moment: str
    answers: str | None = None
    functie: str | None = None
    sender: str | None = None
    receiver: str | None = None
    file_name: str | None = None


def wrap(
    data: bytes,
    message: Message | EiMessage,
    label: Label,
    versions: Mapping[str, Sequence[FunctieVersion]] = FUNCTIE_VERSIONS,
) -> bytes:
    """Put a message into an envelope of version 2.1.04: a Di01, or a Du01 around a retour.

    Args:
        data: the bytes of the message.
        versions: of the functie, by release; the first of those that go with the message is written.

    Raises:
        RetourError: the message doesn't tell something that the label doesn't either, or the label can't be used.
    """
    contents = contents_of(message)
    kind: Kind = "Du01" if label.answers is not None or contents.identity.repeated() else "Di01"
    lines = _lines(kind, contents, _filled(label, contents, message.name), data, versions)
    envelope = "".join(f"{line}\r\n" for line in lines).encode("utf-8")
    if len(envelope) > MAX_BYTES:
        raise MessageError(
            f"in an envelope this message is larger than {MAX_BYTES // 1024**2} MB",
            Place(message.name),
            "size",
        )
    opened = open_envelope(parse_message(envelope, message.name, long_texts=True).root)
    if opened.findings:
        raise RetourError(f"{message.name} can't go into an envelope: {opened.findings[0].details}")
    return envelope


def unwrap(data: bytes, name: str) -> bytes:
    """The bytes of what is in an envelope; whether the envelope is right, is for a check to tell.

    Raises:
        MessageError: it is no envelope, or nothing can be taken out of it.
    """
    root = parse_message(data, name, long_texts=True).root
    if not is_envelope(root):
        raise MessageError("no envelope: there is nothing to take out", Place(name))
    opened = open_envelope(root)
    if opened.data is None:
        reason = (
            opened.findings[-1].details if opened.findings else f"a {opened.envelope.kind} holds no message"
        )
        raise MessageError(f"nothing can be taken out of this envelope: {reason}", Place(name))
    return opened.data


def _filled(label: Label, contents: Contents, name: str) -> Label:
    """The label with what the message tells; what neither tells is an error."""
    known = {
        "functie": label.functie or contents.identity.type,
        "sender": label.sender or next(iter(contents.senders), None),
        "receiver": label.receiver or contents.receiver,
    }
    for part, text in known.items():
        if text is None:
            raise RetourError(f"{name} doesn't tell the {part} for its envelope: give it with --{part}")
    answers = label.answers
    if answers is None and contents.identity.repeated():
        raise RetourError(
            f"{name} is a retour ({contents.identity}): name the reference number of the envelope that it answers "
            "with --answers"
        )
    return Label(label.reference, label.moment, answers, **known, file_name=label.file_name)


def _lines(
    kind: Kind,
    contents: Contents,
    label: Label,
    data: bytes,
    versions: Mapping[str, Sequence[FunctieVersion]],
) -> Iterator[str]:
    name = {"Di01": "envelopHeenbericht-ggk_Di01", "Du01": "envelopRetourbericht-ggk_Du01"}[kind]
    version = next(iter(functie_versions_for(contents, versions)), ("0001", "0000"))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<ggk:{name} xmlns:ggk="{LATEST.namespace}" xmlns:stuf="{STUF}">'
    yield "  <ggk:stuurgegevens>"
    yield f"    <stuf:berichtcode>{kind}</stuf:berichtcode>"
    for role, party, application in (
        ("zender", label.sender, APPLICATION),
        ("ontvanger", label.receiver, GGK),
    ):
        yield f"    <stuf:{role}>"
        yield f"      <stuf:organisatie>{escape(party or '')}</stuf:organisatie>"
        yield f"      <stuf:applicatie>{application}</stuf:applicatie>"
        yield f"    </stuf:{role}>"
    yield f"    <stuf:referentienummer>{escape(label.reference)}</stuf:referentienummer>"
    yield f"    <stuf:tijdstipBericht>{escape(label.moment)}</stuf:tijdstipBericht>"
    if kind == "Du01":
        yield f"    <stuf:crossRefnummer>{escape(label.answers or '')}</stuf:crossRefnummer>"
    yield f"    <stuf:functie>{escape(label.functie or '')}</stuf:functie>"
    yield "  </ggk:stuurgegevens>"
    yield "  <ggk:parameters>"
    yield f"    <ggk:applicatieVersie>{_APPLICATION_VERSION[0]}</ggk:applicatieVersie>"
    yield f"    <ggk:applicatieSubversie>{_APPLICATION_VERSION[1]}</ggk:applicatieSubversie>"
    yield f"    <ggk:functieVersie>{version[0]}</ggk:functieVersie>"
    yield f"    <ggk:functieSubversie>{version[1]}</ggk:functieSubversie>"
    yield "    <ggk:bericht>"
    if contents.kind == "xml":
        yield f"      <ggk:xmlBestand>{b64encode(data).decode()}</ggk:xmlBestand>"
    else:
        attribute = quoteattr(label.file_name or "")
        yield f"      <ggk:tekstBestand bestandsnaam={attribute}>{b64encode(data).decode()}</ggk:tekstBestand>"
    yield "    </ggk:bericht>"
    yield "  </ggk:parameters>"
    yield f"</ggk:{name}>"
