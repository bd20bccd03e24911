"""Check of the way to a rule: its templates are included, and something must apply them.

In the official layout a rule file applies its own templates in a template for `*`, which the entry overrides by one of
a higher priority that lists the modes of all rules: a rule that is left out of this list is included, and never asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree

from retour.lint.model import Check, Remark
from retour.lint.set_sources import SetSource
from retour.rulesets import Entry
from retour.text.display import shown
from retour.xslt.names import XSL
from retour.xslt.stylesheets import Stylesheet, walk

_DEFAULT_PRIORITY_OF_ANY = -0.5
_GOES_ON = (f"{{{XSL}}}apply-imports", f"{{{XSL}}}next-match")


def _never_applied(source: SetSource) -> Iterator[Remark]:
    for entry in source.entries:
        sheets = source.reached(entry)
        first = _first_templates(sheets)
        applied = {
            mode for template in _live(sheets, _top_level(source, entry)) for mode in _applied_by(template)
        }
        for code in entry.codes:
            if code in first and applied.isdisjoint({code, "#current"}):
                sheet, template = first[code]
                text = f"{code} is included in {shown(entry.path)}, but nothing there applies its templates"
                yield Remark(source.positions(sheet).place(template), f"{text}: it never fires")


def _first_templates(sheets: Collection[Stylesheet]) -> dict[str, tuple[Stylesheet, etree._Element]]:
    """The first template of each mode that does something."""
    first: dict[str, tuple[Stylesheet, etree._Element]] = {}
    for sheet in sheets:
        for template in walk(sheet, "template"):
            for mode in _modes(template) if len(template) else ():
                first.setdefault(mode, (sheet, template))
    return first


def _top_level(source: SetSource, entry: Entry) -> set[Path]:
    """The stylesheets of the highest import precedence: the entry and what it includes."""
    found: set[Path] = set()
    waiting = [entry.path]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(source.stylesheets.get(path).includes)
    return found


def _live(sheets: Collection[Stylesheet], top: set[Path]) -> Iterator[etree._Element]:
    """The templates, but for those for `*` that another for `*` in the same mode always goes before."""
    best: dict[str, float] = {}
    passes_on: set[str] = set()
    for sheet in sheets:
        for template in walk(sheet, "template") if sheet.path in top else ():
            if template.get("match") == "*":
                for mode in _modes(template):
                    best[mode] = max(best.get(mode, _priority(template)), _priority(template))
                    if next(template.iter(*_GOES_ON), None) is not None:
                        passes_on.add(mode)
    for sheet in sheets:
        for template in walk(sheet, "template"):
            modes = _modes(template)
            overridden = template.get("match") == "*" and all(
                mode in best
                and mode not in passes_on
                and (sheet.path not in top or _priority(template) < best[mode])
                for mode in modes
            )
            if not overridden:
                yield template


def _applied_by(template: etree._Element) -> Iterator[str]:
    """The modes that a template applies, but for its own: that leads no one there."""
    own = _modes(template)
    for applying in template.iter(f"{{{XSL}}}apply-templates"):
        mode = applying.get("mode", "")
        if mode not in own:
            yield mode


def _modes(template: etree._Element) -> list[str]:
    return template.get("mode", "").split() or [""]


def _priority(template: etree._Element) -> float:
    try:
        return float(template.get("priority", _DEFAULT_PRIORITY_OF_ANY))
    except ValueError:
        return _DEFAULT_PRIORITY_OF_ANY


APPLYING_CHECKS: tuple[Check[SetSource], ...] = (
    Check("L211", "A rule is included in an entry, and nothing there applies its templates.", _never_applied),
)
