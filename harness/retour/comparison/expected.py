"""`expected-changes.yaml`: which differences between two releases are meant, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from retour.comparison.outcomes import KINDS, Change
from retour.errors import ExpectedChangesError
from retour.model import Place
from retour.text.complaints import complaint
from retour.text.globs import Glob, fits
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import YamlText


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


class ExpectedChange(BaseModel):
    """An entry of the file.

    Attributes:
        rule: a code, or a glob of codes; the kind of a problem for an error.
        kind: what kinds of change are meant; all of them when left out.
        reason: why the change is right.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: Glob
    kind: Annotated[tuple[str, ...], BeforeValidator(_several)] = KINDS
    reason: Annotated[str, Field(min_length=1)]

    def covers(self, change: Change) -> bool:
        """Whether this is the entry of a change."""
        return change.kind in self.kind and fits(change.rule, [self.rule])


class _ExpectedFields(BaseModel):
    model_config = ConfigDict(extra="forbid")

    expected: list[ExpectedChange]


@dataclass(frozen=True, slots=True)
class ExpectedChanges:
    """The changes that are meant.

    Attributes:
        places: where each entry stands.
    """

    entries: tuple[ExpectedChange, ...] = ()
    places: tuple[Place, ...] = ()

    def covering(self, change: Change) -> ExpectedChange | None:
        """The entry of a change; None when it isn't expected."""
        return next((entry for entry in self.entries if entry.covers(change)), None)

    def unneeded(self, changes: Sequence[Change]) -> list[tuple[ExpectedChange, Place]]:
        """Entries that no change needs."""
        needed = {id(entry) for change in changes if (entry := self.covering(change)) is not None}
        return [
            (entry, place)
            for entry, place in zip(self.entries, self.places, strict=True)
            if id(entry) not in needed
        ]


def read_expected_changes(file: Path, codes: Collection[str]) -> ExpectedChanges:
    """Read the file.

    Args:
        codes: the rules of both sets and the codes of other levels, one of which each entry must name.

    Raises:
        ExpectedChangesError: with file, line and column, for the first thing that is wrong.
    """
    text = YamlText(file, str(file), ExpectedChangesError)
    try:
        fields = _ExpectedFields.model_validate(text.value)
    except ValidationError as error:
        raise complaint(error, text, _ExpectedFields) from None
    places = []
    for number, entry in enumerate(fields.expected):
        for kind in entry.kind:
            _known(kind, "kind of change", KINDS, text.place(("expected", number, "kind")))
        if entry.kind != ("error",) and not any(fits(code, [entry.rule]) for code in codes):
            _known(entry.rule, "rule in either set", codes, text.place(("expected", number, "rule")))
        places.append(text.place(("expected", number)))
    return ExpectedChanges(tuple(fields.expected), tuple(places))


def _known(word: str, what: str, known: Collection[str], place: Place) -> None:
    if word in known:
        return
    hint = did_you_mean(word, known, "known are" if len(known) < 10 else None)
    raise ExpectedChangesError(f"no {what} {word!r}{hint}", place)
