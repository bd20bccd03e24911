"""The JSON report of coverage as models, and its JSON Schema; and that of a waivers file.

`reports/document.py` writes plain dicts; these models describe them, and tests hold the one against the other.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.coverage.measuring import Kind
from retour.coverage.waivers import CoverageWaiverFields
from retour.text.json_schema import DocumentPart, Schema, schema_of
from retour.text.waivers import waivers_schema

_TITLE = "Coverage of retour-harness (retour coverage --format json, --report json:FILE)"
_DESCRIPTIONS = {
    "rule": "A rule that no case needs to show, such as TR101.",
    "message": "Only for this message type, such as WMO305.",
    "file": "A stylesheet in which no case needs to reach a place, relative to this file.",
    "at": "Only this place: its line, or what the JSON report calls it.",
    "way": "Only this way: fired or silent of a rule; ran of a template; true or false of a condition.",
}

Count = Annotated[int, Field(ge=0)]


class RulePart(DocumentPart):
    """A rule and a message type for which it is checked."""

    rule: str
    """Such as TR101."""
    type: str
    """Such as WMO305."""
    family: str
    fired: Count
    """In how many cases it fired."""
    silent: Count
    """In how many it looked at something, and stayed silent."""
    unevaluated: Count
    """In how many there was nothing that it looks at."""
    unknown: Count
    """In how many that isn't known: no template of the set is known to look for the rule."""
    waived: dict[str, str]
    """Way (fired, silent) → why no case needs to show it."""


class ElsewherePart(DocumentPart):
    """A rule, and the message types for which the set doesn't check it."""

    rule: str
    types: list[str]


class CoveredSetPart(DocumentPart):
    """Rule coverage of one set."""

    id: str
    """Such as iwmo/2.1."""
    version: str | None
    """As the set states it."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Over the files of the set."""
    cases: Count
    """How many reached its rules."""
    rules: list[RulePart]
    """Sorted by rule, then type."""
    not_in_entry: list[ElsewherePart]
    """Sorted by rule."""
    retour_codes_never_expected: list[str]
    """The retour codes of its rules that no case expects."""


class PlacePart(DocumentPart):
    """A template (ran), or a condition (true, false)."""

    line: Annotated[int, Field(ge=1)]
    """Where it begins."""
    place: str
    """As it is written, its white space normalised."""
    family: str
    ran: Count | None = None
    """In how many cases the template ran."""
    true: Count | None = None
    """In how many cases the condition held."""
    false: Count | None = None
    """In how many cases it didn't."""
    waived: dict[str, str]
    """Way (ran, true, false) → why no case needs to show it."""


class CoveredFilePart(DocumentPart):
    """Branch coverage of one stylesheet, over all sets that reach it."""

    file: str
    places: list[PlacePart]
    """In the order of the text."""


class SharePart(DocumentPart):
    """How much of a kind and family is covered."""

    covered: Count
    needed: Count
    """Without what is waived."""
    waived: Count
    percent: Annotated[float, Field(ge=0, le=100)]
    """Cut off to one decimal."""


class CoverageDocument(DocumentPart):
    """The whole document."""

    harness: str
    """The version of retour-harness."""
    cases: Count
    cases_in_branches: Count
    """How many of them were run with probes in the branches."""
    sets: list[CoveredSetPart]
    """Sorted by id."""
    files: list[CoveredFilePart]
    """Sorted by path; empty when no case was run with probes in the branches."""
    totals: dict[Kind, dict[str, SharePart]]
    unneeded_waivers: list[str]
    """Those without which all would be the same."""
    shortfalls: list[str]
    """A sentence for each threshold that isn't reached."""


def coverage_schema() -> Schema:
    """The schema of the JSON report, draft 2020-12."""
    return schema_of(CoverageDocument, _TITLE)


def coverage_waivers_schema() -> Schema:
    """The schema of a file of waivers, draft 2020-12."""
    return waivers_schema(
        CoverageWaiverFields, "Waivers of coverage (retour coverage --waivers FILE)", _DESCRIPTIONS
    )
