"""What can be found wrong with an envelope, and who in the chain would say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from retour.language import mark
from retour.messages.envelopes.faults import raised
from retour.model import Finding, Location, Severity
from retour.text.paths import printed_path


@dataclass(frozen=True, slots=True)
class EnvelopeCode:
    """A code of findings.

    Attributes:
        meaning: what is wrong, as a sentence.
        faults: the error codes of the chain for it.
    """

    meaning: str
    faults: tuple[str, ...] = ()
    severity: Severity = "error"


ENVELOPE_CODES: Mapping[str, EnvelopeCode] = {
    "namespace": EnvelopeCode(
        mark("The namespace is of no known version of the envelope."), ("RIN001", "IB798")
    ),
    "envelope-schema": EnvelopeCode(mark("The envelope isn't valid against its schema."), ("RIN001",)),
    "berichtcode": EnvelopeCode(
        mark(
            "Element, berichtcode and functie don't go together: a heenbericht travels in a Di01, a retour in a Du01."
        ),
        ("IB240",),
    ),
    "uuid": EnvelopeCode(
        mark("A reference number is no UUID, or in envelope 2.1.04 not one of version 4 in lower case."),
        ("RIN001", "IB009", "CC04"),
    ),
    "crossref-missing": EnvelopeCode(mark("A Du01 or Fo01 has no crossRefnummer."), ("RIN001", "CC04")),
    "crossref-unwanted": EnvelopeCode(mark("A Di01 has a crossRefnummer."), ("RIN001",)),
    "crossref-mismatch": EnvelopeCode(
        mark("The crossRefnummer isn't the referentienummer of the envelope that is answered."), ("CC07",)
    ),
    "moment": EnvelopeCode(mark("The tijdstipBericht is no date, or no date with a time.")),
    "functie": EnvelopeCode(
        mark("The functie isn't the type of the message inside, or has a version where none belongs."),
        ("IB240",),
    ),
    "functie-version": EnvelopeCode(mark("The version of the functie isn't that of the message inside.")),
    "application": EnvelopeCode(
        mark("The sender's application or its version isn't filled in, or the receiver's isn't GGk."),
        ("CC06",),
    ),
    "party-unknown": EnvelopeCode(
        mark("A party is no municipality, no provider and none of the other organisations."),
        ("IB210", "IB213"),
    ),
    "party-mismatch": EnvelopeCode(mark("A party isn't the one that the message inside has."), ("CC09",)),
    "bestandsnaam": EnvelopeCode(
        mark("A tekstBestand has no file name, or one that it may not have."), ("RIN001",)
    ),
    "base64": EnvelopeCode(mark("The content can't be decoded."), ("RIN001",)),
    "payload-empty": EnvelopeCode(mark("There is nothing in the envelope.")),
    "payload-compressed": EnvelopeCode(mark("The content is compressed, and isn't opened.")),
    "payload-kind": EnvelopeCode(mark("XML stands in a tekstBestand, or something else in an xmlBestand.")),
    "payload-file": EnvelopeCode(mark("The message inside breaks a rule for files."), ("StUF055", "CC02")),
    "payload-form": EnvelopeCode(
        mark("The message inside has something about its file that isn't told as an error."),
        severity="warning",
    ),
    "fault-code": EnvelopeCode(mark("The code of a Fo01 is none of the chain.")),
    "fault-sender": EnvelopeCode(mark("A Fo01 comes from a party that doesn't raise its code.")),
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
    said = raised(sentence, ENVELOPE_CODES[code].faults if faults is None else faults)
    return Finding("envelope", code, None, places, said)
