"""Which templates, keys and variables of an entry a message can get to, and for which rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from retour.mutation.in_patterns import is_foreign
from retour.mutation.model import Mutant, StylesheetEdit
from retour.rulesets import Entry
from retour.xslt.names import XSL, declared_prefixes, is_xsl
from retour.xslt.patterns import Alternative, alternatives
from retour.xslt.precedence import ALL_MODES, CURRENT_MODE, Precedence, mode_named, modes_of
from retour.xslt.source import Source, top_of
from retour.xslt.xpath import parse_xpath

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
        self._precedence = Precedence([source.sheet for source in sources.values()])
        self._tops = {
            (path, source.numbers[element]): element
            for path, source in sources.items()
            for element in source.sheet.root.iterchildren(*(f"{{{XSL}}}{name}" for name in _TOP_LEVEL))
            if not self._is_foreign(element)
            and (element in self._precedence.in_force or not is_xsl(element, "template"))
        }
        self._templates = {top: element for top, element in self._tops.items() if is_xsl(element, "template")}
        self._tops_by_name = self._index()
        self._calls = {
            top: [*self._called_by(element), *self._used_by(element)] for top, element in self._tops.items()
        }
        first = {mode_named(sources[entry.path].sheet.root, "#default"), ALL_MODES}
        self._reached = self._closure(
            top for top, element in self._templates.items() if not first.isdisjoint(modes_of(element))
        )
        self._rules = self._rules_by_template()

    def reaches(self, mutant: Mutant) -> bool:
        """Whether a message that this entry serves can get to the place of a mutant."""
        if mutant.file not in self._sources:
            return False
        elements = self._sources[mutant.file].elements
        return self._top(mutant) in self._reached and not any(
            self._is_in_vain(edit, elements[edit.element]) for edit in mutant.edits
        )

    def only_called_by(self, template: Top) -> frozenset[Top]:
        """The templates that a message gets to by way of this one alone, called or applied in it."""
        callers: dict[Top, set[Top]] = defaultdict(set)
        for top, called in self._calls.items():
            for each in called:
                callers[each].add(top)
        return frozenset(
            each
            for each in self._calls.get(template, ())
            if each in self._templates and each != template and callers[each] <= {template, each}
        )

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

    def _is_in_vain(self, edit: StylesheetEdit, element: etree._Element) -> bool:
        """Whether no message can tell that an alternative is changed: none matches it, or another rule goes before it."""
        if edit.alternative is None:
            return False
        if self._is_foreign_alternative(alternatives(element)[edit.alternative]):
            return True
        rules = self._precedence.rules_of(element)  # none of a key
        return (
            edit.value is None
            and bool(rules)
            and self._precedence.overriding(rules[edit.alternative]) is not None
        )

    def _element(self, mutant: Mutant) -> etree._Element:
        return self._sources[mutant.file].elements[mutant.edits[0].element]

    def _top(self, mutant: Mutant) -> Top:
        return mutant.file, self._sources[mutant.file].numbers[top_of(self._element(mutant))]

    def _is_foreign(self, element: etree._Element) -> bool:
        found = alternatives(element)
        return bool(found) and all(map(self._is_foreign_alternative, found))

    def _is_foreign_alternative(self, alternative: Alternative) -> bool:
        return is_foreign(alternative.expression, alternative.prefixes, self._entry.seen)

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
                    yield from (
                        top for name, tops in self._tops_by_name.items() if name[1] in text for top in tops
                    )
                    continue
                for node, _ in expression.walk():
                    if node.symbol == "$":
                        yield from self._tops_by_name.get(("variable", str(node.value)), ())
                    elif node.symbol == "key" and node.parts and node.parts[0].symbol == "(string)":
                        yield from self._tops_by_name.get(("key", str(node.parts[0].value)), ())

    def _called_by(self, template: etree._Element) -> Iterator[Top]:
        for instruction in template.iter(f"{{{XSL}}}call-template", f"{{{XSL}}}apply-templates"):
            if is_xsl(instruction, "call-template"):
                name = instruction.get("name")
                yield from (top for top, other in self._templates.items() if other.get("name") == name)
            else:
                mode = mode_named(instruction, instruction.get("mode", "#default"))
                modes = modes_of(template) if mode == CURRENT_MODE else {mode}
                yield from (
                    top
                    for top, other in self._templates.items()
                    if modes_of(other) & (modes | {ALL_MODES}) or (ALL_MODES in modes and modes_of(other))
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
            own = [top for top, element in self._templates.items() if code in modes_of(element)]
            for top in self._closure(own):
                found[top].add(code)
        return {top: frozenset(codes) for top, codes in found.items()}
