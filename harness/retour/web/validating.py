"""`POST /validatie`: a message → the answer of the validation service.

An answer with status 200 is a report, and a report is only written on a message that was judged. Whatever kept the service from
judging is another status with a sentence: 400 a patch level that isn't installed, 422 a message that can't be judged, 500 a rule set
or an engine that failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.checking import Subject
from retour.errors import ENGINE_FAILED, EngineUnavailable, InternalError, RetourError
from retour.language import mark
from retour.message_judge import MessageJudge
from retour.messages import is_ei
from retour.model import Outcome, Problem
from retour.text.plain import one_line
from retour.web.patch_levels import UnknownPatchLevel, at_patch_level
from retour.web.rapport import rapport_of

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

OURS = mark("the harness itself failed over this; the reason stands where the service runs")
"""All that a client is told of an error that nobody foresaw."""


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """What goes back.

    Attributes:
        problem: why the message could not be judged; for who runs the service.
    """

    status: int
    body: str
    kind: str = TEXT
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None


def validated(judge: MessageJudge, data: bytes, level: str | None) -> ServiceAnswer:
    """Judge a message.

    Args:
        level: the patch level that is asked for; None for the newest that is installed.
    """
    check = judge.check("message.ei" if is_ei(data) else "message.xml", data)
    try:
        return judge.outcome(at_patch_level(check, level), _answer)
    except UnknownPatchLevel as error:
        return refusal(error.problem, 400)
    except RetourError as error:
        return refusal(error.problem)


def refusal(problem: Problem, status: int | None = None) -> ServiceAnswer:
    """The answer where nothing was judged."""
    if status is None:
        status = 500 if problem.exit_code == ENGINE_FAILED else 422
    if problem.kind == EngineUnavailable.kind:
        status = 503
    text = OURS if problem.kind == InternalError.kind else problem.text
    return ServiceAnswer(
        status, f"not judged: {one_line(text)}\n", headers={"Retour-Error": problem.kind}, problem=problem
    )


def _answer(outcome: Outcome, subject: Subject) -> ServiceAnswer:
    if outcome.problem is not None:
        return refusal(outcome.problem)
    if outcome.status not in ("accepted", "rejected"):
        text = "no rules judged this message, so it can't be said to be accepted"
        return refusal(Problem("not-judged", f"{outcome.message}: {text}", 2))
    report = rapport_of(outcome, subject.rules, subject.message)
    headers: dict[str, str] = {"Retour-Outcome": outcome.status}
    if outcome.rules is not None:
        headers["Retour-Rule-Set"] = outcome.rules.name.encode("ascii", "backslashreplace").decode()
        headers["Retour-Rule-Set-SHA256"] = outcome.rules.sha256
    return ServiceAnswer(200, report, XML, headers)
