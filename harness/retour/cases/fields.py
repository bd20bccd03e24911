"""The keys of a case file, as pydantic models: what `cases.md` calls the case format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, create_model, model_validator

from retour.cases.expect import Key, expect_keys
from retour.cases.forms import Fields, one_mapping, one_text
from retour.levels import LevelName
from retour.model import Sender
from retour.text.durations import parse_duration
from retour.transitions import parse_sent

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


def _valid_alone(value: Any) -> Any:
    return {"valid": "true"} if value == "valid" else value


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


class ExpectFields(Fields):
    """What is expected of a message; `valid` alone is short for `{valid: true}`."""

    @property
    def given(self) -> dict[str, Any]:
        """What is given, by key; a key without a value gives nothing."""
        named = {field.alias or name: getattr(self, name) for name, field in type(self).model_fields.items()}
        return {key: value for key, value in named.items() if value is not None}


class CopyFields(Fields):
    """What `add` copies, when it doesn't give the XML."""

    copy_of: str = Field(alias="copy of")


class EditFields(Fields):
    """One edit: exactly one of `set`, `remove`, `add`, `repeat`, `move`, `rename`, `attribute` and `use`."""

    set: str | None = None
    to: str | None = None
    remove: str | None = None
    add: str | CopyFields | None = None
    before: str | None = None
    after: str | None = None
    into: str | None = None
    into_first: str | None = Field(default=None, alias="into first")
    repeat: str | None = None
    times: Annotated[int, Field(ge=2)] | None = None
    settings: Annotated[list[dict[str, str]], BeforeValidator(one_mapping)] = Field(
        default_factory=list, alias="with"
    )
    move: str | None = None
    rename: str | None = None
    attribute: str | None = None
    name: str | None = None
    use: str | None = None

    @model_validator(mode="after")
    def _is_one_edit(self) -> Self:
        action = _only_one(self, EDITS, "edit")
        _goes_with(self, action, EDITS[action])
        if action in ("add", "move"):
            _only_one(
                self, ("before", "after", "into", "into_first"), "side (before, after, into, into first)"
            )
        return self


class RawFields(Fields):
    """One edit of bytes: exactly one of `replace`, `insert`, `truncate`, `encode as` and `bom`."""

    replace: str | None = None
    by: str | None = Field(default=None, alias="with")
    insert: str | None = None
    before: str | None = None
    truncate: int | None = None
    encode: str | None = Field(default=None, alias="encode as")
    bom: Literal["utf-8", "utf-16-le", "utf-16-be"] | None = None

    @model_validator(mode="after")
    def _is_one_edit(self) -> Self:
        action = _only_one(self, RAW_EDITS, "edit")
        _goes_with(self, action, RAW_EDITS[action])
        return self


EDITS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "set": (frozenset({"to"}), frozenset()),
    "remove": (frozenset(), frozenset()),
    "add": (frozenset(), frozenset({"before", "after", "into", "into_first"})),
    "repeat": (frozenset({"times"}), frozenset({"settings"})),
    "move": (frozenset(), frozenset({"before", "after", "into", "into_first"})),
    "rename": (frozenset({"to"}), frozenset()),
    "attribute": (frozenset({"name"}), frozenset({"to"})),
    "use": (frozenset(), frozenset()),
}
"""For each edit the keys that it must have, and the ones that it may have."""

RAW_EDITS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "replace": (frozenset({"by"}), frozenset()),
    "insert": (frozenset(), frozenset({"before"})),
    "truncate": (frozenset(), frozenset()),
    "encode": (frozenset(), frozenset()),
    "bom": (frozenset(), frozenset()),
}


def _only_one(fields: Fields, names: Iterable[str], what: str) -> str:
    """The one of these keys that is given."""
    given = [name for name in names if name in fields.model_fields_set]
    if len(given) != 1:
        count = "no" if not given else " and ".join(_written(fields, name) for name in given)
        raise ValueError(
            f"{count} {what}, where exactly one belongs" if not given else f"{count}: one {what} at a time"
        )
    return given[0]


