"""`retour rules report FILE`: which rules of an official rule report a rule set has, says alike, and has tested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from retour.cases.expect import claims, silent_codes
from retour.cli.caching import CacheOption
from retour.cli.completing import cases, rule_sets
from retour.cli.engine import EngineOption, WorkersOption
from retour.cli.formats import PageFormat, PageFormatOption
from retour.cli.gathering import gather_coverage
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.selection import usable_cases
from retour.coverage import CoverageData, Wanted, finish
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, RetourError, RuleReportError
from retour.language import ENGLISH, Texts
from retour.model import CASE_FILE_SUFFIX, Case, Place
from retour.rulesets import RuleSet, Shelf
from retour.text.display import shown
from retour.text.walking import files_below
from retour.traceability import (
    OfficialReport,
    Traceability,
    read_official_report,
    read_report_threshold,
    report_shortfalls,
    trace_rules,
    traceability_document,
    traceability_markdown,
    traceability_page,
    traceability_text,
)
from retour.workspace import Workspaces


def report(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="The workbook (.xlsx), or its two tables as CSV: the rules and their placements.",
        ),
    ],
    reference: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="ID_OR_PATH",
            autocompletion=rule_sets,
            help="The rule set; that of the report's standard and release when left out.",
        ),
    ] = None,
    references: Annotated[
        list[str] | None,
        typer.Option(
            "--cases",
            metavar="CASE or PATH",
            autocompletion=cases,
            help="Cases, case files, or folders; this folder when left out. Repeatable.",
        ),
    ] = None,
    combine: Annotated[
        list[Path] | None,
        typer.Option(
            "--combine", metavar="FILE", help="Run nothing; take these coverage data files. Repeatable."
        ),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=PERCENT",
            help="Such as judged=100, alike.rules=100, tested.cross-message=95. Repeatable.",
        ),
    ] = None,
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What no case needs to reach, as for retour coverage.")
    ] = None,
    output: PageFormatOption = PageFormat.TEXT,
    engine_name: EngineOption = None,
    engine_workers: WorkersOption = None,
    language: LanguageOption = None,
    cache: CacheOption = True,
) -> None:
    """Compare an official rule report with a rule set: show which rules are in the set, and which the cases test."""
    thresholds = [read_report_threshold(text) for text in fail_under or ()]
    workspaces = Workspaces()
    here = workspaces.of(Path.cwd())
    shelf, texts = here.shelf, chosen_texts(language, here.configuration)
    official = read_official_report(files)
    rules = rule_set_of(official, reference, shelf)
    found, code = traced_report(
        official, rules, references, workspaces, combine, waivers, engine_name, engine_workers, cache, texts
    )
    shortfalls = list(report_shortfalls(found, thresholds))
    told = list(map(texts.sentence, shortfalls))
    match output:
        case PageFormat.JSON:
            say(traceability_document(found, shortfalls), end="")
        case PageFormat.MARKDOWN:
            say(traceability_markdown(found, texts), end="")
        case PageFormat.HTML:
            say(traceability_page(found, texts), end="")
        case PageFormat.TEXT:
            say(traceability_text(found, texts))
    if shortfalls and output is PageFormat.TEXT:
        say("\n".join(["", *told]))
    elif shortfalls and output is not PageFormat.JSON:
        say("\n".join(told), err=True)
    raise typer.Exit(code or (NOT_AS_EXPECTED if shortfalls else AS_EXPECTED))


def traced_report(
    official: OfficialReport,
    rules: RuleSet,
    references: Sequence[str] | None,
    workspaces: Workspaces,
    combine: Sequence[Path] | None = None,
    waivers: Path | None = None,
    engine_name: str | None = None,
    engine_workers: int | None = None,
    cache: bool = True,
    texts: Texts = ENGLISH,
) -> tuple[Traceability, int]:
    """A report held against a set, and the exit code that the cases ask for; arguments as for `report`."""
    shelf = workspaces.of(Path.cwd()).shelf
    selected, unusable = _selected(references, workspaces)
    cases = list(_of_set(rules, selected, workspaces))
    code = AS_EXPECTED
    if combine:
        gathered = CoverageData.combined(combine)
    else:
        run = [case for case in cases if case.skip is None]
        gathered, code = gather_coverage(run, "rules", workspaces, engine_name, engine_workers, cache, texts)
    gathered.include(rules)
    measured, _ = finish(gathered, Wanted.read((), (), None, False, waivers, shelf), shelf)
    return trace_rules(official, rules, measured, rules_named(cases)), max(code, unusable)


def rule_set_of(official: OfficialReport, reference: str | None, shelf: Shelf) -> RuleSet:
    """The rule set that a report is held against: the one that is named, else that of its standard and release.

    Raises:
        RetourError: there is none.
    """
    if reference is None:
        if official.standard is None or official.release is None:
            raise RuleReportError(
                "doesn't say of which standard and release it is: name the rule set with --rules",
                Place(shown(official.files[0])),
            )
        reference = f"{official.standard.lower()}/{official.release}"
    return shelf.get(reference, Path.cwd())


def _selected(references: Sequence[str] | None, workspaces: Workspaces) -> tuple[Sequence[Case], int]:
    """The cases that are named; else those below this folder, where there needn't be any. See `usable_cases`."""
    if not references and not files_below(Path.cwd(), lambda name: name.endswith(CASE_FILE_SUFFIX)).files:
        return [], AS_EXPECTED
    return usable_cases(references or ["."], workspaces)


def _of_set(rules: RuleSet, cases: Sequence[Case], workspaces: Workspaces) -> Iterator[Case]:
    """The cases that are judged by a set."""
    for case in cases:
        try:
            judging = workspaces.of(case.file).shelf.get(case.rules or "", case.file.parent)
        except RetourError:
            continue
        if judging.folder == rules.folder:
            yield case


def rules_named(cases: Iterable[Case]) -> set[str]:
    """The rules that cases speak of."""
    return {
        code
        for case in cases
        for code in (*(claim.code for claim in claims(case.expect)), *silent_codes(case.expect))
    }
