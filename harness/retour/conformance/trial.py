"""A trial: a subject and the cases that it is held to, what came of it, and the statement of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from retour.conformance.document import StatedFile, StatedSet, StatementDocument
from retour.conformance.judging import CaseWork, judge_cases, suite_of
from retour.conformance.results import ConformanceResult, Suite
from retour.conformance.stating import stated_file, stated_set, stated_subject, statement_of
from retour.engines import Choice, Engine, Engines
from retour.engines.subject import SubjectEngine
from retour.errors import RetourError
from retour.model import RuleSetStamp
from retour.subjects.description import SystemUnderTest


@dataclass(frozen=True)
class ConformanceTrial:
    """A subject and the cases that it is held to, as they are when the trial is made.

    Attributes:
        suite: the files that the cases come from.
        rules: their rule sets, each with the codes of its rules.
    """

    subject: SystemUnderTest
    cases: Sequence[CaseWork]
    suite: Suite
    rules: Mapping[RuleSetStamp, frozenset[str]]

    @classmethod
    def of(
        cls, subject: SystemUnderTest, asked: Sequence[str], cases: Sequence[CaseWork]
    ) -> ConformanceTrial:
        """A trial of some cases.

        Args:
            asked: the cases as the user named them.

        Raises:
            RetourError: a file of theirs can't be read.
        """
        return cls(subject, cases, suite_of(asked, cases), _rules_of(cases))

    @property
    def files(self) -> list[StatedFile]:
        """The files of the suite, as a statement has them."""
        return [stated_file(each) for each in self.suite.files]

    @property
    def sets(self) -> list[StatedSet]:
        """The rule sets, as a statement has them."""
        return [stated_set(stamp) for stamp in self.rules]

    def run(
        self, moment: datetime, workers: int | None = None, seen: Callable[[], None] = lambda: None
    ) -> TriedSubject:
        """Hold the subject to the cases.

        Args:
            workers: how many messages it is given side by side; None for as many as its description says.
            seen: called for each case that is done.
        """
        with ExitStack() as stack:
            engine = SubjectEngine(self.subject, workers)
            stack.callback(engine.close)
            ran: list[Engine] = []

            def rules_engine() -> Engine:
                if not ran:
                    ran.append(Engines(Choice.of(self.cases[0][1].configuration), workers=1))
                    stack.callback(ran[0].close)
                return ran[0]

            results = judge_cases(self.cases, self.subject, engine, rules_engine, seen)
            return TriedSubject(self, results, moment, ran[0].name if ran else None)


@dataclass(frozen=True)
class TriedSubject:
    """What came of a trial.

    Attributes:
        engine: what ran the rule sets; None where nothing did.
    """

    trial: ConformanceTrial
    results: Sequence[ConformanceResult]
    moment: datetime
    engine: str | None

    def statement(self, *, values: bool) -> StatementDocument:
        """The statement of it.

        Args:
            values: whether values of messages may stand in sentences.

        Raises:
            StatementWithheld: nothing was judged.
        """
        return statement_of(
            stated_subject(self.trial.subject),
            self.results,
            self.trial.suite,
            self.trial.rules,
            self.moment,
            engine=self.engine,
            values=values,
        )


def _rules_of(cases: Sequence[CaseWork]) -> Mapping[RuleSetStamp, frozenset[str]]:
    found: dict[RuleSetStamp, frozenset[str]] = {}
    for case, workspace in cases:
        try:
            rules = workspace.shelf.get(case.rules or "", case.file.parent)
        except RetourError:  # running the case tells
            continue
        found[rules.stamp] = rules.codes
    return found
