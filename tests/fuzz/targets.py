"""What is fuzzed: a reader, what it is fed to begin with, and the words that its format knows. A new one is a line in TARGETS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harness.engines import Reply
from harness.engines.schema_validation import validate
from harness.engines.sessions import Failure
from harness.errors import MessageError
from harness.levels import Check, Passage
from harness.levels.file import check_file
from harness.levels.schema import check_schema
from harness.messages import peek_type
from harness.workspace import Workspace, workspace_for

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "fixtures"


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


def read_message_file(data: bytes) -> object:
    """Everything that is done with a message before a stylesheet sees it."""
    passage = Passage(Check(Path("stop.xml"), "stop.xml", workspace()), data)
    findings = check_file(passage)
    assert all(finding.details and "\n" not in finding.details for finding in findings)
    if passage.message is None:
        assert any(finding.severity == "error" for finding in findings)
        return findings
    try:
        order = passage.order()
    except MessageError as error:
        assert error.kind == "not-served"
        return error
    errors = () if order.validation is None else validate(order.validation)
    assert not isinstance(errors, Failure), errors.text
    passage.reply = Reply("", schema_errors=errors)
    return check_schema(passage)


@cache
def workspace() -> Workspace:
    return workspace_for(PROJECT)


def seeds(*patterns: str) -> tuple[bytes, ...]:
    """The smallest file of each message type."""
    files = [file for pattern in patterns for file in FIXTURES.glob(pattern)]
    by_type: dict[str, Path] = {}
    for file in sorted(files, key=lambda file: (file.stat().st_size, file.as_posix())):
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
    "messages": Target(seeds("*/2_1/*/*.xml"), XML_WORDS, read_message_file),
}
