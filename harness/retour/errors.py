"""The errors of the harness: each is a sentence that a user can act on.

RetourError
├── ConfigurationError
├── CalendarError
├── CaseFileError
├── CoverageError
├── ExpectedChangesError
├── MessageError
├── GeneratingError
├── RuleSetError
│   └── RuleSetNotFound
└── EngineError
    ├── EngineUnavailable
    ├── StaticError
    ├── SchemaUnusable
    ├── DynamicError
    ├── TimeLimitExceeded
    ├── ChildDied
    ├── MemoryLimitExceeded
    ├── OutputLimitExceeded
    ├── ChildDied
    └── NotAReport
InternalError
"""

from __future__ import annotations

import traceback
from pathlib import Path

from retour.model import Place


class RetourError(Exception):
    """Base of all errors that the harness raises on purpose.

    Args:
        text: what is wrong, what was expected, what is near.
        place: where, when there is a file to point at.
    """

    kind = "error"

    def __init__(self, text: str, place: Place | None = None) -> None:
        super().__init__(text, place)
        self.text = text
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class ConfigurationError(RetourError):
    """The configuration file can't be used."""

    kind = "configuration"


class CalendarError(RetourError):
    """A calendar of a transition can't be used."""

    kind = "calendar"


class CaseFileError(RetourError):
    """A case file can't be used."""

    kind = "case-file"


class CoverageError(RetourError):
    """Coverage data, waivers or thresholds can't be used."""

    kind = "coverage"


class ExpectedChangesError(RetourError):
    """A file of expected changes can't be used."""

    kind = "expected-changes"


class MessageError(RetourError):
    """A message can't be read, or isn't served by the rule set."""

    kind = "message"

    def __init__(self, text: str, place: Place | None = None, kind: str = "message") -> None:
        super().__init__(text, place)
        self.kind = kind


class GeneratingError(RetourError):
    """A schema can't be read, or no message can be made of it."""

    kind = "generating"


class RuleSetError(RetourError):
    """A rule set can't be found, opened or installed."""

    kind = "rule-set"


class RuleSetNotFound(RuleSetError):
    """No rule set in reach has the name that was asked for."""


class EngineError(RetourError):
    """A rule set's stylesheet couldn't be run on a message."""

    kind = "engine"


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


class TimeLimitExceeded(EngineError):
    """A stylesheet ran longer than it may."""

    kind = "time-limit"


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


class InternalError(RetourError):
    """The harness itself failed, in a way that nobody foresaw."""

    kind = "internal"


def as_retour_error(error: Exception) -> RetourError:
    """An error that was raised on purpose, as it is; any other as one sentence, with the error itself as its cause."""
    if isinstance(error, RetourError):
        return error
    said = " ".join(traceback.format_exception_only(error)[-1].split())
    found = InternalError(
        f"the harness itself failed{_where(error)}: {said[:_LONGEST]}; --traceback shows more, please report it"
    )
    found.__cause__ = error
    return found


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
