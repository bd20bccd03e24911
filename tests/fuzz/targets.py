"""What is fuzzed: a reader, what it is fed to begin with, and the words that its format knows. A new one is a line in TARGETS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retour.engines import Reply
from retour.engines.schema_validation import validate
from retour.engines.sessions import Failure
from retour.errors import MessageError
from retour.levels import LEVEL_CODES, LEVELS, Check, Judged, Steps, Task, received
from retour.messages import peek_type
from retour.model import Finding
from retour.workspace import Workspace, workspace_for

from tests.fuzz import ei_files, envelope_files, rule_report_files

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "fixtures"

MOST_FINDINGS = 200
"""At one level; of more than a hundred faults the reader of EI tells the first hundred."""


@dataclass(frozen=True)
class Target:
    """A reader that must take any bytes.

    Attributes:
        seeds: well-formed files that are mutated.
        words: pieces that mean something in the format, which mutations put in.
        read: reads bytes; whatever it raises is a fault.
    """

    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...]
    read: Callable[[bytes], object]


def read_file(data: bytes) -> object:
    """Everything that is done with a file before a stylesheet sees the message in it."""
    steps = Steps(received(Check(Path("stop.xml"), "stop.xml", workspace()), data))
    said: object = None
    for level in LEVELS:
        try:
            said = level.judge(steps.at(level.step))
        except MessageError as error:
            assert error.kind == "not-served"
            return error
        if isinstance(said, Task):
            errors = () if said.order.validation is None else validate(said.order.validation)
            assert not isinstance(errors, Failure), errors.text
            said = said.judge(Reply("", schema_errors=errors)) if said.order.validation else None
        if isinstance(said, Judged):
            well_told(level.name, said.findings)
            if said.rejects:
                return said
    return said


def well_told(level: str, findings: Sequence[Finding]) -> None:
    """What a level finds has a code of it, and a sentence on one line."""
    assert len(findings) <= MOST_FINDINGS or level == "schema"
    for finding in findings:
        assert finding.code in LEVEL_CODES[level]
        assert finding.details
        assert "\n" not in finding.details


def in_turn(*readers: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """Several readers as one."""
    return lambda data: [read(data) for read in readers]


@cache
def workspace() -> Workspace:
    return workspace_for(PROJECT)


def files(pattern: str) -> tuple[bytes, ...]:
    """Files of the fixtures."""
    return tuple(file.read_bytes() for file in sorted(FIXTURES.glob(pattern)))


def smallest(pattern: str) -> tuple[bytes, ...]:
    """The smallest file of each message type."""
    by_type: dict[str, Path] = {}
    for file in sorted(FIXTURES.glob(pattern), key=lambda file: (file.stat().st_size, file.as_posix())):
        by_type.setdefault(peek_type(file), file)
    return tuple(file.read_bytes() for file in by_type.values())


XML_WORDS = (
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?xml version='1.0' encoding='UTF-16'?>",
    b"<?",
    b"?>",
    b"&amp;",
    b"&#0;",
    b"&#x10FFFF;",
    b"&unknown;",
    b"<a>",
    b"</a>",
    b"<a/>",
    b"<",
    b">",
    b'"',
    b"\r",
    b"\n",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xc3",
    b" xmlns='x'",
    b" xmlns:wmo307='http://www.istandaarden.nl/iwmo/2_1/wmo308/schema/2_1'",
    b" xsi:nil='true'",
    b" xsi:type='xs:date' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'",
    b"RetourCodes",
    b"DagtekeningRetour",
    b"99999999999999999999999999",
    b"-1",
    b"1e9",
    b"0000-00-00",
)

TARGETS: dict[str, Target] = {
    "messages": Target(smallest("*/2_1/*/*.xml"), XML_WORDS, read_file),
    "envelopes": Target(
        (*envelope_files.SEEDS, *files("levels/envelope/*.xml")),
        (*XML_WORDS, *envelope_files.WORDS),
        in_turn(envelope_files.read, read_file),
    ),
    "ei": Target(
        (*ei_files.SEEDS, *files("levels/ei/*.ei")), tuple(ei_files.WORDS), in_turn(ei_files.read, read_file)
    ),
    "rule-reports": Target(rule_report_files.SEEDS, rule_report_files.WORDS, rule_report_files.read),
}
