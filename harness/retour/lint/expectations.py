"""Checks of what cases expect: what can't fail, can't pass, or says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from retour.cases.expect import (
    ALLOW,
    RETOUR_CODES,
    SCOPE,
    VALID,
    claims,
    names_findings,
    silent_codes,
    spoken,
)
from retour.language import mark
from retour.levels import LEVEL_CODES, LEVEL_NAMES
from retour.lint.model import LintCheck, Remark
from retour.lint.sources import CaseSubject, LintedFile
from retour.model import Claim, Expectation, Level
from retour.text.globs import fits

_CANT_FAIL = mark(
    "case %(case)s can't fail: `allow` tolerates every rule that is judged, and nothing is claimed"
)
_CANT_PASS = mark("case %(case)s can't pass: %(why)s")
_EMPTY_SCOPE = mark("the scope %(codes)s holds no rule that is checked for %(type)s: nothing is judged")
_SILENT_WITHOUT = mark("%(code)s isn't checked for %(type)s, so it stays silent whatever is in the message")
_NOT_CHECKED = mark("%(code)s isn't checked for %(type)s")
_ENDED = mark("the level %(level)s ends the check, so nothing is found at the level %(later)s")
_CLAIMED = mark("%(codes)s is claimed, wherever it fires: `allow` adds nothing")


def _can_not_fail(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        if any(key.can_fail(value) for key, value in spoken(subject.expect)):
            continue
        whatever = [one.glob for one in ALLOW.of(subject.expect) or () if one.severity is None]
        scope = SCOPE.of(subject.expect)
        judged = _fitting(subject.checked, scope) if scope else subject.checked
        tolerated = bool(judged) and _fitting(judged, whatever) == judged
        if tolerated or (not subject.checked and "*" in whatever):
            yield Remark(subject.expected("allow"), _CANT_FAIL % {"case": subject.case.id})


def _judges_nothing(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        scope = SCOPE.of(subject.expect)
        if scope and subject.checked and not _fitting(subject.checked, scope):
            named = {"codes": ", ".join(scope), "type": _type(subject)}
            yield Remark(subject.expected("scope"), _EMPTY_SCOPE % named)


def _silent_without_check(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        for number, code in enumerate(silent_codes(subject.expect)):
            if subject.checked and code not in subject.checked:
                text = _SILENT_WITHOUT % {"code": code, "type": _type(subject)}
                yield Remark(subject.expected("not", number), text)


def _claimed_without_check(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        for claim in _rule_claims(subject) if subject.must_pass else ():
            if subject.checked and claim.code not in subject.checked:
                why = _NOT_CHECKED % {"code": claim.code, "type": _type(subject)}
                text = _CANT_PASS % {"case": subject.case.id, "why": why}
                yield Remark(claim.place or subject.case.place, text)


def _can_not_pass(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        if subject.must_pass and (reason := _contradiction(subject.expect)):
            text = _CANT_PASS % {"case": subject.case.id, "why": reason}
            yield Remark(subject.expected(key=True), text)


def _contradiction(expect: Expectation) -> str | None:
    found, silent = claims(expect), silent_codes(expect)
    nothing_fires = VALID.of(expect) is True or (names_findings(expect) and not found)
    rejecting = [level for level in LEVEL_NAMES if level in _rejecting_levels(expect)]
    if len(rejecting) > 1:
        return _ENDED % {"level": rejecting[0], "later": rejecting[1]}
    both = [claim.code for claim in found if claim.code in silent]
    if both:
        return mark("%(code)s stands under `fires` and under `not`") % {"code": both[0]}
    if VALID.of(expect) is False and nothing_fires and not ALLOW.of(expect):
        return mark("`fires: []` says that nothing fires, and `valid: false` that something does")
    retour_codes = RETOUR_CODES.of(expect)
    if nothing_fires and retour_codes:
        return mark("nothing may fire, so retour code %(code)s can't come") % {"code": retour_codes[0]}
    return None


def _rejecting_levels(expect: Expectation) -> set[Level]:
    """The levels of which an error is expected."""
    return {
        claim.level
        for claim in claims(expect)
        if (code := LEVEL_CODES[claim.level].get(claim.code)) is None
        or code.severity_in("lenient") == "error"
    }


def _tolerated_and_claimed(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        if (
            RETOUR_CODES.of(subject.expect) is not None
        ):  # tolerated codes don't count there: allowing them says something
            continue
        wholly = {claim.code for claim in _rule_claims(subject) if _is_bare(claim)}
        for number, allowed in enumerate(ALLOW.of(subject.expect) or ()):
            matched = _matched(subject, allowed.glob)
            if matched and matched <= wholly:
                text = _CLAIMED % {"codes": ", ".join(sorted(matched))}
                yield Remark(subject.expected("allow", number), text)


def _tolerates_nothing(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        for number, allowed in enumerate(ALLOW.of(subject.expect) or ()):
            if reason := _why_never_tolerated(subject, allowed.glob):
                text = mark("%(code)s tolerates nothing: %(why)s") % {"code": str(allowed), "why": reason}
                yield Remark(subject.expected("allow", number), text)


def _why_never_tolerated(subject: CaseSubject, glob: str) -> str | None:
    expect = subject.expect
    matched = _matched(subject, glob)
    if subject.checked and not matched:
        return mark("no rule of that name is checked for %(type)s") % {"type": _type(subject)}
    scope = SCOPE.of(expect)
    if scope and matched and not _fitting(matched, scope):
        return mark("it lies outside the scope, where nothing is judged")
    if matched and matched <= set(silent_codes(expect)):
        return mark("`not` says that it stays silent")
    if not names_findings(expect) and VALID.of(expect) is False and RETOUR_CODES.of(expect) is None:
        return mark("`valid: false` alone leaves open what fires")
    return None


def _says_it_twice(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        expect = subject.expect
        found, names = claims(expect), names_findings(expect)
        if VALID.of(expect) is True and names and not found:
            yield Remark(subject.expected("fires", key=True), mark("`valid: true` says `fires: []` already"))
        if VALID.of(expect) is False and found:
            text = mark("`fires` says already that the message isn't valid")
            yield Remark(subject.expected("valid", key=True), text)
        for key, value in spoken(expect):
            for word in _repeated(key.words(value)):
                text = mark("%(word)s stands twice under `%(key)s`") % {"word": word, "key": key.name}
                yield Remark(subject.expected(key.name), text)


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def _rule_claims(subject: CaseSubject) -> list[Claim]:
    return [claim for claim in subject.claims if claim.level == "rules"]


def _is_bare(claim: Claim) -> bool:
    """Whether a claim covers every finding of its rule."""
    return claim.retour is None and not claim.at and claim.details is None


def _matched(subject: CaseSubject, glob: str) -> frozenset[str]:
    """The rules that a glob names; the word itself when it isn't known what is checked."""
    return _fitting(subject.checked or {glob}, [glob])


