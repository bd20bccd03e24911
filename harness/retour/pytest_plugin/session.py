"""One pytest run: the workspaces of its case files, and the engines that its cases share.

For each case file the configuration nearest to it counts, wherever pytest runs.

What takes long to load is loaded where it is used, when the engine's processes are on their way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retour.configuration import Configuration, find_configuration
from retour.engines import Choice, Engines, Pending, engine_reference, engine_title
from retour.errors import RetourError
from retour.language import Texts, mark, texts_in
from retour.model import ENGINES, Case, Outcome, Problem, Verdict
from retour.pytest_plugin.caching import tell_troubles
from retour.pytest_plugin.stopping import ended_by_sigterm, undisturbed
from retour.text.gitignore import GitIgnored
from retour.watching import watched_run
from retour.workspace import Workspace, Workspaces

if TYPE_CHECKING:
    from retour.caching import Cache
    from retour.cases import BrokenCase
    from retour.probes import ProbeLevel
    from retour.rulesets import NamedSet, RuleSet
    from retour.subjects.description import SystemUnderTest

Judged = tuple[Outcome, Verdict]

_MOST_AHEAD = 1024
"""Cases that the engine holds at a time: enough to sort them by stylesheet, and no more memory for a longer run."""


def runs_all(config: pytest.Config) -> bool:
    """Whether a run is of everything that is collected, as far as options of pytest and of pytest-split tell."""
    selects = ("collectonly", "keyword", "markexpr", "deselect", "lf", "stepwise", "splits")
    return not any(getattr(config.option, name, None) for name in selects) and not any(
        "::" in argument for argument in config.args
    )


def named_engine(config: pytest.Config) -> str | None:
    """The engine that goes before all configurations, as the options name it; a user's mistake in them ends the run.

    Raises:
        pytest.UsageError: they name none that there is.
    """
    option = config.option
    name: str | None = option.retour_engine
    url, patch_level = option.retour_engine_url, option.retour_engine_patch_level
    try:
        if name is None and (url or patch_level):
            name = ENGINES[0]
        if name is not None:
            name = engine_reference(name, url, patch_level)
            engine_title(name)
    except RetourError as error:
        raise pytest.UsageError(str(error)) from None
    return name


class RetourSession:
    """The plugin's state of one run.

    Attributes:
        broken_files: how many case files can't be used.
        coverage: what is to be told of the rules' course, None for nothing.
        watched: what takes note of the run; None for a run that isn't watched.
        untold: a sentence on why it isn't told what made rules fire or stay silent in the last case; None where it is, or isn't asked for.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.broken_files = 0
        self.ignored = GitIgnored(config.rootpath)
        self.coverage: ProbeLevel | None = config.option.retour_coverage
        self._config = config
        self._case_files: Counter[Choice] = Counter()
        self._configurations: dict[Path, Configuration] = {}
        self._workspace_of: dict[Path, Workspace] = {}
        in_worker = hasattr(config, "workerinput")
        self.watched = watched_run(config)
        self._engines = (self.watched.engines if self.watched is not None else None) or Engines(
            name=named_engine(config),
            workers=config.option.retour_engine_workers,
            most=1 if in_worker else None,
        )
        if self.watched is not None:
            self.watched.engines = self._engines
        if self.subject is not None and self.coverage is not None:
            raise pytest.UsageError(
                "--retour-coverage is about stylesheets, and a system under test runs none"
            )
        # What somebody else's software says of a message is asked each time: it may have changed.
        self._has_cache = not config.option.retour_no_cache and self.subject is None
        self._until_the_end = ExitStack()
        self._until_the_end.enter_context(ended_by_sigterm())
        # Also after a signal that came while other plugins were ending the session.
        config.add_cleanup(self.end)
        self.untold: str | None = None
        self._failed = 0
        self._rule_sets: dict[tuple[str | None, Path], RuleSet | None] = {}
        self._asked_by: dict[Configuration, tuple[NamedSet, ...]] = {}
        self._waiting: Iterator[Case] = iter(())
        self._ahead: dict[int, tuple[Case, Pending[Judged]]] = {}

    @property
    def subject(self) -> SystemUnderTest | None:
        """The system under test that judges in place of rule sets, if the run names one."""
        return self._engines.subject

    def workspace(self, file: Path) -> Workspace:
        """The workspace of a case file.

        Raises:
            ConfigurationError: the nearest configuration can't be used.
        """
        if file not in self._workspace_of:
            self._workspace_of[file] = self._workspaces.under(self._configuration(file.parent))
        return self._workspace_of[file]

    def load(self, file: Path) -> list[Case]:
        """The cases of a file, under the rule sets that the run asks for.

        Raises:
            CaseFileError: the file can't be used.
            ConfigurationError: the nearest configuration can't be used.
            RuleSetError: there is no such rule set as the run asks for, or it can't be used.
        """
        from retour.cases import BrokenCase
        from retour.cases.mistakes import together

        read = self.read(file)
        if broken := [each.error for each in read if isinstance(each, BrokenCase)]:
            raise together(broken)
        return [each for each in read if not isinstance(each, BrokenCase)]

    def read(self, file: Path) -> list[Case | BrokenCase]:
        """The cases of a file, under the rule sets that the run asks for, those that can't be used among them.

        Raises: as `load`, where none of them can be used.
        """
        from retour.cases import BrokenCase, read_cases

        workspace = self.workspace(file)
        read = read_cases(file, workspace, under=self._asked(file))
        if self._config.getoption("runxfail", False):
            read = [each if isinstance(each, BrokenCase) else replace(each, xfail=None) for each in read]
        if (subject := self.subject) is None:
            return read
        from retour.conformance.asking import asked_of

        return [each if isinstance(each, BrokenCase) else asked_of(each, subject, workspace) for each in read]

    def references(self, case: Case) -> tuple[str, ...]:
        """How the run asks for the rule set of a case; none where it is the case's own."""
        if case.under is None:
            return ()
        found = (each.references for each in self._asked(case.file) if each.name == case.under)
        return next(found, ())

    def _asked(self, file: Path) -> tuple[NamedSet, ...]:
        """The rule sets that the run asks for, looked up from where the user stands."""
        references: list[str] = self._config.option.retour_rules
        if not references:
            return ()
        here = Path(self._config.invocation_params.dir)
        configuration = self._configuration(file.parent)
        if configuration not in self._asked_by:
            workspace = self._workspaces.under(configuration, self._configuration(here))
            self._asked_by[configuration] = workspace.shelf.several(references, here)
        return self._asked_by[configuration]

    def expect_case_file(self, file: Path) -> None:
        """Let the engine get ready while a case file is still being read; it probably takes a stylesheet of its own."""
        if self._config.option.collectonly:
            return
        with suppress(Exception):  # reading the file, or running its cases, will tell
            configuration = self._configuration(file.parent)
            if self._known is not None and self._known.knows(configuration):
                return  # perhaps nothing is to be run
            choice = Choice.of(configuration)
            self._case_files[choice] += 1
            self._engines.engine(choice).start(self._case_files[choice])

    def collected(self, cases: Sequence[Case]) -> None:
        """Let the engine begin with the cases of a file while others are still being collected."""
        if self._runs_all:
            self._hand_in(case for case in cases if case.skip is None)

    def begin(self, session: pytest.Session) -> None:
        """Go on with the cases of all collected items, so that results are there, or on their way, when asked for.

        Under pytest-xdist a worker doesn't know which of its items it will run: there each case is handed in when
        its turn comes.
        """
        if session.testsfailed and session.testsfailed == self.broken_files:
            # A broken case file is its own failure; what else was collected still runs.
            session.config.option.continue_on_collection_errors = True
        if self._config.option.collectonly or hasattr(self._config, "workerinput"):
            return
        cases = [case for item in session.items if isinstance(case := getattr(item, "case", None), Case)]
        self._ahead = {key: self._ahead[key] for key in map(id, cases) if key in self._ahead}
        begun = set(self._ahead)
        self._waiting = (case for case in cases if case.skip is None and id(case) not in begun)
        self._hand_in(self._waiting)

    def run(self, case: Case) -> Judged:
        """The outcome and the verdict of a case; what nobody foresaw is the error of that case."""
        self.untold = None
        try:
            outcome, verdict = self._judged(case)
        except Exception as error:
            from retour.checking import unforeseen

            return unforeseen(case, error)
        if verdict.status == "not as expected" and outcome.problem is None and self.subject is None:
            with suppress(Exception):  # the verdict stands without
                outcome = self._with_reasons(case, outcome, verdict)
        return outcome, verdict

    def _with_reasons(self, case: Case, outcome: Outcome, verdict: Verdict) -> Outcome:
        """The outcome of a failing case, with what made rules fire that shouldn't, and kept silent those that should fire."""
        fired = {finding.code for finding in outcome.findings if finding.is_of_rule}
        wanted = {claim.code for claim in verdict.missing if claim.level == "rules"}
        unwanted = {finding.code for finding in verdict.unexpected if finding.is_of_rule}
        if not wanted and not unwanted:
            return outcome
        self._failed += 1
        most = self._config.option.retour_why
        if self._failed > most:
            if most:
                self.untold = mark(
                    "why is told of the first %(number)s failing cases: run this one alone"
                ) % {"number": most}
            return outcome
        from retour.checking import case_check
        from retour.reasons import with_reasons

        check = case_check(case, self.workspace(case.file))
        of, silent = unwanted | (wanted & fired), wanted - fired
        (told,) = with_reasons(self._engines, [(check, outcome)], of, silent)
        return told

    def _judged(self, case: Case) -> Judged:
        if len(self._ahead) <= _MOST_AHEAD // 2:
            self._hand_in(self._waiting)
        _, pending = self._ahead.pop(id(case), (case, None))
        if pending is None:
            (pending,) = self._submit([case])
        outcome, verdict = pending.result()
        if self.subject is not None:
            return outcome, verdict
        if verdict.missing and outcome.evaluated is None and outcome.problem is None:
            # Probes tell why a rule that should have fired is silent; other cases run without.
            from retour.checking import case_job

            job = case_job(case, self.workspace(case.file), "rules", self._known)
            return self._engines.submit([job])[0].result()
        return outcome, verdict

    @cached_property
    def _runs_all(self) -> bool:
        """Whether the run is of everything that is collected, as far as pytest's own options tell."""
        return not hasattr(self._config, "workerinput") and runs_all(self._config)

    def _hand_in(self, cases: Iterator[Case]) -> None:
        """Give the engine the next cases that wait, as many as it may hold."""
        taken = list(islice(cases, _MOST_AHEAD - len(self._ahead)))
        if not taken:
            return
        with suppress(Exception):  # what goes wrong with one of them will be told when its turn comes
            # The cases themselves are kept too: while they are, no other has the same id().
            self._ahead.update(zip(map(id, taken), zip(taken, self._submit(taken), strict=True), strict=True))

    def _submit(self, cases: Sequence[Case]) -> list[Pending[Judged]]:
        work = [(case, self.workspace(case.file)) for case in cases]
        if self.coverage is not None:
            from retour.coverage import traced

            return traced(self._engines, work, self.coverage, self._known)
        from retour.checking import case_job

        return self._engines.submit(
            [case_job(case, workspace, self._probes(case), self._known) for case, workspace in work]
        )

    def _probes(self, case: Case) -> ProbeLevel | None:
        """In a verbose run, rules that must stay silent are told apart: evaluated, or not even that."""
        from retour.cases.expect import silent_codes

        if self.subject is not None:
            return None
        return "rules" if silent_codes(case.expect) and self._config.get_verbosity() > 0 else None

    def rule_set(self, case: Case) -> RuleSet | None:
        """The rule set of a case; None when it can't be opened, which the outcome then tells."""
        key = (case.rules, case.file)
        if key not in self._rule_sets:
            assert case.rules is not None
            try:
                self._rule_sets[key] = self.workspace(case.file).shelf.get(case.rules, case.file.parent)
            except RetourError:
                self._rule_sets[key] = None
        return self._rule_sets[key]

    def rule_set_in(self, folder: Path) -> RuleSet:
        """The rule set of a folder, as it was opened for a case.

        Raises:
            RuleSetError: it was opened for none, and can't be read.
        """
        from retour.rulesets import RuleSet

        opened = (rules for rules in self._rule_sets.values() if rules is not None and rules.folder == folder)
        return next(opened, None) or RuleSet.open(folder, None)

    def engine_name(self, case: Case) -> str:
        """Product and version of what runs the rules on a case."""
        return self._engines.engine(Choice.of(self.workspace(case.file).configuration)).name

    def texts(self, file: Path) -> Texts:
        """The texts in the language that the run asks for, else the configuration of a case file."""
        return texts_in(self._config.option.retour_language or self._configuration(file.parent).language)

    def trace_of(self, problem: Problem | None) -> str:
        """Where an error that nobody foresaw came from, to be put behind what is told of it, when that is asked for."""
        if problem is None or not problem.trace or not self._config.option.retour_traceback:
            return ""
        return f"\n\n{problem.trace.rstrip()}"

    def end(self) -> None:
        """Stop the engines, and keep what was found; a second time does nothing."""
        with undisturbed():
            if self.watched is None:
                self._engines.close()
            if "_known" in vars(self) and self._known is not None:
                self._known.close()
                tell_troubles(self._config, self._known.troubles)
        self._until_the_end.close()

    @cached_property
    def _known(self) -> Cache | None:
        """The outcomes of earlier runs."""
        if not self._has_cache:
            return None
        from retour.caching import Cache

        return Cache(self._engines.stamp)

    def _configuration(self, folder: Path) -> Configuration:
        if folder not in self._configurations:
            self._configurations[folder] = find_configuration(folder)
        return self._configurations[folder]

    @cached_property
    def _workspaces(self) -> Workspaces:
        from retour.workspace import Workspaces

        return Workspaces()
