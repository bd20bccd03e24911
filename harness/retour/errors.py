"""The errors of the harness: each is a sentence that a user can act on.

Its class says which error it is to a machine (`kind`), and which exit code it stands for: 2 for wrong use and what can't be
read, 3 for what the engine, a rule set or the harness itself got wrong.

RetourError                  2
├── ConfigurationError
├── CalendarError
├── CaseFileError
├── CoverageError
├── ExpectedChangesError
├── MessageError
│   ├── EditError
│   └── NotServed
├── GeneratingError
├── RuleSetError             3
│   └── RuleSetNotFound      2
├── EngineError              3
│   ├── EngineUnavailable
│   ├── StaticError
│   ├── SchemaUnusable
│   ├── DynamicError
│   ├── ForbiddenLookUp
│   ├── TimeLimitExceeded
│   ├── CompileLimitExceeded
│   ├── MemoryLimitExceeded
│   ├── OutputLimitExceeded
│   ├── ChildDied
│   └── NotAReport
├── SubjectError             3, or 2 where it can't be asked
├── SubjectFileError
├── StatementError
├── StatementWithheld        3
├── OutputError
├── RuleReportError
├── ReplayCorpusError
├── ReplayError
├── ClusterError             3
│   └── WorkerDied
├── NotJudged                as its reason
├── ScenarioError
├── ParameterError
├── LevelNotJudged
└── InternalError            3
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from retour.model import Outcome, Place, Problem, Verdict

AS_EXPECTED = 0
"""The exit code when all is as it should be."""

NOT_AS_EXPECTED = 1
"""The exit code when a case failed, or something fired."""

UNREADABLE = 2
"""The exit code of wrong use, and of what can't be read."""

ENGINE_FAILED = 3
"""The exit code of what the engine, a rule set or the harness itself got wrong."""

MessageKind = Literal[
    "message",
    "unreadable",
    "empty",
    "size",
    "parser-limit",
    "bom",
    "encoding",
    "dtd",
    "depth",
    "not-xml",
    "ei",
    "envelope",
    "edit",
    "not-served",
]
"""What is wrong with a message: most are codes of the level «file», where that level finds it."""

SubjectKind = Literal[
    "subject-crashed",
    "subject-time-limit",
    "subject-output-limit",
    "subject-answer",
    "subject-unreachable",
    "subject-refused",
    "subject-cannot",
]
"""What a system under test did instead of judging: it ended otherwise than it may, took too long, wrote too much, answered what is no
answer, isn't there, doesn't know what it is asked by, or can't be asked this."""


class RetourError(Exception):
    """Base of all errors that the harness raises on purpose.

    Args:
        text: what is wrong, what was expected, what is near.
        place: where, when there is a file to point at.

    Attributes:
        kind: a short stable name, e.g. `time-limit`, for machines.
        exit_code: of the command that ends with it.
    """

    kind: str = "error"
    exit_code: int = UNREADABLE

    def __init__(self, text: str, place: Place | None = None) -> None:
        super().__init__(text, place)
        self.text = text
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text

    @property
    def problem(self) -> Problem:
        """The error as plain data, for an outcome."""
        return Problem(self.kind, str(self), self.exit_code)


class ConfigurationError(RetourError):
    """The configuration file can't be used."""

    kind = "configuration"


class CalendarError(RetourError):
    """A calendar of a transition can't be used."""

    kind = "calendar"


class CaseFileError(RetourError):
    """A case file can't be used.

    Args:
        more: what else is wrong with it.
    """

    kind = "case-file"

    def __init__(self, text: str, place: Place | None = None, more: Sequence[CaseFileError] = ()) -> None:
        super().__init__(text, place)
        self._more = tuple(more)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self._more)])

    @property
    def mistakes(self) -> tuple[CaseFileError, ...]:
        """All that is wrong, one by one."""
        return (CaseFileError(self.text, self.place), *self._more)


class CoverageError(RetourError):
    """Coverage data, waivers or thresholds can't be used."""

    kind = "coverage"


class ExpectedChangesError(RetourError):
    """A file of expected changes can't be used."""

    kind = "expected-changes"


class MessageError(RetourError):
    """A message can't be read or judged."""

    kind: MessageKind = "message"

    def __init__(self, text: str, place: Place | None = None, kind: MessageKind | None = None) -> None:
        super().__init__(text, place)
        self.kind = kind or self.kind


class EditError(MessageError):
    """An edit in a case doesn't fit its message."""

    kind = "edit"


class NotServed(MessageError):
    """No rule set, or not the one that was asked for, checks messages of this type."""

    kind = "not-served"


class GeneratingError(RetourError):
    """A schema can't be read, or no message can be made of it."""

    kind = "generating"


class RuleSetError(RetourError):
    """A rule set can't be found, opened or installed."""

    kind = "rule-set"
    exit_code = ENGINE_FAILED


class RuleSetNotFound(RuleSetError):
    """No rule set in reach has the name that was asked for."""

    exit_code = UNREADABLE


class EngineError(RetourError):
    """A rule set's stylesheet couldn't be run on a message."""

    kind = "engine"
    exit_code = ENGINE_FAILED


class EngineUnavailable(EngineError):
    """The XSLT processor is missing or doesn't start."""

    kind = "engine-unavailable"


class StaticError(EngineError):
    """A stylesheet doesn't compile."""

    kind = "static-error"


class SchemaUnusable(EngineError):
    """A rule set's schema can't be compiled."""

    kind = "schema-unusable"


class DynamicError(EngineError):
    """A stylesheet failed while it ran."""

    kind = "dynamic-error"


