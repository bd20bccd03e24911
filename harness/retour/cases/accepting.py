"""Expectation × outcome → the expectation that the outcome meets, changed no more than that takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from glob import escape

from retour.cases.verdicts import is_judged, is_tolerated, message_differences
from retour.errors import CaseFileError, RetourError
from retour.model import Case, Claim, Expectation, Finding, Outcome, Verdict

Judge = Callable[[Expectation], Verdict]
"""The verdict that another expectation of the case would get on the same outcome."""

Select = Callable[[str], Collection[str]]
"""Path in a message → the printed paths of the nodes that it selects."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case that failed, and what it would have to expect.

    Attributes:
        expect: the expectation that the outcome meets; None when there is none to accept.
        refusal: why there is none.
        codes: what the difference is about: rules, and retour codes that no longer come.
    """

    case: Case
    outcome: Outcome
    verdict: Verdict
    expect: Expectation | None = None
    refusal: str | None = None
    codes: frozenset[str] = frozenset()

    @property
    def unsilenced(self) -> tuple[str, ...]:
        """Rules that the case said must stay silent, and that now may fire."""
        if self.expect is None:
            return ()
        return tuple(code for code in self.case.expect.silent if code not in self.expect.silent)

    @property
    def unevaluated(self) -> tuple[str, ...]:
        """Rules that the case said are evaluated and silent, and that now need only be silent."""
        if self.expect is None:
            return ()
        silent = [code for code in self.case.expect.evaluated if code in self.expect.silent]
        return tuple(code for code in silent if code not in self.expect.evaluated)


def proposed(case: Case, outcome: Outcome, judge: Judge) -> Proposal | None:
    """What a case would have to expect; None when its outcome is as expected."""
    verdict = judge(case.expect)
    if verdict.status == "as expected":
        return None
    if verdict.status == "error":
        return Proposal(case, outcome, verdict, refusal="; ".join(verdict.reasons))
    try:
        expect = accepted(case, outcome, judge)
    except RetourError as error:
        return Proposal(case, outcome, verdict, refusal=error.text)
    codes = frozenset(
        [
            *(finding.code for finding in verdict.unexpected),
            *(claim.code for claim in verdict.missing),
            *_retour_difference(case.expect, expect, outcome),
        ]
    )
    return Proposal(case, outcome, verdict, expect, codes=codes)


def accepted(case: Case, outcome: Outcome, judge: Judge) -> Expectation:
    """The expectation of a case, changed so that the outcome meets it.

    Claims that are met stay, in their order; one whose only fault is `times` gets the right number; the others go.
    A rule that fires unnamed is added by its code alone. A rule under `not` that fires goes from there. What is
    tolerated or not judged stays so.

    Raises:
        CaseFileError: no expectation of this kind fits.
    """
    expect = case.expect
    while judge(expect).status != "as expected":
        following = _amended(expect, judge, outcome, case)
        if following == expect:
            raise CaseFileError("no change of this expectation fits the outcome", case.place)
        expect = following
    return expect


def _amended(expect: Expectation, judge: Judge, outcome: Outcome, case: Case) -> Expectation:
    """One step nearer: after it, other findings may turn out to be unexpected."""
    verdict = judge(expect)
    fired = {finding.code for finding in outcome.findings if finding.level == "rules"}
    met = _met_claims(expect, verdict, judge, outcome)
    unnamed = dict.fromkeys(
        Claim(finding.code, level=finding.level)
        for finding in verdict.unexpected
        if finding.level != "rules" or finding.code not in expect.silent
    )
    new = tuple(claim for claim in unnamed if claim not in met)
    valid = expect.valid
    if valid is True and new:
        valid = None
    elif valid is False and not _judged(expect, outcome):
        valid = True
    return replace(
        expect,
        valid=valid,
        fires=(*met, *new) if expect.fires is not None or new else None,
        silent=tuple(code for code in expect.silent if code not in fired),
        evaluated=tuple(
            code for code in expect.evaluated if code not in fired and code in (outcome.evaluated or ())
        ),
        retour=_retour_codes(expect, outcome, case),
        mentions=_still_mentioned(expect.mentions, (*met, *new), outcome),
        messages=_messages(expect.messages, outcome.said or ()),
    )


def _still_mentioned(text: str | None, claims: Sequence[Claim], outcome: Outcome) -> str | None:
    """A text that is still found at a level of which something is expected; else None."""
    levels = {claim.level for claim in claims} - {"rules"}
    details = (finding.details or "" for finding in outcome.findings if finding.level in levels)
    return text if text is not None and any(text in each for each in details) else None


def _messages(globs: Sequence[str] | None, said: Sequence[str]) -> tuple[str, ...] | None:
    """The globs that still hold, and the texts that none of them covers."""
    if globs is None:
        return None
    absent, new = message_differences(globs, said)
    return (*(glob for glob in globs if glob not in absent), *map(escape, new))


def _met_claims(expect: Expectation, verdict: Verdict, judge: Judge, outcome: Outcome) -> tuple[Claim, ...]:
    claims = []
    for claim in expect.fires or ():
        if claim not in verdict.missing:
            claims.append(claim)
        elif claim.times is not None:
            claims += _recounted(claim, expect, judge, len(outcome.findings))
    return tuple(dict.fromkeys(claims))


def _recounted(claim: Claim, expect: Expectation, judge: Judge, most: int) -> Sequence[Claim]:
    """A claim with the number of findings that meet it; nothing when none does."""
    for times in range(1, most + 1):
        counted = replace(claim, times=times)
        if not judge(replace(expect, fires=(counted,))).missing:
            return (counted,)
    return ()


def _judged(expect: Expectation, outcome: Outcome) -> list[Finding]:
    return [finding for finding in outcome.errors if is_judged(finding, expect)]


def _intolerable(expect: Expectation, outcome: Outcome) -> list[Finding]:
    return [finding for finding in _judged(expect, outcome) if not is_tolerated(finding, expect)]


def _retour_codes(expect: Expectation, outcome: Outcome, case: Case) -> tuple[str, ...] | None:
    if expect.retour is None:
        return None
    observed: dict[str, None] = {}
    for finding in _intolerable(expect, outcome):
        if finding.retour is None:
            raise CaseFileError(
                f"{finding.code} fired and has no retour code, so `retour` can't state this outcome",
                case.place,
            )
        observed[finding.retour] = None
    still = [code for code in expect.retour if code in observed]
    return *still, *(code for code in observed if code not in still)


def _retour_difference(old: Expectation, new: Expectation, outcome: Outcome) -> list[str]:
    before, after = set(old.retour or ()), set(new.retour or ())
    rules = [f.code for f in _intolerable(old, outcome) if f.retour in after - before]
    return [*rules, *(before - after)]


def observed(outcome: Outcome, select: Select) -> Expectation:
    """The expectation that says what an outcome is, as narrowly as it can be said.

    Args:
        select: how paths select nodes of the message; a location that doesn't lead to itself is left out.
    """
    if not outcome.errors:
        return Expectation(valid=True)
    claims = dict.fromkeys(_claim(finding, select) for finding in outcome.errors)
    return Expectation(
        fires=tuple(
            replace(claim, times=times) if times > 1 else claim
            for claim in claims
            if (times := sum(_is_met(claim, finding) for finding in outcome.errors))
        )
    )


def _claim(finding: Finding, select: Select) -> Claim:
    paths = dict.fromkeys(location.path for location in finding.locations if location.path is not None)
    return Claim(
        finding.code,
        finding.retour,
        tuple(path for path in paths if _leads_to_itself(path, select)),
        level=finding.level,
    )


def _leads_to_itself(path: str, select: Select) -> bool:
    try:
        return path in select(path)
    except ValueError:  # not in the notation: what a set prints needn't be
        return False


def _is_met(claim: Claim, finding: Finding) -> bool:
    paths = {location.path for location in finding.locations}
    same = (claim.level, claim.code, claim.retour) == (finding.level, finding.code, finding.retour)
    return same and paths.issuperset(claim.at)
