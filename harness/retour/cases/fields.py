"""The keys of a case file, as pydantic models: what `cases.md` calls the case format."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    TypeAdapter,
    create_model,
    model_validator,
)

from retour.cases.expect import ClaimList, Key, expect_keys
from retour.cases.expect.words import wrong_list, wrong_word
from retour.cases.forms import Fields, Since, Until, VersionFields, one_text
from retour.levels import LevelName
from retour.messages.edits import WrittenEdit, registry, written_edit
from retour.model import Sender
from retour.text.durations import parse_duration
from retour.text.moments import one_moment, parse_now, parse_today
from retour.text.plain import is_plain
from retour.text.registers import RegisterFields
from retour.text.yaml_text import Value
from retour.transitions import parse_sent

OWN_KEYS = "x-"
"""How the keys at the top of a file begin that are the user's own, such as a place for anchors."""

_ID = re.compile(r"[^\s:/\\\[\]]+")
_TAG = re.compile(r"[^\W\d_][\w.-]*")
_PYTEST_MARKS = {"filterwarnings", "parametrize", "retour", "skip", "skipif", "usefixtures", "xfail"}


def _case_id(text: str) -> str:
    if not _ID.fullmatch(text) or not is_plain(text):
        raise ValueError(
            f"{text!r} is no id: leave out white space, slashes, colons, square brackets and control characters"
        )
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


def _valid_alone(value: Any) -> Any:
    if value == "valid":
        return {"valid": "true"}
    if isinstance(value, str):
        raise ValueError(wrong_word(value))
    return value


def _no_rules(value: list[Any]) -> list[Any]:
    """Several expectations; a list of rules is none."""
    are_words = value and all(isinstance(each, str) for each in value)
    if are_words and (wrong := wrong_list(value)) is not None:
        raise ValueError(wrong)
    return value


def _message_alone(value: Any) -> Any:
    return {"message": value} if isinstance(value, str) else value


def _sent(value: Any) -> Any:
    return parse_sent(value) if isinstance(value, str) else value


CaseId = Annotated[str, AfterValidator(_case_id)]
Tag = Annotated[str, AfterValidator(_tag)]
Reason = Annotated[str, AfterValidator(_reason)]
DurationText = Annotated[str, Field(pattern=r"^\s*[0-9]+(\.[0-9]+)?\s*(ms|s|m)?\s*$")]
SentText = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$")]
Duration = Annotated[float, BeforeValidator(parse_duration, json_schema_input_type=DurationText)]


class KnownFields(VersionFields):
    """How the rule set is known to fall short of what is expected."""

    fires: ClaimList = Field(
        default_factory=list,
        description="The rules that fire and should not; a code, or a mapping that narrows it.",
    )
    silent: list[str] = Field(default_factory=list, description="The rules that should fire and are silent.")
    since: Since = None
    until: Until = None
    see: str | None = Field(
        default=None, description="Where more stands, such as an address or the number of an issue."
    )

    @model_validator(mode="after")
    def _names_a_rule(self) -> Self:
        if not self.fires and not self.silent:
            raise ValueError("names no rule that `fires` or is `silent`: there is no gap")
        return self


class ExpectFields(VersionFields):
    """What is expected of a message; `valid` alone is short for `{valid: true}`."""

    @property
    def given(self) -> dict[str, Any]:
        """What is given, by key; a key without a value gives nothing."""
        named = {field.alias or name: getattr(self, name) for name, field in type(self).model_fields.items()}
        return {
            key: value for key, value in named.items() if value is not None and key not in ("from", "until")
        }


class OtherMessageFields(Fields):
    """A message beside that of a case; its file alone is short for `{message: file}`."""

    message: str
    edit: list[WrittenEdit] = Field(default_factory=list)
    raw: list[WrittenEdit] = Field(default_factory=list)


OtherMessageForm = Annotated[OtherMessageFields, BeforeValidator(_message_alone)]


class SharedFields(Fields):
    """Keys that a file gives for all its cases, and a case for itself."""

    rules: str | None = None
    message: str | None = None
    retour: str | None = None
    heen: OtherMessageForm | None = None
    history: list[OtherMessageForm] | None = None
    registers: dict[str, RegisterFields] = Field(default_factory=dict)
    sent: Annotated[datetime, BeforeValidator(_sent, json_schema_input_type=SentText)] | None = None
    today: Annotated[datetime, BeforeValidator(parse_today, json_schema_input_type=str)] | None = None
    now: Annotated[datetime, BeforeValidator(parse_now, json_schema_input_type=str)] | None = None
    sender: Sender | None = None
    tags: list[Tag] = Field(default_factory=list)
    parameters: dict[str, str] = Field(default_factory=dict)
    time_limit: Duration | None = None
    levels: Annotated[list[LevelName], Field(min_length=1)] | None = None
    warnings: Literal["ignore"] | None = None

    @property
    def pinned(self) -> datetime | None:
        """The moment that it is for the rules."""
        return one_moment(self.today, self.now)

    @property
    def message_key(self) -> Literal["message", "retour"]:
        """The key that names the message."""
        return "message" if self.retour is None else "retour"

    @property
    def message_file(self) -> str | None:
        """The message file, under whichever key."""
        return self.message if self.retour is None else self.retour

    @model_validator(mode="after")
    def _pins_once(self) -> Self:
        one_moment(self.today, self.now)
        return self

    @model_validator(mode="after")
    def _names_one_message(self) -> Self:
        if self.message is not None and self.retour is not None:
            raise ValueError("'message' and 'retour' both name the message that is checked: leave one out")
        return self


