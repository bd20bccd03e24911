"""What is shown of a failed case or a broken case file, in the form that other plugins read.

The short summary, JUnit XML and annotations of GitHub take the reason from the crash line. pytest-xdist brings that out
of a worker for what looks like one of pytest's own representations of an exception, and for nothing else.
"""

from __future__ import annotations

from pathlib import Path

from _pytest._code.code import ReprEntryNative, ReprExceptionInfo, ReprFileLocation, ReprTraceback
from _pytest._io import TerminalWriter

from retour.model import Outcome, Verdict
from retour.text.plain import one_line, plain


class CaseFailedError(AssertionError):
    """A case doesn't pass; its text is the reasons, each in a line."""

    def __init__(self, outcome: Outcome, verdict: Verdict) -> None:
        self.reasons = [one_line(reason.splitlines()[0]) for reason in verdict.reasons]
        super().__init__("; ".join(self.reasons))
        self.outcome = outcome
        self.verdict = verdict


class NotAsExpectedError(CaseFailedError):
    """The outcome of a case is not what it expects."""


class ExpectedFailureError(CaseFailedError):
    """The outcome of a case is not what it expects, and the case says that this is so."""


class NoVerdictError(CaseFailedError):
    """An error kept a case from having a verdict."""


class BrokenCaseError(AssertionError):
    """A case can't be used: it isn't as cases are written."""


class ShownFailure(ReprExceptionInfo):
    """A text, with the place and the reason of the failure; lines that begin with `- ` are red on a terminal."""

    def toterminal(self, tw: TerminalWriter) -> None:
        for line in _text(self).splitlines():
            tw.line(line, red=line.startswith("- "))


def failure(text: str, file: Path, line: int | None, reason: str) -> ShownFailure:
    """The representation of a failure, made harmless.

    Args:
        text: all that is to be shown.
        file: what is at fault, or holds it.
        line: where in the file; None for the file as a whole.
        reason: why it failed, in one line.
    """
    entry = ReprEntryNative([f"{each}\n" for each in plain(text).splitlines()])
    crash = ReprFileLocation(one_line(str(file)), line or 0, one_line(reason))
    return ShownFailure(ReprTraceback([entry], None, "native"), crash)


def _text(shown: ShownFailure) -> str:
    return "".join(line for entry in shown.reprtraceback.reprentries for line in entry.lines)
