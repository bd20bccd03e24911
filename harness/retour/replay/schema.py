"""What stands in the documents of a replay: `replay.json`, and the answer to a question."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from retour.text.json_schema import DocumentPart, Schema, schema_of


class ReplayRules(DocumentPart):
    """A rule set."""

    id: str
    version: str | None
    sha256: str


class ReplayDescription(DocumentPart):
    """What was asked of which corpus, and whether all of it was done."""

    format: Literal[1]
    corpus: list[str]
    """What its parts are called."""
    batch: int = Field(ge=1)
    """Messages that are handed over at a time."""
    harness: str
    """The version of the harness."""
    engine: str
    """Product and version."""
    rules: list[ReplayRules]
    """In the order in which they win."""
    compared_with: list[ReplayRules]
    """Whose outcomes are held against those of `rules`; empty where nothing is compared."""
    levels: list[str] | None
    """Those that were judged; null for all."""
    parameters: dict[str, str]
    """Of the stylesheets."""
    time_limit: float
    """Seconds that the rules may take with one message."""
    compile_limit: float
    """Seconds in which a stylesheet must be compiled."""
    memory_limit: int
    """Bytes that a process that judges may have in use."""
    file_profile: str
    registers: dict[str, str]
    """Lists from outside: name, and SHA-256 over the values."""
    now: str | None
    """The moment that it was for the rules; null for that of the machine."""
    values: bool
    """Whether what may hold values of messages was kept."""
    salted: str | None
    """By this the salt is known again; null where none was given."""
    complete: bool
    """Whether all messages are done."""
    messages: int | None
    """How many there are; null until all are done."""


class ReplayAnswer(DocumentPart):
    """The answer to a question on what a replay has found."""

    harness: str
    """The version of the harness that judged the messages."""
    question: str | None
    """Its name; null of one in SQL."""
    rules: list[ReplayRules]
    compared_with: list[ReplayRules]
    complete: bool
    """Whether all messages are done; else the answer is of those that are."""
    columns: list[str]
    rows: list[list[Any]]
    """Each with a value for each column; dates as `2017-06-12`."""


def replay_schema() -> Schema:
    """The schema of `replay.json`, draft 2020-12."""
    return schema_of(ReplayDescription, "A replay (replay.json in the folder of retour replay --output)")


def replay_answer_schema() -> Schema:
    """The schema of an answer, draft 2020-12."""
    return schema_of(ReplayAnswer, "What a replay has found (retour replay query --format json)")
