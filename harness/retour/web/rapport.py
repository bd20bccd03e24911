"""Outcome → the report 1_1, with which the service answers.

What the rules found stands in the report that the rule set wrote, and that goes out as it is. Where there is none, such as of a message
that isn't valid by its schema, the findings are written in the same form. A report has no place for a warning: each Fout rejects.
"""

from __future__ import annotations

import re

from lxml import etree

from retour.messages import Message, text_of
from retour.model import Finding, Outcome
from retour.rulesets import RuleSet
from retour.rulesets.dialects.rapport import NAMESPACE
from retour.text.plain import one_line

_VERSION = re.compile(r"\d+\.\d+\.\d+", re.ASCII)
_NO_XML = re.compile("[\ufffe\uffff]")  # what XML can't hold and `one_line` leaves
_IDENTIFIED = (
    (
        "Identificatie",
        ("BerichtIdentificatie/Identificatie", "DeclaratieFactuurIdentificatie/DeclarantFactuurNummer"),
    ),
    (
        "Dagtekening",
        ("BerichtIdentificatie/Dagtekening", "DeclaratieFactuurIdentificatie/FactuurDagtekening"),
    ),
)
"""An element of the report's header, and where it stands in that of a message; a declaration is known by its invoice."""
_CODED = ("BerichtCode", "BerichtVersie", "BerichtSubversie")

_FORMS = {
    "BerichtVersie": re.compile(r"\d{1,2}", re.ASCII),
    "BerichtSubversie": re.compile(r"\d{1,2}", re.ASCII),
    "Identificatie": re.compile(r".{1,12}"),
    "Dagtekening": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
}
"""What the report takes of a message's header; with anything else there is no header."""

_WHOLE = "/"
"""Where something is wrong that lies at no element: the form asks for a place."""


def rapport_of(outcome: Outcome, rules: RuleSet | None, message: Message | None) -> str:
    """The report on a message that was accepted or rejected.

    Args:
        rules: the set that judged.
        message: as far as it could be read.
    """
    if (
        outcome.report is not None
        and rules is not None
        and rules.dialect == "rapport"
        and all(finding.level == "rules" for finding in outcome.errors)
    ):
        return outcome.report
    report = etree.Element(_named("Rapport"), nsmap={"vr": NAMESPACE})
    if message is not None:
        _write_header(report, message, outcome.rules.version if outcome.rules is not None else None)
    errors = etree.SubElement(report, _named("Fouten"))
    for finding in outcome.errors:
        _write_fout(errors, finding)
    etree.indent(report)
    text: str = etree.tostring(report, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _write_header(report: etree._Element, message: Message, version: str | None) -> None:
    """What the message says of itself; nothing where it doesn't say all that a report has to tell."""
    header = message.root.find("{*}Header")
    coded = {name: _text(header, name) for name in _CODED}
    identified = {
        name: next(filter(None, (_text(header, path) for path in paths)), "") for name, paths in _IDENTIFIED
    }
    texts = {**coded, **identified}
    if not all(texts.values()) or not all(form.fullmatch(texts[name]) for name, form in _FORMS.items()):
        return
    written = etree.SubElement(report, _named("Header"))
    for name, text in coded.items():
        etree.SubElement(written, _named(name)).text = text
    around = etree.SubElement(written, _named("BerichtIdentificatie"))
    for name, text in identified.items():
        etree.SubElement(around, _named(name)).text = text
    if version is not None and _VERSION.fullmatch(version):
        etree.SubElement(written, _named("XSLTVersie")).text = version


def _write_fout(errors: etree._Element, finding: Finding) -> None:
    fout = etree.SubElement(errors, _named("Fout"))
    etree.SubElement(fout, _named("Code")).text = _harmless(finding.code)
    if finding.retour is not None:
        etree.SubElement(fout, _named("Retourcode")).text = _harmless(finding.retour)
    paths = [location.path for location in finding.locations if location.path is not None]
    for path in paths or [_WHOLE]:
        etree.SubElement(fout, _named("Locatie")).text = _harmless(path)
    if finding.details is not None:
        etree.SubElement(fout, _named("Details")).text = _harmless(finding.details)


def _text(header: etree._Element | None, path: str) -> str:
    element = None if header is None else header.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if element is None else " ".join(text_of(element).split())


def _harmless(text: str) -> str:
    return _NO_XML.sub("?", one_line(text))


def _named(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
