"""The keys of a case file, as pydantic models: what `cases.md` calls the case format."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from harness.durations import parse_duration

_ID = re.compile(r"[^\s:/\\\[\]]+")
_TAG = re.compile(r"[^\W\d_][\w.-]*")
_PYTEST_MARKS = {"filterwarnings", "parametrize", "retour", "skip", "skipif", "usefixtures", "xfail"}


def _case_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(f"{text!r} is no id: leave out white space, slashes, colons and square brackets")
    return text


def _tag(text: str) -> str:
    if not _TAG.fullmatch(text):
        raise ValueError(f"{text!r} is no tag: a letter, then letters, digits, '-', '_' or '.'")
    if text in _PYTEST_MARKS:
        raise ValueError(f"the tag {text!r} has a meaning of its own in pytest: choose another")
    return text


def _reason(text: str) -> str:
    if not text.strip():
        raise ValueError("give the reason")
    return text


def _code_alone(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


def _valid_alone(value: Any) -> Any:
    return {"valid": "true"} if value == "valid" else value


def _one_path(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


CaseId = Annotated[str, AfterValidator(_case_id)]
Tag = Annotated[str, AfterValidator(_tag)]
Reason = Annotated[str, AfterValidator(_reason)]
Duration = Annotated[float, BeforeValidator(parse_duration)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClaimFields(_Fields):
    """An expected finding in the long form; each key narrows it."""

    code: str
    retour: str | None = None
    at: Annotated[list[str], BeforeValidator(_one_path)] = []
    times: Annotated[int, Field(ge=1)] | None = None
    details: str | None = None


class ExpectFields(_Fields):
    """What is expected of a message; `valid` alone is short for `{valid: true}`."""

    valid: bool | None = None
    fires: list[Annotated[ClaimFields, BeforeValidator(_code_alone)]] | None = None
    silent: list[str] = Field(default=[], alias="not")
    allow: list[str] = []
    scope: list[str] = []
    retour: list[str] | None = None


class SharedFields(_Fields):
    """Keys that a file gives for all its cases, and a case for itself."""

    rules: str | None = None
    message: str | None = None
    tags: list[Tag] = []
    parameters: dict[str, str] = {}
    time_limit: Duration | None = None


class CaseFields(SharedFields):
    """One case."""

    id: CaseId
    about: str | None = None
    expect: Annotated[ExpectFields, BeforeValidator(_valid_alone)]
    xfail: Reason | None = None
    skip: Reason | None = None


class FileFields(SharedFields):
    """A whole case file."""

    cases: Annotated[list[CaseFields], Field(min_length=1)]
