"""One pytest run: the workspaces of its case files, and the engine that all its cases share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import pytest

from harness.checking import case_job
from harness.engines import Engine, Pending, open_engine
from harness.errors import RetourError
from harness.model import Case, Outcome, Verdict
from harness.probes import ProbeLevel
from harness.rulesets import RuleSet
from harness.workspace import Workspace, Workspaces

Judged = tuple[Outcome, Verdict]

_MOST_AHEAD = 1024
"""Cases that the engine holds at a time: enough to sort them by stylesheet, and no more memory for a longer run."""


class RetourSession:
    """The plugin's state of one run.

    Attributes:
        broken_files: how many case files can't be used.
        coverage: what is to be told of the rules' course, None for nothing.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.broken_files = 0
        self.coverage: ProbeLevel | None = config.option.retour_coverage
        self._config = config
        self._workspaces = Workspaces()
        self._rule_sets: dict[tuple[str | None, Path], RuleSet | None] = {}
        self._waiting: Iterator[Case] = iter(())
        self._pending: dict[int, Pending[Judged]] = {}

    def workspace(self, file: Path) -> Workspace:
        """The workspace of a case file."""
        return self._workspaces.of(file)

    def prepare(self) -> None:
        """Let the engine get ready while cases are still being collected."""
        if not self._config.option.collectonly:
            self._engine.start()

    def begin(self, session: pytest.Session) -> None:
        """Begin to hand in the cases of all collected items, so that results are there, or on their way, when asked for.

        Under pytest-xdist a worker doesn't know which of its items it will run: there each case is handed in when
        its turn comes.
        """
        if session.testsfailed and session.testsfailed == self.broken_files:
            # A broken case file is its own failure; what else was collected still runs.
            session.config.option.continue_on_collection_errors = True
        if self._config.option.collectonly or hasattr(self._config, "workerinput"):
            return
        cases = (case for item in session.items if isinstance(case := getattr(item, "case", None), Case))
        self._waiting = (case for case in cases if case.skip is None)
        self._hand_in(_MOST_AHEAD)

    def run(self, case: Case) -> Judged:
        """The outcome and the verdict of a case."""
        if len(self._pending) <= _MOST_AHEAD // 2:
            self._hand_in(_MOST_AHEAD // 2)
        pending = self._pending.pop(id(case), None)
        if pending is None:
            (pending,) = self._submit([case])
        outcome, verdict = pending.result()
        if verdict.missing and outcome.evaluated is None and outcome.problem is None:
            # Probes tell why a rule that should have fired is silent; other cases run without.
            job = case_job(case, self.workspace(case.file), "rules")
            return self._engine.submit([job])[0].result()
        return outcome, verdict

    def _hand_in(self, number: int) -> None:
        """Give the engine the next cases that wait."""
        cases = list(islice(self._waiting, number))
        if cases:
            self._pending.update(zip(map(id, cases), self._submit(cases), strict=True))

    def _submit(self, cases: Sequence[Case]) -> list[Pending[Judged]]:
        work = [(case, self.workspace(case.file)) for case in cases]
        if self.coverage is not None:
            from harness.coverage import traced

            return traced(self._engine, work, self.coverage)
        return self._engine.submit(
            [case_job(case, workspace, self._probes(case)) for case, workspace in work]
        )

    def _probes(self, case: Case) -> ProbeLevel | None:
        """In a verbose run, rules that must stay silent are told apart: evaluated, or not even that."""
        return "rules" if case.expect.silent and self._config.get_verbosity() > 0 else None

    def rule_set(self, case: Case) -> RuleSet | None:
        """The rule set of a case; None when it can't be opened, which the outcome then tells."""
        key = (case.rules, case.file.parent)
        if key not in self._rule_sets:
            assert case.rules is not None
            try:
                self._rule_sets[key] = self.workspace(case.file).shelf.get(case.rules, case.file.parent)
            except RetourError:
                self._rule_sets[key] = None
        return self._rule_sets[key]

    def end(self) -> None:
        """Stop the engine."""
        if "_engine" in self.__dict__:
            self._engine.close()

    @cached_property
    def _engine(self) -> Engine:
        configured = self.workspace(self._config.rootpath).configuration
        workers = self._config.option.engine_workers
        if workers is None:
            workers = configured.engine_workers
        if workers != 0 and hasattr(self._config, "workerinput"):
            workers = 1
        return open_engine(self._config.option.engine or configured.engine, workers)
