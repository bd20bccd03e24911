"""The level «envelope»: what goes around a message, held against its own rules and against the message inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retour.errors import MessageError
from retour.language import mark
from retour.levels.codes import LevelCode
from retour.levels.file import ei_finding, line_findings
from retour.levels.judged import Judged, Left
from retour.levels.level import LevelCheck
from retour.levels.steps import Opened, in_payload
from retour.messages import Message
from retour.messages.envelopes import (
    ENVELOPE_CODES,
    Envelope,
    Inside,
    contents_findings,
    contents_of,
    envelope_finding,
    functie_versions,
)
from retour.model import FileProfile, Finding, Location

_SPECIFICATION = mark("the specifications of the envelope, 2.0 to 2.1.04")

ENVELOPE_LEVEL_CODES = tuple(
    LevelCode("envelope", code, known.meaning, _SPECIFICATION, known.severity, chain=known.faults)
    for code, known in ENVELOPE_CODES.items()
)


def judge_envelope(opened: Opened) -> Judged | Left:
    """What is wrong with the envelope, and between it and the message inside."""
    envelope, inside = opened.envelope, opened.inside
    if envelope is None:
        return Left("not applicable", mark("the message is in no envelope"))
    found = list(envelope.findings)
    if isinstance(inside, MessageError):
        return Judged([*found, _unreadable(envelope.envelope, inside)])
    if inside is not None and envelope.data is not None:
        versions = functie_versions(opened.received.check.workspace.configuration)
        found += contents_findings(envelope.envelope, contents_of(inside.message), versions)
        found += map(_of_payload, _of_file(inside, envelope.data, opened.received.profile))
    return Judged(found)


def _of_file(inside: Inside, data: bytes, profile: FileProfile) -> Iterator[Finding]:
    """What the level «file» would find of the message inside."""
    if isinstance(inside.message, Message):
        yield from line_findings(data, profile)
    for fault in inside.faults:
        yield ei_finding(fault, profile)


def _of_payload(finding: Finding) -> Finding:
    code = "payload-form" if finding.severity == "warning" else "payload-file"
    details = mark("in the message inside: %(found)s") % {"found": finding.details}
    return replace(in_payload(finding), level="envelope", code=code, details=details)


def _unreadable(envelope: Envelope, error: MessageError) -> Finding:
    code = "payload-kind" if error.kind == "envelope" else "payload-file"
    element = envelope.payload.element if envelope.payload else None
    found = envelope_finding(code, mark("the message inside: %(why)s") % {"why": error.text}, element)
    line = error.place.line if error.place else None
    return found if line is None else replace(found, locations=(Location(None, line, "payload"),))


ENVELOPE_LEVEL = LevelCheck("envelope", Opened, judge_envelope, ENVELOPE_LEVEL_CODES)
