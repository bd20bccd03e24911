"""What each case of a run depends on, so that a change reruns the cases that it touches and no others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from retour.configuration import find_configuration
from retour.errors import RetourError
from retour.model import CASE_FILE_SUFFIX, Case, Outcome

if TYPE_CHECKING:
    from retour.engines import Engines
    from retour.rulesets import Entry, RuleSet
    from retour.workspace import Workspace


class RunOfCases(Protocol):
    """What a run knows of its cases."""

    def workspace(self, file: Path) -> Workspace:
        """The workspace of a case file."""
        ...

    def rule_set(self, case: Case) -> RuleSet | None:
        """The rule set of a case; None when it can't be opened."""
        ...


def watched_run(config: pytest.Config) -> WatchedRun | None:
    """What takes note of a run; None for a run that isn't watched."""
    return next((each for each in config.pluginmanager.get_plugins() if isinstance(each, WatchedRun)), None)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a case depends on.

    Attributes:
        file: the case file.
        files: all files that have a say, that one included; absolute.
        folders: those in which any file may have a say: where a rule set lies that can't be used.
    """

    file: Path
    files: frozenset[Path]
    folders: tuple[Path, ...] = ()

    def is_touched(self, changed: Collection[Path]) -> bool:
        """Whether one of them is among changed files."""
        return not self.files.isdisjoint(changed) or any(
            file.is_relative_to(folder) for folder in self.folders for file in changed
        )


@dataclass(eq=False)
class WatchedRun:
    """A plugin for runs of one process that follow each other; what is known stays from one to the next.

    Attributes:
        engines: those of the run before, with all that they have compiled; who began with the runs closes them.
        needs: by node id, of each case that was run.
        broken: the case files that couldn't be read.
        settings: the configurations that count.
        only: the case files that the next run collects; None for what the command line names.
        anew: those of them of which all cases are run.
        touched: the node ids of the cases of the others that are run.
    """

    engines: Engines | None = None
    needs: dict[str, Needs] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)
    settings: set[Path] = field(default_factory=set)
    only: Collection[Path] | None = None
    anew: Collection[Path] = ()
    touched: Collection[str] = ()

    @property
    def files(self) -> set[Path]:
        """All files that have a say."""
        found = {file for needs in self.needs.values() for file in needs.files}
        return found | self.broken | self.settings

    @property
    def folders(self) -> set[Path]:
        """The folders in which any file may have a say."""
        own = {folder for needs in self.needs.values() for folder in needs.folders}
        return own.union(*(self._around(file) for file in self.broken))

    def aim(self, changed: Collection[Path], found: Collection[Path]) -> bool:
        """Have the next run do what changed files touch; whether there is anything to do.

        Args:
            changed: files that changed, came or went.
            found: the case files that are there.
        """
        if not self.settings.isdisjoint(changed):
            self.only, self.needs, self.broken = None, {}, set()
            return True
        touched = {name: needs for name, needs in self.needs.items() if needs.is_touched(changed)}
        self.touched = frozenset(touched)
        self.anew = {file for file in changed if file in found} | (self.broken & set(found))
        self.only = {needs.file for needs in touched.values()}.intersection(found) | set(self.anew)
        gone = {needs.file for needs in self.needs.values()} - set(found)
        dropped = gone.union(self.anew)
        self.needs = {name: needs for name, needs in self.needs.items() if needs.file not in dropped}
        self.broken.intersection_update(found)
        return bool(self.only)

    def _around(self, broken: Path) -> Collection[Path]:
        """The folders in which any file may be what a case file lacks: its own, and those of rule sets."""
        try:
            return {broken.parent, *find_configuration(broken).rule_sets}
        except RetourError:
            return {broken.parent}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Collect the case files in question."""
        if self.only is not None:
            session.config.args[:] = map(str, sorted(self.only))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out the cases that nothing touched."""
        if self.only is None:
            return
        left = [item for item in items if item.path not in self.anew and item.nodeid not in self.touched]
        if left:
            config.hook.pytest_deselected(items=left)
            leaving = set(map(id, left))
            items[:] = [item for item in items if id(item) not in leaving]

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector):  # type: ignore[no-untyped-def]  # see pluggy
        """Remember which case files can't be read."""
        report = yield
        if collector.path.name.endswith(CASE_FILE_SUFFIX):
            self.broken.discard(collector.path)
            if report.failed:
                self.broken.add(collector.path)
                self.settings |= _settings_above(collector.path)
        return report

    def note(self, nodeid: str, case: Case, outcome: Outcome, run: RunOfCases) -> None:
        """Remember what a case that was run depends on."""
        configuration = run.workspace(case.file).configuration
        if configuration.file is not None:
            self.settings.add(configuration.file)
        others = [*(case.history or ()), *(() if case.heen is None else (case.heen,))]
        files = {case.file, *case.fragments, case.message, *(other.message for other in others)}
        files.update(register.file for _, register in configuration.registers if register.file is not None)
        rules = run.rule_set(case)
        folders: tuple[Path, ...] = ()
        if rules is not None:
            entries = None if others else _judging(rules, outcome)
            files.update(rules.files if entries is None else _of_entries(rules, entries))
        if rules is None or outcome.problem is not None:
            folders = configuration.rule_sets
        self.needs[nodeid] = Needs(case.file, frozenset(files), folders)


def _settings_above(file: Path) -> set[Path]:
    """Where the configuration of a file may stand; whether it does is another question, and so is whether it can be used."""
    return {folder / name for folder in file.parents for name in ("retour.toml", "pyproject.toml")}


def _judging(rules: RuleSet, outcome: Outcome) -> Collection[Entry] | None:
    """The entries of a set that judged a message; None where that can't be told."""
    identity = outcome.identity
    if identity is None or outcome.problem is not None:
        return None
    heen = rules.heen_of(identity)
    try:
        history = rules.history_for(identity)
    except RetourError:
        return None
    own = rules.serving_entry(identity), None if heen is None else rules.serving_entry(heen)
    return [entry for entry in (*own, history) if entry is not None]


def _of_entries(rules: RuleSet, entries: Collection[Entry]) -> set[Path]:
    """The files of a set that have a say where some of its entries judge."""
    of_others = {file for entry in rules.all_entries for file in (*entry.files, *entry.lists)}
    own = {file for entry in entries for file in (*entry.files, *entry.lists)}
    return own | (set(rules.files) - of_others)
