"""Checks of templates: rules that can't fire on a message they are included for, and templates that match nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from retour.lint.declared import declared_elements
from retour.lint.model import Check, Remark
from retour.lint.set_sources import SetSource
from retour.model import Identity
from retour.rulesets import Entry
from retour.text.display import shown
from retour.xslt.names import XSL
from retour.xslt.patterns import Alternative, alternatives
from retour.xslt.stylesheets import Stylesheet, walk

Matching = tuple[Stylesheet, etree._Element, list[Alternative]]
"""A template that does something, the stylesheet it stands in, and what it matches."""


def _forgotten_namespace(source: SetSource) -> Iterator[Remark]:
    for entry in source.entries:
        if not entry.namespaces:
            continue
        by_mode: dict[str, list[Matching]] = {}
        for sheet in source.reached(entry):
            for template in walk(sheet, "template"):
                if template.get("match") and len(template):
                    matching = (sheet, template, alternatives(template))
                    for mode in template.get("mode", "").split():
                        by_mode.setdefault(mode, []).append(matching)
        for code in entry.codes:
            matched = by_mode.get(code, [])
            if matched and not any(_serves(one, entry) for _, _, found in matched for one in found):
                sheet, template, _ = matched[0]
                others = sorted(
                    {name for _, _, found in matched for one in found for name in _foreign(one, entry)}
                )
                text = (
                    f"{code} is included in {shown(entry.path)}, but matches only in {' and '.join(others)}"
                )
                place = source.positions(sheet).place(template)
                yield Remark(place, f"{text}: it never fires in messages of {_messages(entry)}")


def _serves(alternative: Alternative, entry: Entry) -> bool:
    """Whether something in a message of the entry may match."""
    return not _foreign(alternative, entry)


def _foreign(alternative: Alternative, entry: Entry) -> list[str]:
    """The namespaces that it asks for and no message of the entry has, as people call them."""
    return [
        str(Identity.of(space).type or "no namespace")
        for space in alternative.namespaces
        if space not in entry.namespaces and (not space or Identity.of(space).type)
    ]


def _messages(entry: Entry) -> str:
    types = dict.fromkeys(str(Identity.of(space).type) for space in entry.namespaces)
    return " and ".join(types)


def _matches_nothing(source: SetSource) -> Iterator[Remark]:
    declared = declared_elements(source.rules.schemas) if source.rules is not None else {}
    if not declared:
        return
    for sheet in dict.fromkeys(sheet for entry in source.entries for sheet in source.reached(entry)):
        for template in sheet.root.iterchildren(f"{{{XSL}}}template"):
            for alternative in alternatives(template) if template.get("match") else ():
                for step in alternative.steps:
                    names = declared.get(step.namespace or "")
                    if step.name and names is not None and step.name not in names:
                        text = f"{alternative.written} never matches: no schema declares {step.name} in {step.namespace}"
                        yield Remark(source.positions(sheet).place(template), text)
                        break


TEMPLATE_CHECKS: tuple[Check[SetSource], ...] = (
    Check(
        "L205",
        "A rule is included for a message type, and its templates match only in other types' namespaces.",
        _forgotten_namespace,
    ),
    Check(
        "L206", "A template matches an element that no schema of its namespace declares.", _matches_nothing
    ),
)
