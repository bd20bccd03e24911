"""`expected-changes.yaml`: which differences between two releases are meant, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from retour.comparison.outcomes import KINDS, Change, ChangeKind
from retour.errors import ExpectedChangesError
from retour.model import Place
from retour.text.globs import Glob, fits
from retour.text.json_schema import Schema
from retour.text.nearest import did_you_mean
from retour.text.waivers import Now, WaiverFields, read_waivers, waivers_schema


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


class ExpectedChange(WaiverFields):
    """A difference that is meant.

    Attributes:
        rule: a code, or a glob of codes; the kind of a problem for an error.
        kind: what kinds of change are meant; all of them when left out.
    """

    rule: Glob
    kind: Annotated[tuple[ChangeKind, ...], BeforeValidator(_several)] = KINDS

    def covers(self, change: Change) -> bool:
        """Whether this is the entry of a change."""
        return change.kind in self.kind and fits(change.rule, [self.rule])


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


def read_expected_changes(file: Path, codes: Collection[str], now: Now) -> ExpectedChanges:
    """Read the file.

    Args:
        codes: the rules of both sets and the codes of other levels, one of which each entry must name.

    Raises:
        ExpectedChangesError: with file, line and column, for the first thing that is wrong; a waiver's time has passed.
    """
    waivers = read_waivers(file, ExpectedChange, ExpectedChangesError, now)
    for waiver in waivers:
        entry = waiver.fields
        if entry.kind != ("error",) and not any(fits(code, [entry.rule]) for code in codes):
            hint = did_you_mean(entry.rule, codes, "known are" if len(codes) < 10 else None)
            raise ExpectedChangesError(f"no rule in either set {entry.rule!r}{hint}", waiver.keys["rule"])
    return ExpectedChanges(tuple(each.fields for each in waivers), tuple(each.place for each in waivers))


def comparison_waivers_schema() -> Schema:
    """The schema of a file of waivers, draft 2020-12."""
    return waivers_schema(
        ExpectedChange, "Changes that are meant (retour compare --waivers FILE)", _DESCRIPTIONS
    )


_DESCRIPTIONS = {
    "rule": "A code, or a glob of codes; for an error its kind, such as time-limit.",
    "kind": f"One kind of change or a list: {', '.join(KINDS)}; every kind when left out.",
}
