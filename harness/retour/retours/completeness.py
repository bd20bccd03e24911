"""Heenbericht with findings × retourbericht → what of these findings the retour doesn't say, or says otherwise.

Source: IV028, IV056 (of 3.0) and IV087, as in `answering`. Where they leave room, all that they allow is taken: a code may stand
on the class of its finding or on one around it, another code of the code list may say the same (`also` in the catalogue),
a message that is refused in its header is assessed no further, and what lies in a class that is refused may be assessed or not
(0200 or 0233); of a declaration it isn't. Of a claim (323) the codes stand where IV087 has them alone; what they say to one
another is for `claim_answers`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from retour.model import Finding, Location
from retour.retours.classes import MessageClass
from retour.retours.codes import (
    GENERAL,
    GRANTED_IN_FULL,
    NOT_ASSESSED,
    NOT_ASSESSED_IN_DECLARATION,
    NOTHING_TO_REMARK,
    REFUSED,
    refuses_message,
)
from retour.retours.declarations import CLAIM_FORM, INVOICE_FORM, LINE, DeclarationForm
from retour.retours.matching import Match
from retour.rulesets import RuleSet
from retour.text.paths import paths_above

_UNASSESSED = frozenset({NOT_ASSESSED, NOT_ASSESSED_IN_DECLARATION})

Wrong = tuple[str, str, Location | None]
"""A code, a sentence, and the place in the retour that it is about, if there is one."""


class Call(NamedTuple):
    """What a finding calls for.

    Attributes:
        codes: the retour codes of which one is called for, the rule's own first.
        rule: whose finding it is.
        owner: the path of the class that the finding lies in; empty for the header.
    """

    codes: tuple[str, ...]
    rule: str
    owner: str

    def __str__(self) -> str:
        return f"{self.codes[0]} is called for by {self.rule}"

    def lies_in(self, path: str) -> bool:
        """Whether the class is that at a path, or lies in it."""
        return self.owner == path or self.owner.startswith(f"{path}/")


def calls_of(findings: Sequence[Finding], classes: Collection[str], rules: RuleSet) -> list[Call]:
    """What findings on a heenbericht call for, each once, in their order.

    Args:
        classes: the paths of its classes.
    """
    calls: dict[Call, None] = {}
    for finding in findings:
        if finding.retour is not None:
            for owner in owners_of(finding, classes):
                calls[Call(_codes(finding, rules), finding.code, owner)] = None
    return list(calls)


def owners_of(finding: Finding, classes: Collection[str]) -> Collection[str]:
    """The classes that a finding lies in, by path; the header, "", when it lies in none.

    A date of the header at which a finding points beside a class is no place of its own.
    """
    found = {owner for place in finding.locations if (owner := _owner(place.path or "", classes))}
    return sorted(found) or [""]


def _owner(path: str, classes: Collection[str]) -> str:
    return next((above for above in paths_above(path) if above in classes), "")


def _codes(finding: Finding, rules: RuleSet) -> tuple[str, ...]:
    rule = rules.catalogue.get(finding.code)
    steps = {step.partition("[")[0] for place in finding.locations for step in (place.path or "").split("/")}
    also = () if rule is None else (code for code, element in rule.also.items() if element in steps)
    return (str(finding.retour), *also)


@dataclass(frozen=True)
class Filled:
    """The codes of a retour, beside the classes of its heenbericht.

    Attributes:
        heen: the classes of the heenbericht.
        matches: the classes of the retour, each with the class of the heenbericht that it repeats.
        header: the codes of the header.
        header_place: where the header stands.
        form: of the declaration that the heenbericht is; None for any other.
        decidable: the retour codes on which the findings decide; others are taken on trust.
        findings: on the heenbericht.
    """

    heen: MessageClass
    matches: Sequence[Match]
    header: Sequence[str]
    header_place: Location | None
    form: DeclarationForm | None
    decidable: Collection[str]
    findings: Sequence[Finding]
    rules: RuleSet

    @cached_property
    def calls(self) -> Sequence[Call]:
        """What the findings call for."""
        return calls_of(self.findings, [each.path for each in self.heen.all()], self.rules)

    @cached_property
    def _returned(self) -> Mapping[str, MessageClass]:
        """The classes of the retour, by the path of the class of the heenbericht that each repeats."""
        return {match.heen.path: match.retour for match in self.matches if match.heen is not None}

    def wrong(self) -> Iterator[Wrong]:
        """What is missing, and what stands where something else is called for."""
        if refusing := [each.code for each in self.findings if refuses_message(each)]:
            if REFUSED not in self.header:
                by = ", ".join(dict.fromkeys(refusing))
                yield self._missing_in_header(f"{REFUSED} is called for by {by}")
            return
        refused = [code for code in self.header if code not in GENERAL]
        yield from self._header(is_assessed=not any(code not in self.decidable for code in refused))
        if not self.matches:
            return
        if not self.header:
            yield self._missing_in_header(f"{NOTHING_TO_REMARK} is called for, since classes come back")
        for each in self.heen.within:
            yield from self._class(each, None, (), is_refused=bool(refused) and self.form is not CLAIM_FORM)

    def _header(self, *, is_assessed: bool) -> Iterator[Wrong]:
        """What the header lacks: the codes of the message as a whole, and in a header alone those of all that is in it."""
        of_header = [call for call in self.calls if not call.owner]
        called = of_header if self.matches or of_header else self.calls
        for call in called if is_assessed or of_header else ():
            if not any(code in self.header for code in call.codes):
                yield self._missing_in_header(str(call))
        if self.form is INVOICE_FORM and not self.matches and not self.calls and is_assessed:
            said = set(self.header)
            if REFUSED not in said and GRANTED_IN_FULL not in said:
                yield self._missing_in_header(
                    f"{GRANTED_IN_FULL} is called for, since nothing is wrong with the declaration"
                )

    def _missing_in_header(self, called: str) -> Wrong:
        has = f"the header has {listed(self.header)}"
        return "missing-code", f"{called}, and {has}", self.header_place

    def _class(
        self, heen: MessageClass, within: MessageClass | None, around: tuple[str, ...], *, is_refused: bool
    ) -> Iterator[Wrong]:
        """What a class of the heenbericht lacks in the retour, with all that is in it.

        Args:
            within: the class of the retour in which it belongs.
            around: the codes of the classes around it.
            is_refused: whether one of these stands for a rule.
        """
        calls = [call for call in self.calls if call.owner == heen.path]
        retour = self._returned.get(heen.path)
        if retour is None:
            yield from self._left_out(heen, within, is_refused=is_refused)
            return
        codes = retour.said
        yield from self._said(heen, retour, codes, calls, around, is_refused=is_refused)
        refuses = is_refused or any(code not in GENERAL for code in codes)
        for each in heen.within:
            yield from self._class(each, retour, (*around, *codes), is_refused=refuses)

    def _left_out(
        self, heen: MessageClass, within: MessageClass | None, *, is_refused: bool
    ) -> Iterator[Wrong]:
        place = None if within is None else within.place
        calls = [call for call in self.calls if call.lies_in(heen.path)]
        if calls and not (is_refused and self.form is not None):
            yield "missing-class", f"{heen.path} of the heenbericht is missing, and {calls[0]} there", place
        elif within is not None and not self._may_stay_away(heen, is_refused=is_refused):
            text = f"{heen.path} of the heenbericht is missing, and the class around it came back"
            yield "missing-class", text, place

    def _may_stay_away(self, heen: MessageClass, *, is_refused: bool) -> bool:
        """Whether a class may be missing from a class that came back.

        It is granted then, or of a claim that is refused as a whole.
        """
        return (
            self.form is not None
            and heen.name in self.form.left_out
            and not (is_refused and heen.name == LINE)
        )

    def _said(
        self,
        heen: MessageClass,
        retour: MessageClass,
        codes: Sequence[str],
        calls: Sequence[Call],
        around: Collection[str],
        *,
        is_refused: bool,
    ) -> Iterator[Wrong]:
        unassessed = is_refused and bool(codes) and _UNASSESSED.issuperset(codes)
        missing = [
            call
            for call in calls
            if not unassessed and not any(code in codes or code in around for code in call.codes)
        ]
        for call in missing:
            yield "missing-code", f"{call} at {heen.path}, and there stands {listed(codes)}", retour.place
        if missing or self.form is CLAIM_FORM:
            return
        if not is_refused and _UNASSESSED.intersection(codes):
            text = f"{listed(codes)} stands here: not assessed, and no class around it is refused"
            yield "unfounded-code", text, retour.place
        elif is_refused and self.form is not None and list(codes) == [NOTHING_TO_REMARK]:
            text = f"{NOT_ASSESSED} is called for, since what is around it is refused, and there stands {NOTHING_TO_REMARK}"
            yield "missing-code", text, retour.place
        elif not codes and (retour.within or is_refused):
            wanted = NOT_ASSESSED if is_refused else NOTHING_TO_REMARK
            yield "missing-code", f"{wanted} is called for, and there stands no code", retour.place


def listed(codes: Sequence[str]) -> str:
    """Retour codes in a sentence."""
    return ", ".join(codes) if codes else "no code"
