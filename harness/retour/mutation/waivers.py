"""The list of mutants that no case has to notice, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from retour.errors import ConfigurationError
from retour.mutation.generation import OPERATORS
from retour.mutation.model import Mutant, Waiver, one_line
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import YamlText


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: str | None = None
    change: str | None = None
    within: str | None = None
    operator: str | None = None
    equivalent: str | None = None
    accepted: str | None = None

    @model_validator(mode="after")
    def _narrow_and_reasoned(self) -> _Entry:
        if (self.equivalent is None) == (self.accepted is None):
            raise ValueError("say why under one of `equivalent` and `accepted`")
        if self.change is None and self.within is None:
            raise ValueError("say which mutants with `change` or `within`: not all of a file")
        if self.operator is not None and self.operator not in OPERATORS:
            raise ValueError(
                f"no operator {self.operator!r}{did_you_mean(self.operator, OPERATORS, 'they are')}"
            )
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ignore: list[_Entry]


def read_waivers(file: Path) -> list[Waiver]:
    """The waivers of an ignore file.

    Raises:
        ConfigurationError: with file, line and column, for the first thing that is wrong.
    """
    text = YamlText(file, shown(file), ConfigurationError)
    value: Any = text.value
    try:
        entries = _File.model_validate(value or {}).ignore
    except ValidationError as error:
        raise complaint(error, text, _File) from None
    return [
        Waiver(
            "equivalent" if entry.equivalent is not None else "accepted",
            one_line(entry.equivalent or entry.accepted or ""),
            text.place(("ignore", number)),
            entry.file,
            entry.change,
            entry.within,
            entry.operator,
        )
        for number, entry in enumerate(entries)
    ]


def waiver_of(mutant: Mutant, waivers: Sequence[Waiver]) -> Waiver | None:
    """The first waiver that means a mutant."""
    return next((waiver for waiver in waivers if waiver.covers(mutant)), None)