def _goes_with(fields: Fields, action: str, keys: tuple[frozenset[str], frozenset[str]]) -> None:
    """Every key that an edit needs is given, and none that it has no use for."""
    needed, allowed = keys
    missing = sorted(needed - fields.model_fields_set)
    if missing:
        raise ValueError(
            f"{_written(fields, action)} needs {' and '.join(_written(fields, name) for name in missing)}"
        )
    surplus = sorted(fields.model_fields_set - needed - allowed - {action})
    if surplus:
        words = " and ".join(_written(fields, name) for name in surplus)
        raise ValueError(f"{_written(fields, action)} has no use for {words}")


def _written(fields: Fields, name: str) -> str:
    """A key as people write it."""
    return repr(type(fields).model_fields[name].alias or name)


class HeenFields(Fields):
    """The heenbericht that a retour answers; its file alone is short for `{message: file}`."""

    message: str
    edit: list[EditFields] = Field(default_factory=list)
    raw: list[RawFields] = Field(default_factory=list)


class SharedFields(Fields):
    """Keys that a file gives for all its cases, and a case for itself."""

    rules: str | None = None
    message: str | None = None
    retour: str | None = None
    heen: Annotated[HeenFields, BeforeValidator(_message_alone)] | None = None
    sent: Annotated[datetime, BeforeValidator(_sent, json_schema_input_type=SentText)] | None = None
    sender: Sender | None = None
    tags: list[Tag] = Field(default_factory=list)
    parameters: dict[str, str] = Field(default_factory=dict)
    time_limit: Duration | None = None
    levels: Annotated[list[LevelName], Field(min_length=1)] | None = None

    @property
    def message_key(self) -> Literal["message", "retour"]:
        """The key that names the message."""
        return "message" if self.retour is None else "retour"

    @property
    def message_file(self) -> str | None:
        """The message file, under whichever key."""
        return self.message if self.retour is None else self.retour

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
    edit: list[EditFields] = Field(default_factory=list)
    raw: list[RawFields] = Field(default_factory=list)
    expect: ExpectFields
    xfail: Reason | None = None
    skip: Reason | None = None


class FragmentFields(SharedFields):
    """A file that case files include: what their cases share, and edits by name."""

    include: Annotated[list[str], BeforeValidator(one_text)] = Field(default_factory=list)
    edits: dict[str, list[EditFields]] = Field(default_factory=dict)


class FileFields(FragmentFields):
    """A whole case file; with `each` all its cases stand in it once per row."""

    each: dict[str, dict[str, Any]] | None = None
    cases: Annotated[list[CaseFields], Field(min_length=1)]


def file_fields() -> type[FileFields]:
    """The model of a whole case file, in which `expect` has the keys of the registry."""
    return _file_fields(expect_keys())


@lru_cache(maxsize=4)
def _file_fields(keys: tuple[Key[Any], ...]) -> type[FileFields]:
    # A key may have a name that pydantic or Python takes for itself: `schema`, `not`.
    entries: dict[str, Any] = {
        f"key_{key.name}": (key.form | None, Field(default=None, alias=key.name, description=key.about))
        for key in keys
    }
    expect = create_model("ExpectFields", __base__=ExpectFields, __doc__=ExpectFields.__doc__, **entries)
    written: Any = Annotated[
        expect, BeforeValidator(_valid_alone, json_schema_input_type=expect | Literal["valid"])
    ]
    case = create_model("CaseFields", __base__=CaseFields, __doc__=CaseFields.__doc__, expect=(written, ...))
    cases: Any = (Annotated[list[case], Field(min_length=1)], ...)  # type: ignore[valid-type]
    return create_model("FileFields", __base__=FileFields, __doc__=FileFields.__doc__, cases=cases)
