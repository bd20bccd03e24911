"""Cases run with probes.

With probes in the branches each case is run twice: the verdict is on the rule set itself, and the copy with probes must
write the same report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retour.caching import Cache
from retour.checking import case_check, case_job, outcome_job, unforeseen
from retour.engines import Engine, Job, Pending
from retour.model import Case, Outcome, Verdict
from retour.probes import ProbeLevel
from retour.workspace import Workspace

Judged = tuple[Outcome, Verdict]


def traced(
    engine: Engine,
    work: Sequence[tuple[Case, Workspace]],
    level: ProbeLevel,
    known: Cache | None = None,
) -> list[Pending[Judged]]:
    """Hand in cases with probes; results come in their order, and say what was evaluated and reached.

    Args:
        known: the outcomes of earlier runs.
    """
    if level == "rules":
        return engine.submit([case_job(case, workspace, level, known) for case, workspace in work])
    plain = engine.submit([case_job(case, workspace, known=known) for case, workspace in work])
    probed = engine.submit([_probed_job(case, workspace, level, known) for case, workspace in work])
    return [_Both(judged, outcome) for judged, outcome in zip(plain, probed, strict=True)]


def _probed_job(case: Case, workspace: Workspace, level: ProbeLevel, known: Cache | None) -> Job[Outcome]:
    try:
        return outcome_job(case_check(case, workspace, level), lambda outcome, _: outcome, known)
    except Exception as error:
        return Job.done(unforeseen(case, error)[0])


@dataclass(frozen=True, slots=True)
class _Both:
    """The two runs of a case."""

    plain: Pending[Judged]
    probed: Pending[Outcome]

    def result(self) -> Judged:
        (outcome, verdict), probed = self.plain.result(), self.probed.result()
        if outcome.problem is not None:
            return outcome, verdict
        if probed.problem is not None or _told(probed) != _told(outcome):
            return outcome, Verdict("error", reasons=(_difference(probed),))
        return replace(
            outcome,
            evaluated=probed.evaluated,
            evaluation_unknown=probed.evaluation_unknown,
            reached=probed.reached,
        ), verdict


def _told(outcome: Outcome) -> tuple[object, ...]:
    """What must be the same; of a retourbericht there is no report, but what the set found on its heenbericht counts."""
    return outcome.report, outcome.findings


def _difference(probed: Outcome) -> str:
    what = "writes another report" if probed.problem is None else f"fails: {probed.problem.text}"
    return f"the copy of the rule set with coverage probes doesn't do what the set itself does, it {what}"
