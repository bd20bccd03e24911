"""Expectation × outcome → verdict.

Exact by default: every finding must be claimed and every claim met. Only a case that speaks of retour codes alone, or
says no more than that a message isn't valid, leaves open which rules fire. A warning of a rule is claimed too, unless the rule set
or the case ignores warnings; what is found as information, or as a warning of another level, may be claimed and needn't be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache, partial

from retour.cases.expect import Difference, Judgement, Select, Silence, spoken
from retour.cases.expect.wording import finding_text
from retour.errors import CaseFileError
from retour.language import mark
from retour.model import Expectation, Finding, Outcome, Problem, Verdict


def judge(
    expect: Expectation,
    outcome: Outcome,
    select: Select,
    checked: Collection[str],
    *,
    ignores_warnings: bool = False,
) -> Verdict:
    """Hold an outcome against what a case expects.

    Args:
        select: how paths in the expectation select nodes of this message.
        checked: the rules that the set checks for this type of message; empty when that isn't known.
        ignores_warnings: whether warnings of rules need no name.
    """
    return verdict_of(judgement(expect, outcome, select, checked, ignores_warnings=ignores_warnings))


def judgement(
    expect: Expectation,
    outcome: Outcome,
    select: Select,
    checked: Collection[str],
    *,
    ignores_warnings: bool = False,
) -> Judgement:
    """An outcome as a case looks at it; see `judge`."""
    select = cache(partial(_selected, select, _led_to(outcome)))
    said = spoken(expect)
    judged = tuple(f for f in outcome.findings if all(key.judges(value, f) for key, value in said))
    intolerable = tuple(
        finding
        for finding in judged
        if needs_name(finding, ignores_warnings=ignores_warnings)
        and not any(key.tolerates(value, finding) for key, value in said)
    )
    is_exact = any(key.is_exact(value) for key, value in said)
    leaves_open = not is_exact and any(key.is_open(value) for key, value in said)
    unnamed: Sequence[Finding] = () if leaves_open else intolerable
    for key, value in said:
        unnamed = key.unnamed(value, unnamed, select)
    silence = Silence(
        checked,
        outcome.evaluated,
        outcome.failed_level,
        outcome.evaluation_unknown,
        {each.code: each.reason for each in outcome.undecided},
    )
    return Judgement(
        expect,
        outcome,
        select,
        silence,
        judged,
        intolerable,
        tuple(unnamed),
        ignores_warnings=ignores_warnings,
    )


def _led_to(outcome: Outcome) -> frozenset[str]:
    """The paths of findings that lead to their nodes, as they are printed."""
    places = (location for finding in outcome.findings for location in finding.locations)
    return frozenset(place.path for place in places if place.path is not None and place.line is not None)


def _selected(select: Select, led_to: frozenset[str], path: str) -> Collection[str]:
    """See `Select`; of a path that is printed so it is known without looking at the message, which then needn't be read."""
    return (path,) if path in led_to else select(path)


def seen_by(expect: Expectation, judged: Judgement) -> Judgement:
    """The same outcome as another expectation of its case looks at it."""
    return judgement(
        expect,
        judged.outcome,
        judged.select,
        judged.silence.checked,
        ignores_warnings=judged.ignores_warnings,
    )


def needs_name(finding: Finding, *, ignores_warnings: bool = False) -> bool:
    """Whether an exact case names a finding: an error, or a warning of a rule where those count."""
    return finding.rejects or (finding.is_of_rule and finding.severity == "warning" and not ignores_warnings)


def verdict_of(judgement: Judgement) -> Verdict:
    """Whether an outcome is what a case expects, and each way in which it isn't."""
    said = spoken(judgement.expect)
    problem = judgement.outcome.problem
    if problem is not None and not any(key.awaits(value, problem) for key, value in said):
        return Verdict("error", reasons=(problem.text,), problem=problem)
    faults = [fault for key, value in said for fault in key.faults(value, judgement)]
    if faults:
        return _verdict(faults, CaseFileError("; ".join(fault.reason for fault in faults)).problem)
    return _verdict(list(differences(judgement)))


def differences(judgement: Judgement) -> Iterator[Difference]:
    """Each way in which an outcome isn't what a case expects: first those about single findings."""
    found = [
        difference
        for key, value in spoken(judgement.expect)
        for difference in key.differences(value, judgement)
    ]
    yield from (difference for difference in found if _is_of_a_finding(difference))
    for finding in judgement.unnamed:
        yield Difference(
            mark("%(found)s, which the case doesn't name") % {"found": finding_text(finding)},
            unexpected=finding,
        )
    yield from (difference for difference in found if not _is_of_a_finding(difference))


def _is_of_a_finding(difference: Difference) -> bool:
    return difference.missing is not None or difference.unexpected is not None


def _verdict(found: list[Difference], problem: Problem | None = None) -> Verdict:
    status = "error" if problem is not None else "not as expected" if found else "as expected"
    return Verdict(
        status,  # type: ignore[arg-type]
        missing=tuple(each.missing for each in found if each.missing is not None),
        unexpected=tuple(each.unexpected for each in found if each.unexpected is not None),
        reasons=tuple(each.reason for each in found),
        problem=problem,
    )
