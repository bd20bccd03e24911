"""Any outcome → what a system under test could tell of it, so that two outcomes can be compared that don't tell equally much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from retour.model import REJECTED, RULE_LEVELS, Finding, Outcome
from retour.subjects.description import SystemUnderTest

_REJECTION = Finding("rules", REJECTED, None)


def as_told_by(subject: SystemUnderTest, outcome: Outcome) -> Outcome:
    """An outcome with no more in it than a subject tells at its profile.

    What another level than the rules finds is no more than a rejection: a subject tells no codes of it.
    """
    if outcome.problem is not None:
        return outcome
    return replace(outcome, findings=tuple(dict.fromkeys(_told(subject, outcome.findings))))


def _told(subject: SystemUnderTest, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        if finding.level not in RULE_LEVELS or finding.code == REJECTED or subject.profile == "accepted":
            if finding.rejects:
                yield _REJECTION
        elif subject.tells_retour_codes:
            yield Finding("rules", finding.retour or REJECTED, finding.retour)
        elif subject.profile == "locations":
            yield replace(finding, level="rules", details=None)
        else:
            yield Finding("rules", finding.code, finding.retour, severity=finding.severity)
