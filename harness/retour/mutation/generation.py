"""A stylesheet → its mutants."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from retour.language import mark
from retour.mutation.in_expressions import (
    EXPRESSION_OPERATORS,
    Around,
    Rewrite,
    compared_name,
    key_parts,
    listed,
    without_key_part,
)
from retour.mutation.in_patterns import wrong_namespaces
from retour.mutation.model import Mutant, StylesheetEdit, one_line
from retour.xslt.names import XSL, declared_prefixes, is_xsl
from retour.xslt.patterns import Alternative, alternatives
from retour.xslt.sameness import form
from retour.xslt.source import Source, within
from retour.xslt.static import is_static
from retour.xslt.xpath import Expression, Node, parse_xpath

OPERATORS: dict[str, str] = {
    "and-or": mark("`or` for `and`, and the other way round"),
    "arithmetic": mark("another operation: - for +, div for *, ceiling() for floor()"),
    "boundary": mark("a number one higher or lower"),
    "comparison": mark("another comparison: <= for <, != for ="),
    "condition-dropped": mark("one of several conditions forgotten, or a predicate"),
    "date-unit": mark("months where years are meant"),
    "debit-credit": mark("credit where debit is meant"),
    "if": mark("a condition that always holds, or never"),
    "key-part": mark("one part of a compound key forgotten"),
    "name": mark("another element's name"),
    "namespace": mark("the namespace of another message"),
    "not": mark("a not() forgotten"),
    "position": mark("another one of several nodes"),
    "step": mark("another axis, or a step too few"),
    "string-function": mark("a string function forgotten, or another one of the same kind"),
    "template": mark("a template or a call left out, or done twice"),
    "value-dropped": mark("one value or alternative of a list forgotten"),
}
"""Every kind of mistake, and what it is."""

NOTHING = mark("nothing")
"""Stands for what is left out."""

_EXPRESSIONS = ("select", "test", "use", "group-by", "group-adjacent")
_CALLS = ("call-template", "apply-templates")


@dataclass(frozen=True, slots=True)
class Generated:
    """What a stylesheet gave.

    Attributes:
        mutants: in document order.
        not_understood: line of each expression that could not be parsed, and the expression.
    """

    mutants: tuple[Mutant, ...]
    not_understood: tuple[tuple[int, str], ...]


def generate(source: Source, operators: Collection[str] = tuple(OPERATORS)) -> Generated:
    """All mutants of a stylesheet, none twice and none that is only written otherwise."""
    generator = _Generator(source)
    found = [mutant for mutant in generator.mutants() if mutant.operator in operators]
    return Generated(tuple(_with_ids(found)), tuple(generator.not_understood))


@dataclass(frozen=True, slots=True)
class _Site:
    """An expression and the element whose attribute it is."""

    element: etree._Element
    attribute: str
    expression: Expression


class _Generator:
    """The mutants of one stylesheet."""

    def __init__(self, source: Source) -> None:
        self.not_understood: list[tuple[int, str]] = []
        self._source = source
        self._sites = list(self._find_sites())
        self._names = self._tested_names()

    def mutants(self) -> Iterator[Mutant]:
        """Each mutant, without its id."""
        sites: dict[etree._Element, list[_Site]] = defaultdict(list)
        for site in self._sites:
            sites[site.element].append(site)
        paired = self._paired_concats()
        for element in self._source.elements:
            if not str(element.tag).startswith(f"{{{XSL}}}"):
                continue
            for site in sites[element]:
                if site.attribute == "match":
                    yield from self._in_pattern(site)
                else:
                    yield from self._in_expression(site, paired)
            yield from self._in_text(element)
            yield from self._of_instruction(element)

    def _find_sites(self) -> Iterator[_Site]:
        for element in self._source.elements:
            if not str(element.tag).startswith(f"{{{XSL}}}"):
                continue
            patterns = ("match",) if is_xsl(element, "template", "key") else ()
            for attribute in (*patterns, *_EXPRESSIONS):
                text = element.get(attribute)
                # No mutant wakes while a stylesheet is compiled: what is worked out then can't be one of several.
                if text is None or is_static(element):
                    continue
                expression = parse_xpath(text, declared_prefixes(element))
                if expression is not None:
                    yield _Site(element, attribute, expression)
                elif text.strip():
                    self.not_understood.append((element.sourceline or 0, text))

    def _tested_names(self) -> dict[str | None, Collection[str]]:
        found: dict[str | None, set[str]] = defaultdict(set)
        for site in self._sites:
            for node, above in site.expression.walk():
                if (literal := compared_name(node)) is not None:
                    found[None].add(str(literal.value))
                elif node.symbol == ":" and node.parts and node.parts[0].symbol == "(name)":
                    found[str(node.parts[0].value)].add(str(node.parts[1].value))
                elif node.symbol == "(name)" and not (above and above[-1].symbol in ("$", ":", "@")):
                    found[""].add(str(node.value))
        return {prefix: sorted(names - {"*"}) for prefix, names in found.items()}

    def _in_expression(self, site: _Site, paired: dict[Node, list[tuple[_Site, Node]]]) -> Iterator[Mutant]:
        x = site.expression
        seen = {one_line(x.text)}
        for node, above in x.walk():
            around = Around(above, self._names)
            for operator, find in EXPRESSION_OPERATORS.items():
                if operator == "key-part" and node in paired:
                    yield from self._in_pairs(site, node, paired[node])
                    continue
                for rewrite in find(x, node, around):
                    mutated = x.replaced(rewrite.start, rewrite.end, rewrite.text)
                    if one_line(mutated) not in seen and _says_otherwise(site, mutated):
                        seen.add(one_line(mutated))
                        yield self._mutant(operator, site, rewrite, mutated)
        if site.attribute == "test":
            for always in ("true()", "false()"):
                yield self._mutant("if", site, Rewrite(x.root.start, x.root.end, always), always)

    def _in_pairs(self, site: _Site, concat: Node, others: list[tuple[_Site, Node]]) -> Iterator[Mutant]:
        """A part of a compound key forgotten where the key is made and where it is looked up, which is how it happens."""
        x = site.expression
        for number in key_parts(concat):
            part = one_line(x.of(concat.parts[number]))
            edits = [self._edit(site, without_key_part(x, concat, number))]
            for other, lookup in others:
                y = other.expression
                same = [n for n in key_parts(lookup) if one_line(y.of(lookup.parts[n])) == part]
                edits += [self._edit(other, without_key_part(y, lookup, n)) for n in same[:1]]
            if len(edits) > 1:
                found = self._mutant("key-part", site, without_key_part(x, concat, number), "")
                yield replace(found, edits=tuple(edits))

    def _in_pattern(self, site: _Site) -> Iterator[Mutant]:
        found = alternatives(site.element)
        texts = {one_line(alternative.text) for alternative in found}
        for number, alternative in enumerate(found):
            if len(found) > 1:
                yield self._of_alternative("value-dropped", site, alternative, number, None)
            seen = set(texts)
            for operator, text in self._changed_alternatives(alternative, texts):
                if one_line(text) not in seen and _says_other(alternative, text):
                    seen.add(one_line(text))
                    yield self._of_alternative(operator, site, alternative, number, text)

    def _changed_alternatives(
        self, alternative: Alternative, texts: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        x = alternative.expression
        for text in wrong_namespaces(x, alternative.prefixes, texts):
            yield "namespace", text
        for node, above in x.walk():
            for operator, find in EXPRESSION_OPERATORS.items():
                for rewrite in find(x, node, Around(above, self._names, pattern=True)):
                    yield operator, x.replaced(rewrite.start, rewrite.end, rewrite.text)

    def _of_alternative(
        self, operator: str, site: _Site, alternative: Alternative, number: int, text: str | None
    ) -> Mutant:
        edit = StylesheetEdit(
            self._source.numbers[site.element], "alternative", alternative=number, value=text
        )
        rewrite = Rewrite(alternative.start, alternative.end, text or NOTHING)
        found = self._mutant(operator, site, rewrite, "")
        return replace(found, edits=(edit,), alternative=alternative.text)

    def _in_text(self, element: etree._Element) -> Iterator[Mutant]:
        """Lists written as text, such as the parts of a key that are handed to a named template."""
        if len(element) or not is_xsl(element, "with-param", "param", "variable", "text"):
            return
        for shorter in listed(element.text or ""):
            operator = "key-part" if "/" in shorter else "value-dropped"
            edit = StylesheetEdit(self._source.numbers[element], "text", value=shorter)
            place = self._source.text_position(element)
            yield self._at(place, operator, element, one_line(element.text), one_line(shorter), edit)

    def _of_instruction(self, element: etree._Element) -> Iterator[Mutant]:
        """Templates and calls left out or done twice."""
        number = self._source.numbers[element]
        place = self._source.position(element)
        if is_xsl(element, "template"):
            label = within(element)
            if element.get("match") or _does_something(element):
                yield self._at(place, "template", element, label, NOTHING, StylesheetEdit(number, "removed"))
            if _does_something(element):
                yield self._at(
                    place, "template", element, label, "done twice", StylesheetEdit(number, "twice")
                )
        elif is_xsl(element, *_CALLS) and _has_siblings(element):
            label = (
                f"{etree.QName(element).localname} {element.get('name') or element.get('mode') or ''}".strip()
            )
            yield self._at(place, "template", element, label, NOTHING, StylesheetEdit(number, "removed"))

    def _paired_concats(self) -> dict[Node, list[tuple[_Site, Node]]]:
        """concat() in the use of an xsl:key → those with which the key is looked up; and these → nothing."""
        made: dict[str, list[tuple[_Site, Node]]] = defaultdict(list)
        looked_up: dict[str, list[tuple[_Site, Node]]] = defaultdict(list)
        for site in self._sites:
            for node, above in site.expression.walk():
                if node.symbol != "concat" or node.label != "function":
                    continue
                if site.attribute == "use" and is_xsl(site.element, "key"):
                    made[site.element.get("name", "")].append((site, node))
                elif above and above[-1].symbol == "key" and above[-1].parts[0].symbol == "(string)":
                    looked_up[str(above[-1].parts[0].value)].append((site, node))
        pairs: dict[Node, list[tuple[_Site, Node]]] = {}
        for name in made.keys() & looked_up.keys():
            pairs |= {node: looked_up[name] for _, node in made[name]}
            pairs |= {node: [] for _, node in looked_up[name]}
        return pairs

    def _edit(self, site: _Site, rewrite: Rewrite) -> StylesheetEdit:
        text = site.expression.replaced(rewrite.start, rewrite.end, rewrite.text)
        return StylesheetEdit(self._source.numbers[site.element], "attribute", site.attribute, value=text)

    def _mutant(self, operator: str, site: _Site, rewrite: Rewrite, mutated: str) -> Mutant:
        place = self._source.position(site.element, site.attribute, rewrite.start)
        text = site.expression.text
        edit = StylesheetEdit(self._source.numbers[site.element], "attribute", site.attribute, value=mutated)
        found = self._at(place, operator, site.element, text[rewrite.start : rewrite.end], rewrite.text, edit)
        return replace(found, expression=one_line(text))

    def _at(
        self,
        place: tuple[int, int],
        operator: str,
        element: etree._Element,
        before: str,
        after: str,
        edit: StylesheetEdit,
    ) -> Mutant:
        path = self._source.sheet.path
        return Mutant("", operator, path, *place, within(element), before, after, before, (edit,))


def _says_otherwise(site: _Site, text: str) -> bool:
    """Whether a text is an expression that isn't the same as the site's own, only written otherwise."""
    prefixes = declared_prefixes(site.element)
    changed = parse_xpath(text, prefixes)
    return changed is not None and form(changed, prefixes) != form(site.expression, prefixes)


def _says_other(alternative: Alternative, text: str) -> bool:
    """The same of a pattern's alternative."""
    changed = parse_xpath(text, alternative.prefixes)
    if changed is None:
        return False
    return form(changed, alternative.prefixes, alternative.default) != alternative.form


def _does_something(template: etree._Element) -> bool:
    return any(not is_xsl(child, "param") for child in template.iterchildren(etree.Element))


def _has_siblings(element: etree._Element) -> bool:
    """Whether what it stands in does something else too; else leaving that out is the same."""
    parent = element.getparent()
    assert parent is not None
    return sum(not is_xsl(child, "param", "sort") for child in parent.iterchildren(etree.Element)) > 1


def _with_ids(mutants: list[Mutant]) -> Iterator[Mutant]:
    counted: Counter[tuple[str, ...]] = Counter()
    for mutant in mutants:
        file = "/".join(mutant.file.parts[-2:])
        what = (file, mutant.operator, mutant.within, one_line(mutant.before), one_line(mutant.after))
        counted[what] += 1
        whole = "\0".join((*what, str(counted[what])))
        yield replace(mutant, id=hashlib.sha256(whole.encode()).hexdigest()[:8])
