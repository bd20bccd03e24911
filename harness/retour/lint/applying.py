"""Check of the way to a rule: its templates are included, and something must apply them.

In the official layout a rule file applies its own templates in a template for `*`, which the entry overrides by one of
a higher priority that lists the modes of all rules: a rule that is left out of this list is included, and never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from retour.language import mark
from retour.lint.model import LintCheck, Remark
from retour.lint.set_sources import SetSource
from retour.text.display import shown
from retour.xslt.names import XSL
from retour.xslt.precedence import CURRENT_MODE, TemplateRule, mode_named, modes_of

_NEVER_APPLIED = mark(
    "%(code)s is included in %(file)s, but nothing there applies its templates: it never fires"
)


def _never_applied(source: SetSource) -> Iterator[Remark]:
    for entry in source.entries:
        precedence = source.precedence(entry)
        first = _first_rules(precedence.rules)
        applied = {mode for template in precedence.in_force for mode in _applied_by(template)}
        for code in entry.codes:
            if code in first and applied.isdisjoint({code, CURRENT_MODE}):
                rule = first[code]
                place = source.positions(rule.sheet).place(rule.template)
                yield Remark(place, _NEVER_APPLIED % {"code": code, "file": shown(entry.path)})


def _first_rules(rules: Iterable[TemplateRule]) -> dict[str, TemplateRule]:
    """The first rule of each mode that does something."""
    first: dict[str, TemplateRule] = {}
    for rule in rules:
        for mode in rule.modes if len(rule.template) else ():
            first.setdefault(mode, rule)
    return first


def _applied_by(template: etree._Element) -> Iterator[str]:
    """The modes that a template applies, but for its own: that leads no one there."""
    own = modes_of(template)
    for applying in template.iter(f"{{{XSL}}}apply-templates"):
        mode = mode_named(applying, applying.get("mode", "#default"))
        if mode not in own:
            yield mode


APPLYING_CHECKS: tuple[LintCheck[SetSource], ...] = (
    LintCheck(
        "L211",
        mark("A rule is included in an entry, and nothing there applies its templates."),
        _never_applied,
    ),
)