class CaseFields(SharedFields):
    """One case."""

    id: CaseId
    about: str | None = None
    each: list[dict[str, Any]] | None = None
    messages: Annotated[list[str], BeforeValidator(one_text), Field(min_length=1)] | None = Field(
        default=None, description="Patterns of message files, such as good/**/*.xml: a case for each file."
    )
    excepted: dict[str, Reason] = Field(
        default_factory=dict,
        alias="except",
        description="Of these messages those that are left out, by file or pattern, each with the reason.",
    )
    edit: list[WrittenEdit] = Field(default_factory=list)
    raw: list[WrittenEdit] = Field(default_factory=list)
    expect: ExpectFields | list[ExpectFields] | None = None
    known: KnownFields | None = None
    xfail: Reason | None = None
    skip: Reason | None = None

    @model_validator(mode="after")
    def _excepts_from_something(self) -> Self:
        if self.excepted and self.messages is None:
            raise ValueError("'except' leaves out some of the messages, and there is no 'messages'")
        return self

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if self.expect is None and self.known is None:
            raise ValueError("'expect' is missing")
        return self


class FragmentFields(SharedFields):
    """A file that case files include: what their cases share, and edits by name. Keys that begin with x- are the user's own."""

    include: Annotated[list[str], BeforeValidator(one_text)] = Field(default_factory=list)
    edits: dict[str, list[WrittenEdit]] = Field(default_factory=dict)


class FileFields(FragmentFields):
    """A whole case file; with `each` all its cases stand in it once per row."""

    each: dict[str, dict[str, Any]] | None = None
    cases: Annotated[list[CaseFields], Field(min_length=1)]


def without_own_keys(value: Value) -> Value:
    """The content of a file without the keys at its top that are the user's own."""
    if not isinstance(value, dict):
        return value
    return {key: given for key, given in value.items() if not key.startswith(OWN_KEYS)}


def file_fields() -> type[FileFields]:
    """The model of a whole case file, with the edits and the keys of `expect` that their registries have."""
    return _file_fields(expect_keys(), *edit_fields())


def fragment_fields() -> type[FragmentFields]:
    """The model of a fragment, with the edits that their registry has."""
    return _fragment_fields(*edit_fields())


@lru_cache(maxsize=4)
def _file_fields(
    keys: tuple[Key[Any], ...], edit: type[WrittenEdit], raw: type[WrittenEdit]
) -> type[FileFields]:
    other = _other_message(edit, raw)
    # A key may have a name that pydantic or Python takes for itself: `schema`, `not`.
    entries: dict[str, Any] = {
        f"key_{key.name}": (key.form | None, Field(default=None, alias=key.name, description=key.about))
        for key in keys
    }
    entries |= {"since": (Since, None), "until": (Until, None)}
    expect = create_model("ExpectFields", __base__=ExpectFields, __doc__=ExpectFields.__doc__, **entries)
    written = _expectations(expect)
    case = create_model(
        "CaseFields",
        __base__=CaseFields,
        __doc__=CaseFields.__doc__,
        expect=(written, None),
        edit=_some(edit),
        raw=_some(raw),
        heen=(other | None, None),
        history=(list[other] | None, None),  # type: ignore[valid-type]
    )
    cases: Any = (Annotated[list[case], Field(min_length=1)], ...)  # type: ignore[valid-type]
    return create_model(
        "FileFields",
        __base__=FileFields,
        __doc__=FileFields.__doc__,
        cases=cases,
        edits=_by_name(edit),
        heen=(other | None, None),
        history=(list[other] | None, None),  # type: ignore[valid-type]
    )


def _expectations(expect: type[ExpectFields]) -> Any:
    """One expectation, or a list of those that hold at different patch levels."""
    some: Any = Annotated[list[expect], Field(min_length=1)]  # type: ignore[valid-type]
    several: TypeAdapter[list[ExpectFields]] = TypeAdapter(some)

    def read(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, list):
            return several.validate_python(_no_rules(value))
        return expect.model_validate(_valid_alone(value))

    forms = expect | Literal["valid"] | some
    return Annotated[expect | list[expect] | None, PlainValidator(read, json_schema_input_type=forms)]  # type: ignore[valid-type]


@lru_cache(maxsize=4)
def _fragment_fields(edit: type[WrittenEdit], raw: type[WrittenEdit]) -> type[FragmentFields]:
    other = _other_message(edit, raw)
    return create_model(
        "FragmentFields",
        __base__=FragmentFields,
        __doc__=FragmentFields.__doc__,
        edits=_by_name(edit),
        heen=(other | None, None),
        history=(list[other] | None, None),  # type: ignore[valid-type]
    )


def edit_fields() -> tuple[type[WrittenEdit], type[WrittenEdit]]:
    """The models of an item of `edit` and of one of `raw`."""
    use = ("use", "The name of edits under `edits`.")
    edit = written_edit("EditFields", "One edit", registry.TREE_EDITS, (use,))
    return edit, written_edit("RawFields", "One edit of bytes", registry.RAW_EDITS)


@lru_cache(maxsize=4)
def _other_message(edit: type[WrittenEdit], raw: type[WrittenEdit]) -> Any:
    fields = create_model(
        "OtherMessageFields",
        __base__=OtherMessageFields,
        __doc__=OtherMessageFields.__doc__,
        edit=_some(edit),
        raw=_some(raw),
    )
    return Annotated[fields, BeforeValidator(_message_alone)]


def _some(model: type[WrittenEdit]) -> Any:
    return list[model], Field(default_factory=list)  # type: ignore[valid-type]


def _by_name(model: type[WrittenEdit]) -> Any:
    return dict[str, list[model]], Field(default_factory=dict)  # type: ignore[valid-type]
