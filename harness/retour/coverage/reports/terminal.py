"""Coverage as text for a person: a table per kind, by family, and what isn't covered."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
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
from retour.language import ENGLISH, Texts, mark
from retour.text.columns import figures
from retour.text.display import shown
from retour.text.thresholds import percent_text

_WIDTH = 80


def coverage_text(measure: Measure, texts: Texts = ENGLISH) -> list[str]:
    """The report, as lines."""
    lines = list(chain.from_iterable(_set_lines(part, texts) for part in measure.sets))
    if measure.files:
        lines += ["", *_branch_lines(measure, texts)]
    waived = [way for way in measure.ways if way.waiver is not None]
    if waived:
        reasons = dict.fromkeys(way.waiver or "" for way in waived)
        lines += ["", f"{texts('waived')} ({len(waived)}):", *(f"  {reason}" for reason in reasons)]
    return [*lines, *map(texts.sentence, measure.unneeded)]


def _set_lines(part: SetMeasure, texts: Texts) -> Iterator[str]:
    stamp = part.stamp
    version = (
        texts("version %(version)s", version=stamp.version) if stamp.version else texts("version not stated")
    )
    yield f"{stamp.id}  {version}  sha256 {stamp.sha256[:16]}  {counted(part.cases, texts)}"
    head = map(
        texts, (mark("family"), mark("rules × messages"), mark("fired"), mark("silent"), mark("covered"))
    )
    yield from (f"  {line}" for line in figures([tuple(head), *_family_rows(part.rules, texts)]))
    absent = [type_ for type_ in part.types if not any(map(is_met, _of_type(part, type_)))]
    for rule in part.rules:
        if missing(rule.ways) and rule.type not in absent:
            yield f"  {texts('%(rule)s in %(type)s', rule=rule.rule, type=rule.type)}: {rule_remark(rule, texts)}"
    for type_ in absent:
        checked = len(_of_type(part, type_))
        told = texts.counted(
            checked,
            "no case has such a message, for which %(number)s rule is checked",
            "no case has such a message, for which %(number)s rules are checked",
        )
        yield f"  {type_}: {told}"
    if part.unexpected:
        text = f"{texts('retour codes that no case expects:')} {', '.join(part.unexpected)}"
        yield from textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _of_type(part: SetMeasure, type_: str) -> list[RuleCoverage]:
    return [rule for rule in part.rules if rule.type == type_]


def _family_rows(rules: Sequence[RuleCoverage], texts: Texts) -> Iterator[Sequence[str]]:
    for (_, family), share in shares(way for rule in rules for way in rule.ways).items():
        of_family = [rule for rule in rules if rule.ways[0].family == family]
        fired, silent = (sum(rule.ways[number].is_covered for rule in of_family) for number in (0, 1))
        yield family, str(len(of_family)), str(fired), str(silent), _covered(share, texts)


def _branch_lines(measure: Measure, texts: Texts) -> Iterator[str]:
    shown_by = texts(
        "branches of the stylesheets  %(number)s of %(cases)s",
        number=texts.number(measure.in_branches),
        cases=counted(measure.cases, texts),
    )
    yield shown_by
    ways = [way for file in measure.files for place in file.places for way in place.ways]
    head = map(texts, (mark("family"), mark("templates"), mark("ran"), mark("branches"), mark("taken")))
    yield from (f"  {line}" for line in figures([tuple(head), *_branch_rows(shares(ways), texts)]))
    for file in measure.files:
        for place in _worth_telling(file):
            yield f"  {shown(file.path)}:{place.line}: {_shortened(place.label)}: {place_remark(place, texts)}"


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


def _branch_rows(shares: Mapping[tuple[Kind, str], Share], texts: Texts) -> Iterator[Sequence[str]]:
    for family in dict.fromkeys(family for _, family in shares):
        cells: list[str] = [family]
        for kind in ("templates", "branches"):
            share = shares.get((kind, family))
            cells += (
                ["-", "-"] if share is None else [f"{share.covered}/{share.needed}", _covered(share, texts)]
            )
        yield cells


def _shortened(label: str) -> str:
    return label if len(label) <= _WIDTH else label[: _WIDTH - 1] + "…"


def _covered(share: Share, texts: Texts) -> str:
    waived = f", {texts('%(number)s waived', number=share.waived)}" if share.waived else ""
    return texts.figures(percent_text(share.percent)) + waived
