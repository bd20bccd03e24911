"""Which template is taken: import precedence, then priority, then the last that is written. One answer for all who ask.

Each alternative of a pattern is a rule of its own, with the priority that it has by default where the template states none.
What can't be known without a message is left open: a rule only counts as overridden when another takes every node that it
takes, and doesn't pass it on by xsl:next-match or xsl:apply-imports. Source: XSLT 3.0, 3.11.1, 6.4, 6.6 and 6.8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from retour.xslt.names import XSL, inherited
from retour.xslt.patterns import Alternative, alternatives
from retour.xslt.stylesheets import Stylesheet

ALL_MODES = "#all"
UNNAMED_MODE = "#unnamed"
CURRENT_MODE = "#current"

_NEXT_MATCH, _APPLY_IMPORTS = f"{{{XSL}}}next-match", f"{{{XSL}}}apply-imports"
_CALL = f"{{{XSL}}}call-template"


@dataclass(frozen=True, eq=False)
class TemplateRule:
    """One alternative of a template's pattern.

    Attributes:
        template: the element.
        alternative: what it takes.
        modes: those that it is for.
        level: of import precedence; 0 is the highest, that of the entry and what it includes.
        order: counts in the order of the text, includes where they stand.
    """

    template: etree._Element = field(repr=False)
    sheet: Stylesheet
    alternative: Alternative
    modes: frozenset[str]
    level: int
    order: int

    @cached_property
    def priority(self) -> float:
        """The one that the template states, or that of the alternative."""
        try:
            return float(self.template.get("priority", ""))
        except ValueError:
            return self.alternative.priority

    @property
    def rank(self) -> tuple[int, float, int]:
        """Of several rules that take a node, the one of the highest rank is taken."""
        return -self.level, self.priority, self.order


class Precedence:
    """The templates of an entry, and which of them goes before which.

    Args:
        sheets: what the entry reaches, by import precedence; see `Stylesheets.reached`.
    """

    def __init__(self, sheets: Sequence[Stylesheet]) -> None:
        self._levels = list(import_levels(sheets))
        self.rules = tuple(self._find_rules())
        self._by_mode: dict[str, list[TemplateRule]] = defaultdict(list)
        self._by_template: dict[etree._Element, tuple[TemplateRule, ...]] = {}
        for rule in self.rules:
            self._by_template[rule.template] = (*self.rules_of(rule.template), rule)
            for mode in rule.modes:
                self._by_mode[mode].append(rule)

    @cached_property
    def in_force(self) -> frozenset[etree._Element]:
        """The templates that can be taken or called."""
        matched = {rule.template for rule in self.rules if self.overriding(rule) is None}
        return frozenset(matched | set(self._named_templates.values()))

    def overriding(self, rule: TemplateRule) -> TemplateRule | None:
        """The rule that always goes before another; None where a node may be left for that one."""
        found = None
        for mode in rule.modes:
            found = next(self._before(rule, mode), None)
            if found is None:
                return None
        return found

    def rules_of(self, template: etree._Element) -> tuple[TemplateRule, ...]:
        """A template's rules, one for each alternative of its pattern, in their order."""
        return self._by_template.get(template, ())

    def _before(self, rule: TemplateRule, mode: str) -> Iterator[TemplateRule]:
        modes = [mode] if mode == ALL_MODES else [mode, ALL_MODES]
        for other in (other for each in modes for other in self._by_mode[each]):
            if (
                other.template is rule.template
                or other.rank <= rule.rank
                or not other.alternative.takes_all_of(rule.alternative)
            ):
                continue
            if not self._passes_on(other, rule) and not self._is_skipped(other, rule):
                yield other

    def _passes_on(self, before: TemplateRule, rule: TemplateRule) -> bool:
        """Whether a node may go from one rule on to another: by xsl:apply-imports only to what is imported."""
        return before.template in self._on_to_next or (
            before.level < rule.level and before.template in self._on_to_imports
        )

    def _is_skipped(self, before: TemplateRule, rule: TemplateRule) -> bool:
        """Whether xsl:apply-imports may lead past a rule of its own level to one that is imported."""
        return before.level < rule.level and any(
            other.level == before.level and other.rank > before.rank and _share_a_mode(other, rule)
            for template in self._on_to_imports
            for other in self.rules_of(template)
        )

    @cached_property
    def _on_to_next(self) -> frozenset[etree._Element]:
        return self._with_instruction(_NEXT_MATCH)

    @cached_property
    def _on_to_imports(self) -> frozenset[etree._Element]:
        return self._with_instruction(_APPLY_IMPORTS)

    def _with_instruction(self, tag: str) -> frozenset[etree._Element]:
        """The templates with an instruction, themselves or in what they call by name."""
        found = {template for template in self._templates() if next(template.iter(tag), None) is not None}
        names = {name for template in found if (name := template.get("name"))}
        while True:
            more = {
                template
                for template in self._templates()
                if template not in found and any(call.get("name") in names for call in template.iter(_CALL))
            }
            if not more:
                return frozenset(found)
            found |= more
            names |= {name for template in more if (name := template.get("name"))}

    @cached_property
    def _named_templates(self) -> dict[str, etree._Element]:
        """The templates with a name: of several with one name, that of the highest import precedence."""
        found: dict[str, etree._Element] = {}
        for template in self._templates():
            if name := template.get("name"):
                found.setdefault(name, template)
        return found

    def _templates(self) -> Iterator[etree._Element]:
        for sheets in self._levels:
            for sheet in sheets:
                yield from sheet.root.iterchildren(f"{{{XSL}}}template")

    def _find_rules(self) -> Iterator[TemplateRule]:
        order = 0
        for level, sheets in enumerate(self._levels):
            by_path = {sheet.path: sheet for sheet in sheets}
            for sheet, template in _in_order(sheets[0], by_path, set()):
                modes = modes_of(template)
                for alternative in alternatives(template):
                    yield TemplateRule(template, sheet, alternative, modes, level, order)
                order += 1


