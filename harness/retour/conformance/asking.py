"""A case → the same case as a system under test can be held to it: at the strictness of its profile, or skipped with a reason.

What an answer can't tell isn't asked of it: a subject that says no more than accepted or rejected is held to that, and a case that leaves
it open is skipped. Nothing that was skipped counts as right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retour.cases.expect import (
    ALLOW,
    RETOUR_CODES,
    SCOPE,
    SILENT,
    VALID,
    claims,
    level_keys,
    rules_key,
    spoken,
)
from retour.checking import case_check
from retour.errors import RetourError
from retour.language import mark
from retour.levels import LEVEL_CODES, first_steps, why_not_asked
from retour.model import ANYTHING, Case, Claim, Expectation, FileProfile
from retour.retours import REFUSED
from retour.rulesets import RuleSet
from retour.subjects.description import SystemUnderTest
from retour.workspace import Workspace

_TOLD = {VALID.name, SILENT.name, ALLOW.name, SCOPE.name, RETOUR_CODES.name}
"""The keys of `expect` about a message as a whole that an answer can be held against."""


def asked_of(case: Case, subject: SystemUnderTest, workspace: Workspace) -> Case:
    """A case as a subject is held to it; with a reason to skip it where it can't be."""
    if case.skip is not None:
        return case
    if case.xfail is not None:
        return replace(
            case, xfail=None, skip=mark("it is expected to fail: %(reason)s") % {"reason": case.xfail}
        )
    if case.known is not None and case.known.holds:
        return replace(case, skip=mark("its rule set is known to do otherwise than is right"))
    try:
        rules = None if case.rules is None else workspace.shelf.get(case.rules, case.file.parent)
    except RetourError:  # running it tells
        return case
    asked = _Asking(subject, rules, workspace.configuration.file_profile).expectation(case.expect)
    if isinstance(asked, str):
        return replace(case, known=None, skip=asked)
    held = replace(
        case,
        expect=asked,
        known=None,
        ignores_warnings=case.ignores_warnings or subject.fields.answers != "svrl",
    )
    try:
        check = case_check(held, workspace)
        why = why_not_asked(check, subject, first_steps(check))
    except RetourError:  # running it tells
        return held
    return held if why is None else replace(held, skip=f"{subject.fields.name}: {why}")


class _Asking:
    """Expectations at the strictness of a subject.

    Args:
        rules: the rule set of the case; None where it isn't known.
    """

    def __init__(self, subject: SystemUnderTest, rules: RuleSet | None, file_profile: FileProfile) -> None:
        self._subject = subject
        self._rules = rules
        self._file_profile = file_profile

    def expectation(self, expect: Expectation) -> Expectation | str:
        """What a subject is held to; or why it can't be held to anything."""
        names = {key.name for key, _ in spoken(expect)}
        if "error" in names:
            return mark("it expects that the rule set stops, of which a subject tells nothing")
        if any(claim.level != "rules" and self._rejects(claim) for claim in claims(expect)):
            return VALID.put(Expectation(), False)  # before the rules: by which code, no answer tells
        expect = self._without_untold(expect)
        if not expect.said:
            return mark("it expects what a subject doesn't tell: %(keys)s") % {
                "keys": ", ".join(sorted(names))
            }
        if self._subject.profile == "accepted":
            return self._acceptance(expect)
        if self._subject.tells_retour_codes:
            return self._retour_codes(expect)
        return expect

    def _without_untold(self, expect: Expectation) -> Expectation:
        """An expectation without what no answer of this subject tells."""
        kept = [self._told(claim) for claim in claims(expect) if self._is_told(claim)]
        told = Expectation({name: value for name, value in expect.said.items() if name in _TOLD})
        if any(key.name in expect.said for key in level_keys()):  # nothing else is found then, at any level
            told = rules_key().put(told, tuple(dict.fromkeys(kept)))
        silent = SILENT.of(told)
        return SILENT.put(told, silent and tuple(replace(rule, evaluated=False) for rule in silent))

    def _is_told(self, claim: Claim) -> bool:
        """Whether a subject would tell a finding that meets a claim: of a rule, and not a warning in a form that has none."""
        return claim.level == "rules" and (self._subject.fields.answers == "svrl" or self._rejects(claim))

    def _told(self, claim: Claim) -> Claim:
        """A claim with the parts of it that the profile takes in; the text is the rule set's own."""
        severities = claim.severities if self._subject.fields.answers == "svrl" else ()
        if self._subject.profile == "locations":
            return replace(claim, details=None, severities=severities)
        return replace(claim, details=None, severities=severities, at=(), times=None)

    def _acceptance(self, expect: Expectation) -> Expectation | str:
        """Whether the message is accepted, and nothing else."""
        accepted = self._is_accepted(expect)
        if accepted is None:
            return mark("it leaves open whether the message is accepted")
        return VALID.put(Expectation(), accepted)

    def _is_accepted(self, expect: Expectation) -> bool | None:
        if (valid := VALID.of(expect)) is not None:
            return valid
        if any(self._rejects(claim) and not self._may_warn(claim) for claim in claims(expect)):
            return False
        if (codes := RETOUR_CODES.of(expect)) is not None:
            return not codes
        if claims(expect) or ALLOW.of(expect) or SCOPE.of(expect):
            return None
        return True

    def _retour_codes(self, expect: Expectation) -> Expectation | str:
        """Which retour codes come, whichever rules bring them."""
        if VALID.of(expect) is False:
            return VALID.put(Expectation(), False)
        if ALLOW.of(expect) or SCOPE.of(expect):
            return mark(
                "it names rules that may fire or that it looks at, and the subject tells retour codes alone"
            )
        if (codes := RETOUR_CODES.of(expect)) is None:
            found = [self._retour_code(claim) for claim in claims(expect)]
            if None in found:
                without = next(
                    claim.code for claim, code in zip(claims(expect), found, strict=True) if code is None
                )
                return mark("%(code)s has no retour code, and the subject tells no others") % {
                    "code": without
                }
            codes = tuple(dict.fromkeys(code for code in found if code is not None))
        return RETOUR_CODES.put(Expectation(), self._standing(codes))

    def _retour_code(self, claim: Claim) -> str | None:
        code = claim.retour or (None if self._rules is None else self._rules.retour_code(claim.code))
        return REFUSED if code is None and self._subject.fields.answers == "retour" else code

    def _standing(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Those that stand in a retourbericht: of a message that is refused as a whole no others are told."""
        return (REFUSED,) if self._subject.fields.answers == "retour" and REFUSED in codes else tuple(codes)

    def _rejects(self, claim: Claim) -> bool:
        """Whether what meets a claim may reject the message."""
        if claim.severities:
            return any(severity in ("fatal", "error") for severity in claim.severities)
        if claim.level == "rules" or claim.code == ANYTHING:
            return True
        code = LEVEL_CODES[claim.level].get(claim.code)
        return code is None or code.severity_in(self._file_profile) == "error"

    def _may_warn(self, claim: Claim) -> bool:
        """Whether what meets a claim may also be no more than a warning."""
        if claim.severities:
            return any(severity not in ("fatal", "error") for severity in claim.severities)
        return self._rules is not None and self._rules.tells_severities
