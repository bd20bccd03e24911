"""Each page of the site as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from retour.reports.differing import Differing
from retour.reports.html import page
from retour.reports.known import HEAD, gap_rows
from retour.reports.results import CALM, RunResults, Standing
from retour.reports.site.hiding import MessageValues, without_values
from retour.reports.site.items import Item
from retour.reports.site.rows import ResultRow, RuleUse, SetUse, colour
from retour.reports.summary import totals
from retour.reports.terminal import expected_lines
from retour.text.difference import written_out
from retour.text.plain import plain

_MOST_TOLD = 200
"""Results told on the overview; all stand on their own page."""


@dataclass(frozen=True, slots=True)
class OtherPage:
    """A page that comes along, such as that of coverage."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages tell.

    Attributes:
        values: whether the values of messages are shown.
        retours: whether rules have retour codes.
    """

    engine: str
    moment: str
    revision: str | None
    seconds: float | None
    values: bool
    retours: bool
    sets: Sequence[dict[str, str | None]]
    standings: dict[Standing, int]
    pages: Sequence[OtherPage]


def index_page(site: Site, results: RunResults, rows: Sequence[ResultRow], uses: Sequence[SetUse]) -> str:
    """The overview."""
    fired = [
        {
            "code": code,
            "set": use.name,
            "retour": use.retour(code),
            "href": use.href(code),
            "fired": len(of_rule.fired),
            "meaning": use.described(code).meaning,
        }
        for use in uses
        for code, of_rule in use.by_code.items()
        if of_rule.fired
    ]
    return page(
        "site_index",
        site=site,
        up="",
        here="index",
        totals=totals(results),
        telling=sorted(
            (row for row in rows if row.standing not in CALM), key=lambda row: row.standing != "error"
        ),
        most=_MOST_TOLD,
        tables=list(_tables(results)),
        fired=sorted(fired, key=lambda rule: (-rule["fired"], rule["code"])),
        colour=colour,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the overview, and what is told above it."""

    title: str
    told: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def _tables(results: RunResults) -> Iterator[_Table]:
    differing = Differing.of(results.each)
    if len(differing.sets) > 1:
        head, *rows = differing.rows()
        yield _Table("What differs between the rule sets", differing.summary, head, rows)
    if gaps := gap_rows(results.each):
        yield _Table("Known gaps", "", HEAD, [row.cells for row in gaps])


def results_page(site: Site, rows: Sequence[ResultRow]) -> str:
    """All results in one table, with a filter."""
    return page(
        "site_results",
        site=site,
        up="",
        here="results",
        rows=rows,
        types=sorted({row.type for row in rows if row.type}),
        sets=sorted({row.set for row in rows if row.set}),
        colour=colour,
    )


def rules_page(site: Site, uses: Sequence[SetUse]) -> str:
    """The rules of each set against the messages that they are checked in."""
    return page("site_rules", site=site, up="", here="rules", matrix=[_matrix(use) for use in uses])


def _matrix(use: SetUse) -> dict[str, object]:
    types = sorted(type_ for type_ in use.types if type_)
    return {
        "name": use.name,
        "anchor": use.folder.rpartition("/")[2],
        "is_gone": use.rules is None,
        "types": types,
        "rules": [
            {
                "code": code,
                "retour": use.retour(code),
                "href": use.href(code),
                "cells": _cells(use, code, types),
            }
            for code in use.codes
        ],
    }


def _cells(use: SetUse, code: str, types: Sequence[str]) -> list[dict[str, object]]:
    of_rule, checked = use.by_code.get(code, RuleUse()), set(use.checked(code))
    fired, silent = (Counter(each.type for each in each_way) for each_way in (of_rule.fired, of_rule.silent))
    return [
        {
            "checked": type_ in checked or fired[type_] or silent[type_],
            "fired": fired[type_],
            "silent": silent[type_],
            "says": f"fired in {fired[type_]}, silent as a case says in {silent[type_]}",
            "colour": "good" if fired[type_] else "warn" if silent[type_] else "bad",
            "href": f"results.html#words={quote(code)}&type={quote(type_)}",
        }
        for type_ in types
    ]


def rule_page(site: Site, use: SetUse, code: str) -> str:
    """What a rule means, and where it fired and kept silent."""
    described, of_rule = use.described(code), use.by_code.get(code, RuleUse())
    return page(
        "site_rule",
        site=site,
        up="../../",
        here="rule",
        rule={
            "code": code,
            "set": use.name,
            "retour": use.retour(code),
            "checked": use.checked(code),
            "fired": of_rule.fired,
            "silent": of_rule.silent,
            **described.model_dump(exclude={"code", "retour"}),
        },
    )


def item_page(site: Site, item: Item, use: SetUse | None, values: MessageValues) -> str:
    """A result: expected against observed, and the message with its findings at their lines.

    Args:
        values: what is kept out of sentences.
    """
    hide = values.kept_out_of
    shown = [hide(reason) for reason in item.result.get("verdict", {}).get("reasons", ())]
    if item.result["error"] is not None and item.result["error"] not in shown:
        shown.append(hide(item.result["error"]))
    findings = [
        {
            **finding,
            "href": use.href(finding["code"]) if use is not None and finding["code"] in use.by_code else None,
            "places": finding["locations"],
            "text": hide(" ".join((finding["details"] or "").split()))
            or (use.described(finding["code"]).meaning if use is not None else "")
            or "",
        }
        for finding in item.result["findings"]
    ]
    text = item.text if item.text is None or site.values else without_values(item.text)
    edits = item.edits if site.values else [_edit_without_values(line) for line in item.edits]
    return page(
        "site_item",
        site=site,
        up="../",
        here="item",
        item=item,
        about=hide(item.case.about) if item.case is not None and item.case.about else None,
        reasons=shown,
        expected=None if item.case is None else [hide(line) for line in expected_lines(item.case.expect)],
        findings=findings,
        edits=_difference(edits),
        source=None if text is None else _source(text, item),
        colour=colour,
    )


def _edit_without_values(line: str) -> str:
    return line if line.startswith(("---", "+++", "@@")) else line[:1] + without_values(line[1:])


def _difference(lines: Sequence[str]) -> Markup | None:
    if not lines:
        return None
    kinds = {"+": ' class="good"', "-": ' class="bad"'}
    shown = str(escape(plain("\n".join(line for line in lines if not line.startswith(("---", "+++"))))))
    rows = (f"<li{kinds.get(line[:1], '')}>{line}</li>" for line in shown.split("\n"))
    return Markup(f'<ul class="source">{"".join(rows)}</ul>')


def _source(text: str, item: Item) -> Markup:
    """The message line by line, the lines of findings marked."""
    notes: dict[int, list[str]] = {}
    for finding in item.result["findings"]:
        for place in finding["locations"]:
            if place["line"] is not None and place["document"] is None:
                notes.setdefault(place["line"], []).append(finding["code"])
    # Escaped as a whole: there may be a hundred thousand lines.
    lines = str(escape(plain(written_out(text.replace("\r\n", "\n"))))).split("\n")
    return Markup(
        f'<ol class="source">{"".join(_line(n, line, notes) for n, line in enumerate(lines, 1))}</ol>'
    )


def _line(number: int, line: str, notes: dict[int, list[str]]) -> str:
    if number not in notes:
        return f'<li id="L{number}">{line}</li>'
    codes = escape(plain(", ".join(dict.fromkeys(notes[number]))))
    return f'<li id="L{number}" class="bad">{line} <span class="note">{codes}</span></li>'
