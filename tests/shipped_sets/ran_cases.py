"""What the tests of the shipped rule sets have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retour.model import Case, Outcome, Verdict

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """A case that was run, with the bytes of its message after the edits."""

    case: Case
    outcome: Outcome
    verdict: Verdict
    data: bytes

    @property
    def type(self) -> str:
        """The message type that the case is about, such as WMO305: the folder of its message has that name."""
        return self.case.message.parent.name.upper()

    @property
    def fired(self) -> set[str]:
        return {finding.code for finding in self.outcome.findings}
