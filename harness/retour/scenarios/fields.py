"""The keys of a scenario file, as pydantic models."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, create_model, model_validator

from retour.cases.forms import Fields, one_text
from retour.messages import PathError, compile_path
from retour.messages.edits import TREE_EDITS, WrittenEdit, written_edit
from retour.model import MESSAGE_TYPE, Sender

_NAME = re.compile(r"[A-Za-z_][\w-]*")


def _path(text: str) -> str:
    try:
        compile_path(text)
    except PathError as error:
        raise ValueError(str(error)) from None
    return text


def _message_type(text: str) -> str:
    if not MESSAGE_TYPE.fullmatch(text):
        raise ValueError(f"{text!r} is no type of message: write one such as WMO305")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"{text!r} is no date: write one such as 2023-01-05") from None


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError(f"{text!r} is no name of test data: a letter, then letters, digits, '-' or '_'")
    return text


PathText = Annotated[str, AfterValidator(_path)]
Texts = Annotated[list[str], BeforeValidator(one_text), Field(min_length=1)]


class KeyFields(Fields):
    """A value of an earlier message."""

    step: Annotated[int, Field(ge=1, description="The number of the step with the earlier message.")]
    at: Annotated[PathText, Field(description="The path of the value in that message.")]


class StepFields(Fields):
    """One step of the story; the first is step 1."""

    about: str | None = None
    sender: Sender | None = None
    on: Annotated[date, BeforeValidator(_day)] | None = None
    message: Annotated[str, AfterValidator(_message_type)] | None = None
    example: str | None = None
    answers: Annotated[int, Field(ge=1)] | None = None
    edit: list[WrittenEdit] = Field(default_factory=list)
    values: dict[PathText, Texts] = Field(default_factory=dict)
    absent: list[PathText] = Field(default_factory=list)
    same: dict[PathText, KeyFields] = Field(default_factory=dict)
    fires: Annotated[list[str], BeforeValidator(one_text)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.message is None:
            given = self.model_fields_set - {"about", "sender", "on"}
            if given:
                raise ValueError(
                    f"{sorted(given)[0]!r} goes with a message: say which, such as `message: WMO305`"
                )
            return self
        if self.sender is None:
            raise ValueError("'sender' is missing: aanbieder or gemeente")
        if (self.example is None) == (self.answers is None):
            raise ValueError(
                "a message has `example`, the file that the examiner's is made of, or `answers`, the step that it answers"
            )
        if self.answers is not None and self.edit:
            raise ValueError(
                "'edit' doesn't go with 'answers': the retour is made of the message that it answers"
            )
        return self


class ScenarioFields(Fields):
    """A scenario file; with `each` the story is told once per row. Behind `after`, `rules` and `each` are those of that file when left out."""

    title: str
    about: str | None = None
    rules: str | None = None
    data: dict[Annotated[str, AfterValidator(_name)], str] = Field(default_factory=dict)
    each: dict[str, dict[str, Any]] | None = None
    after: str | None = None
    steps: Annotated[list[StepFields], Field(min_length=1)]


def scenario_fields() -> type[ScenarioFields]:
    """The model of a whole file, with the edits that their registry has."""
    return _scenario_fields(written_edit("ExampleEditFields", "One edit", TREE_EDITS))


@lru_cache(maxsize=4)
def _scenario_fields(edit: type[WrittenEdit]) -> type[ScenarioFields]:
    step = create_model(
        "StepFields",
        __base__=StepFields,
        __doc__=StepFields.__doc__,
        edit=(list[edit], Field(default_factory=list)),  # type: ignore[valid-type]
    )
    steps: Any = (Annotated[list[step], Field(min_length=1)], ...)  # type: ignore[valid-type]
    return create_model(
        "ScenarioFields", __base__=ScenarioFields, __doc__=ScenarioFields.__doc__, steps=steps
    )