def _fitting(codes: Collection[str], globs: Collection[str]) -> frozenset[str]:
    return frozenset(code for code in codes if fits(code, globs))


def _type(subject: CaseSubject) -> str:
    identity = subject.message.identity if subject.message is not None else None
    return str(identity.type or identity) if identity else "this message"


EXPECTATION_CHECKS: tuple[LintCheck[LintedFile], ...] = (
    LintCheck(
        "L002",
        mark("A case can't fail: all that is judged is tolerated, and nothing is claimed."),
        _can_not_fail,
    ),
    LintCheck(
        "L003",
        mark("The scope of a case holds no rule that is checked for its message type."),
        _judges_nothing,
    ),
    LintCheck(
        "L004", mark("`not` names a rule that isn't checked for the message type."), _silent_without_check
    ),
    LintCheck(
        "L005",
        mark("A case can't pass: it claims a rule that isn't checked for its message type."),
        _claimed_without_check,
    ),
    LintCheck("L006", mark("A case can't pass: its expectation contradicts itself."), _can_not_pass),
    LintCheck(
        "L007", mark("`allow` names a rule that the case claims wherever it fires."), _tolerated_and_claimed
    ),
    LintCheck("L008", mark("An expectation says the same twice."), _says_it_twice),
    LintCheck("L009", mark("A name under `allow` tolerates nothing that could fire."), _tolerates_nothing),
)
