"""The lines of the protocol that a subject speaks which runs on; see `sessions`."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, RootModel, model_validator

from retour.subjects.description import AnswerForm
from retour.subjects.reading import ShortOrLong, ToldAnswer
from retour.text.json_schema import DocumentPart, Schema, schema_of

PROTOCOL: Literal[1] = 1
"""The version of the protocol."""


class StartLine(DocumentPart):
    """To the subject, first: get ready."""

    do: Literal["start"] = "start"
    protocol: Literal[1] = PROTOCOL
    """The version of the protocol."""
    answers: AnswerForm
    """How it is to answer, as its description says."""


class StartedLine(DocumentPart):
    """From the subject: it is ready."""

    do: Literal["started"]
    version: str | None = None
    """Its version, for people who read along."""


class RunLine(DocumentPart):
    """To the subject: judge a message."""

    do: Literal["run"] = "run"
    id: int
    """A number that the answer repeats."""
    message: str
    """The absolute path of the message file."""
    history: str | None = None
    """The absolute path of a folder with the messages that went before it, in the order of their names; where it takes them."""


class DoneLine(DocumentPart):
    """From the subject: what it makes of a message; one of `answer`, `refused` and `error`."""

    model_config = ConfigDict(extra="forbid", defer_build=True, use_attribute_docstrings=True)

    do: Literal["done"]
    id: int
    """The number of the run."""
    answer: str | list[ShortOrLong] | ToldAnswer | None = None
    """The report or the retourbericht as text; for codes the list or the object."""
    refused: bool = False
    """The message is refused before its rules, without an answer, as one that isn't valid by its schema."""
    error: str | None = None
    """Why it can't judge the message, as a sentence."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if [self.answer is not None, self.refused, self.error is not None].count(True) != 1:
            raise ValueError("give one of `answer`, `refused` and `error`")
        return self


class StopLine(DocumentPart):
    """To the subject, last: end."""

    do: Literal["stop"] = "stop"


class ProtocolLine(RootModel[StartLine | StartedLine | RunLine | DoneLine | StopLine]):
    """One line, either way."""

    root: Annotated[StartLine | StartedLine | RunLine | DoneLine | StopLine, Field(discriminator="do")]


def protocol_schema() -> Schema:
    """The schema of one line of the protocol, draft 2020-12."""
    return schema_of(ProtocolLine, "A line between retour-harness and a system under test that runs on")
