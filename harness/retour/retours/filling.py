"""Retourbericht → findings: whether it is filled as the filling instruction IV028 asks.

Source: IV028 of iWmo 3.2, and the check of a retour in the published iWlz sets; for iWmo 2.1 it is inferred.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from retour.messages import Message, text_of
from retour.model import Finding, Location
from retour.retours.classes import classes_of, kinds_of_classes
from retour.retours.codes import (
    NOT_ASSESSED,
    NOTHING_TO_REMARK,
    REFUSED,
    RETOUR_CODES,
    decidable_codes,
)
from retour.retours.completeness import Call, calls_of
from retour.rulesets import FILLING_RULE, RuleSet
from retour.text.paths import printed_path

Details = str
"""A sentence on what is wrong, in Dutch, as the details of the rules are."""


@dataclass(frozen=True)
class Retour:
    """A retourbericht, with the findings of the rules on the heenbericht that it answers, rebuilt from it."""

    message: Message
    rules: RuleSet
    findings: Sequence[Finding]

    @property
    def header(self) -> etree._Element | None:
        return self.message.root.find("{*}Header")

    @property
    def has_body(self) -> bool:
        return any(child is not self.header for child in self.message.root.iterchildren(etree.Element))

    def is_founded(self, code: str, owner: etree._Element) -> bool:
        """Whether a finding calls for a retour code on a class: one that lies on it or inside it.

        A code that takes more than this message to decide on is taken on trust. So are the codes of a header that
        came alone, or above a declaration, of which the lines that were granted aren't repeated.
        """
        partial = not self.has_body or self.message.root.find("{*}Header/{*}RetourBedragen") is not None
        if code not in self._decidable or (owner is self.header and partial):
            return True
        return any(code in call.codes for call in self.calls_on(owner))

    def calls_on(self, owner: etree._Element) -> list[Call]:
        """What findings on a class, or inside it, call for; of the header what lies in no class."""
        if owner is self.header:
            return [call for call in self._calls if not call.owner]
        path = printed_path(owner)
        return [call for call in self._calls if call.lies_in(path)]

    def exists(self, code: str) -> bool:
        """Whether a retour of this type may hold the code at all, as far as the catalogue tells."""
        if not self.rules.general_codes:
            return True
        general = self.rules.general_codes.get(code)
        if general is not None:
            return not general.messages or self.message.identity.type in general.messages
        identity = self.message.identity
        types = {identity.type, *(heen.type for heen in identity.answered())}
        return any(
            rule.retour == code
            and rule.applicable
            and (not rule.messages or not types.isdisjoint(rule.messages))
            for rule in self.rules.catalogue.values()
        )

    @cached_property
    def _calls(self) -> Sequence[Call]:
        classes = classes_of(self.message.root, kinds_of_classes(self.message.root, self.rules))
        return calls_of(self.findings, [each.path for each in classes.all()], self.rules)

    @cached_property
    def _decidable(self) -> Collection[str]:
        return decidable_codes(self.rules)


def filling_findings(retour: Retour) -> tuple[Finding, ...]:
    """What is wrong with the retour codes of a retourbericht, in document order."""
    found = []
    for element in retour.message.root.iter(etree.Element):
        if etree.QName(element).localname == RETOUR_CODES:
            found += [_finding(*wrong) for wrong in _wrong_codes(retour, element)]
        elif element.find(f"{{*}}{RETOUR_CODES}") is None and retour.rules.schema.requires(
            element, RETOUR_CODES
        ):
            found.append(_finding(element, "Deze klasse heeft geen retourcode."))
    return tuple(found)


def _wrong_codes(retour: Retour, codes: etree._Element) -> Iterator[tuple[etree._Element, Details]]:
    owner = codes.getparent()
    assert owner is not None
    written = [(element, text_of(element).strip()) for element in codes.iterchildren(etree.Element)]
    for number, (element, code) in enumerate(written):
        if code in [earlier for _, earlier in written[:number]]:
            yield element, "Deze retourcode staat hier meer dan eens."
        elif code == REFUSED:
            if owner is not retour.header:
                yield element, "Retourcode 0001 keurt het hele bericht af en staat alleen in de header."
            elif retour.has_body:
                yield element, "Een bericht dat met 0001 is afgekeurd, heeft geen inhoud."
        elif code == NOTHING_TO_REMARK:
            if len(written) > 1:
                yield element, "Er is iets op te merken: retourcode 0200 staat alleen."
        elif code != NOT_ASSESSED:
            if not retour.exists(code):
                yield element, "Deze retourcode komt in dit bericht niet voor."
            elif not retour.is_founded(code, owner):
                yield element, _unfounded(code, retour.calls_on(owner))


def _unfounded(code: str, calls: Sequence[Call]) -> Details:
    called = ", ".join(dict.fromkeys(f"{call.codes[0]} ({call.rule})" for call in calls))
    return f"Geen regel leidt hier tot retourcode {code}; hier hoort {called or NOTHING_TO_REMARK}."


def _finding(element: etree._Element, details: Details) -> Finding:
    return Finding("rules", FILLING_RULE, None, (Location(printed_path(element)),), details)
