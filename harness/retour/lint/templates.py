"""Checks of templates: rules that can't fire on a message they are included for, and templates that match nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from retour.language import mark
from retour.lint.declared import declared_elements
from retour.lint.model import LintCheck, Remark
from retour.lint.set_sources import SetSource
from retour.model import Identity
from retour.rulesets import Entry
from retour.rulesets.checked import foreign_namespaces
from retour.text.display import shown
from retour.xslt.names import XSL
from retour.xslt.patterns import Alternative, alternatives
from retour.xslt.places import takes_any_node
from retour.xslt.precedence import TemplateRule

_FOREIGN = mark(
    "%(code)s is included in %(file)s, but matches only in %(others)s: it never fires in messages of %(types)s"
)
_UNDECLARED = mark("%(written)s never matches: no schema declares %(name)s in %(namespace)s")
_NEVER_RUNS = mark(
    "the template for %(written)s never runs: the one at %(other)s takes all of its nodes and goes before it"
)


def _forgotten_namespace(source: SetSource) -> Iterator[Remark]:
    for entry in source.entries:
        if not entry.namespaces:
            continue
        by_mode: dict[str, list[TemplateRule]] = {}
        for rule in source.precedence(entry).rules:
            for mode in rule.modes if len(rule.template) else ():
                by_mode.setdefault(mode, []).append(rule)
        for code in entry.codes:
            matched = by_mode.get(code, [])
            if matched and all(_foreign(rule.alternative, entry) for rule in matched):
                others = sorted({name for rule in matched for name in _foreign(rule.alternative, entry)})
                place = source.positions(matched[0].sheet).place(matched[0].template)
                named = {"code": code, "file": shown(entry.path), "types": _messages(entry)}
                yield Remark(place, _FOREIGN % {**named, "others": ", ".join(others)})


def _foreign(alternative: Alternative, entry: Entry) -> list[str]:
    """The namespaces that it asks for and no message of the entry has, as people call them."""
    foreign = foreign_namespaces(alternative, entry.seen)
    return [str(Identity.of(space).type or "no namespace") for space in foreign]


def _messages(entry: Entry) -> str:
    types = dict.fromkeys(str(Identity.of(space).type) for space in entry.namespaces)
    return ", ".join(types)


def _matches_nothing(source: SetSource) -> Iterator[Remark]:
    declared = declared_elements(source.rules.schemas) if source.rules is not None else {}
    if not declared:
        return
    for sheet in dict.fromkeys(sheet for entry in source.entries for sheet in source.reached(entry)):
        for template in sheet.root.iterchildren(f"{{{XSL}}}template"):
            for alternative in alternatives(template):
                for step in alternative.elements:
                    names = declared.get(step.namespace or "")
                    if step.name and names is not None and step.name not in names:
                        written = " ".join(alternative.text.split())
                        named = {"written": written, "name": step.name, "namespace": step.namespace}
                        yield Remark(source.positions(sheet).place(template), _UNDECLARED % named)
                        break


def _never_taken(source: SetSource) -> Iterator[Remark]:
    """Of templates that import another stylesheet overrides one is left out: that is how they are meant."""
    taken: set[etree._Element] = set()
    before: dict[etree._Element, tuple[TemplateRule, TemplateRule]] = {}
    for entry in source.entries:
        precedence = source.precedence(entry)
        taken |= precedence.in_force
        for rule in precedence.rules:
            winner = precedence.overriding(rule)
            if winner is not None and winner.level == rule.level and not takes_any_node(rule.template):
                before.setdefault(rule.template, (rule, winner))
    for template, (rule, winner) in before.items():
        if template not in taken:
            other = source.positions(winner.sheet).place(winner.template)
            named = {
                "written": " ".join(template.get("match", "").split()),
                "other": f"{other.file}:{other.line}",
            }
            yield Remark(source.positions(rule.sheet).place(template), _NEVER_RUNS % named)


TEMPLATE_CHECKS: tuple[LintCheck[SetSource], ...] = (
    LintCheck(
        "L205",
        mark(
            "A rule is included for a message type, and its templates match only in other types' namespaces."
        ),
        _forgotten_namespace,
    ),
    LintCheck(
        "L206",
        mark("A template matches an element that no schema of its namespace declares."),
        _matches_nothing,
    ),
)

TAKEN_CHECKS: tuple[LintCheck[SetSource], ...] = (
    LintCheck(
        "L213", mark("A template never runs: others go before it for all that it takes."), _never_taken
    ),
)
