"""`retour accept [CASE or PATH…]`: the outcomes of failing cases, shown one by one, become what they expect."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from retour.cases.accepting import Proposal, proposed
from retour.cases.rewriting import rewritten
from retour.checking import Subject, case_check, case_judgement, outcome_job, unforeseen
from retour.cli.completing import cases, rule_sets
from retour.cli.engine import EngineOption, WorkersOption, chosen_engine
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.review import Answer, ask, review
from retour.cli.selection import node_id, sets_for, usable_cases
from retour.engines import Engine, Job
from retour.errors import AS_EXPECTED, CaseFileError, RetourError, exit_code_of_verdict
from retour.language import Texts, mark
from retour.model import Case, Outcome
from retour.reports import failure_text
from retour.storing import file_text, store
from retour.text.display import shown
from retour.workspace import Workspace, Workspaces


def accept(
    references: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=cases,
            metavar="[CASE or PATH…]",
            help="path/to/file.cases.yaml::id, case files, or folders of them.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Accept all that can be accepted, without asking.")
    ] = False,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set that the cases run under, in place of their own.",
        ),
    ] = None,
    engine_name: EngineOption = None,
    engine_workers: WorkersOption = None,
    language: LanguageOption = None,
) -> None:
    """Change what failing cases expect to what fires now. Each change is shown first."""
    if os.environ.get("CI"):
        raise RetourError("CI is set: whether an outcome is right is for a person to say, not for a pipeline")
    if not everything and not sys.stdin.isatty():
        raise RetourError("there is no terminal to ask on: accept on one, or accept everything with --all")
    workspaces = Workspaces()
    texts = chosen_texts(language, workspaces.of(Path.cwd()).configuration)
    selected, unusable = usable_cases(references or ["."], workspaces, rules)
    cases = [
        case
        for case in selected
        if not case.skip and not case.xfail and (rules is None or case.under is not None)
    ]
    if len({case.under for case in cases}) > 1:
        raise RetourError("the cases run under several rule sets: accept under one at a time, with --rules")
    engine = chosen_engine(workspaces.of(Path.cwd()).configuration, engine_name, engine_workers)
    try:
        run = _AcceptingRun(workspaces, engine, {case.file: case.file.read_bytes() for case in cases}, texts)
        failing = run.failing(cases)
        answer_to = (lambda _: Answer.ACCEPT) if everything else partial(ask, texts=texts)
        taken = review(failing, run.shown, answer_to, texts)
        for file in dict.fromkeys(proposal.case.file for proposal in taken):
            run.write(file, [proposal for proposal in taken if proposal.case.file == file])
            say(texts("wrote %(name)s", name=shown(file)))
    finally:
        engine.close()
    say(_summary(cases, failing, taken, texts))
    raise typer.Exit(max(unusable, _exit_code(failing, taken)))


@dataclass(frozen=True)
class _AcceptingRun:
    """Cases that are run, and files that are written.

    Attributes:
        files: the case files as they were when the run began.
    """

    workspaces: Workspaces
    engine: Engine
    files: dict[Path, bytes]
    texts: Texts

    def failing(self, cases: Sequence[Case]) -> list[Proposal]:
        """What the cases that fail would have to expect, in the order of the cases."""
        jobs = [_proposal_job(case, self.workspaces.of(case.file)) for case in cases]
        found = [pending.result() for pending in self.engine.submit(jobs)]
        return [self._writable(proposal) for proposal in found if proposal is not None]

    def shown(self, proposal: Proposal) -> str:
        """Expected beside observed, then the lines of the case file that would change."""
        case = proposal.case
        asked = None if case.under is None else shown(Path(case.rules or ""))
        meaning = self._meaning(case)
        told = failure_text(
            case,
            proposal.outcome,
            proposal.verdict,
            meaning,
            node_id(case),
            asked,
            texts=self.texts,
            runner="retour run",
        )
        lines = [told]
        if proposal.expect is not None:
            before = file_text(self.files[case.file])
            after = rewritten(before, [(case, proposal.expect)], _closing([proposal]))
            lines += ["", *_changed_lines(before, after)]
        lines += map(self.texts.sentence, proposal.given_up)
        return "\n".join(lines)

    def write(self, file: Path, taken: Sequence[Proposal]) -> None:
        """Give the cases of a file their new expectations; all of them pass then, or the file is as it was."""
        workspace, before = self.workspaces.of(file), self.files[file]
        changes = [(proposal.case, proposal.expect) for proposal in taken if proposal.expect is not None]
        ids = {case.id for case, _ in changes}
        text = rewritten(file_text(before), changes, _closing(taken))
        reference = next((proposal.case.rules for proposal in taken if proposal.case.under), None)
        store(file, before, text, ids, workspace, self.engine, sets_for(file, reference))

    def _writable(self, proposal: Proposal) -> Proposal:
        """A proposal that its case file has room for."""
        if proposal.expect is None:
            return proposal
        try:
            text, changes = file_text(self.files[proposal.case.file]), [(proposal.case, proposal.expect)]
            rewritten(text, changes, _closing([proposal]))
        except CaseFileError as error:
            return replace(proposal, expect=None, refusal=error.text)
        return proposal

    def _meaning(self, case: Case) -> Callable[[str], str | None]:
        assert case.rules is not None
        try:
            rules = self.workspaces.of(case.file).shelf.get(case.rules, case.file.parent)
        except RetourError:
            return lambda code: None
        return lambda code: rules.meaning(code, self.texts.language)


def _proposal_job(case: Case, workspace: Workspace) -> Job[Proposal | None]:
    """The work of running a case; what it would have to expect is found while the message is at hand."""

    def then(outcome: Outcome, subject: Subject) -> Proposal | None:
        try:
            return proposed(case, case_judgement(case, outcome, subject))
        except Exception as error:
            return _refused(case, error)

    try:
        return outcome_job(case_check(case, workspace), then)
    except Exception as error:
        return Job.done(_refused(case, error))


def _closing(proposals: Sequence[Proposal]) -> list[Case]:
    """The cases whose known gap goes."""
    return [proposal.case for proposal in proposals if proposal.closes_gap]


def _refused(case: Case, error: Exception) -> Proposal:
    """What becomes of a case over which the harness itself failed."""
    outcome, verdict = unforeseen(case, error)
    return Proposal(case, outcome, verdict, refusal=verdict.reasons[0])


def _changed_lines(before: str, after: str) -> list[str]:
    """The lines of a case file that change, with two around them."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def _exit_code(failing: Sequence[Proposal], taken: Sequence[Proposal]) -> int:
    accepted = set(map(id, taken))
    left = [proposal for proposal in failing if id(proposal) not in accepted]
    codes = [exit_code_of_verdict(one.verdict) for one in left]
    return max(codes, default=AS_EXPECTED)


def _summary(
    cases: Sequence[Case], failing: Sequence[Proposal], taken: Sequence[Proposal], texts: Texts
) -> str:
    if not failing:
        return texts.counted(
            len(cases),
            "nothing to accept: %(number)s case is as expected",
            "nothing to accept: %(number)s cases are as expected",
        )
    refused = sum(proposal.expect is None for proposal in failing)
    parts = [
        (len(taken), mark("accepted")),
        (len(failing) - len(taken) - refused, mark("left as they were")),
        (refused, mark("that can't be accepted")),
    ]
    return ", ".join(f"{number} {texts(word)}" for number, word in parts if number)
