"""Exit codes.

0 as expected; 1 a case failed or something fired; 2 wrong use or unreadable input; 3 the engine or a rule set failed.
"""

from __future__ import annotations

from collections.abc import Iterable

from retour.errors import EngineError, RetourError, RuleSetError, RuleSetNotFound
from retour.model import Outcome

AS_EXPECTED = 0
NOT_AS_EXPECTED = 1
UNREADABLE = 2
ENGINE_FAILED = 3

_MESSAGE_PROBLEMS = frozenset(
    {
        "bom",
        "calendar",
        "dtd",
        "ei",
        "empty",
        "encoding",
        "envelope",
        "message",
        "not-served",
        "not-xml",
        "depth",
        "size",
        "unreadable",
    }
)


def exit_code_of(error: RetourError) -> int:
    """The exit code that an error of the command line stands for."""
    if isinstance(error, (EngineError, RuleSetError)) and not isinstance(error, RuleSetNotFound):
        return ENGINE_FAILED
    return UNREADABLE


def is_engine_failure(problem: str) -> bool:
    """Whether a kind of problem is the engine's or a rule set's fault, and not a message's."""
    return problem not in _MESSAGE_PROBLEMS


def exit_code_for(outcomes: Iterable[Outcome]) -> int:
    """The exit code of a check of messages."""
    outcomes = list(outcomes)
    problems = {outcome.problem.kind for outcome in outcomes if outcome.problem}
    if any(map(is_engine_failure, problems)):
        return ENGINE_FAILED
    if problems:
        return UNREADABLE
    return NOT_AS_EXPECTED if any(outcome.errors for outcome in outcomes) else AS_EXPECTED
