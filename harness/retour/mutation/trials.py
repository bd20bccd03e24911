"""Cases made ready to be run on many mutants: the message is read and edited once."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from retour.cases.expect import silent_codes, without_evaluation
from retour.checking import case_job
from retour.engines import Answer, Engine, Job, Order, Reply, Request, StylesheetFile, completed
from retour.errors import InternalError
from retour.language import mark
from retour.model import Case, Outcome, Problem, Verdict
from retour.mutation.model import NOT_KNOWN
from retour.mutation.reach import Reach
from retour.rulesets import Entry, RuleSet
from retour.text.display import shown
from retour.text.versions import set_order
from retour.workspace import Workspace, Workspaces
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheets


@dataclass(frozen=True, slots=True)
class Trial:
    """A case whose verdict is as expected, and what is needed to run it again.

    Attributes:
        name: the case's node id.
        judge: makes outcome and verdict of a report of this entry, or of the error that prevented it; what other entries
            report of the case stays as it is.
        request: how the unchanged rules of this entry are run.
        reply: what they say.
        place: the trial's place among all, counted from 0.
        digest: over all that the verdict depends on, but for the rules.
    """

    name: str
    case: Case
    judge: Callable[[Answer], tuple[Outcome, Verdict]] = field(repr=False)
    request: Request = field(repr=False)
    reply: Reply = field(repr=False)
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
        failed: cases over which the harness itself failed.
    """

    grounds: tuple[Ground, ...]
    left_out: Mapping[str, str]
    failed: Mapping[str, Problem]


def gather(cases: Iterable[Case], workspaces: Workspaces, engine: Engine, rules: RuleSet | None) -> Gathered:
    """Run the cases on the unchanged rules.

    Args:
        rules: the only rule set whose cases count; None means all that the cases name.

    Raises:
        RetourError: a rule set can't be opened, or the engine failed with a case: without it the score would be another.
    """
    left_out: dict[str, str] = {}
    failed: dict[str, Problem] = {}
    jobs: list[Job[Sequence[Trial] | str | Problem]] = []
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
        trials = pending.result()
        if isinstance(trials, Problem):
            failed[name] = trials
        elif isinstance(trials, str):
            left_out[name] = trials
        else:
            for trial in trials:
                by_entry[trial.request.order.stylesheet.path].append(trial)
    grounds = [ground for used in sets.values() for ground in _grounds(used, by_entry)]
    grounds.sort(key=lambda ground: (*set_order(ground.rules.stamp), ground.entry.name))
    return Gathered(tuple(grounds), left_out, failed)


def _unfit(case: Case) -> str | None:
    if case.skip is not None:
        return mark("is skipped: %(why)s") % {"why": case.skip}
    if case.xfail is not None:
        return mark("is expected to fail: %(why)s") % {"why": case.xfail}
    return None


def _job(case: Case, name: str, workspaces: Workspaces, place: int) -> Job[Sequence[Trial] | str | Problem]:
    """The work of running a case on the unchanged rules: a trial for each entry that runs, or why it makes none.

    Mutants aren't asked which rules they evaluate: that takes another copy of the stylesheets.

    It makes a problem where the harness itself failed.
    """
    case = replace(case, expect=without_evaluation(case.expect))
    workspace = workspaces.of(case.file)
    job = case_job(case, workspace)
    made: list[Request | None] = []

    def prepare() -> Request | None:
        made.append(job.prepare())
        return made[-1]

    def complete(answer: Answer) -> Sequence[Trial] | str | Problem:
        if isinstance(answer, NOT_KNOWN) and not isinstance(answer, InternalError):
            raise answer
        outcome, verdict = job.complete(answer)
        if verdict.problem is not None and verdict.problem.kind == InternalError.kind:
            return verdict.problem
        if verdict.status != "as expected":
            return mark("fails without any mutant: %(why)s") % {"why": "; ".join(verdict.reasons)}
        request = made[-1] if made else None
        if request is None or not isinstance(answer, Reply):
            return mark("is judged without the rules")
        runs = list(_runs(request.order, answer))
        if not runs:
            return mark("is judged without the rules")
        return [
            Trial(
                name,
                case,
                partial(_judge, case, workspace, answer, number),
                replace(request, order=order),
                reply,
                outcome,
                place,
                _digest(case, request.order, order.stylesheet),
            )
            for number, order, reply in runs
        ]

    return Job(job.group, prepare, complete, first=job.first)


def _runs(order: Order, answer: Reply) -> Iterator[tuple[int, Order, Reply]]:
    """The first run of each entry among the orders of a case: its number, the order alone, and what came of it.

    What is valid stays so, whatever the rules are: nothing is validated again.
    """
    seen: set[StylesheetFile] = set()
    one: Order | None = order
    replies = list(_chain(answer))
    for number, reply in enumerate(replies):
        assert one is not None
        if one.transform and not reply.schema_errors and one.stylesheet not in seen:
            seen.add(one.stylesheet)
            yield number, one._replace(validation=None, also=None), reply._replace(also=None)
        one = one.also


def _chain(reply: Reply) -> Iterator[Reply]:
    """A reply, and those that came along."""
    one: Reply | None = reply
    while one is not None:
        yield one
        one = one.also


def _judge(
    case: Case, workspace: Workspace, known: Reply, number: int, answer: Answer
) -> tuple[Outcome, Verdict]:
    """Outcome and verdict of a case of which one run gave this answer.

    Args:
        known: what the unchanged rules say, all runs of the case together.
        number: of the run, among these.
    """
    job = case_job(case, workspace)
    job.prepare()
    if isinstance(answer, Reply):
        replies = list(_chain(known))
        replies[number] = answer
        whole: Reply | None = None
        for reply in reversed(replies):
            whole = reply._replace(also=whole)
        answer = whole
    return completed(job, answer)


def _grounds(rules: RuleSet, by_entry: Mapping[str, Sequence[Trial]]) -> Iterator[Ground]:
    stylesheets = Stylesheets(rules.folder)
    for entry in rules.all_entries:
        if trials := by_entry.get(str(entry.path)):
            sources = {sheet.path: Source(sheet) for sheet in stylesheets.reached(entry.path)}
            yield Ground(rules, entry, sources, Reach(entry, sources), trials)


def _digest(case: Case, order: Order, stylesheet: StylesheetFile) -> str:
    """See `Trial`.

    Args:
        order: all that is done for the case.
        stylesheet: the entry whose run it is about.
    """
    parts = [repr(case.expect), stylesheet.path, *([] if case.known is None else [repr(case.known)])]
    one: Order | None = order
    while one is not None:
        parts += [one.text, json.dumps(sorted(one.parameters.items()))]
        one = one.also
    whole = json.dumps(parts)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
