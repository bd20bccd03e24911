"""Cases made ready to be run on many mutants: the message is read and edited once."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from retour.cases.expect import silent_codes
from retour.checking import case_job
from retour.engines import Answer, Engine, Job, Reply, Request, completed
from retour.model import Case, Outcome, Verdict
from retour.mutation.model import NOT_KNOWN
from retour.mutation.reach import Reach
from retour.rulesets import Entry, RuleSet
from retour.text.display import shown
from retour.workspace import Workspace, Workspaces
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheets


@dataclass(frozen=True, slots=True)
class Trial:
    """A case whose verdict is as expected, and what is needed to run it again.

    Attributes:
        name: the case's node id.
        judge: makes outcome and verdict of a report, or of the error that prevented it.
        request: how the unchanged rules are run.
        report: what they say.
        place: the trial's place among all, counted from 0.
        digest: over all that the verdict depends on, but for the rules.
    """

    name: str
    case: Case
    judge: Callable[[Answer], tuple[Outcome, Verdict]] = field(repr=False)
    request: Request = field(repr=False)
    report: str = field(repr=False)
    outcome: Outcome = field(repr=False)
    place: int = 0
    digest: str = ""

    @property
    def fired(self) -> frozenset[str]:
        """The rules that fire in it."""
        return frozenset(finding.code for finding in self.outcome.findings)

    @property
    def named(self) -> frozenset[str]:
        """The rules that it names as silent."""
        return frozenset(silent_codes(self.case.expect))


@dataclass(frozen=True)
class Ground:
    """An entry stylesheet, and the cases that are checked with it."""

    rules: RuleSet
    entry: Entry
    sources: Mapping[Path, Source] = field(repr=False)
    reach: Reach = field(repr=False)
    trials: Sequence[Trial] = field(repr=False)

    def fires_in(self, file: Path, rules: Collection[str]) -> bool:
        """Whether one of the rules fires in a case of that file."""
        return not self._fired_by_file[file].isdisjoint(rules)

    @cached_property
    def _fired_by_file(self) -> dict[Path, set[str]]:
        found: dict[Path, set[str]] = defaultdict(set)
        for trial in self.trials:
            found[trial.case.file] |= trial.fired
        return found


@dataclass(frozen=True)
class Gathered:
    """What is to be run.

    Attributes:
        grounds: in the order of rule sets and entries.
        left_out: cases that can't notice anything, and why.
    """

    grounds: tuple[Ground, ...]
    left_out: Mapping[str, str]


def gather(cases: Iterable[Case], workspaces: Workspaces, engine: Engine, rules: RuleSet | None) -> Gathered:
    """Run the cases on the unchanged rules.

    Args:
        rules: the only rule set whose cases count; None means all that the cases name.

    Raises:
        RetourError: a rule set can't be opened, or the engine failed with a case: without it the score would be another.
    """
    left_out: dict[str, str] = {}
    jobs: list[Job[Trial | str]] = []
    names: list[str] = []
    sets: dict[str, RuleSet] = {}
    for case in cases:
        name = f"{shown(case.file)}::{case.id}"
        if (why := _unfit(case)) is not None:
            left_out[name] = why
            continue
        if case.rules is not None:
            used = workspaces.of(case.file).shelf.get(case.rules, case.file.parent)
            sets.setdefault(str(used.folder), used)
            if rules is not None and used.folder != rules.folder:
                continue
        names.append(name)
        jobs.append(_job(case, name, workspaces, len(jobs)))
    by_entry: dict[str, list[Trial]] = defaultdict(list)
    for name, pending in zip(names, engine.submit(jobs), strict=True):
        trial = pending.result()
        if isinstance(trial, Trial):
            by_entry[trial.request.order.stylesheet.path].append(trial)
        else:
            left_out[name] = trial
    grounds = [ground for used in sets.values() for ground in _grounds(used, by_entry)]
    return Gathered(tuple(sorted(grounds, key=lambda ground: (ground.rules.id, ground.entry.name))), left_out)


def _unfit(case: Case) -> str | None:
    if case.skip is not None:
        return f"is skipped: {case.skip}"
    if case.xfail is not None:
        return f"is expected to fail: {case.xfail}"
    return None


def _job(case: Case, name: str, workspaces: Workspaces, place: int) -> Job[Trial | str]:
    """The work of running a case on the unchanged rules: a trial, or why it makes none."""
    workspace = workspaces.of(case.file)
    job = case_job(case, workspace)
    made: list[Request | None] = []

    def prepare() -> Request | None:
        made.append(job.prepare())
        return made[-1]

    def complete(answer: Answer) -> Trial | str:
        if isinstance(answer, NOT_KNOWN):
            raise answer
        outcome, verdict = job.complete(answer)
        if verdict.status != "as expected":
            return f"fails without any mutant: {'; '.join(verdict.reasons)}"
        request = made[-1] if made else None
        if (
            request is None
            or not isinstance(answer, Reply)
            or answer.schema_errors
            or not request.order.transform
        ):
            return "is judged without the rules"
        # What is valid stays so, whatever the rules are.
        request = replace(request, order=request.order._replace(validation=None))
        judge = partial(_judge, case, workspace)
        return Trial(name, case, judge, request, answer.report, outcome, place, _digest(case, request))

    return Job(job.group, prepare, complete)


def _judge(case: Case, workspace: Workspace, answer: Answer) -> tuple[Outcome, Verdict]:
    """Outcome and verdict of a case whose rules gave this answer."""
    job = case_job(case, workspace)
    job.prepare()
    return completed(job, answer)


def _grounds(rules: RuleSet, by_entry: Mapping[str, Sequence[Trial]]) -> Iterator[Ground]:
    stylesheets = Stylesheets(rules.folder)
    for entry in rules.all_entries:
        if trials := by_entry.get(str(entry.path)):
            sources = {sheet.path: Source(sheet) for sheet in stylesheets.reached(entry.path)}
            yield Ground(rules, entry, sources, Reach(entry, sources), trials)


def _digest(case: Case, request: Request) -> str:
    whole = json.dumps([repr(case.expect), request.order.text, sorted(request.order.parameters.items())])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
