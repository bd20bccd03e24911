"""Known gaps: what a rule set is known to do otherwise than it should.

    known: {fires: [TR065], until: 1.9.22, see: "https://example.org/41"}

Under `expect` stands what is right. As long as the gap is there a case is as expected when the outcome is that, with what `fires`
names and without what is `silent`. As soon as the gap is another one, or gone, it isn't.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retour.cases.expect import (
    RETOUR_CODES,
    SILENT,
    VALID,
    Judgement,
    Setting,
    claiming,
    claims,
    describe,
    names_findings,
    refuse_unjudged_rule,
    refuse_unknown_rule,
)
from retour.cases.verdicts import seen_by, verdict_of
from retour.errors import CaseFileError
from retour.model import Case, Claim, Expectation, KnownGap, Verdict
from retour.text.versions import VersionRange


def right_by_default(silent: Sequence[str]) -> Expectation:
    """What is right where a case says no more than how a set falls short: the rules that are silent fire, and no others."""
    if not silent:
        return VALID.put(Expectation(), True)
    return claiming(Expectation(), [Claim(code) for code in silent])


def with_gap(gap: KnownGap) -> Expectation:
    """What comes of a message while the gap is there."""
    kept = [claim for claim in claims(gap.right) if not _is_silent(claim, gap)]
    found = claiming(VALID.put(gap.right, None), [*kept, *gap.fires])
    fires = {claim.code for claim in gap.fires}
    still = tuple(rule for rule in SILENT.of(gap.right) or () if rule.code not in fires)
    return SILENT.put(found, still or None)


def without_gap(found: Expectation, gap: KnownGap) -> Expectation:
    """What is right, where this comes while the gap is there."""
    back = [claim for claim in claims(gap.right) if _is_silent(claim, gap)]
    kept = [claim for claim in claims(found) if claim not in gap.fires]
    right = claiming(found, [*kept, *back])
    named = {claim.code for claim in gap.fires}
    silent = [*(rule for rule in SILENT.of(gap.right) or () if rule.code in named), *(SILENT.of(found) or ())]
    right = SILENT.put(right, tuple(silent) or None)
    return right if [*kept, *back] else VALID.put(right, VALID.of(gap.right))


def verdict_on(case: Case, judged: Judgement) -> Verdict:
    """Whether an outcome is what a case expects, its known gap included; and what became of the gap.

    Args:
        judged: the outcome as the case looks at it.
    """
    verdict, gap = verdict_of(judged), case.known
    if gap is None:
        return verdict
    if verdict.problem is not None:
        return replace(verdict, gap="not judged")
    if not gap.holds:
        return _at_another_patch_level(gap, judged, verdict)
    if verdict_of(seen_by(gap.right, judged)).status == "as expected":
        reasons = tuple(
            f"{what}: the gap is closed, remove `known`" for what in _closed(gap, judged, verdict.missing)
        )
        reasons = reasons or ("what is right comes, with the known gap or without it: remove `known`",)
        return replace(verdict, status="not as expected", reasons=reasons, gap="closed")
    if verdict.status == "as expected":
        return replace(verdict, gap="there")
    fired = {finding.code for finding in judged.judged}
    gone = [claim for claim in verdict.missing if claim.code not in fired]
    parts = tuple(f"{what}: take it out of `known`" for what in _closed(gap, judged, gone))
    return replace(verdict, reasons=(*verdict.reasons, *parts), gap="changed")


def _closed(gap: KnownGap, judged: Judgement, missing: Sequence[Claim]) -> Iterator[str]:
    """The parts of a known gap that are no longer there, each in words."""
    fired = {finding.code for finding in judged.judged if finding.is_of_rule}
    for claim in gap.fires:
        if claim in missing:
            yield f"{describe(claim)} no longer fires"
    for code in gap.silent:
        if code in fired:
            yield f"{code} fires now"


def _at_another_patch_level(gap: KnownGap, judged: Judgement, verdict: Verdict) -> Verdict:
    verdict = replace(verdict, gap="not at this patch level")
    if verdict.status == "as expected":
        return verdict
    if verdict_of(seen_by(with_gap(gap), judged)).status != "as expected":
        return verdict
    stamp = judged.outcome.rules
    where = f", and {stamp.name} still has it" if stamp is not None else ""
    known = f"this is the gap that is known {VersionRange(gap.since, gap.until)}{where}"
    return replace(verdict, reasons=(*verdict.reasons, known))


def refuse_unlikely(gap: KnownGap, setting: Setting) -> None:
    """A gap that no outcome could show is a mistake.

    Raises:
        CaseFileError: what is right leaves open what fires, or says the same as the gap.
    """
    if RETOUR_CODES.of(gap.right) is not None or not (names_findings(gap.right) or VALID.of(gap.right)):
        raise CaseFileError(
            "goes with `valid` or with `fires`: what is expected leaves open which rules fire",
            setting.place(key=True),
        )
    expected = claims(gap.right)
    for number, claim in enumerate(gap.fires):
        if claim.since or claim.until:
            raise CaseFileError(
                "`from` and `until` are those of the gap as a whole", setting.place("fires", number)
            )
        if _is_silent(claim, gap) and claim == Claim(claim.code):
            raise CaseFileError(
                f"{claim.code} can't fire and be silent: say where it fires, with `at`",
                setting.place("fires", number),
            )
        if claim in expected:
            raise CaseFileError(
                f"{describe(claim)} is what the case expects: where is the gap?",
                setting.place("fires", number),
            )
    for number, code in enumerate(gap.silent):
        refuse_unknown_rule(code, setting, "silent", number)
        refuse_unjudged_rule(code, setting, "silent", number)
        if not any(claim.code == code for claim in expected):
            raise CaseFileError(
                f"the case doesn't expect {code} to fire, so its silence is no gap",
                setting.place("silent", number),
            )


def _is_silent(claim: Claim, gap: KnownGap) -> bool:
    return claim.level == "rules" and claim.code in gap.silent
