"""Envelope → what is in it, and what is wrong with the envelope itself."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from retour.messages.envelopes.codes import envelope_finding
from retour.messages.envelopes.envelope import Envelope, read_envelope
from retour.messages.envelopes.forms import form_faults
from retour.messages.envelopes.payload import decode
from retour.messages.envelopes.schemas import schema_findings
from retour.model import Finding


@dataclass(frozen=True, slots=True)
class OpenedEnvelope:
    """An envelope that was opened.

    Attributes:
        findings: what is wrong with the envelope, without a look at the message inside.
        data: the bytes of what is inside; None in a Fo01, and where they can't be had.
    """

    envelope: Envelope
    findings: tuple[Finding, ...]
    data: bytes | None


def open_envelope(root: etree._Element) -> OpenedEnvelope:
    """Open an envelope.

    Args:
        root: of an envelope, as `is_envelope` tells; it is not changed.
    """
    envelope = read_envelope(root)
    wrong = list(form_faults(envelope))
    data, faulty = (None, ()) if envelope.payload is None else decode(envelope.payload)
    judged = [each.element for each in wrong if each.element is not None and each.missing is None]
    if faulty and envelope.payload is not None:
        judged.append(envelope.payload.element)
    missing = [each.missing for each in wrong if each.missing is not None]
    findings = [envelope_finding(each.code, each.sentence, each.element, each.faults) for each in wrong]
    findings += schema_findings(envelope, judged, missing)
    return OpenedEnvelope(envelope, (*findings, *faulty), data)
