"""Expectation × outcome → the expectation that the outcome meets, changed no more than that takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retour.cases.expect import (
    VALID,
    Judgement,
    Select,
    claiming,
    claims,
    expect_keys,
    names_findings,
    narrowest,
    spoken,
    without_claims,
)
from retour.cases.gaps import verdict_on, without_gap
from retour.cases.verdicts import differences, needs_name, seen_by, verdict_of
from retour.errors import CaseFileError, RetourError
from retour.language import mark
from retour.model import Case, Claim, Expectation, Finding, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case that failed, and what it would have to expect.

    Attributes:
        expect: what the case would have to say is right; None when there is nothing to accept.
        closes_gap: whether what the case says of a known gap goes.
        refusal: why there is none.
        codes: what the difference is about: rules, and retour codes that no longer come.
    """

    case: Case
    outcome: Outcome
    verdict: Verdict
    expect: Expectation | None = None
    refusal: str | None = None
    codes: frozenset[str] = frozenset()
    closes_gap: bool = False

    @property
    def given_up(self) -> tuple[str, ...]:
        """Sentences on what the case no longer asks, once the proposal is accepted."""
        if self.expect is None:
            return ()
        expect = self.expect
        of_gap = (mark("`known` goes, for the gap is closed"),) if self.closes_gap else ()
        return of_gap + tuple(
            sentence
            for key, value in spoken(self.case.right)
            for sentence in key.given_up(value, key.of(expect))
        )


def proposed(case: Case, judged: Judgement) -> Proposal | None:
    """What a case would have to expect; None when its outcome is as expected."""
    verdict = verdict_on(case, judged)
    if verdict.status == "as expected":
        return None
    if verdict.status == "error":
        return Proposal(case, judged.outcome, verdict, refusal="; ".join(verdict.reasons))
    try:
        expect = _right(case, judged, verdict)
    except RetourError as error:
        return Proposal(case, judged.outcome, verdict, refusal=error.text)
    codes = [claim.code for claim in verdict.missing]
    codes += [finding.code for finding in verdict.unexpected]
    codes += [code for difference in differences(judged) for code in difference.codes]
    closes_gap = verdict.gap == "closed"
    return Proposal(case, judged.outcome, verdict, expect, codes=frozenset(codes), closes_gap=closes_gap)


def _right(case: Case, judged: Judgement, verdict: Verdict) -> Expectation:
    """What a case would have to say is right.

    Raises:
        CaseFileError: no such expectation fits, or a known gap is another one than the case says.
    """
    gap = case.known
    if gap is None:
        return accepted(judged)
    if verdict.gap == "closed":
        return gap.right
    expect = accepted(judged)
    if not gap.holds:
        if any(claim in claims(expect) for claim in gap.fires):
            raise CaseFileError(
                mark("its known gap is still there: change `until` or `from` under `known` by hand")
            )
        return expect
    if any(claim not in claims(expect) for claim in gap.fires) or any(
        claim.code in gap.silent for claim in claims(expect)
    ):
        raise CaseFileError(mark("its known gap is another one now: change `known` by hand"))
    return without_gap(expect, gap)


def accepted(judged: Judgement) -> Expectation:
    """The expectation of a case, changed so that the outcome meets it.

    Each key says what becomes of its value. A claim that is met stays, in its order; one whose only fault is `times`
    gets the right number; the others go. A rule that fires unnamed is added with the parts that the claim had for which
    it comes, with its places where others name theirs, and otherwise by its code alone. What is tolerated or not judged stays so.

    Raises:
        CaseFileError: no expectation of this kind fits.
    """
    while verdict_of(judged).status != "as expected":
        following = _amended(judged)
        if following == judged.expect:
            raise CaseFileError(mark("no change of this expectation fits the outcome"))
        judged = seen_by(following, judged)
    return judged.expect


def _amended(judged: Judgement) -> Expectation:
    """One step nearer: after it, other findings may turn out to be unexpected."""
    expect = judged.expect
    for key in expect_keys():
        expect = key.put(expect, key.accepted(key.of(expect), replace(judged, expect=expect)))
    if not expect.said and not judged.outcome.errors:  # a case has to expect something
        return VALID.put(expect, True)
    if not names_findings(expect):
        return expect
    if VALID.of(expect) and not claims(expect):  # `valid` says `fires: []` already
        return without_claims(expect)
    return claiming(expect, claims(expect))


def observed(outcome: Outcome, select: Select) -> Expectation:
    """The expectation that says what an outcome is, as narrowly as it can be said.

    Args:
        select: how paths select nodes of the message; a location that doesn't lead to itself is left out.
    """
    named = [finding for finding in outcome.findings if needs_name(finding)]
    if not named:
        return VALID.put(Expectation(), True)
    found = dict.fromkeys(narrowest(finding, select) for finding in named)
    counted = {claim: sum(_is_met(claim, finding) for finding in named) for claim in found}
    return claiming(
        Expectation(),
        [replace(claim, times=times) if times > 1 else claim for claim, times in counted.items()],
    )


def _is_met(claim: Claim, finding: Finding) -> bool:
    paths = {location.path for location in finding.locations}
    same = (claim.level, claim.code, claim.retour) == (finding.claimed_level, finding.code, finding.retour)
    return same and claim.severities in ((), (finding.severity,)) and paths.issuperset(claim.at)
