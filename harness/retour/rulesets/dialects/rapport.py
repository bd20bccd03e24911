"""The report 1_1 of the official sets: Rapport, with a Header and Fouten; and how these sets name their rules.

Source: the namespace and the element structure of `schema/1_1/rapport.xsd` in the published iWlz sets. Two liberties
are taken with that schema because the sets themselves take them: a Fout without Locatie is read (the official
helpers write one when they are given an empty node-set), and a Header may be missing (check_errors writes none).

A rule's code is handed to a named template that writes the Fout, or written into it, and the mode of a rule's templates is
mostly named after it. In the minified build of these sets prefixes, modes, templates and parameters have other names: so
nothing here goes by a prefix, and codes are recognised by their form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from retour.errors import NotAReport
from retour.model import Finding, Location
from retour.rulesets.dialects.dialect import Dialect
from retour.rulesets.dialects.report import Report, called, parse_report
from retour.xslt.names import XSL
from retour.xslt.written import given_text, written_text

NAMESPACE = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"

RULE_CODE = re.compile(r"[A-Z]{2}\d{3}[a-z]?")
_RETOUR_CODE = re.compile(r"[0-9A-Z]\d{3}")
_GENERAL_SCHEME = {"TR": "9", "CS": "S", "CD": "D"}

_RAPPORT = f"{{{NAMESPACE}}}Rapport"
_HEADER = f"{{{NAMESPACE}}}Header"
_VERSION = f"{{{NAMESPACE}}}XSLTVersie"
_FOUTEN = f"{{{NAMESPACE}}}Fouten"
_FOUT = f"{{{NAMESPACE}}}Fout"
_CODE = f"{{{NAMESPACE}}}Code"
_RETOURCODE = f"{{{NAMESPACE}}}Retourcode"
_LOCATIE = f"{{{NAMESPACE}}}Locatie"
_DETAILS = f"{{{NAMESPACE}}}Details"


def read_rapport(report: str, retour_code: Callable[[str], str | None]) -> Report:
    """Read a report; see `Dialect`.

    Raises:
        NotAReport: no XML, another root element, no Fouten, an element the report doesn't have, or a Fout without
            Code.
    """
    root = parse_report(report)
    if root.tag != _RAPPORT:
        raise NotAReport(f"wrote {called(root)} where a Rapport in namespace {NAMESPACE} was expected")
    lists = []
    version = None
    for child in _elements(root):
        if child.tag == _FOUTEN:
            lists.append(child)
        elif child.tag == _HEADER:
            version = (child.findtext(_VERSION) or "").strip() or version
        else:
            raise NotAReport(f"wrote {called(child)} in the Rapport, where only Header and Fouten belong")
    if len(lists) != 1:
        raise NotAReport(f"wrote a Rapport with {len(lists)} Fouten elements where one was expected")
    fouten = enumerate(_elements(lists[0]), 1)
    return Report(tuple(_finding(fout, number, retour_code) for number, fout in fouten), version)


def _joined(first: str, second: str) -> str:
    """The first report, with the Fouten of the second after its own. Both could be read."""
    more = list(parse_report(second).iterfind(f"{_FOUTEN}/{_FOUT}"))
    if not more:
        return first
    root = parse_report(first)
    fouten = root.find(_FOUTEN)
    assert fouten is not None
    fouten.extend(more)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _finding(fout: etree._Element, number: int, retour_code: Callable[[str], str | None]) -> Finding:
    if fout.tag != _FOUT:
        raise NotAReport(f"wrote {called(fout)} among the Fouten, where only Fout belongs")
    code: str | None = None
    retour: str | None = None
    details: str | None = None
    locations: list[Location] = []
    for child in _elements(fout):
        text = " ".join((child.text or "").split())
        if child.tag == _LOCATIE:
            locations.append(Location(text))
        elif child.tag == _CODE and code is None:
            code = text
        elif child.tag == _RETOURCODE and retour is None:
            retour = text
        elif child.tag == _DETAILS and details is None:
            details = text
        else:
            raise NotAReport(f"wrote {called(child)} out of place in Fout {number}")
    if not code:
        raise NotAReport(f"wrote Fout {number} without a Code")
    return Finding("rules", code, retour or retour_code(code), tuple(locations), details or None)


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if isinstance(child.tag, str)]


def _retour_code_of(rule: str) -> str | None:
    """By the general scheme: TRnnn → 9nnn, CSnnn → Snnn, CDnnn → Dnnn."""
    initial = _GENERAL_SCHEME.get(rule[:2])
    return initial + rule[2:] if initial and len(rule) == 5 and rule[2:].isdigit() else None


def _codes(part: etree._Element) -> Iterator[str]:
    """Codes that are handed on or written, and modes named after a rule in which something is done.

    A rule without a number of its own may be called by its retour code, such as 8171.
    """
    for name, text in _handed_on(part):
        if name in ("pRule", "rule") or RULE_CODE.fullmatch(text):
            yield text
    yield from _written(part, _CODE)
    for template in part.iter(f"{{{XSL}}}template"):
        mode = template.get("mode", "")
        if RULE_CODE.fullmatch(mode) and len(template):
            yield mode


def _retour_codes(part: etree._Element) -> Iterator[str]:
    yield from (text for _, text in _handed_on(part) if _RETOUR_CODE.fullmatch(text))
    yield from _written(part, _RETOURCODE)


def _handed_on(part: etree._Element) -> Iterator[tuple[str | None, str]]:
    """The texts that are handed to templates, with the names of the parameters."""
    params = part.iter(f"{{{XSL}}}with-param")
    return ((param.get("name"), text) for param in params if (text := given_text(param)))


def _written(part: etree._Element, tag: str) -> Iterator[str]:
    """The texts of the elements of the report that are written out."""
    return (text for element in part.iter(tag) if (text := written_text(element)))


RAPPORT = Dialect(
    "rapport",
    NAMESPACE,
    read_rapport,
    _codes,
    _retour_codes,
    _joined,
    retour_code_of=_retour_code_of,
    written=(_FOUT,),
    code=_CODE,
)
