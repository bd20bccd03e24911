"""Fixture cases, those that come with the harness among them, as messages: those that rules judge by themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retour.cases import load_cases
from retour.checking import case_check, edited_message, outcome_job
from retour.engines import Job, open_engine
from retour.errors import CaseFileError, RetourError
from retour.levels import Check
from retour.model import CASE_FILE_SUFFIX, Level, Outcome
from retour.workspace import Workspaces

from benchmarks.measured import ROOT
from benchmarks.suites import Sample

_LEVELS: tuple[Level, ...] = ("rules",)


def shipped_samples() -> list[Sample]:
    """The messages of the shipped fixtures."""
    return samples_below(ROOT / "fixtures")


def samples_below(folder: Path) -> list[Sample]:
    """The messages of the fixture cases below a folder, edits made, in the order of the case files.

    Left out is what a bare loop over stylesheets can't do: files that are no message, retourberichten, of which the harness itself
    judges how they are filled, cases with stylesheet parameters, and case files that can't be used.
    """
    jobs = [job for check in _checks(folder) if (job := _job(check)) is not None]
    engine = open_engine("saxon")
    try:
        return [sample for pending in engine.submit(jobs) if (sample := pending.result()) is not None]
    finally:
        engine.close()


def _checks(folder: Path) -> list[Check]:
    workspaces = Workspaces()
    checks = []
    for file in sorted(folder.rglob(f"*{CASE_FILE_SUFFIX}")):
        workspace = workspaces.of(file)
        try:
            cases = load_cases(file, workspace)
        except CaseFileError:
            continue
        for case in cases:
            checks.append(replace(case_check(case, workspace), levels=_LEVELS, answers=None, sent=None))
    return [check for check in checks if not check.parameters]


def _job(check: Check) -> Job[Sample | None] | None:
    try:
        message = edited_message(check)
        if message is None:
            return None
        rules = check.rule_set(message.identity)
        if rules.filling_of(message.identity) is not None:
            return None
        stylesheet = rules.entry_for(message.identity).path
        reference = rules.id if rules.folder.is_relative_to(ROOT) else str(rules.folder)
    except RetourError:
        return None
    text = f'<?xml version="1.0" encoding="UTF-8"?>{message.text}'

    def sample(outcome: Outcome, _: object) -> Sample | None:
        if outcome.problem is not None:
            return None
        codes = tuple(dict.fromkeys(finding.code for finding in outcome.findings))
        return Sample(text, reference, stylesheet, codes)

    return outcome_job(check, sample)
