"""Waivers: the one form of an excuse. What needn't be covered, noticed or the same, each with its reason.

    waivers:
      - rule: TR119                     # what is excused: each kind of file has keys of its own
        reason: No message can show it.
        until: 2027-03-01               # or the version of a rule set, iwmo/2.1@2.1.1
        see: https://example.org/41     # where more stands

A waiver whose time has passed is an error: it has to be judged again. The clock is asked here and nowhere else in a run, so that
a run without dates in its waivers says the same on any day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model

from retour.errors import RetourError
from retour.language import mark
from retour.model import Place
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.versions import is_reached
from retour.text.yaml_text import YamlText

if TYPE_CHECKING:
    from retour.text.json_schema import Schema

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ENDED_WITH = mark("it ended with %(until)s, and %(name)s is %(version)s")
_NO_SET = mark("until %(until)s: there is no rule set %(name)s")
_NO_VERSION = mark("until %(until)s: the rule set %(name)s states no version")
_NO_END = mark(
    "until %(until)s is neither a date, such as 2027-03-01, nor a rule set's version, such as iwmo/2.1@2.1.1"
)
_VERSION = re.compile(r"(?P<id>[^@\s]+)@v?(?P<version>\d+(?:\.\d+)*)")


def _reason(text: str) -> str:
    if not text.strip():
        raise ValueError("give the reason")
    return " ".join(text.split())


def as_until(text: str) -> str:
    """A text as the end of a waiver: a date, or the version of a rule set.

    Raises:
        ValueError: it is neither.
    """
    if _VERSION.fullmatch(text):
        return text
    try:
        if _DATE.fullmatch(text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise ValueError(_NO_END % {"until": repr(text)})


class WaiverFields(BaseModel):
    """What every waiver says.

    Attributes:
        reason: why; on one line.
        until: the last day on which it holds, or `ID@VERSION`: the version of a rule set with which it ends.
        see: where more stands, such as an address or the number of an issue.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)

    reason: Annotated[str, AfterValidator(_reason)]
    until: Annotated[str, AfterValidator(as_until)] | None = None
    see: str | None = None

    @property
    def why(self) -> str:
        """The reason, and where more stands."""
        return f"{self.reason} (see {self.see})" if self.see else self.reason


@dataclass(frozen=True, slots=True)
class Now:
    """What `until` is held against.

    Attributes:
        today: the day, in UTC.
        versions: of the rule sets in reach, by id; None for a set that states none.
    """

    today: date
    versions: Mapping[str, str | None]

    def passed(self, until: str) -> str | None:
        """Why something has ended that held until then, as a sentence; None when it holds.

        Raises:
            ValueError: with a sentence, when that can't be known.
        """
        named = _VERSION.fullmatch(until)
        if named is None:
            ended = mark("it ended on %(day)s") % {"day": until}
            return ended if self.today > date.fromisoformat(until) else None
        name = named["id"]
        if name not in self.versions:
            hint = did_you_mean(name, self.versions, "in reach:")
            raise ValueError(_NO_SET % {"until": until, "name": repr(name)} + hint)
        version = self.versions[name]
        if version is None:
            raise ValueError(_NO_VERSION % {"until": until, "name": name})
        told = {"until": until, "name": name, "version": version}
        return _ENDED_WITH % told if is_reached(version, named["version"]) else None


F = TypeVar("F", bound=WaiverFields)


@dataclass(frozen=True, slots=True)
class Waiver(Generic[F]):
    """A waiver, and where it stands.

    Attributes:
        keys: where the value of each of its keys stands.
    """

    fields: F
    place: Place
    keys: Mapping[str, Place]


def read_waivers(file: Path, model: type[F], error: type[RetourError], now: Now) -> list[Waiver[F]]:
    """Read a file of waivers.

    Args:
        model: of one waiver.
        error: the class of the errors to raise.

    Raises:
        RetourError: of the class given, with file, line and column, for the first thing that is wrong; the time of a waiver
            has passed.
    """
    if not file.is_file():
        raise error("no such file of waivers", Place(shown(file)))
    text = YamlText(file, shown(file), error)
    whole = _file_model(model)
    try:
        found: list[F] = whole.model_validate(text.value if text.value is not None else {}).waivers  # type: ignore[attr-defined]
    except ValidationError as problem:
        raise complaint(problem, text, whole) from None
    for number, fields in enumerate(found):
        if fields.until is None:
            continue
        place = text.place(("waivers", number, "until"))
        try:
            passed = now.passed(fields.until)
        except ValueError as problem:
            raise error(str(problem), place) from None
        if passed is not None:
            raise error(
                f"this waiver holds no more, {passed}: judge again whether it is right ({fields.reason})",
                place,
            )
    return [
        Waiver(
            fields,
            text.place(("waivers", number)),
            {key: text.place(("waivers", number, key)) for key in fields.model_fields_set},
        )
        for number, fields in enumerate(found)
    ]


def waivers_schema(model: type[WaiverFields], title: str, descriptions: Mapping[str, str]) -> Schema:
    """The schema of a file of waivers, draft 2020-12.

    Args:
        descriptions: what the keys mean that only this kind of waiver has.
    """
    from retour.text.json_schema import written_schema  # pydantic's own generator takes long to load

    return written_schema(_file_model(model), title, {**_DESCRIPTIONS, **descriptions})


_DESCRIPTIONS: Mapping[str, str] = {
    "waivers": "What is excused, and why.",
    "reason": "Why.",
    "until": "The last day on which it holds, such as 2027-03-01; or the version of a rule set with which it ends, such as"
    " iwmo/2.1@2.1.1. When that has passed, it is an error.",
    "see": "Where more stands, such as an address or the number of an issue.",
}


@cache
def _file_model(model: type[WaiverFields]) -> type[BaseModel]:
    entries: Any = (Annotated[list[model], Field(min_length=1)], ...)  # type: ignore[valid-type]
    return create_model(
        "WaiversFile",
        __config__=ConfigDict(extra="forbid", defer_build=True),
        __doc__="A file of waivers.",
        waivers=entries,
    )
