"""What an envelope says of itself: reference numbers, parties, function, file name, and the fault of a Fo01."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from retour.language import mark
from retour.messages import text_of
from retour.messages.envelopes.envelope import VERSIONS, Envelope, is_envelope, read_envelope
from retour.messages.envelopes.faults import faults
from retour.text.nearest import did_you_mean

GGK = "GGk"
"""The application of every receiver."""

_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_FILE_NAME = re.compile(r"[A-Za-z0-9._\-]{4,255}")
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_MOMENT = re.compile(r"[0-9]{8,17}")
_MUNICIPALITY = re.compile(r"[0-9]{4}")
_PROVIDER = re.compile(r"[0-9]{8}")
_MESSAGE_TYPE = re.compile(r"(?P<type>(?:WMO|JW)3(?P<number>[0-9]{2}))(?P<version>-?[0-9]{4})?")
_ORGANISATIONS = ("SVB", "CAK", "CBS", "UWV")
_ALSO_SENDING = {"Di01": (), "Du01": ("VECOZO",), "Fo01": ("VECOZO", "IB", "RINIS")}


class Wrong(NamedTuple):
    """Something wrong with an envelope.

    Attributes:
        sentence: what is wrong.
        element: what it is about, or what a missing element belongs in.
        faults: the error codes of the chain for it; None for those that go with the code.
        missing: the local name of the element that is missing.
    """

    code: str
    sentence: str
    element: etree._Element | None
    faults: tuple[str, ...] | None = None
    missing: str | None = None


def form_faults(envelope: Envelope) -> Iterator[Wrong]:
    """What is wrong with an envelope, whatever it holds."""
    for check in _CHECKS:
        yield from check(envelope)


def _namespace(envelope: Envelope) -> Iterator[Wrong]:
    if envelope.version is None:
        found = etree.QName(envelope.root).namespace
        known = ", ".join(f"{namespace} ({version.name})" for namespace, version in VERSIONS.items())
        wanted = (
            mark("that of StUF 3.01")
            if envelope.kind == "Fo01"
            else mark("one of %(known)s") % {"known": known}
        )
        yield Wrong(
            "namespace",
            mark("the envelope has namespace %(value)s, where %(wanted)s belongs")
            % {"value": repr(found), "wanted": wanted},
            envelope.root,
        )


def _berichtcode(envelope: Envelope) -> Iterator[Wrong]:
    element = envelope.find("stuurgegevens/berichtcode")
    if element is not None and text_of(element) != envelope.kind:
        name = etree.QName(envelope.root).localname
        yield Wrong(
            "berichtcode",
            mark("the berichtcode is %(element)s; an %(name)s has %(kind)s")
            % {"element": repr(text_of(element)), "name": name, "kind": envelope.kind},
            element,
            ("RIN001", "IB240"),
        )


def _references(envelope: Envelope) -> Iterator[Wrong]:
    has_uuid4 = envelope.version is not None and envelope.version.has_uuid4
    form = mark("a UUID of version 4 in lower case") if has_uuid4 else mark("a UUID")
    for name in ("referentienummer", "crossRefnummer"):
        element = envelope.find(f"stuurgegevens/{name}")
        if element is not None and not (_UUID4 if has_uuid4 else _UUID).fullmatch(text_of(element)):
            faults = None if has_uuid4 else ("IB009", "CC04")
            yield Wrong(
                "uuid",
                mark("the %(name)s is %(element)s, which is not %(wanted)s")
                % {"name": name, "element": _shown(element), "wanted": form},
                element,
                faults,
            )


def _cross_reference(envelope: Envelope) -> Iterator[Wrong]:
    element = envelope.find("stuurgegevens/crossRefnummer")
    if envelope.kind == "Di01":
        if element is not None:
            yield Wrong(
                "crossref-unwanted", mark("a Di01 answers nothing, and has no crossRefnummer"), element
            )
    elif element is None:
        holder = envelope.find("stuurgegevens")
        sentence = mark(
            "a %(kind)s has a crossRefnummer: the referentienummer of the envelope that it answers"
        ) % {"kind": envelope.kind}
        yield Wrong("crossref-missing", sentence, holder, missing="crossRefnummer")
    elif envelope.cross_reference == envelope.reference:
        sentence = mark(
            "the crossRefnummer is the envelope's own referentienummer, so it would answer itself"
        )
        yield Wrong("crossref-mismatch", sentence, element)
    elif (original := _original(envelope)) is not None and original.reference != envelope.cross_reference:
        yield Wrong(
            "crossref-mismatch",
            mark("the crossRefnummer is %(element)s; the envelope in detailsXML has %(reference)s")
            % {"element": _shown(element), "reference": repr(original.reference)},
            element,
            (),
        )


def _original(envelope: Envelope) -> Envelope | None:
    """The envelope that a Fo01 gives back."""
    given = filter(is_envelope, envelope.root.iterfind("{*}body/{*}detailsXML/{*}*"))
    return next(map(read_envelope, given), None)


def _moment(envelope: Envelope) -> Iterator[Wrong]:
    element = envelope.find("stuurgegevens/tijdstipBericht")
    if element is None:
        return
    text = text_of(element)
    if not _MOMENT.fullmatch(text):
        sentence = mark("the tijdstipBericht is %(element)s, where 8 to 17 digits belong") % {
            "element": _shown(element)
        }
        yield Wrong("moment", sentence, element, ("RIN001",))
    elif not _is_moment(text):
        yield Wrong(
            "moment",
            mark("the tijdstipBericht is %(element)s, which is no moment (YYYYMMDDhhmmss)")
            % {"element": _shown(element)},
            element,
        )


def _is_moment(text: str) -> bool:
    """Year, month and day, then hours, minutes and seconds as far as they go."""
    date, clock = text[:8], text[8:14]
    try:
        datetime.strptime(date + clock.ljust(6, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return False
    return True


def _applications(envelope: Envelope) -> Iterator[Wrong]:
    if envelope.kind == "Fo01":
        return
    receiver = envelope.find("stuurgegevens/ontvanger/applicatie")
    if receiver is not None and text_of(receiver) != GGK:
        sentence = mark("the application of the receiver is %(receiver)s; it is always %(always)s") % {
            "receiver": _shown(receiver),
            "always": GGK,
        }
        yield Wrong("application", sentence, receiver, ())
    sender = envelope.find("stuurgegevens/zender/applicatie")
    if sender is not None and not text_of(sender).strip():
        yield Wrong("application", mark("the sender's application isn't filled in"), sender)
    yield from _versions(envelope, "application", "applicatie", ("RIN001", "CC06"))
    yield from _versions(envelope, "functie-version", "functie", ("RIN001",))


def _versions(envelope: Envelope, code: str, of: str, faults: tuple[str, ...]) -> Iterator[Wrong]:
    """The version and the subversion, where they have fields of their own."""
    if envelope.version is None or not envelope.version.is_split:
        return
    for name in (f"{of}Versie", f"{of}Subversie"):
        element, holder = envelope.find(f"parameters/{name}"), envelope.find("parameters")
        if element is None and holder is not None:
            yield Wrong(
                code,
                mark("the %(name)s is missing; it has four digits") % {"name": name},
                holder,
                faults,
                name,
            )
        elif element is not None and not _FOUR_DIGITS.fullmatch(text_of(element)):
            sentence = mark("the %(name)s is %(element)s, where four digits belong") % {
                "name": name,
                "element": _shown(element),
            }
            yield Wrong(code, sentence, element, faults)


def _parties(envelope: Envelope) -> Iterator[Wrong]:
    for role, also, fault in (("zender", _ALSO_SENDING[envelope.kind], "IB213"), ("ontvanger", (), "IB210")):
        element = envelope.find(f"stuurgegevens/{role}/organisatie")
        if element is None or party_kind(text_of(element)) or text_of(element) in also:
            continue
        named = ", ".join((*_ORGANISATIONS, *also))
        yield Wrong(
            "party-unknown",
            mark(
                "the %(role)s is %(element)s, which is no municipality (four digits), no AGB (eight digits) and none of %(parties)s"
            )
            % {"role": role, "element": _shown(element), "parties": named},
            element,
            (fault,),
        )


def party_kind(text: str) -> str | None:
    """What kind of party a text names; None where it names none that may send or get a message."""
    if _MUNICIPALITY.fullmatch(text):
        return "gemeente"
    if _PROVIDER.fullmatch(text):
        return "aanbieder"
    return text if text in _ORGANISATIONS else None


def _functie(envelope: Envelope) -> Iterator[Wrong]:
    """How the function is written, and whether it goes with Di01 or Du01; other functions than messages have any form."""
    element = envelope.find("stuurgegevens/functie")
    found = None if element is None else _MESSAGE_TYPE.fullmatch(text_of(element))
    if element is None or found is None or envelope.version is None:
        return
    if envelope.version.is_split and found["version"]:
        sentence = mark(
            "the functie is %(element)s; since envelope 2.1 it is %(type)s, without a version"
        ) % {"element": _shown(element), "type": found["type"]}
        yield Wrong("functie", sentence, element)
    elif not envelope.version.is_split and not found["version"]:
        sentence = mark(
            "the functie is %(element)s; in envelope 2.0 it ends with the version, like WMO301-0200"
        ) % {"element": _shown(element)}
        yield Wrong("functie", sentence, element)
    is_retour = not int(found["number"]) % 2
    if is_retour != (envelope.kind == "Du01"):
        wanted = "Du01" if is_retour else "Di01"
        yield Wrong(
            "berichtcode",
            mark("%(type)s travels in a %(form)s, not in a %(kind)s")
            % {"type": found["type"], "form": wanted, "kind": envelope.kind},
            element,
        )


def _file_name(envelope: Envelope) -> Iterator[Wrong]:
    payload = envelope.payload
    if payload is None or etree.QName(payload.element).localname != "tekstBestand":
        return
    if payload.file_name is None:
        yield Wrong("bestandsnaam", mark("a tekstBestand has the attribute bestandsnaam"), payload.element)
    elif not _FILE_NAME.fullmatch(payload.file_name):
        sentence = mark(
            "the bestandsnaam is %(file_name)s, where 4 to 255 letters, digits, dots, hyphens and underscores belong"
        ) % {"file_name": _cut(payload.file_name)}
        yield Wrong("bestandsnaam", sentence, payload.element)


def _fault(envelope: Envelope) -> Iterator[Wrong]:
    """Whether the chain knows the code of a Fo01, and whether its sender is one that raises it."""
    element = envelope.find("body/code")
    if envelope.kind != "Fo01" or element is None:
        return
    code = text_of(element).strip()
    known = faults().get(code)
    if known is None:
        hint = did_you_mean(code, faults())
        yield Wrong(
            "fault-code",
            mark("no list of the chain has an error code %(element)s") % {"element": _shown(element)} + hint,
            element,
        )
        return
    sender = envelope.text("stuurgegevens/zender/organisatie") or ""
    if (party_kind(sender) or sender) not in known.issuers:
        sentence = mark("%(code)s is a code of %(names)s, and the Fo01 comes from %(sender)s") % {
            "code": code,
            "names": " or ".join(known.issuers),
            "sender": _cut(sender),
        }
        yield Wrong("fault-sender", sentence, envelope.find("stuurgegevens/zender"))


def _shown(element: etree._Element) -> str:
    return _cut(text_of(element))


def _cut(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


_CHECKS: tuple[Callable[[Envelope], Iterator[Wrong]], ...] = (
    _namespace,
    _berichtcode,
    _references,
    _cross_reference,
    _moment,
    _parties,
    _applications,
    _functie,
    _file_name,
    _fault,
)
