"""The statement as a document: what it says, and its JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from retour.conformance.results import Direction, Result
from retour.errors import StatementError
from retour.model import Place, Sender
from retour.reports.schema import Digest
from retour.text.complaints import told
from retour.text.display import shown
from retour.text.json_schema import DocumentPart, Schema, schema_of
from retour.text.writing import reason_unread

_TITLE = "Statement of conformance (retour conform --statement)"

_Number = Annotated[int, Field(ge=0)]


class StatedFile(DocumentPart):
    """A file by its bytes."""

    file: str
    """As it was named; of a message with edits the file that was edited."""
    size: _Number
    """In bytes."""
    sha256: Digest


class StatedSubject(DocumentPart):
    """The software that was tested."""

    name: str
    version: str
    reference: str | None = None
    """How it was named: the file that describes it, or dvs with its address; null where it made messages."""
    sha256: Digest | None = None
    """Of the file that describes it."""
    answers: str | None = None
    """How it answers: codes, rapport, svrl, retour or exit-code."""
    profile: str | None = None
    """How strictly it was held to the cases: accepted, codes, locations or retour."""
    patch_level: str | None = None
    """That it was asked to judge by."""
    told_versions: list[str] = Field(default=[])
    """The versions of its own rules, as its answers state them."""


class StatedSet(DocumentPart):
    """A rule set that the subject was held to."""

    id: str
    version: str | None
    sha256: Digest
    """Over the files of the set."""


class StatedSuite(DocumentPart):
    """What it was tested with."""

    asked: list[str]
    """The cases or scenarios as they were named."""
    sha256: Digest
    """Over the names and digests of all files."""
    files: list[StatedFile]
    """Case files or scenario files, what they include, and the messages that they name."""


class StatedMaking(DocumentPart):
    """How software was asked for the messages that it makes."""

    side: Sender
    """The side that it works for."""
    messages: str | None
    """The folder or the zip file with its messages; null where a command made them."""
    command: str | None
    """What made each message; null where they lay in a folder."""
    time_limit: str
    """How long the command might take over one message."""
    rules: str | None
    """The rule set that judged in place of those of the scenarios; null where none did."""
    data: dict[str, str]
    """Test data in place of those of the scenarios."""
    envelope: bool
    """Whether each message had to come in an envelope."""


class Totals(DocumentPart):
    """How many came out in which way."""

    as_expected: _Number = 0
    not_as_expected: _Number = 0
    error: _Number = 0
    skipped: _Number = 0


class StatedRule(Totals):
    """How the cases came out in which a rule is expected to fire."""

    set: str
    """The rule set, with its version."""
    code: str
    unexpected: _Number
    """In how many cases it fired without being expected."""


class StatedCaseFile(Totals):
    """How the cases of a file came out, or the steps of a scenario."""

    direction: Direction
    file: str


class StatedResult(DocumentPart):
    """How one case came out, or one step of a scenario."""

    direction: Direction
    """`judges`: it judged a message; `produces`: it made one."""
    file: str
    line: Annotated[int, Field(ge=1)] | None
    id: str
    result: Result
    reasons: list[str]
    """One sentence for each way in which it isn't as expected; why there is no verdict; or why it was skipped."""
    error_kind: str | None
    """A short name for an error, which doesn't change."""
    message: StatedFile | None
    """The message that the verdict is about; null where none was judged."""
    set: str | None
    """The rule set that it was held to, with its version."""
    held_to: list[str]
    """What was asked of the subject, in words."""
    claimed: list[str]
    """The rules that are expected to fire."""
    fired: list[str]
    """The codes that came."""


class UntestedRules(DocumentPart):
    """The rules of a set that no case made the subject show, by firing as expected or not."""

    set: str
    codes: list[str]


class SkippedCases(DocumentPart):
    """How many cases were skipped for one reason."""

    reason: str
    cases: _Number


class Untested(DocumentPart):
    """What was not tested."""

    rules: list[UntestedRules]
    skipped: list[SkippedCases]


class StatementDocument(DocumentPart):
    """A statement of conformance."""

    statement: Literal[1] = 1
    """The version of this form."""
    harness: str
    """The version of retour-harness."""
    moment: str
    """When the subject was tested, in UTC."""
    subject: StatedSubject
    engine: str | None
    """Product and version of what ran the rule sets; null where none was run."""
    sets: list[StatedSet]
    suite: StatedSuite
    making: StatedMaking | None = None
    """Of software that makes messages, how it was asked for them; null of software that judges."""
    totals: Totals
    rules: list[StatedRule]
    files: list[StatedCaseFile]
    results: list[StatedResult]
    untested: Untested
    values: bool
    """Whether values of messages may stand in sentences; where not, … stands for each."""


def statement_text(statement: StatementDocument) -> str:
    """The statement as it is written."""
    return json.dumps(statement.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def read_statement(file: Path) -> StatementDocument:
    """Read a statement.

    Raises:
        StatementError: it can't be read, or is none.
    """
    try:
        return StatementDocument.model_validate_json(file.read_bytes())
    except OSError as error:
        raise StatementError(f"can't be read: {reason_unread(error)}", Place(shown(file))) from None
    except ValidationError as error:
        raise StatementError(
            f"no statement of conformance: {told(error, 'the whole')}", Place(shown(file))
        ) from None


def statement_schema() -> Schema:
    """The schema of a statement, draft 2020-12."""
    return schema_of(StatementDocument, _TITLE)
