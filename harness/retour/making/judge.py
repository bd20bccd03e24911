"""Messages that have just been made → what their rules find, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from lxml import etree

from retour.checking import Subject, outcome_job
from retour.engines import Engine
from retour.generating import file_of
from retour.levels import Check
from retour.model import Finding, Level, Outcome
from retour.rulesets import RuleSet
from retour.workspace import Workspace

_LEVELS: tuple[Level, ...] = ("file", "schema", "rules")
_NAME = "made.xml"


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """A message as it was made, and what was found in it.

    Attributes:
        root: not to be changed.
        data: the file.
    """

    root: etree._Element
    data: bytes
    outcome: Outcome

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What rejects it; nothing where it couldn't be judged."""
        return tuple(each for each in self.outcome.findings if each.rejects)

    @property
    def is_accepted(self) -> bool:
        """Whether schema and rules accept it."""
        return self.outcome.status == "accepted"

    @property
    def is_judged(self) -> bool:
        """Whether the rules were reached."""
        return self.outcome.problem is None and all(each.is_of_rule for each in self.findings)

    @property
    def codes(self) -> tuple[str, ...]:
        """What was found, each code once, in order."""
        return tuple(dict.fromkeys(each.code for each in self.findings))

    @property
    def weight(self) -> tuple[int, int]:
        """How much is wrong; less is better."""
        return len(self.findings), sum(len(each.locations) for each in self.findings)


class AttemptJudge:
    """Judges messages by one rule set.

    Args:
        now: the moment that it is for the rules; None means the configured one.
    """

    def __init__(
        self,
        rules: RuleSet,
        workspace: Workspace,
        engine: Engine,
        parameters: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> None:
        self.rules = rules
        self._workspace = workspace
        self._engine = engine
        self._parameters = dict(parameters or {})
        self._now = now
        self.judged = 0

    def judge(self, messages: Sequence[etree._Element]) -> list[Attempt]:
        """AttemptJudge messages, in their order.

        Raises:
            RetourError: the engine, or the set, doesn't work on any message.
        """
        self.judged += len(messages)
        jobs = []
        for root in messages:
            data = file_of(root)
            check = Check(
                Path(_NAME), _NAME, self._workspace, self.rules, parameters=self._parameters, levels=_LEVELS,
                now=self._now, data=data,
            )  # fmt: skip
            jobs.append(outcome_job(check, partial(_attempt, root, data)))
        return [pending.result() for pending in self._engine.submit(jobs)]


def _attempt(root: etree._Element, data: bytes, outcome: Outcome, _: Subject) -> Attempt:
    return Attempt(root, data, outcome)
