"""What a dialect is: the form of a report, and how stylesheets that write it name the rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from retour.model import Severity
from retour.rulesets.dialects.report import Report
from retour.xslt.names import XSL

Read = Callable[[str, Callable[[str], str | None]], Report]
"""Report text, and what gives the retour code of a rule for reports that don't carry it → what the report says.

Raises NotAReport when the text is no report in this dialect.
"""

Find = Callable[[etree._Element], Iterable[str]]
"""A stylesheet's root, or one of its templates → codes, perhaps several times."""


def _is_template(body: etree._Element) -> bool:
    return bool(body.tag == f"{{{XSL}}}template")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One form of report.

    Attributes:
        name: as a manifest writes it.
        namespace: of the report's elements, by which stylesheets that write it are recognised.
        read: reads a report.
        codes: the rules that a stylesheet or a template can report.
        retour_codes: the retour codes that it writes itself.
        joined: makes one report of two on the same message, the findings of the first before those of the second.
        retour_code_of: the retour code that a rule has by its name alone, where the set doesn't state one.
        evaluates: whether the rules that a template reports, or an instruction in it, are evaluated when a run comes by it.
        written: the elements of the report that are findings, as stylesheets write them.
        code: the element in a finding that holds its code; None where an attribute does.
        graded: the dialect with other words for severities, by these words; None where its reports don't tell any.
    """

    name: str
    namespace: str
    read: Read
    codes: Find
    retour_codes: Find = lambda part: ()
    joined: Callable[[str, str], str] = lambda first, second: first
    retour_code_of: Callable[[str], str | None] = lambda rule: None
    evaluates: Callable[[etree._Element], bool] = _is_template
    written: tuple[str, ...] = ()
    code: str | None = None
    graded: Callable[[Mapping[str, Severity]], Dialect] | None = None

    def rules_of(self, template: etree._Element, codes: Collection[str]) -> tuple[str, ...]:
        """The rules that a template belongs to, of those of a set: that of its mode, and those that it reports; sorted."""
        named = {*template.get("mode", "").split(), *self.codes(template)}
        return tuple(sorted(named.intersection(codes)))
