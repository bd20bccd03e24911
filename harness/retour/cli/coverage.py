"""`retour coverage [PATH…]`: which rules, branches and message types the cases reach."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.cli.caching import CacheOption
from retour.cli.completing import cases
from retour.cli.engine import EngineOption, WorkersOption
from retour.cli.formats import Format, FormatOption
from retour.cli.gathering import gather_coverage
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.selection import usable_cases
from retour.coverage import CoverageData, Wanted, coverage_text, finish
from retour.coverage.reports import coverage_document
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, CoverageError
from retour.probes import ProbeLevel
from retour.workspace import Workspaces


def coverage(
    references: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=cases,
            metavar="[CASE or PATH…]",
            help="Cases, case files, or folders; this folder when left out.",
        ),
    ] = None,
    branches: Annotated[
        bool,
        typer.Option("--branches", help="Measure templates and branches too. Takes several times as long."),
    ] = False,
    combine: Annotated[
        list[Path] | None,
        typer.Option(
            "--combine", metavar="FILE", help="Run nothing, but merge these data files. Repeatable."
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
        Path | None,
        typer.Option(metavar="FILE", help="File with what no case needs to reach, each with a reason."),
    ] = None,
    output: FormatOption = Format.TEXT,
    engine_name: EngineOption = None,
    engine_workers: WorkersOption = None,
    language: LanguageOption = None,
    cache: CacheOption = True,
) -> None:
    """Show which rules, branches and message types the cases reach."""
    if append and data is None:
        raise CoverageError("--append adds to a data file: name it with --data FILE")
    if combine and (references or branches):
        raise CoverageError("--combine runs nothing: leave out the cases and --branches")
    workspaces = Workspaces()
    here = workspaces.of(Path.cwd())
    shelf, texts = here.shelf, chosen_texts(language, here.configuration)
    wanted = Wanted.read(reports or (), fail_under or (), data, append, waivers, shelf, texts)
    code = AS_EXPECTED
    if combine:
        gathered = CoverageData.combined(combine)
    else:
        selected, unusable = usable_cases(references or ["."], workspaces)
        cases = [case for case in selected if case.skip is None]
        level: ProbeLevel = "branches" if branches else "rules"
        gathered, code = gather_coverage(cases, level, workspaces, engine_name, engine_workers, cache, texts)
        code = max(code, unusable)
    measured, shortfalls = finish(gathered, wanted, shelf)
    if output is Format.JSON:
        say(coverage_document(measured, shortfalls), end="")
    else:
        say("\n".join([*coverage_text(measured, texts), *map(texts.sentence, shortfalls)]))
    raise typer.Exit(code or (NOT_AS_EXPECTED if shortfalls else AS_EXPECTED))
