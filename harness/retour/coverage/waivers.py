"""A waivers file: what no case needs to cover, each with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from retour.coverage.measuring import FileMeasure, Measure, RuleCoverage, Way
from retour.errors import CoverageError
from retour.language import mark
from retour.model import Place
from retour.text.waivers import Now, WaiverFields, read_waivers

_NOT_NEEDED = mark("the waiver of %(what)s isn't needed")


class CoverageWaiverFields(WaiverFields):
    """One waiver: of a rule, or of a place in a stylesheet.

    Attributes:
        rule: a rule that no case needs to show.
        message: only for this message type.
        file: a stylesheet of which no case needs to reach a place; relative to the waivers file.
        at: only for this place: its line, or the place as a report writes it (`if test="…"`).
        way: only this way: `fired` or `silent` of a rule; `ran` of a template; `true` or `false` of a condition.
    """

    rule: str | None = None
    message: str | None = None
    file: str | None = None
    at: str | None = None
    way: Literal["fired", "silent", "ran", "true", "false"] | None = None

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        if (self.rule is None) == (self.file is None):
            raise ValueError("give either a rule or a file")
        if self.rule is None and self.message is not None:
            raise ValueError("'message' goes with 'rule'")
        if self.file is None and self.at is not None:
            raise ValueError("'at' goes with 'file'")
        ways = ("fired", "silent") if self.rule is not None else ("ran", "true", "false")
        if self.way is not None and self.way not in ways:
            of = "a rule" if self.rule is not None else "a place"
            raise ValueError(f"'way' of {of} is {', '.join(ways[:-1])} or {ways[-1]}, not {self.way!r}")
        return self


@dataclass(frozen=True, slots=True)
class CoverageWaiver:
    """A waiver, and where it stands.

    Attributes:
        file: absolute; None for the waiver of a rule.
    """

    fields: CoverageWaiverFields
    place: Place
    file: Path | None

    def __str__(self) -> str:
        """What is waived, in a few words."""
        given = self.fields
        parts = [given.rule or given.file or "", given.message or "", given.at or "", given.way or ""]
        return " ".join(part for part in parts if part)


def read_coverage_waivers(file: Path, now: Now) -> list[CoverageWaiver]:
    """Read a file of waivers.

    Raises:
        CoverageError: with file, line and column, for the first thing that is wrong; a waiver's time has passed.
    """
    return [
        CoverageWaiver(each.fields, each.place, _target(file, each.fields))
        for each in read_waivers(file, CoverageWaiverFields, CoverageError, now)
    ]


def _target(file: Path, given: CoverageWaiverFields) -> Path | None:
    return None if given.file is None else Path(os.path.abspath(file.parent / given.file))


def waived(measure: Measure, waivers: Sequence[CoverageWaiver]) -> Measure:
    """A measure in which waivers count; one without which all would be the same is listed as unneeded."""
    used: set[int] = set()

    def on(way: Way, fits: Callable[[CoverageWaiver], bool]) -> Way:
        if way.is_covered:
            return way
        fitting = [
            number
            for number, waiver in enumerate(waivers)
            if waiver.fields.way in (None, way.name) and fits(waiver)
        ]
        used.update(fitting[:1])
        return replace(way, waiver=waivers[fitting[0]].fields.why) if fitting else way

    sets = tuple(
        replace(part, rules=tuple(_on_rule(rule, on) for rule in part.rules)) for part in measure.sets
    )
    files = tuple(_on_file(file, on) for file in measure.files)
    idle = [
        waiver
        for number, waiver in enumerate(waivers)
        if number not in used and (waiver.file is None or files)
    ]
    unneeded = tuple(f"{waiver.place}: {_NOT_NEEDED % {'what': str(waiver)}}" for waiver in idle)
    return replace(measure, sets=sets, files=files, unneeded=unneeded)


_On = Callable[[Way, Callable[[CoverageWaiver], bool]], Way]


def _on_rule(rule: RuleCoverage, on: _On) -> RuleCoverage:
    def fits(waiver: CoverageWaiver) -> bool:
        given = waiver.fields
        return given.rule == rule.rule and given.message in (None, rule.type)

    return replace(rule, ways=tuple(on(way, fits) for way in rule.ways))


def _on_file(file: FileMeasure, on: _On) -> FileMeasure:
    places = []
    for place in file.places:
        at = (None, str(place.line), place.label)
        places.append(
            replace(
                place,
                ways=tuple(
                    on(way, lambda waiver, at=at: waiver.file == file.path and waiver.fields.at in at)  # type: ignore[misc]
                    for way in place.ways
                ),
            )
        )
    return replace(file, places=tuple(places))
