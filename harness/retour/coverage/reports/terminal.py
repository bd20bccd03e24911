"""Coverage as text for a person: a table per kind, by family, and what isn't covered."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from retour.coverage.measuring import (
    FileMeasure,
    Kind,
    Measure,
    PlaceCoverage,
    RuleCoverage,
    SetMeasure,
    Share,
    shares,
)
from retour.coverage.reports.remarks import counted, is_met, missing, place_remark, rule_remark
from retour.text.display import shown
from retour.text.thresholds import percent_text

_WIDTH = 100


def coverage_text(measure: Measure) -> list[str]:
    """The report, as lines."""
    lines = list(chain.from_iterable(_set_lines(part) for part in measure.sets))
    if measure.files:
        lines += ["", *_branch_lines(measure)]
    waived = [way for way in measure.ways if way.waiver is not None]
    if waived:
        reasons = dict.fromkeys(way.waiver or "" for way in waived)
        lines += ["", f"waived ({len(waived)}):", *(f"  {reason}" for reason in reasons)]
    return [*lines, *measure.unneeded]


def _set_lines(part: SetMeasure) -> Iterator[str]:
    stamp = part.stamp
    yield f"{stamp.id}  version {stamp.version or 'not stated'}  sha256 {stamp.sha256[:16]}  {counted(part.cases)}"
    yield from _table(("family", "rules × messages", "fired", "silent", "covered"), _family_rows(part.rules))
    absent = [type_ for type_ in part.types if not any(map(is_met, _of_type(part, type_)))]
    for rule in part.rules:
        if missing(rule.ways) and rule.type not in absent:
            yield f"  {rule.rule} in {rule.type}: {rule_remark(rule)}"
    for type_ in absent:
        checked = len(_of_type(part, type_))
        rules = "1 rule is" if checked == 1 else f"{checked} rules are"
        yield f"  {type_}: no case has such a message, for which {rules} checked"
    if part.unexpected:
        text = f"retour codes that no case expects: {', '.join(part.unexpected)}"
        yield from textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _of_type(part: SetMeasure, type_: str) -> list[RuleCoverage]:
    return [rule for rule in part.rules if rule.type == type_]


def _family_rows(rules: Sequence[RuleCoverage]) -> Iterator[Sequence[str]]:
    for (_, family), share in shares(way for rule in rules for way in rule.ways).items():
        of_family = [rule for rule in rules if rule.ways[0].family == family]
        fired, silent = (sum(rule.ways[number].is_covered for rule in of_family) for number in (0, 1))
        yield family, str(len(of_family)), str(fired), str(silent), _covered(share)


def _branch_lines(measure: Measure) -> Iterator[str]:
    yield f"branches of the stylesheets  {measure.in_branches} of {counted(measure.cases)}"
    ways = [way for file in measure.files for place in file.places for way in place.ways]
    yield from _table(("family", "templates", "ran", "branches", "taken"), _branch_rows(shares(ways)))
    for file in measure.files:
        for place in _worth_telling(file):
            yield f"  {shown(file.path)}:{place.line}: {_shortened(place.label)}: {place_remark(place)}"


def _worth_telling(file: FileMeasure) -> Iterator[PlaceCoverage]:
    """What isn't covered, but for the conditions in templates that never ran."""
    ran = True
    for place in file.places:
        if place.ways[0].kind == "templates":
            ran = place.ways[0].is_covered
        elif not ran:
            continue
        if missing(place.ways):
            yield place


def _branch_rows(shares: Mapping[tuple[Kind, str], Share]) -> Iterator[Sequence[str]]:
    for family in dict.fromkeys(family for _, family in shares):
        cells: list[str] = [family]
        for kind in ("templates", "branches"):
            share = shares.get((kind, family))
            cells += ["-", "-"] if share is None else [f"{share.covered}/{share.needed}", _covered(share)]
        yield cells


def _shortened(label: str) -> str:
    return label if len(label) <= _WIDTH else label[: _WIDTH - 1] + "…"


def _covered(share: Share) -> str:
    waived = f", {share.waived} waived" if share.waived else ""
    return percent_text(share.percent) + waived


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of which the first column is text and the next ones are figures."""
    cells = [head, *rows]
    widths = [max(len(row[number]) for row in cells) for number in range(len(head))]
    for row in cells:
        figures = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  " + "  ".join([f"{row[0]:<{widths[0]}}", *figures])
