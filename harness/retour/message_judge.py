"""A judge of messages that stays: the workspace of a folder and an engine, for as long as somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from retour.checking import Subject, outcome_job
from retour.engines import Choice, Engines
from retour.errors import EngineUnavailable, RuleSetError
from retour.levels import Check
from retour.model import Outcome, RuleSetStamp
from retour.workspace import Workspace, workspace_for

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServedSet:
    """A rule set that the service judges by.

    Attributes:
        serves: the messages that it checks, as people call them.
    """

    stamp: RuleSetStamp
    serves: tuple[str, ...]


class MessageJudge:
    """What a judge works with: the workspace of a folder, and one engine; for one thread at a time.

    Args:
        folder: in which the configuration is looked for.
        time_limit: seconds that the rules may take on one message; None for the configured ones.

    Attributes:
        unavailable: why its engine could not be had when it was last asked for; None when it could.
    """

    def __init__(self, folder: Path, time_limit: float | None = None) -> None:
        self.workspace: Workspace = workspace_for(folder)
        self._folder = folder
        self._time_limit = time_limit
        self._is_closed = False
        self.unavailable: str | None = None
        self._engines = self._opened()

    @property
    def engine(self) -> Engines:
        """The engine."""
        return self._engines

    def check(self, name: str, data: bytes) -> Check:
        """The check of a message of which the bytes are at hand.

        Args:
            name: of its file, without folders.
        """
        return Check(
            Path(name),
            name,
            self.workspace,
            base=self._folder,
            time_limit=self._time_limit,
            data=data,
        )

    def outcome(self, check: Check, then: Callable[[Outcome, Subject], T]) -> T:
        """Judge a message as `retour check` does; `then` makes of the outcome what is wanted, while the message is at hand."""
        if self.unavailable is not None and not self._is_closed:
            with suppress(Exception):
                self._engines.close()
            self._engines = self._opened()  # which may be had by now

        def told(outcome: Outcome, subject: Subject) -> T:
            problem = outcome.problem
            is_there = problem is None or problem.kind != EngineUnavailable.kind
            self.unavailable = None if problem is None or is_there else problem.text
            return then(_of_unchanged(outcome, subject), subject)

        return self._engines.submit([outcome_job(check, told)])[0].result()

    def get_ready(self) -> tuple[ServedSet, ...]:
        """Start the engine, and open the rule sets in reach."""
        self._engines.start(1)
        return tuple(
            ServedSet(rules.stamp, tuple(sorted(map(rules.called, rules.serving))))
            for rules in self.workspace.shelf.all()
        )

    def close(self) -> None:
        """End the engine; what it was asked for is not answered any more."""
        self._is_closed = True
        self._engines.close()

    def _opened(self) -> Engines:
        return Engines(Choice.of(self.workspace.configuration), workers=1)


def _of_unchanged(outcome: Outcome, subject: Subject) -> Outcome:
    """An outcome, where the files of the rule set are still those that were opened: its stamp says by which it came about."""
    if subject.rules is None or subject.rules.is_unchanged():
        return outcome
    error = RuleSetError(
        f"the rule set {subject.rules.name} has changed since the service began: start it again"
    )
    return replace(outcome, levels=(), findings=(), report=None, problem=error.problem)
