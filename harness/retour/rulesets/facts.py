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
from retour.xslt.stylesheets import Stylesheet, walk
from retour.xslt.written import given_text

_BERICHT = re.compile(r"(?<![\w-])Bericht(?![\w-])")
_RETOUR_TEST = re.compile(r"""=\s*(?:'([0-9A-Z]\d{3})'|"([0-9A-Z]\d{3})")""")
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one stylesheet tells.

    Attributes:
        namespaces: every namespace that is declared anywhere in it.
        transforms_bericht: whether a template in the default mode takes a message's root.
        header: its XSLTHeader, which stands there for tools to find and is never part of a report.
        version: the value of the global variable xsltVersion as it is written, placeholders included.
    """

    namespaces: frozenset[str]
    transforms_bericht: bool
    header: VersionHeader | None
    version: str | None


def read_facts(stylesheet: Stylesheet) -> Facts:
    """Read a stylesheet."""
    return Facts(
        namespaces=frozenset(_namespaces(stylesheet)),
        transforms_bericht=any(_takes_bericht(template) for template in walk(stylesheet, "template")),
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


def _takes_bericht(template: etree._Element) -> bool:
    match = template.get("match", "").strip()
    return template.get("mode") in (None, "#default") and (match == "/" or bool(_BERICHT.search(match)))


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
