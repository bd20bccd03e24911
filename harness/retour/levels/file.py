"""The level «file»: what is asked of a file before anybody asks what message is in it.

Source: iStandaarden OP192 (XML, UTF-8, no byte order mark, CR/LF, one element per line, .xml) and OP179 (25 MB). For release
2.1 their text is inferred from the releases beside it; the limit on depth and the refusal of a DTD are the harness's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retour.errors import MessageError
from retour.language import mark
from retour.levels.codes import LevelCode
from retour.levels.judged import Judged
from retour.levels.level import LevelCheck
from retour.levels.steps import Read, Received
from retour.messages import EI_CODES, EiFault, EiMessage, Message, one_line_fault, wrong_line_end
from retour.messages.envelopes import is_envelope
from retour.model import FileProfile, Finding, Location, Severity

_OP192 = mark("OP192; for release 2.1 inferred")
_OURS = mark("the harness: a message is data from a stranger")

_SAMPLES = mark("the public samples of EI in iWmo 2.0")

FILE_CODES = (
    LevelCode("file", "empty", mark("There is nothing in the file."), _OP192),
    LevelCode(
        "file",
        "size",
        mark("The file is larger than a message may be."),
        mark("OP179; for release 2.1 inferred"),
    ),
    LevelCode(
        "file", "extension", mark("The name of the file doesn't end in .xml."), _OP192, lenient="warning"
    ),
    LevelCode("file", "bom", mark("The file begins with a byte order mark."), _OP192),
    LevelCode("file", "encoding", mark("The file isn't written in UTF-8."), _OP192),
    LevelCode(
        "file", "line-ends", mark("Lines end in something else than CR and LF."), _OP192, lenient="warning"
    ),
    LevelCode("file", "one-line", mark("Two elements stand on one line."), _OP192, "warning"),
    LevelCode("file", "dtd", mark("The file has a DTD."), _OURS),
    LevelCode("file", "depth", mark("Elements stand deeper in each other than any message needs."), _OURS),
    LevelCode("file", "not-xml", mark("The file is no well-formed XML."), _OP192),
)

_EI_SEVERITIES: Mapping[str, tuple[Severity, Severity | None]] = {
    "ei-layout": ("warning", None),
    "ei-line-ends": ("error", "warning"),
}
EI_FILE_CODES = tuple(
    LevelCode("file", code, meaning, _SAMPLES, *_EI_SEVERITIES.get(code, ("error", None)))
    for code, meaning in EI_CODES.items()
)

_BY_CODE = {code.code: code for code in (*FILE_CODES, *EI_FILE_CODES)}


def judge_file(received: Received) -> Judged:
    """What is wrong with the file."""
    return Judged(tuple(_findings(received)))


def _findings(received: Received) -> Iterator[Finding]:
    read, data, profile = received.read, received.data, received.profile
    if isinstance(read, Read) and isinstance(read.file, EiMessage):
        yield from (ei_finding(fault, profile) for fault in read.faults)
        return
    if isinstance(read, Read) and not _is_of_the_standards(read.file):
        return
    yield from _of_name(received)
    if isinstance(read, MessageError):
        if read.kind not in _BY_CODE:
            raise read
        yield _of_error(read, profile)
        if read.kind in ("empty", "size", "encoding"):  # there are no lines to look at
            return
    if data is not None:
        yield from line_findings(data, profile)


def _is_of_the_standards(file: Message | EiMessage) -> bool:
    """Whether the file rules are about a message: those of another domain have no such rules."""
    return file.identity.type is not None or (isinstance(file, Message) and is_envelope(file.root))


def _of_name(received: Received) -> Iterator[Finding]:
    suffix = received.check.message.suffix
    if suffix.lower() != ".xml":
        details = (
            mark("the file's name ends in %(suffix)s; a message is a file that ends in .xml")
            % {"suffix": suffix}
            if suffix
            else mark("the file's name has no extension; a message is a file that ends in .xml")
        )
        yield _BY_CODE["extension"].finding(details, (), received.profile)


def _of_error(error: MessageError, profile: FileProfile) -> Finding:
    line = error.place.line if error.place else None
    column = error.place.column if error.place else None
    details = (
        error.text
        if column is None
        else mark("%(said)s (column %(column)s)") % {"said": error.text, "column": column}
    )
    places = [] if line is None else [Location(None, line)]
    return _BY_CODE[error.kind].finding(details, places, profile)


def line_findings(data: bytes, profile: FileProfile) -> Iterator[Finding]:
    """What is wrong with the lines of an XML file."""
    if (fault := wrong_line_end(data)) is not None:
        yield _BY_CODE["line-ends"].finding(
            mark("line %(line)s ends in %(end)s; the lines of a message end in CR and LF")
            % {"line": fault.line, "end": fault.found},
            [Location(None, fault.line)],
            profile,
        )
    if (line := one_line_fault(data)) is not None:
        details = mark(
            "line %(line)s holds more than one element; in a message each stands on its own line"
        ) % {"line": line}
        yield _BY_CODE["one-line"].finding(details, [Location(None, line)], profile)


def ei_finding(fault: EiFault, profile: FileProfile) -> Finding:
    """A fault of an EI file, as a finding."""
    places = [] if fault.line is None else [Location(None, fault.line)]
    return _BY_CODE[fault.code].finding(fault.details, places, profile)


FILE_LEVEL = LevelCheck("file", Received, judge_file, (*FILE_CODES, *EI_FILE_CODES))
