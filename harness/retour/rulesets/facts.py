"""What single stylesheets tell: namespaces, rule codes, parameters, version, retour codes.

Two builds of the official sets are read: the plain one, and the minified one, in which prefixes, modes, templates and
parameters have other names. So nothing here goes by a prefix, and codes are recognised by their form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from retour.xslt.names import XSL
from retour.xslt.static import is_static
from retour.xslt.stylesheets import Stylesheet, walk

RAPPORT = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"
SVRL = "http://purl.oclc.org/dsdl/svrl"
_CODE = re.compile(r"[A-Z]{2}\d{3}[a-z]?")
_RETOUR_CODE = re.compile(r"[0-9A-Z]\d{3}")
_LITERAL = re.compile(r"""^\s*(?:'([^']*)'|"([^"]*)")\s*$""")
_BERICHT = re.compile(r"(?<![\w-])Bericht(?![\w-])")
_RETOUR_TEST = re.compile(r"""=\s*(?:'([0-9A-Z]\d{3})'|"([0-9A-Z]\d{3})")""")
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one stylesheet tells.

    Attributes:
        namespaces: every namespace that is declared anywhere in it.
        transforms_bericht: whether a template in the default mode takes a message's root.
        codes: the rules that it can report.
        retour_literals: the retour codes that it writes itself.
        parameters: the names of the stylesheet parameters.
        header: its XSLTHeader, which stands there for tools to find and is never part of a report.
        version: the value of the global variable xsltVersion as it is written, placeholders included.
    """

    namespaces: frozenset[str]
    transforms_bericht: bool
    codes: frozenset[str]
    retour_literals: frozenset[str]
    parameters: frozenset[str]
    header: VersionHeader | None
    version: str | None


def read_facts(stylesheet: Stylesheet) -> Facts:
    """Read a stylesheet."""
    passed = _passed(stylesheet.root)
    return Facts(
        namespaces=frozenset(_namespaces(stylesheet)),
        transforms_bericht=any(_takes_bericht(template) for template in walk(stylesheet, "template")),
        codes=frozenset(_codes(stylesheet, passed)),
        retour_literals=frozenset(_retour_literals(stylesheet, passed)),
        parameters=frozenset(_parameters(stylesheet)),
        header=_version_header(stylesheet),
        version=_version_variable(stylesheet),
    )


@dataclass(frozen=True, slots=True)
class VersionHeader:
    """What the XSLTHeader of a stylesheet says; parts are None when they are left out or not filled in."""

    standard: str | None
    release: str | None
    version: str | None


def placeholders(stylesheet: Stylesheet) -> Iterator[tuple[str, int | None]]:
    """Placeholders such as `${version}` that the build left unfilled, each with its line."""
    for element in stylesheet.root.iter(etree.Element):
        for text in (element.text or "", *(str(value) for value in element.attrib.values())):
            for match in _PLACEHOLDER.finditer(text):
                yield match.group(), element.sourceline


def filled(text: str | None) -> str | None:
    """A text, unless it is empty or holds an unfilled placeholder."""
    return text if text and not _PLACEHOLDER.search(text) else None


def retour_table(stylesheets: Iterable[Stylesheet]) -> dict[str, str]:
    """Rule → retour code, as a check_errors.xsl states it: `when` the code is this, the rules are these.

    A rule that stands under several codes gets the most telling one: not 0001, which stands for any technical fault.
    """
    table: dict[str, str] = {}
    for stylesheet in stylesheets:
        for when in walk(stylesheet, "when"):
            tested = _RETOUR_TEST.search(when.get("test") or "")
            rules = [rule.strip() for rule in (when.text or "").split(",") if rule.strip()]
            if tested is None or not rules or not all(_CODE.fullmatch(rule) for rule in rules):
                continue
            code = tested.group(1) or tested.group(2)
            for rule in rules:
                if table.get(rule, "0001") == "0001":
                    table[rule] = code
    return table


def _namespaces(stylesheet: Stylesheet) -> set[str]:
    found = {uri for uri in stylesheet.root.nsmap.values() if uri}
    if stylesheet.data.count(b"xmlns") > len(stylesheet.root.nsmap):  # some are declared further down
        for element in stylesheet.root.iter(etree.Element):
            found.update(uri for uri in element.nsmap.values() if uri)
    return found


def _takes_bericht(template: etree._Element) -> bool:
    match = template.get("match", "").strip()
    return template.get("mode") in (None, "#default") and (match == "/" or bool(_BERICHT.search(match)))


def _codes(stylesheet: Stylesheet, passed: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    """The codes of the rules, and modes named after a rule in which something is done."""
    yield from _handed_on(passed)
    yield from _written(stylesheet.root, "Code")
    for template in walk(stylesheet, "template"):
        mode = template.get("mode", "")
        if _CODE.fullmatch(mode) and len(template):
            yield mode


def rule_codes(template: etree._Element) -> Iterator[str]:
    """The rules that a template reports: codes handed to a named template, and Codes written out."""
    yield from _handed_on(_passed(template))
    yield from _written(template, "Code")


def rules_of(template: etree._Element, codes: Collection[str]) -> tuple[str, ...]:
    """The rules of a set that a template belongs to, sorted: that of its mode, or those that it reports."""
    mode = template.get("mode")
    if mode in codes:
        return (mode,)
    return tuple(sorted(set(codes).intersection(rule_codes(template))))


def _passed(element: etree._Element) -> list[tuple[str | None, str]]:
    """The texts that are handed to templates, with the names of the parameters."""
    params = element.iter(f"{{{XSL}}}with-param")
    return [(param.get("name"), text) for param in params if (text := _literal(param))]


def _handed_on(passed: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    """Codes handed to a template; a rule without a number of its own may be called by its retour code, such as 8171."""
    for name, text in passed:
        if name in ("pRule", "rule") or _CODE.fullmatch(text):
            yield text


def _retour_literals(stylesheet: Stylesheet, passed: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    for _, text in passed:
        if _RETOUR_CODE.fullmatch(text):
            yield text
    yield from _written(stylesheet.root, "Retourcode")


def _written(part: etree._Element, name: str) -> Iterator[str]:
    """The texts of the elements of the report that are written out, not worked out at run time."""
    for element in part.iter(f"{{{RAPPORT}}}{name}"):
        if text := _text(element):
            yield text


def _parameters(stylesheet: Stylesheet) -> Iterator[str]:
    for parameter in stylesheet.root.iterchildren(f"{{{XSL}}}param"):
        if not is_static(parameter) and (name := parameter.get("name")):
            yield name


def _version_header(stylesheet: Stylesheet) -> VersionHeader | None:
    header = next(stylesheet.root.iter(f"{{{RAPPORT}}}XSLTHeader"), None)
    if header is None:
        return None
    texts = {etree.QName(child).localname: (child.text or "").strip() for child in header.iter(etree.Element)}
    return VersionHeader(
        *(filled(texts.get(name)) for name in ("Standaard", "StandaardRelease", "XSLTVersie"))
    )


def _version_variable(stylesheet: Stylesheet) -> str | None:
    for variable in stylesheet.root.iterchildren(f"{{{XSL}}}variable"):
        if variable.get("name") == "xsltVersion":
            return _literal(variable)
    return None


def _literal(element: etree._Element) -> str | None:
    """The text that a variable or parameter is given, when it is given as plain text."""
    select = element.get("select")
    if select is None:
        return _text(element)
    literal = _LITERAL.match(select)
    return None if literal is None else (literal.group(1) or literal.group(2) or "").strip()


def _text(element: etree._Element) -> str | None:
    """The text that an element holds, with single spaces; None when an instruction works it out."""
    if any(child.tag != f"{{{XSL}}}text" for child in element):
        return None
    return " ".join("".join(element.itertext()).split())