class ForbiddenLookUp(EngineError):
    """A stylesheet asked for something outside the message that it may not have, whatever it made of having no answer."""

    kind = "forbidden-look-up"


class TimeLimitExceeded(EngineError):
    """A stylesheet ran longer than it may."""

    kind = "time-limit"


class CompileLimitExceeded(EngineError):
    """A stylesheet needed more time or memory to be compiled than it may."""

    kind = "compile-limit"


class MemoryLimitExceeded(EngineError):
    """A stylesheet needed more memory than it may."""

    kind = "memory-limit"


class OutputLimitExceeded(EngineError):
    """A stylesheet wrote or said more than it may."""

    kind = "output-limit"


class ChildDied(EngineError):
    """The process in which the stylesheet ran ended abnormally."""

    kind = "child-died"


class NotAReport(EngineError):
    """What a stylesheet wrote is not a report in the set's dialect."""

    kind = "not-a-report"


class SubjectError(RetourError):
    """A system under test didn't judge a message."""

    kind: SubjectKind = "subject-answer"

    def __init__(self, text: str, kind: SubjectKind) -> None:
        super().__init__(text)
        self.kind = kind
        self.exit_code = UNREADABLE if kind == "subject-cannot" else ENGINE_FAILED


class SubjectFileError(RetourError):
    """The description of a system under test can't be used."""

    kind = "subject-file"


class StatementError(RetourError):
    """A statement of conformance can't be read."""

    kind = "statement"


class StatementWithheld(RetourError):
    """Nothing was judged, and so nothing is stated."""

    kind = "statement-withheld"
    exit_code = ENGINE_FAILED


class OutputError(RetourError):
    """Standard output is closed or full."""

    kind = "output"


class RuleReportError(RetourError):
    """An official rule report can't be read, or not be held against a rule set."""

    kind = "rule-report"


class ScenarioError(RetourError):
    """A scenario can't be used."""

    kind = "scenario"


class ReplayCorpusError(RetourError):
    """A corpus of messages can't be read."""

    kind = "corpus"


class ReplayError(RetourError):
    """What a replay is asked for can't be done, or what one wrote can't be read."""

    kind = "replay"


class ClusterError(RetourError):
    """The processes that judge the messages of a replay can't be had, or are gone."""

    kind = "cluster"
    exit_code = ENGINE_FAILED


class WorkerDied(ClusterError):
    """Workers died again and again while they had one message."""

    kind = "worker-died"


class NotJudged(RetourError):
    """A message can't be judged, so what was asked for can't be done; kind and exit code are those of the reason.

    Args:
        done: what can't be done, as far as the reason doesn't tell.
    """

    def __init__(self, problem: Problem, done: str | None = None) -> None:
        super().__init__(f"{done}: {problem.text}" if done else problem.text)
        self.kind = problem.kind
        self.exit_code = problem.exit_code


class ParameterError(RetourError):
    """A stylesheet parameter is not as the rule set declares it.

    Args:
        name: of the parameter.
    """

    kind = "parameter"

    def __init__(self, text: str, name: str, place: Place | None = None) -> None:
        super().__init__(text, place)
        self.name = name


class LevelNotJudged(RetourError):
    """A level that was asked for can't be judged, or none was: the message can't be said to be accepted."""

    kind = "not-judged"


class InternalError(RetourError):
    """The harness itself failed, in a way that nobody foresaw.

    Args:
        trace: where it came from, as Python tells it.
    """

    kind = "internal"
    exit_code = ENGINE_FAILED

    def __init__(self, text: str, trace: str = "") -> None:
        super().__init__(f"{text}; --traceback shows more, please report it")
        self.trace = trace
        if trace:
            _log.debug(trace)

    @property
    def problem(self) -> Problem:
        """The error as plain data, its origin included."""
        return replace(super().problem, trace=self.trace)


def exit_code_of(outcomes: Iterable[Outcome]) -> int:
    """The exit code of a check of messages: of several the highest."""
    return max(map(_exit_code_of, outcomes), default=AS_EXPECTED)


def _exit_code_of(outcome: Outcome) -> int:
    if outcome.problem is not None:
        return outcome.problem.exit_code
    return NOT_AS_EXPECTED if outcome.errors else AS_EXPECTED


def exit_code_of_verdict(verdict: Verdict) -> int:
    """The exit code of a case."""
    if verdict.problem is not None:
        return verdict.problem.exit_code
    return AS_EXPECTED if verdict.passes else NOT_AS_EXPECTED


def exit_code_of_kind(kind: str) -> int:
    """The exit code of an error of which only the kind is known."""
    waiting, found = [RetourError], UNREADABLE
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.kind == kind:
            found = max(found, error.exit_code)
    return found


def as_retour_error(error: Exception) -> RetourError:
    """An error that was raised on purpose, as it is; any other as one sentence, with the error itself as its cause."""
    if isinstance(error, RetourError):
        return error
    said = " ".join(traceback.format_exception_only(error)[-1].split())
    trace = "".join(traceback.format_exception(error))
    found = InternalError(f"the harness itself failed{_where(error)}: {said[:_LONGEST]}", trace)
    found.__cause__ = error
    return found


_log = logging.getLogger("retour")

_LONGEST = 300
"""How many characters of an unforeseen error are repeated."""


def _where(error: Exception) -> str:
    """The last place in the harness that the error came by."""
    home = Path(__file__).parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(home)]
    if not ours:
        return ""
    return f" at {Path(ours[-1].filename).relative_to(home.parent).as_posix()}:{ours[-1].lineno}"
