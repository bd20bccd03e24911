"""`retour coverage [PATH…]`: which rules, branches and message types the cases reach."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from retour.checking import unforeseen
from retour.cli.engine import EngineOption, WorkersOption, chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.output import say
from retour.cli.progress import progress
from retour.cli.selection import node_id, select_cases
from retour.coverage import CoverageData, Wanted, coverage_text, finish, record_of, traced
from retour.coverage.reports import coverage_document
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, CoverageError, RetourError, exit_code_of_verdict
from retour.model import Case, Outcome, Verdict
from retour.probes import ProbeLevel
from retour.workspace import Workspace, Workspaces


def coverage(
    references: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CASE or PATH…]", help="Cases, case files, or folders; this folder when left out."
        ),
    ] = None,
    branches: Annotated[
        bool, typer.Option("--branches", help="Templates and branches too; takes several times as long.")
    ] = False,
    combine: Annotated[
        list[Path] | None,
        typer.Option(
            "--combine", metavar="FILE", help="Run nothing; put these data files together. Repeatable."
        ),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the coverage data to this file.")
    ] = None,
    append: Annotated[bool, typer.Option("--append", help="Add to what is in the data file.")] = False,
    reports: Annotated[
        list[str] | None,
        typer.Option(
            "--report", metavar="KIND:FILE", help="html, json, lcov or xml (Cobertura). Repeatable."
        ),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND=PERCENT", help="Such as rules=100, branches=98, rules.TR=95. Repeatable."),
    ] = None,
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What no case needs to reach, each with a reason.")
    ] = None,
    output: FormatOption = Format.TEXT,
    engine_name: EngineOption = None,
    engine_workers: WorkersOption = None,
) -> None:
    """Tell which rules, branches and message types the cases reach."""
    if append and data is None:
        raise CoverageError("--append adds to a data file: name it with --data FILE")
    if combine and (references or branches):
        raise CoverageError("--combine runs nothing: leave out the cases and --branches")
    workspaces = Workspaces()
    shelf = workspaces.of(Path.cwd()).shelf
    wanted = Wanted.read(reports or (), fail_under or (), data, append, waivers, shelf)
    code = AS_EXPECTED
    if combine:
        gathered = CoverageData.combined(combine)
    else:
        cases = [case for case in select_cases(references or ["."], workspaces) if case.skip is None]
        level: ProbeLevel = "branches" if branches else "rules"
        gathered, code = _gathered(cases, level, workspaces, engine_name, engine_workers)
    measured, shortfalls = finish(gathered, wanted, shelf)
    if output is Format.JSON:
        say(coverage_document(measured, shortfalls), end="")
    else:
        say("\n".join([*coverage_text(measured), *shortfalls]))
    raise typer.Exit(code or (NOT_AS_EXPECTED if shortfalls else AS_EXPECTED))


def _gathered(
    cases: Sequence[Case],
    level: ProbeLevel,
    workspaces: Workspaces,
    engine_name: str | None,
    engine_workers: int | None,
) -> tuple[CoverageData, int]:
    """Run cases; what they came by, and the exit code that their verdicts ask for."""
    gathered, code = CoverageData(), AS_EXPECTED
    engine = chosen_engine(workspaces.of(Path.cwd()).configuration, engine_name, engine_workers)
    try:
        work = [(case, workspaces.of(case.file)) for case in cases]
        with progress("running", len(work)) as seen:
            for (case, workspace), pending in zip(work, traced(engine, work, level), strict=True):
                outcome, verdict = pending.result()
                try:
                    record = _course(case, outcome, workspace, level)
                except Exception as error:
                    record, (outcome, verdict) = None, unforeseen(case, error)
                code = max(code, _told(case, verdict))
                if record is not None:
                    gathered.add(record)
                seen()
    finally:
        engine.close()
    return gathered, code


def _course(case: Case, outcome: Outcome, workspace: Workspace, level: ProbeLevel) -> dict[str, Any] | None:
    """What a case came by; None where no rule set judged it, which its outcome tells."""
    try:
        rules = workspace.shelf.get(case.rules or "", case.file.parent)
    except RetourError:
        return None
    return record_of(node_id(case), case, outcome, rules, level)


def _told(case: Case, verdict: Verdict) -> int:
    """Say on standard error that a case isn't as expected, for then its coverage proves nothing; its exit code."""
    if verdict.status == "as expected" or case.xfail is not None:
        return AS_EXPECTED
    say(f"{node_id(case)}: {verdict.status}: {verdict.reasons[0]}", err=True)
    return exit_code_of_verdict(verdict)
