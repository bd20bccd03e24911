"""The fixtures that come with the harness, as messages: those that rules judge by themselves."""

from __future__ import annotations

from dataclasses import replace

from retour.cases import load_cases
from retour.checking import case_check, edited_message, outcome_job
from retour.engines import Job, open_engine
from retour.errors import RetourError
from retour.levels import Check
from retour.model import CASE_FILE_SUFFIX, Level, Outcome
from retour.workspace import Workspaces

from benchmarks.measured import ROOT
from benchmarks.suites import Sample

_LEVELS: tuple[Level, ...] = ("rules",)


def shipped_samples() -> list[Sample]:
    """The messages of the fixture cases, edits made, in the order of the case files.

    Left out is what a bare loop over stylesheets can't do: files that are no message, retourberichten, which are
    filled in like their heenbericht and checked by its stylesheet, and cases with stylesheet parameters.
    """
    jobs = [job for check in _checks() if (job := _job(check)) is not None]
    engine = open_engine("saxon")
    try:
        return [sample for pending in engine.submit(jobs) if (sample := pending.result()) is not None]
    finally:
        engine.close()


def _checks() -> list[Check]:
    workspaces = Workspaces()
    checks = []
    for file in sorted((ROOT / "fixtures").rglob(f"*{CASE_FILE_SUFFIX}")):
        workspace = workspaces.of(file)
        for case in load_cases(file, workspace):
            checks.append(replace(case_check(case, workspace), levels=_LEVELS, answers=None, sent=None))
    return [check for check in checks if not check.parameters]


def _job(check: Check) -> Job[Sample | None] | None:
    try:
        message = edited_message(check)
        if message is None:
            return None
        rules = check.rule_set(message.identity)
        if rules.heen_of(message.identity) is not None:
            return None
        stylesheet = rules.entry_for(message.identity).path
    except RetourError:
        return None
    text = f'<?xml version="1.0" encoding="UTF-8"?>{message.text}'

    def sample(outcome: Outcome, _: object) -> Sample | None:
        if outcome.problem is not None:
            return None
        codes = tuple(dict.fromkeys(finding.code for finding in outcome.findings))
        return Sample(text, rules.id, stylesheet, codes)

    return outcome_job(check, sample)
