"""Outcomes → the same outcomes with why their findings were made: by a second run, on a copy that tells its course.

The outcome stays that of the rule set itself. Where the copy doesn't come to the same, nobody knows why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retour.checking import outcome_job
from retour.engines import Engine, Pending
from retour.language import mark
from retour.levels import Check
from retour.model import Finding, Outcome, Why, WhyNot
from retour.rulesets import FILLING_RULES

_FILLING = mark("how a retourbericht is filled isn't judged by a stylesheet")


@dataclass(frozen=True, slots=True)
class _Traced:
    """What came of a message on the copy, and the rules that are checked for it."""

    outcome: Outcome
    checked: Collection[str]


def with_reasons(
    engine: Engine,
    work: Sequence[tuple[Check, Outcome]],
    of: Collection[str] | None = None,
    silent: Collection[str] = (),
) -> Iterator[Outcome]:
    """Tell of outcomes why their findings were made.

    Args:
        work: checks, with what came of them.
        of: the rules of whose findings it is told; None for all.
        silent: the rules of which it is told why they made no finding.
    """
    asked = frozenset(silent)
    jobs = [
        outcome_job(
            replace(check, why=asked, probes=None, listen=False),
            lambda outcome, subject: _Traced(outcome, subject.checked),
        )
        for check, outcome in work
        if _has_reasons(outcome, of, asked)
    ]
    following = iter(engine.submit(jobs))
    for _, outcome in work:
        if not _has_reasons(outcome, of, asked):
            yield outcome
        else:
            yield _explained(outcome, next(following), of, sorted(asked))


def _has_reasons(outcome: Outcome, of: Collection[str] | None, silent: Collection[str]) -> bool:
    return outcome.problem is None and (bool(silent) or any(_is_asked(each, of) for each in outcome.findings))


def _is_asked(finding: Finding, of: Collection[str] | None) -> bool:
    return finding.is_of_rule and (of is None or finding.code in of)


def _explained(
    outcome: Outcome, pending: Pending[_Traced], of: Collection[str] | None, silent: Iterable[str]
) -> Outcome:
    traced = pending.result()
    unknown = _difference(outcome, traced.outcome)
    findings = []
    for number, finding in enumerate(outcome.findings):
        if _is_asked(finding, of):
            why = Why(unknown=unknown) if unknown else traced.outcome.findings[number].why
            finding = replace(finding, why=why or Why(unknown=_not_traced(finding)))
        findings.append(finding)
    told = {} if unknown else {silence.code: silence for silence in traced.outcome.silences}
    silences = tuple(
        told.get(code) or WhyNot(code, Why(unknown=_not_silent(code, outcome, traced.checked, unknown)))
        for code in silent
    )
    return replace(outcome, findings=tuple(findings), silences=silences)


def _difference(outcome: Outcome, traced: Outcome) -> str | None:
    """How the run on the copy differs from that of the set itself; None where it doesn't."""
    if traced.problem is not None:
        return mark("the copy of the rule set that tells its course fails: %(why)s") % {
            "why": traced.problem.text
        }
    if (traced.report, traced.findings) != (outcome.report, outcome.findings):
        return mark("the copy of the rule set that tells its course writes another report")
    return None


def _not_traced(finding: Finding) -> str:
    if finding.code in FILLING_RULES:
        return _FILLING
    return mark("no place in the stylesheets is known to have written it")


def _not_silent(code: str, outcome: Outcome, checked: Collection[str], unknown: str | None) -> str:
    """Why there is nothing to tell of a rule's silence."""
    if any(finding.code == code for finding in outcome.findings):
        return mark("it fired")
    if code in FILLING_RULES:
        return _FILLING
    if code not in checked:
        kind = outcome.identity.type if outcome.identity is not None else None
        return (
            mark("it isn't checked in %(type)s") % {"type": kind}
            if kind
            else mark("it isn't checked in such a message")
        )
    if unknown is not None:
        return mark("why it made no finding isn't known: %(why)s") % {"why": unknown}
    level = outcome.failed_level
    if not level:
        return mark("it wasn't reached")
    return mark("it wasn't reached: the message is rejected at the level %(level)s") % {"level": level}
