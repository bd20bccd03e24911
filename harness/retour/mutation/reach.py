"""Which templates, keys and variables of an entry a message can get to, and for which rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from retour.mutation.in_patterns import alternatives, default_priority, is_foreign
from retour.mutation.model import Mutant
from retour.rulesets import Entry
from retour.xslt.names import XSL, declared_prefixes, is_xsl
from retour.xslt.source import Source, top_of
from retour.xslt.xpath import parse_xpath

_DEFAULT_MODE = "#default"
_GOES_ON = (f"{{{XSL}}}apply-imports", f"{{{XSL}}}next-match")

_TOP_LEVEL = ("template", "key", "variable", "param", "function")

Top = tuple[Path, int]
"""A top-level element: its file, and its number in it."""


class Reach:
    """What an entry reaches.

    Args:
        entry: the entry.
        sources: its stylesheets, by path; what overrides stands before what it overrides.
    """

    def __init__(self, entry: Entry, sources: Mapping[Path, Source]) -> None:
        self._entry = entry
        self._sources = sources
        self._tops = {
            (path, source.numbers[element]): element
            for path, source in sources.items()
            for element in source.sheet.root.iterchildren(*(f"{{{XSL}}}{name}" for name in _TOP_LEVEL))
            if not self._is_foreign(element)
        }
        self._templates = {top: element for top, element in self._tops.items() if is_xsl(element, "template")}
        self._drop_overridden()
        self._named = self._index()
        self._calls = {
            top: [*self._called_by(element), *self._used_by(element)] for top, element in self._tops.items()
        }
        self._reached = self._closure(
            top for top, element in self._templates.items() if _DEFAULT_MODE in _modes(element)
        )
        self._rules = self._rules_by_template()

    def reaches(self, mutant: Mutant) -> bool:
        """Whether a message that this entry serves can get to the place of a mutant."""
        if mutant.file not in self._sources:
            return False
        if mutant.alternative is not None and self._is_foreign_pattern(
            mutant.alternative, self._element(mutant)
        ):
            return False
        return self._top(mutant) in self._reached

    def rules(self, mutant: Mutant) -> frozenset[str]:
        """The rules that are checked by way of a mutant's place."""
        return self._rules.get(self._top(mutant), frozenset())

    def gates(self, mutant: Mutant) -> frozenset[Top] | None:
        """The templates of which a message must get to one to be touched by a mutant; None where any message may be.

        A pattern is tried on messages that don't get to its template, too.
        """
        found: set[Top] = set()
        for edit in mutant.edits:
            element = self._sources[mutant.file].elements[edit.element]
            if edit.how == "alternative" or (edit.how == "removed" and element.get("match") is not None):
                return None
            top = (mutant.file, self._sources[mutant.file].numbers[top_of(element)])
            found |= {top} if top in self._templates else self._users(top)
        return frozenset(found)

    def _users(self, used: Top) -> set[Top]:
        """The templates that use a key or a variable, itself or by way of other variables."""
        found: set[Top] = set()
        seen = {used}
        waiting = [used]
        while waiting:
            sought = waiting.pop()
            for top, called in self._calls.items():
                if sought in called and top not in seen:
                    seen.add(top)
                    if top in self._templates:
                        found.add(top)
                    else:
                        waiting.append(top)
        return found

    def _element(self, mutant: Mutant) -> etree._Element:
        return self._sources[mutant.file].elements[mutant.edits[0].element]

    def _top(self, mutant: Mutant) -> Top:
        return mutant.file, self._sources[mutant.file].numbers[top_of(self._element(mutant))]

    def _is_foreign(self, element: etree._Element) -> bool:
        match = element.get("match")
        if match is None:
            return False
        declared = declared_prefixes(element)
        pattern = parse_xpath(match, declared)
        found = alternatives(pattern, declared) if pattern is not None else []
        return bool(found) and all(
            is_foreign(alternative.expression, declared, self._entry.namespaces) for alternative in found
        )

    def _is_foreign_pattern(self, text: str, element: etree._Element) -> bool:
        declared = declared_prefixes(element)
        pattern = parse_xpath(text, declared)
        return pattern is not None and is_foreign(pattern, declared, self._entry.namespaces)

    def _drop_overridden(self) -> None:
        """Leave out templates that another with the same pattern and mode, in the entry or what it includes, goes before."""
        level = self._first_level()
        best: dict[tuple[str, str], tuple[float, int, Top]] = {}
        for place, (top, element) in enumerate(self._templates.items()):
            if top[0] in level and element.get("match"):
                for mode in _modes(element):
                    key = (element.get("match", ""), mode)
                    rank = (_priority(element), place, top)
                    best[key] = max(best.get(key, rank), rank)
        for top, element in list(self._templates.items()):
            keys = [(element.get("match", ""), mode) for mode in _modes(element)]
            winners = {best[key][2] for key in keys if key in best}
            if not element.get("match") or len(winners) != 1 or top in winners:
                continue
            if next(self._templates.get(next(iter(winners)), element).iter(*_GOES_ON), None) is None:
                del self._templates[top], self._tops[top]

    def _index(self) -> dict[tuple[str, str], list[Top]]:
        """Keys, and global variables and parameters, by kind and name."""
        found: dict[tuple[str, str], list[Top]] = defaultdict(list)
        for top, element in self._tops.items():
            if name := element.get("name"):
                found["key" if is_xsl(element, "key") else "variable", name].append(top)
        return found

    def _used_by(self, top_level: etree._Element) -> Iterator[Top]:
        """The keys and the global variables that an element's expressions name."""
        for element in top_level.iter(etree.Element):
            for text in element.attrib.values():
                if "$" not in text and "key" not in text:
                    continue
                expression = parse_xpath(text, declared_prefixes(element))
                if expression is None:  # text, or an attribute value template
                    yield from (top for name, tops in self._named.items() if name[1] in text for top in tops)
                    continue
                for node, _ in expression.walk():
                    if node.symbol == "$":
                        yield from self._named.get(("variable", str(node.value)), ())
                    elif node.symbol == "key" and node.parts and node.parts[0].symbol == "(string)":
                        yield from self._named.get(("key", str(node.parts[0].value)), ())

    def _first_level(self) -> set[Path]:
        """The stylesheets of the highest import precedence: the entry and what it includes."""
        found: set[Path] = set()
        waiting = [self._entry.path]
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting.extend(self._sources[path].sheet.includes)
        return found

    def _called_by(self, template: etree._Element) -> Iterator[Top]:
        for instruction in template.iter(f"{{{XSL}}}call-template", f"{{{XSL}}}apply-templates"):
            if is_xsl(instruction, "call-template"):
                name = instruction.get("name")
                yield from (top for top, other in self._templates.items() if other.get("name") == name)
            else:
                mode = instruction.get("mode", _DEFAULT_MODE)
                modes = _modes(template) if mode == "#current" else {mode}
                yield from (
                    top
                    for top, other in self._templates.items()
                    if other.get("match") and (_modes(other) & (modes | {"#all"}) or "#all" in modes)
                )

    def _closure(self, start: Collection[Top] | Iterator[Top]) -> set[Top]:
        found: set[Top] = set()
        waiting = list(start)
        while waiting:
            top = waiting.pop()
            if top not in found:
                found.add(top)
                waiting.extend(self._calls.get(top, ()))
        return found

    def _rules_by_template(self) -> dict[Top, frozenset[str]]:
        found: dict[Top, set[str]] = defaultdict(set)
        for code in self._entry.codes:
            own = [top for top, element in self._templates.items() if code in _modes(element)]
            for top in self._closure(own):
                found[top].add(code)
        return {top: frozenset(codes) for top, codes in found.items()}


def _modes(template: etree._Element) -> set[str]:
    return set(template.get("mode", _DEFAULT_MODE).split()) if template.get("match") else set()


def _priority(template: etree._Element) -> float:
    declared = declared_prefixes(template)
    pattern = parse_xpath(template.get("match", ""), declared)
    try:
        return float(template.get("priority", default_priority(pattern) if pattern is not None else 0))
    except ValueError:
        return 0.0
