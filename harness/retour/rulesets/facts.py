"""What single stylesheets tell, whatever their dialect: namespaces, version, the table of retour codes.

Two builds of the official sets are read: the plain one, and the minified one, in which prefixes, modes, templates and
parameters have other names. So nothing here goes by a prefix, and codes are recognised by their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from retour.rulesets.dialects.rapport import NAMESPACE, RULE_CODE
from retour.xslt.names import XSL
from retour.xslt.patterns import alternatives
from retour.xslt.stylesheets import Stylesheet, walk
from retour.xslt.written import given_text

_ROOT_BY_NAME = re.compile(r"/\s*(?:[\w.-]+:)?[\w.-]+")
_ABSOLUTE = re.compile(r"(?:^|\|)\s*/\s*[^/\s]")
_ROOT_PATTERNS = ("/", "root()", "document-node()")
_BERICHT = re.compile(r"(?<![\w-])Bericht(?![\w-])")
_RETOUR_TEST = re.compile(r"""=\s*(?:'([0-9A-Z]\d{3})'|"([0-9A-Z]\d{3})")""")
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one stylesheet tells.

    Attributes:
        namespaces: every namespace that is declared anywhere in it.
        takes_message: whether a template in the default mode takes a document, or a Bericht.
        takes_root: whether one takes the root element of a document, by its name.
        header: its XSLTHeader, which stands there for tools to find and is never part of a report.
        version: the value of the global variable xsltVersion as it is written, placeholders included.
    """

    namespaces: frozenset[str]
    takes_message: bool
    takes_root: bool
    header: VersionHeader | None
    version: str | None


def read_facts(stylesheet: Stylesheet) -> Facts:
    """Read a stylesheet."""
    return Facts(
        namespaces=frozenset(_namespaces(stylesheet)),
        takes_message=any(_takes_message(template) for template in walk(stylesheet, "template")),
        takes_root=any(_takes_root(template) for template in walk(stylesheet, "template")),
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
            if tested is None or not rules or not all(RULE_CODE.fullmatch(rule) for rule in rules):
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


def _takes_message(template: etree._Element) -> bool:
    match = template.get("match", "").strip()
    return _is_in_default_mode(template) and (match in _ROOT_PATTERNS or bool(_BERICHT.search(match)))


def _takes_root(template: etree._Element) -> bool:
    parts = template.get("match", "").split("|")
    return _is_in_default_mode(template) and any(_ROOT_BY_NAME.fullmatch(part.strip()) for part in parts)


def _is_in_default_mode(template: etree._Element) -> bool:
    return template.get("mode", "#default") in ("#default", "#unnamed", "#all")


def message_roots(stylesheets: Iterable[Stylesheet]) -> dict[str, tuple[str, ...]]:
    """The messages that stylesheets look at, as far as their patterns tell: the roots by namespace, none where any will do.

    Patterns that begin at the document say it. Where there are none it is taken from the namespaces of all patterns: those
    in which no element stands below another, for a root never does; else all of them.
    """
    templates = [template for sheet in stylesheets for template in walk(sheet, "template")]
    matches = [template for template in templates if template.get("match") not in (None, *_ROOT_PATTERNS)]
    absolute = [
        step
        for template in matches
        if _ABSOLUTE.search(template.get("match", ""))
        for one in alternatives(template)
        if _ABSOLUTE.match(one.text) and (step := next(iter(one.elements), None)) is not None
    ]
    named: dict[str, set[str]] = {}
    for step in absolute:
        if step.namespace is not None and step.name is not None:
            named.setdefault(step.namespace, set()).add(step.name)
    if named:
        return {space: tuple(sorted(names)) for space, names in named.items()}
    outer: set[str] = set()
    inner: set[str] = set()
    for template in matches:
        for one in alternatives(template):
            spaces = [step.namespace for step in one.elements]
            outer.update(space for space in spaces[:1] if space)
            inner.update(space for space in spaces[1:] if space)
    return dict.fromkeys(sorted(outer - inner or outer | inner), ())


def _version_header(stylesheet: Stylesheet) -> VersionHeader | None:
    header = next(stylesheet.root.iter(f"{{{NAMESPACE}}}XSLTHeader"), None)
    if header is None:
        return None
    texts = {etree.QName(child).localname: (child.text or "").strip() for child in header.iter(etree.Element)}
    return VersionHeader(
        *(filled(texts.get(name)) for name in ("Standaard", "StandaardRelease", "XSLTVersie"))
    )


def _version_variable(stylesheet: Stylesheet) -> str | None:
    for variable in stylesheet.root.iterchildren(f"{{{XSL}}}variable"):
        if variable.get("name") == "xsltVersion":
            return given_text(variable)
    return None
