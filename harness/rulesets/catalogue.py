"""`catalogue.yaml`: what each rule of a set means, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from harness.complaints import complaint
from harness.errors import RuleSetError
from harness.yaml_text import YamlText


class Rule(BaseModel):
    """A rule as the catalogue describes it.

    Attributes:
        retour: the retour code that a receiver answers.
        messages: the message types that the rule is checked for.
        meaning: one English sentence.
        meaning_nl: the same in Dutch.
        certainty: `stated` where the release itself states the rule, else `inferred`.
        edge_cases: what was decided where the text leaves room.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    retour: str | None = None
    level: str = "rules"
    messages: tuple[str, ...] = ()
    meaning: str | None = None
    meaning_nl: str | None = None
    source: str | None = None
    certainty: Literal["stated", "inferred"] | None = None
    edge_cases: tuple[str, ...] = ()


class _CatalogueFields(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rules: list[Rule]


def read_catalogue(file: Path, name: str) -> Mapping[str, Rule]:
    """Read a catalogue.

    Returns:
        The rules by code.

    Raises:
        RuleSetError: with file, line and column, for the first thing that is wrong.
    """
    text = YamlText(file, name, RuleSetError)
    try:
        fields = _CatalogueFields.model_validate(text.value)
    except ValidationError as error:
        raise complaint(error, text, _CatalogueFields) from None
    rules: dict[str, Rule] = {}
    for number, entry in enumerate(fields.rules):
        if entry.code in rules:
            raise RuleSetError(f"{entry.code} stands here twice", text.place(("rules", number, "code")))
        rules[entry.code] = entry
    return rules
