"""Cases × subject → results: how the subject judges the message of each case, held against what the case expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from retour.cases.expect import VALID, claims
from retour.cases.fragments import fragments_of
from retour.checking import answered_by, case_check, case_job, outcome_job
from retour.conformance.asking import asked_of
from retour.conformance.results import BoundFile, ConformanceResult, Result, Suite
from retour.engines import Engine
from retour.errors import RetourError
from retour.language import mark
from retour.levels import edited_bytes
from retour.model import Case, Outcome, RuleSetStamp, Verdict
from retour.reports.terminal import expected_lines
from retour.subjects.description import SystemUnderTest
from retour.text.scratch import scratch_folder
from retour.text.writing import write_scratch
from retour.workspace import Workspace

CaseWork = tuple[Case, Workspace]


class HeldCase(NamedTuple):
    """A case as it is written, and as the subject is held to it."""

    case: Case
    held: Case
    workspace: Workspace


def judge_cases(
    cases: Sequence[CaseWork],
    subject: SystemUnderTest,
    engine: Engine,
    rules_engine: Callable[[], Engine],
    seen: Callable[[], None] = lambda: None,
) -> list[ConformanceResult]:
    """Hold a subject to cases.

    Args:
        engine: that asks the subject.
        rules_engine: gives what runs the rule sets, by which whole retourberichten are judged; called when there is one.
        seen: called for each case that is done.
    """
    asked = [HeldCase(case, asked_of(case, subject, workspace), workspace) for case, workspace in cases]
    running = [each for each in asked if each.held.skip is None]
    pending = iter(engine.submit([case_job(each.held, each.workspace) for each in running]))
    results = []
    for each in asked:
        if each.held.skip is not None:
            results.append(_skipped(each))
        else:
            outcome, verdict = next(pending).result()
            if subject.profile == "retour" and outcome.report is not None:
                verdict = _as_retour(each, outcome, verdict, rules_engine())
            results.append(_result(each, outcome, verdict))
        seen()
    return results


def suite_of(asked: Sequence[str], cases: Sequence[CaseWork]) -> Suite:
    """The suite that cases come from: their files with what these include, their messages, and the configuration.

    Raises:
        RetourError: a file can't be read.
    """
    files: dict[Path, None] = {}
    for case, workspace in cases:
        files |= dict.fromkeys([case.file, case.message])
        files |= dict.fromkeys(other.message for other in case.history or ())
        if case.heen is not None:
            files[case.heen.message] = None
        if workspace.configuration.file is not None:
            files[workspace.configuration.file] = None
    for file, workspace in {case.file: workspace for case, workspace in cases}.items():
        files |= dict.fromkeys(fragments_of(file, workspace.configuration.root))
    try:
        return Suite.of(asked, files)
    except OSError as error:
        raise RetourError(f"{error.filename}: can't be read: {error.strerror}") from None


def _skipped(each: HeldCase) -> ConformanceResult:
    return replace(_base(each, "skipped"), reasons=(each.held.skip or "",))


def _result(each: HeldCase, outcome: Outcome, verdict: Verdict) -> ConformanceResult:
    result: Result = "error" if verdict.problem is not None else _standing(verdict)
    data = _message(each)
    return replace(
        _base(each, result),
        reasons=verdict.reasons,
        problem=None if verdict.problem is None else verdict.problem.kind,
        message=None if data is None else BoundFile.of(outcome.message, data),
        told_version=outcome.told_version,
        held_to=tuple(expected_lines(each.held.expect)),
        fired=tuple(dict.fromkeys(finding.code for finding in outcome.findings)),
        about=None if data is None else data.decode("utf-8", "replace"),
    )


def _standing(verdict: Verdict) -> Result:
    return "as expected" if verdict.status == "as expected" else "not as expected"


def _base(each: HeldCase, result: Result) -> ConformanceResult:
    case = each.case
    return ConformanceResult(
        "judges",
        case.place,
        case.id,
        result,
        rules=_stamp(each),
        claimed=tuple(dict.fromkeys(claim.code for claim in claims(case.right) if claim.level == "rules")),
    )


def _stamp(each: HeldCase) -> RuleSetStamp | None:
    try:
        return each.workspace.shelf.get(each.case.rules or "", each.case.file.parent).stamp
    except RetourError:
        return None


def _message(each: HeldCase) -> bytes | None:
    """The bytes that were handed over."""
    try:
        return edited_bytes(case_check(each.held, each.workspace))
    except RetourError:
        return None


def _as_retour(each: HeldCase, outcome: Outcome, verdict: Verdict, engine: Engine) -> Verdict:
    """The verdict on a whole retourbericht: whether it is the one that the message calls for."""
    if verdict.problem is not None:
        return verdict
    if VALID.of(each.held.expect) is False:
        reason = mark("a retourbericht came, where the message is refused before its rules and gets none")
        return Verdict("not as expected", reasons=(reason,))
    with scratch_folder() as folder:
        file = folder / "retour.xml"
        write_scratch(file, (outcome.report or "").encode())
        check = case_check(each.held, each.workspace)
        heen = answered_by(check, check.message, check.edits, check.raw)
        pair = replace(
            heen, message=file, name="the retourbericht", edits=(), raw=(), levels=None, answers=heen
        )
        judged = engine.submit([outcome_job(pair, lambda outcome, _: outcome)])[0].result()
    if judged.problem is not None:
        return Verdict("error", reasons=(judged.problem.text,), problem=judged.problem)
    reasons = tuple(_reasons(judged))
    return Verdict("not as expected" if reasons else "as expected", reasons=reasons)


def _reasons(judged: Outcome) -> Iterator[str]:
    for finding in judged.errors:
        where = next((f" at {place.path}" for place in finding.locations if place.path), "")
        why = f": {finding.details}" if finding.details else ""
        yield f"the retourbericht: {finding.level} {finding.code}{where}{why}"
