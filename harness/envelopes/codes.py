"""What can be found wrong with an envelope, and who in the chain would say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from harness.envelopes.faults import raised
from harness.messages import printed_path
from harness.model import Finding, Location


@dataclass(frozen=True, slots=True)
class EnvelopeCode:
    """A code of findings.

    Attributes:
        meaning: what is asked, as a sentence.
        faults: the error codes of the chain for it.
    """

    meaning: str
    faults: tuple[str, ...] = ()


ENVELOPE_CODES: Mapping[str, EnvelopeCode] = {
    "namespace": EnvelopeCode(
        "The namespace is that of a known version of the envelope.", ("RIN001", "IB798")
    ),
    "envelope-schema": EnvelopeCode("The envelope is valid against its schema.", ("RIN001",)),
    "berichtcode": EnvelopeCode(
        "Element, berichtcode and functie go together: Di01 is for a heenbericht, Du01 for a retour.",
        ("IB240",),
    ),
    "uuid": EnvelopeCode(
        "Reference numbers are UUIDs, from 2.1.04 on of version 4 in lower case.", ("RIN001", "IB009", "CC04")
    ),
    "crossref-missing": EnvelopeCode("A Du01 has a crossRefnummer.", ("RIN001", "CC04")),
    "crossref-unwanted": EnvelopeCode("A Di01 has no crossRefnummer.", ("RIN001",)),
    "crossref-mismatch": EnvelopeCode(
        "The crossRefnummer is the referentienummer of the envelope that is answered.", ("CC07",)
    ),
    "moment": EnvelopeCode("The tijdstipBericht is a date, with or without a time."),
    "functie": EnvelopeCode("The functie is the type of the message inside, without a version.", ("IB240",)),
    "functie-version": EnvelopeCode("The version of the functie is that of the message inside."),
    "application": EnvelopeCode(
        "The sender's application has a version and a subversion of four digits; the receiver's is GGk.",
        ("CC06",),
    ),
    "party-unknown": EnvelopeCode(
        "A party is a municipality (four digits), a provider (AGB, eight digits) or one of the named organisations.",
        ("IB210", "IB213"),
    ),
    "party-mismatch": EnvelopeCode("The parties are those of the message inside.", ("CC09",)),
    "bestandsnaam": EnvelopeCode(
        "The name of a file has 4 to 255 letters, digits, dots, hyphens and underscores.", ("RIN001",)
    ),
    "base64": EnvelopeCode("The content can be decoded from base64.", ("RIN001",)),
    "payload-empty": EnvelopeCode("There is something in the envelope."),
    "payload-compressed": EnvelopeCode("A message isn't compressed: no zip in an envelope is opened."),
    "payload-kind": EnvelopeCode("XML goes in xmlBestand, anything else in tekstBestand."),
    "payload-file": EnvelopeCode("The message inside is a file that can be read.", ("StUF055", "CC02")),
    "fault-code": EnvelopeCode("The code of a Fo01 is one of the chain."),
    "fault-sender": EnvelopeCode("A Fo01 comes from a party that raises its code."),
}
"""By code."""


def envelope_finding(
    code: str, sentence: str, element: etree._Element | None = None, faults: Iterable[str] | None = None
) -> Finding:
    """A finding of the level «envelope».

    Args:
        sentence: what is wrong; who in the chain would say so is added to it.
        element: what it is about.
        faults: the error codes of the chain for it; those of the code when left out.
    """
    places = () if element is None else (Location(printed_path(element), element.sourceline),)
    said = raised(ENVELOPE_CODES[code].faults if faults is None else faults)
    return Finding("envelope", code, None, places, f"{sentence}; {said}")  # type: ignore[arg-type]
