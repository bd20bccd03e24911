"""The keys of a case file, as pydantic models: what `cases.md` calls the case format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from retour.levels import LEVEL_NAMES, LEVELS, LevelName
from retour.model import ANYTHING, Level, Sender
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


def _code_alone(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


def _valid_alone(value: Any) -> Any:
    return {"valid": "true"} if value == "valid" else value


def _one_path(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _one_mapping(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _anything_alone(value: Any) -> Any:
    return [value] if value == ANYTHING else value


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


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClaimFields(_Fields):
    """An expected finding in the long form; each key narrows it."""

    code: str
    retour: str | None = None
    at: Annotated[list[str], BeforeValidator(_one_path)] = Field(default_factory=list)
    times: Annotated[int, Field(ge=1)] | None = None
    details: str | None = None


ClaimList = list[Annotated[ClaimFields, BeforeValidator(_code_alone)]]
LevelClaims = Annotated[
    ClaimList,
    BeforeValidator(_anything_alone, json_schema_input_type=ClaimList | Literal["invalid"]),
    Field(min_length=1),
]


class SilentFields(_Fields):
    """A rule that stays silent, in the long form."""

    code: str
    evaluated: bool = False


class ExpectFields(_Fields):
    """What is expected of a message; `valid` alone is short for `{valid: true}`."""

    valid: bool | None = None
    file: LevelClaims | None = None
    transition: LevelClaims | None = None
    envelope: LevelClaims | None = None
    schema_: LevelClaims | None = Field(default=None, alias="schema")
    fires: ClaimList | None = None
    pair: LevelClaims | None = None
    silent: list[Annotated[SilentFields, BeforeValidator(_code_alone)]] = Field(
        default_factory=list, alias="not"
    )
    allow: list[str] = Field(default_factory=list)
    scope: list[str] = Field(default_factory=list)
    retour: list[str] | None = None
    mentions: str | None = None
    messages: list[str] | None = None

    def claims(self, level: Level) -> ClaimList | None:
        """The findings that are expected of a level; None where the case doesn't speak of it."""
        claims: ClaimList | None = getattr(self, _CLAIMS_OF[level])
        return claims

    @model_validator(mode="after")
    def _mentions_of_a_level(self) -> Self:
        if self.mentions is None:
            return self
        others = [level for level in LEVEL_NAMES if level != "rules"]
        if not any(map(self.claims, others)):
            keys = ", ".join(CLAIM_KEYS[level] for level in others)
            raise ValueError(f"'mentions' goes with what is expected of a level: {keys}")
        return self


CLAIM_KEYS: Mapping[Level, str] = {level.name: level.key for level in LEVELS}
"""The key under which the findings of a level are expected."""

_CLAIMS_OF = {level: "schema_" if level == "schema" else key for level, key in CLAIM_KEYS.items()}


class CopyFields(_Fields):
    """What `add` copies, when it doesn't give the XML."""

    copy_of: str = Field(alias="copy of")


class EditFields(_Fields):
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
    settings: Annotated[list[dict[str, str]], BeforeValidator(_one_mapping)] = Field(
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


class RawFields(_Fields):
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


def _only_one(fields: _Fields, names: Iterable[str], what: str) -> str:
    """The one of these keys that is given."""
    given = [name for name in names if name in fields.model_fields_set]
    if len(given) != 1:
        count = "no" if not given else " and ".join(_written(fields, name) for name in given)
        raise ValueError(
            f"{count} {what}, where exactly one belongs" if not given else f"{count}: one {what} at a time"
        )
    return given[0]


def _goes_with(fields: _Fields, action: str, keys: tuple[frozenset[str], frozenset[str]]) -> None:
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


def _written(fields: _Fields, name: str) -> str:
    """A key as people write it."""
    return repr(type(fields).model_fields[name].alias or name)


class HeenFields(_Fields):
    """The heenbericht that a retour answers; its file alone is short for `{message: file}`."""

    message: str
    edit: list[EditFields] = Field(default_factory=list)
    raw: list[RawFields] = Field(default_factory=list)


class SharedFields(_Fields):
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
    expect: Annotated[
        ExpectFields, BeforeValidator(_valid_alone, json_schema_input_type=ExpectFields | Literal["valid"])
    ]
    xfail: Reason | None = None
    skip: Reason | None = None


class FragmentFields(SharedFields):
    """A file that case files include: what their cases share, and edits by name."""

    include: Annotated[list[str], BeforeValidator(_one_path)] = Field(default_factory=list)
    edits: dict[str, list[EditFields]] = Field(default_factory=dict)


class FileFields(FragmentFields):
    """A whole case file; with `each` all its cases stand in it once per row."""

    each: dict[str, dict[str, Any]] | None = None
    cases: Annotated[list[CaseFields], Field(min_length=1)]
