"""Each page of the site as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from retour.language import Texts, mark
from retour.model import RULE_LEVELS, Severity
from retour.reports.differing import Differing
from retour.reports.html import message_lines, page
from retour.reports.known import gap_head, gap_rows
from retour.reports.reasons import why_lines, why_of
from retour.reports.results import RunResults, Standing
from retour.reports.site.hiding import ShownMessage
from retour.reports.site.items import Item
from retour.reports.site.parts import Links, Part
from retour.reports.site.rows import ResultRow, RuleUse, SetUse, colour
from retour.reports.summary import totals
from retour.reports.terminal import codes_lines, expected_lines
from retour.text.plain import plain

_MOST_TOLD = 200
"""Results told on the overview; all stand on their own page."""

_SEVERITIES: tuple[Severity, ...] = (mark("fatal"), mark("error"), mark("warning"), mark("information"))

_STATES = (("bad", mark("neither")), ("warn", mark("only silent")), ("good", mark("fired")))
"""How a rule fared in a message: the class that colours it, and its name."""


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

    texts: Texts
    engine: str
    moment: str
    revision: str | None
    is_changed: bool
    seconds: float | None
    values: bool
    retours: bool
    sets: Sequence[dict[str, str | None]]
    standings: dict[Standing, int]
    pages: Sequence[OtherPage]

    def page(self, template: str, here: str, up: str = "", **values: Any) -> str:
        """A page of the site.

        Args:
            here: what it is called in the navigation.
            up: the way to the top of the site.
        """
        return page(template, self.texts, **self.frame(here, up), **values)

    def frame(self, here: str, up: str = "") -> dict[str, Any]:
        """What the layout of a page names; see `page`."""
        return {"layout": "site_base.html", "site": self, "up": up, "here": here}


def index_page(site: Site, results: RunResults, rows: Sequence[ResultRow], uses: Sequence[SetUse]) -> str:
    """The overview."""
    fired = [
        {
            "code": code,
            "set": use.name,
            "retour": use.retour(code),
            "href": use.href(code),
            "fired": len(of_rule.fired),
            "meaning": use.meaning(code, site.texts),
        }
        for use in uses
        for code, of_rule in use.by_code.items()
        if of_rule.fired
    ]
    return site.page(
        "site_index",
        "index",
        totals=totals(results, site.texts),
        telling=sorted((row for row in rows if row.needs_attention), key=lambda row: row.standing != "error"),
        most=_MOST_TOLD,
        tables=list(_tables(results, site.texts)),
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


def _tables(results: RunResults, texts: Texts) -> Iterator[_Table]:
    differing = Differing.of(results.each)
    if len(differing.sets) > 1:
        head, *rows = differing.rows(texts)
        title = texts("What differs between the rule sets")
        yield _Table(title, differing.summary(texts), head, rows)
    if gaps := gap_rows(results.each):
        yield _Table(texts("Known gaps"), "", gap_head(texts), [row.cells(texts) for row in gaps])
    if results.unmatched:
        head = (texts("message"), texts("why"))
        rows = [(each["message"], each["reason"]) for each in results.unmatched]
        yield _Table(texts("Messages without their other half"), "", head, rows)


def results_page(site: Site, rows: Sequence[ResultRow]) -> str:
    """All results in one table, with a filter."""
    texts = site.texts
    standings: list[tuple[str, str]] = [(name, texts(name)) for name in site.standings]
    if any(row.needs_attention for row in rows):
        standings.append(("attention", texts("all that needs attention")))
    return site.page(
        "site_results",
        "results",
        rows=rows,
        choices=[
            ("standing", texts("How"), standings),
            ("type", texts("Message"), _options(row.type for row in rows)),
            ("set", texts("Rule set"), _options(row.set for row in rows)),
        ],
        colour=colour,
    )


def _options(values: Iterator[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in sorted({value for value in values if value})]


def rules_page(site: Site, uses: Sequence[SetUse]) -> str:
    """The rules of each set against the messages that they are checked in."""
    texts = site.texts
    names = [(use.name, use.name) for use in uses]
    return site.page(
        "site_rules",
        "rules",
        matrix=[_matrix(use, texts) for use in uses],
        number=sum(len(use.codes) for use in uses),
        choices=[
            ("state", texts("In a message"), [(value, texts(name)) for value, name in _STATES]),
            ("set", texts("Rule set"), names if len(names) > 1 else []),
        ],
    )


def _matrix(use: SetUse, texts: Texts) -> dict[str, object]:
    types = sorted(type_ for type_ in use.types if type_)
    rules = []
    for code in use.codes:
        cells = _cells(use, code, types, texts)
        rules.append(
            {
                "code": code,
                "retour": use.retour(code),
                "href": use.href(code),
                "meaning": use.meaning(code, texts),
                "cells": cells,
                "states": sorted({str(cell["colour"]) for cell in cells if cell["checked"]}),
            }
        )
    return {
        "name": use.name,
        "anchor": use.folder.rpartition("/")[2],
        "is_gone": use.rules is None,
        "types": types,
        "rules": rules,
    }


def _cells(use: SetUse, code: str, types: Sequence[str], texts: Texts) -> list[dict[str, object]]:
    of_rule, checked = use.by_code.get(code, RuleUse()), set(use.checked(code))
    fired, silent = (Counter(each.type for each in each_way) for each_way in (of_rule.fired, of_rule.silent))
    return [
        {
            "checked": type_ in checked or fired[type_] or silent[type_],
            "fired": texts.number(fired[type_]),
            "silent": texts.number(silent[type_]),
            "says": texts(
                "fired in %(fired)s, silent as a case says in %(silent)s",
                fired=texts.number(fired[type_]),
                silent=texts.number(silent[type_]),
            ),
            "colour": "good" if fired[type_] else "warn" if silent[type_] else "bad",
            "href": f"results.html#words={quote(code)}&type={quote(type_)}",
        }
        for type_ in types
    ]


def rule_page(site: Site, use: SetUse, code: str, parts: Sequence[Part], links: Links) -> str:
    """What a rule means, where it fired and kept silent, and what other commands found of it."""
    texts, of_rule = site.texts, use.by_code.get(code, RuleUse())
    described = use.described(code)
    meanings = described.meaning, described.meaning_nl
    here, elsewhere = meanings if texts.language == "en" else meanings[::-1]
    sections = (part.of_rule(texts, use.sha256, code, links) for part in parts)
    fired, silent = len(of_rule.fired), len(of_rule.silent)
    return site.page(
        "site_rule",
        "rule",
        links.up,
        rule={
            "code": code,
            "set": use.name,
            "retour": use.retour(code),
            "checked": use.checked(code),
            **described.model_dump(exclude={"code", "retour", "meaning"}),
            "meaning": here or elsewhere,
            "meaning_elsewhere": elsewhere if here else None,
        },
        sections=[section for section in sections if section is not None],
        used=[
            (
                texts.counted(fired, "Fired in %(number)s result", "Fired in %(number)s results"),
                of_rule.fired,
            ),
            (
                texts.counted(
                    silent,
                    "Silent, as a case says, in %(number)s result",
                    "Silent, as a case says, in %(number)s results",
                ),
                of_rule.silent,
            ),
        ],
    )


def item_page(site: Site, item: Item, use: SetUse | None, message: ShownMessage) -> str:
    """A result: expected against observed, and the message with its findings at their lines."""
    hide, texts, result = message.sentence, site.texts, item.result
    shown = [texts.sentence(hide(reason)) for reason in result.get("verdict", {}).get("reasons", ())]
    if result["error"] is not None and (error := texts.sentence(hide(result["error"]))) not in shown:
        shown.append(error)
    findings = [
        {
            **finding,
            "href": f"../{use.href(finding['code'])}"
            if use is not None and finding["code"] in use.by_code
            else None,
            "places": finding["locations"],
            "text": texts.sentence(hide(" ".join((finding["details"] or "").split())))
            or (use.meaning(finding["code"], texts) if use is not None else "")
            or "",
            "why": [] if (why := finding.get("why")) is None else _why(why, site, hide, texts),
        }
        for finding in result["findings"]
    ]
    silences = [
        {"code": each["code"], "why": _why(each["why"], site, hide, texts)}
        for each in result.get("silences", ())
    ]
    xfail = result.get("case", {}).get("xfail")
    return site.page(
        "site_item",
        "item",
        "../",
        item=item,
        about=hide(item.case.about) if item.case is not None and item.case.about else None,
        xfail=hide(xfail) if xfail else None,
        reasons=shown,
        expected=None
        if item.case is None
        else [hide(line) for line in expected_lines(item.case.expect, texts)],
        observed=codes_lines(map(_coded, result["findings"])),
        findings=findings,
        silences=silences,
        remark=texts(item.remark) if item.remark else None,
        edits=_difference([_edit(line, message) for line in item.edits]),
        source=None if message.text is None else _source(message.text, item),
        colour=colour,
    )


def _why(part: dict[str, Any], site: Site, hide: Callable[[str], str], texts: Texts) -> list[str]:
    """Why a rule fired or stayed silent, line by line, as the page may show it."""
    return [hide(line) for line in why_lines(why_of(part), values=site.values, texts=texts)]


def _coded(finding: dict[str, Any]) -> tuple[str, str | None]:
    """The code of a finding as a text tells it, and its retour code."""
    level, code = finding["level"], finding["code"]
    return code if level in RULE_LEVELS else f"{level} {code}", finding["retour"]


def _edit(line: str, message: ShownMessage) -> str:
    return line if line.startswith(("---", "+++", "@@")) else line[:1] + message.part(line[1:])


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
    return message_lines(text, notes)
