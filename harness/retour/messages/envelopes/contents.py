"""An envelope against the message inside it: function, version and parties.

Source: specification 2.1.04 for the fields. That the parties of a retour stand as in the heenbericht that it answers, so
the other way round than it travels, is inferred for 2.1 from the types in its schemas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from retour.configuration import Configuration, FunctieVersion
from retour.language import mark
from retour.messages import EiMessage, Message, text_of
from retour.messages.envelopes.codes import envelope_finding
from retour.messages.envelopes.envelope import Envelope, PayloadKind
from retour.model import Finding, Identity

FUNCTIE_VERSIONS: Mapping[str, Sequence[FunctieVersion]] = {"2.1": (("0002", "0010"), ("0002", "0001"))}
"""By release, those that go with a message. Of the rest it is BerichtVersie and BerichtSubversie, as from 2018 on.

For 2.1 the specification of 2017 and its samples have 0002 and 0010; 0002 and 0001 is inferred from later releases.
"""

_VERSION_IN_NAME = re.compile(r"-?(?P<version>[0-9]{2})(?P<subversion>[0-9]{2})$")


def functie_versions(configuration: Configuration) -> Mapping[str, Sequence[FunctieVersion]]:
    """Those that go with a message in a project, by release."""
    return {**FUNCTIE_VERSIONS, **dict(configuration.functie_versions)}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a message says of itself that its envelope repeats; parts are empty where it doesn't say.

    Attributes:
        kind: how it goes into an envelope.
        version: BerichtVersie and BerichtSubversie.
        senders: the parties that may send it: of a declaration also the service bureau.
    """

    identity: Identity
    kind: PayloadKind
    version: tuple[str, str] | None = None
    senders: tuple[str, ...] = ()
    receiver: str | None = None


def contents_of(message: Message | EiMessage) -> Contents:
    """What a message says of itself."""
    if isinstance(message, EiMessage):
        sender = tuple(filter(None, (message.sender,)))
        return Contents(message.identity, "text", message.version, sender, message.receiver)
    header = message.root.find("{*}Header")
    if header is None:
        return Contents(message.identity, "xml")
    version = _text(header, "BerichtVersie", "Berichtspecificatie/{*}Versie")
    subversion = _text(header, "BerichtSubversie", "Berichtspecificatie/{*}SubVersie")
    first, second = _text(header, "Afzender", "Aanbieder"), _text(header, "Ontvanger", "Gemeente")
    if message.identity.repeated():
        first, second = second, first
    senders = tuple(filter(None, (first, _text(header, "Servicebureau")))) if first else ()
    stated = (version, subversion) if version and subversion else None
    return Contents(message.identity, "xml", stated, senders, second)


def _text(header: etree._Element, *paths: str) -> str | None:
    """The text of the first of some children that is there."""
    for path in paths:
        text = text_of(header.find(f"{{*}}{path}")).strip()
        if text:
            return text
    return None


def contents_findings(
    envelope: Envelope,
    contents: Contents,
    versions: Mapping[str, Sequence[FunctieVersion]] = FUNCTIE_VERSIONS,
) -> Iterator[Finding]:
    """Where an envelope says something else than the message inside it.

    Args:
        versions: of the functie, by release; `FUNCTIE_VERSIONS` tells what goes for the rest.
    """
    yield from _kind(envelope, contents)
    yield from _functie(envelope, contents)
    yield from _version(envelope, contents, versions)
    yield from _parties(envelope, contents)


def _kind(envelope: Envelope, contents: Contents) -> Iterator[Finding]:
    if envelope.payload is not None and envelope.payload.kind != contents.kind:
        form, place = ("XML", "xmlBestand") if contents.kind == "xml" else ("EI", "tekstBestand")
        name = etree.QName(envelope.payload.element).localname
        sentence = mark("a message in %(form)s stands in %(name)s; it goes in a %(element)s") % {
            "form": form,
            "name": name,
            "element": place,
        }
        yield envelope_finding("payload-kind", sentence, envelope.payload.element)


def _functie(envelope: Envelope, contents: Contents) -> Iterator[Finding]:
    wanted, written = contents.identity.type, envelope.functie
    if wanted is None or written is None:
        return
    if _VERSION_IN_NAME.sub("", written) != wanted:
        sentence = mark("the functie is %(written)s, and the message inside is a %(type)s") % {
            "written": repr(written),
            "type": wanted,
        }
        yield envelope_finding("functie", sentence, envelope.find("stuurgegevens/functie"))


def _version(
    envelope: Envelope, contents: Contents, versions: Mapping[str, Sequence[FunctieVersion]]
) -> Iterator[Finding]:
    if contents.version is None or envelope.version is None:
        return
    if not envelope.version.is_split:
        found = _VERSION_IN_NAME.search(envelope.functie or "")
        expected = tuple(part.zfill(2) for part in contents.version)
        if found is not None and (found["version"], found["subversion"]) != expected:
            sentence = mark("the functie is %(functie)s, and the message inside has version %(expected)s") % {
                "functie": repr(envelope.functie),
                "expected": "".join(expected),
            }
            yield envelope_finding("functie-version", sentence, envelope.find("stuurgegevens/functie"))
        return
    written = tuple(envelope.text(f"parameters/functie{part}") or "" for part in ("Versie", "Subversie"))
    wanted = functie_versions_for(contents, versions)
    if written not in wanted:
        pairs = " or ".join("/".join(pair) for pair in wanted)
        sentence = mark(
            "the version of the functie is %(written)s; that of the message inside is %(names)s"
        ) % {"written": "/".join(written), "names": pairs}
        yield envelope_finding("functie-version", sentence, envelope.find("parameters/functieVersie"))


def functie_versions_for(
    contents: Contents, versions: Mapping[str, Sequence[FunctieVersion]] = FUNCTIE_VERSIONS
) -> Sequence[FunctieVersion]:
    """The versions of the functie that go with a message; none where it has no version itself."""
    known = versions.get(contents.identity.release or "")
    if known is not None or contents.version is None:
        return known or ()
    version, subversion = contents.version
    return ((version.zfill(4), subversion.zfill(4)),)


def _parties(envelope: Envelope, contents: Contents) -> Iterator[Finding]:
    sender = envelope.find("stuurgegevens/zender/organisatie")
    if (
        sender is not None
        and contents.senders
        and text_of(sender) not in (*contents.senders, *_instead(envelope))
    ):
        said = " or ".join(contents.senders)
        sentence = mark("the zender is %(sender)s, and the message inside comes from %(names)s") % {
            "sender": repr(text_of(sender)),
            "names": said,
        }
        yield envelope_finding("party-mismatch", sentence, sender, ())
    receiver = envelope.find("stuurgegevens/ontvanger/organisatie")
    if receiver is not None and contents.receiver and text_of(receiver) != contents.receiver:
        sentence = mark("the ontvanger is %(receiver)s, and the message inside is for %(inside)s") % {
            "receiver": repr(text_of(receiver)),
            "inside": contents.receiver,
        }
        yield envelope_finding("party-mismatch", sentence, receiver, ("CC09",))


def _instead(envelope: Envelope) -> tuple[str, ...]:
    """Who may send a message of somebody else: VECOZO makes a retour itself when it refuses a heenbericht."""
    return ("VECOZO",) if envelope.kind == "Du01" else ()