def import_levels(sheets: Sequence[Stylesheet]) -> Iterator[list[Stylesheet]]:
    """Stylesheets of one import precedence after the other, the highest first: each with all that it includes.

    Args:
        sheets: by import precedence; see `Stylesheets.reached`.
    """
    level: list[Stylesheet] = []
    included: set[Path] = set()
    for sheet in sheets:
        if level and sheet.path not in included:
            yield level
            level, included = [], set()
        level.append(sheet)
        included.update(sheet.includes)
    if level:
        yield level


def modes_of(template: etree._Element) -> frozenset[str]:
    """The modes that a template with a pattern is for: their names, `#unnamed` or `#all`; none for one without."""
    if template.get("match") is None:
        return frozenset()
    return frozenset(mode_named(template, mode) for mode in template.get("mode", "#default").split())


def mode_named(element: etree._Element, written: str) -> str:
    """What a mode that is written in an attribute of an element stands for; `#current` stays what it is."""
    if written == "#default":
        written = inherited(element, "default-mode") or UNNAMED_MODE
    prefix, colon, local = written.partition(":")
    uri = element.nsmap.get(prefix) if colon else None
    return f"Q{{{uri}}}{local}" if uri is not None else written


def _share_a_mode(one: TemplateRule, other: TemplateRule) -> bool:
    return not one.modes.isdisjoint(other.modes) or ALL_MODES in one.modes | other.modes


def _in_order(
    sheet: Stylesheet, sheets: dict[Path, Stylesheet], seen: set[Path]
) -> Iterator[tuple[Stylesheet, etree._Element]]:
    """The templates of a stylesheet and of what it includes, as if that stood in its place."""
    seen.add(sheet.path)
    includes = iter(sheet.includes)
    for child in sheet.root.iterchildren(f"{{{XSL}}}include", f"{{{XSL}}}template"):
        if child.tag == f"{{{XSL}}}template":
            yield sheet, child
        elif (path := next(includes)) in sheets and path not in seen:
            yield from _in_order(sheets[path], sheets, seen)
