"""`catalogue.yaml`: what each rule and each retour code of a set means, and where that comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import digits
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from retour.errors import RuleSetError
from retour.text.complaints import complaint
from retour.text.yaml_text import YamlText, bytes_of

Certainty = Literal["stated", "inferred"]

ControlLevel = Literal[
    "file", "envelope", "schema", "rules", "pair", "cross-message", "external source", "process"
]
"""What deciding takes: the message or the pair alone (at a level of the harness), other messages, a register or clock; a
rule on the process asks something of people or software that no message shows."""


class GeneralCode(BaseModel):
    """A retour code that names no rule, as the catalogue describes it.

    Attributes:
        meaning: one English sentence.
        meaning_nl: the same in Dutch.
        level: what deciding on it takes; None where no check leads to it, such as 0200.
        messages: the retourberichten that may carry it; empty for all.
        certainty: `stated` where the release itself states the code, else `inferred`.
        edge_cases: what was decided, such as which rule asks the same under another code.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)

    code: str
    meaning: str
    meaning_nl: str | None = None
    level: ControlLevel | None = None
    messages: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty | None = None
    edge_cases: tuple[str, ...] = ()


class Rule(BaseModel):
    """A rule as the catalogue describes it.

    Attributes:
        retour: the retour code that a receiver answers.
        answered: false for a rule on a message that nothing answers, so that no retour code belongs to it.
        also: other retour codes that say the same, each with the element that a finding lies in when it stands for it.
        level: what deciding on it takes.
        messages: the message types that the rule is checked for.
        standards: those that have the rule, of the standards that share the catalogue; empty for all.
        places: where an official report, or public tables, place the rule: message (`301`, `retour`) → class and element, such as
            `Contact/Adres/Huis`; `.` for the message as a whole.
        not_implemented: why the set leaves the rule out; None for a rule that it checks.
        applicable: whether the messages have the elements that the rule speaks of; what isn't applicable never fires.
        meaning: one English sentence.
        meaning_nl: the same in Dutch.
        certainty: `stated` where the release itself states the rule, else `inferred`.
        edge_cases: what was decided where the text leaves room.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)

    code: str
    retour: str | None = None
    answered: bool = True
    also: Mapping[str, str] = {}
    level: ControlLevel = "rules"
    messages: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    places: Mapping[str, tuple[str, ...]] = {}
    not_implemented: str | None = None
    applicable: bool = True
    meaning: str | None = None
    meaning_nl: str | None = None
    source: str | None = None
    certainty: Certainty | None = None
    edge_cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known of a set's codes.

    Attributes:
        rules: by code.
        general: the retour codes that name no rule, by code.
    """

    rules: Mapping[str, Rule] = field(default_factory=dict)
    general: Mapping[str, GeneralCode] = field(default_factory=dict)

    def among(self, families: Collection[str], standard: str | None) -> Catalogue:
        """The catalogue of one of the standards that share it, with only the messages of these families: WMO has WMO305."""

        def own(messages: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(type_ for type_ in messages if type_.rstrip(digits) in families)

        return Catalogue(
            {
                code: rule.model_copy(update={"messages": own(rule.messages)})
                for code, rule in self.rules.items()
                if not rule.standards or standard in rule.standards
            },
            {
                code: general.model_copy(update={"messages": own(general.messages)})
                for code, general in self.general.items()
            },
        )


Described = TypeVar("Described", Rule, GeneralCode)


class _CatalogueFields(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    rules: list[Rule]
    retour_codes: list[GeneralCode] = []


def read_catalogue(file: Path, name: str) -> Catalogue:
    """Read a catalogue.

    Raises:
        RuleSetError: with file, line and column, for the first thing that is wrong.
    """
    return _catalogue(bytes_of(file, name, RuleSetError), file, name)


@lru_cache(maxsize=16)  # for when a set is opened again
def _catalogue(data: bytes, file: Path, name: str) -> Catalogue:
    text = YamlText(file, name, RuleSetError, data)
    try:
        fields = _CatalogueFields.model_validate(text.value)
    except ValidationError as error:
        raise complaint(error, text, _CatalogueFields) from None
    return Catalogue(
        _by_code(fields.rules, "rules", text), _by_code(fields.retour_codes, "retour_codes", text)
    )


def _by_code(entries: Iterable[Described], key: str, text: YamlText) -> Mapping[str, Described]:
    found: dict[str, Described] = {}
    for number, entry in enumerate(entries):
        if entry.code in found:
            raise RuleSetError(f"{entry.code} stands here twice", text.place((key, number, "code")))
        found[entry.code] = entry
    return found
