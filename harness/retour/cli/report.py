"""`retour report RESULTS…`: results as web pages, and in the forms that CI servers read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import rule_sets
from retour.cli.language import LanguageOption, chosen_language
from retour.cli.output import say
from retour.cli.pages import HtmlOption, ValuesOption, refuse_without_pages, write_pages
from retour.cli.rule_report import rule_set_of, rules_named
from retour.cli.selection import usable_cases
from retour.comparison import ComparisonPart, read_comparison
from retour.coverage import CoverageData, Measure, Wanted, finish
from retour.coverage.reports import CoveragePart
from retour.errors import AS_EXPECTED, ConfigurationError
from retour.language import texts_in
from retour.mutation import MutationPart, read_mutation
from retour.reports.results import RunResults, read_results
from retour.reports.site import Part, SiteOptions
from retour.reports.summary import totals
from retour.reports.written import read_wanted
from retour.traceability import TraceabilityPart, read_official_report, trace_rules
from retour.workspace import Workspaces


def report(
    results: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULTS…",
            help="Documents of --retour-json, or of check and pair with --format json; those of several machines are put "
            "together.",
        ),
    ],
    html: HtmlOption = None,
    values: ValuesOption = False,
    coverage: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Add coverage: a data file of `retour coverage --data` or --retour-coverage-data. Repeatable.",
        ),
    ] = None,
    coverage_waivers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What no case needs to reach, as for `retour coverage`."),
    ] = None,
    mutation: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Add mutants: what `retour mutate --format json` wrote."),
    ] = None,
    comparison: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Add a comparison: what `retour compare --format json` wrote."),
    ] = None,
    rule_report: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Add an official rule report, compared with the rule set and the coverage: .xlsx, or its two "
            "tables as CSV.",
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="ID_OR_PATH",
            autocompletion=rule_sets,
            help="The rule set of the rule report; that of its standard and release when left out.",
        ),
    ] = None,
    page: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Add a web page of your own. Repeatable."),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="KIND:FILE", help="Write it as gitlab, json, markdown or sarif. Repeatable."
        ),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Make reports of the results of runs: web pages, and files that CI servers read."""
    wanted = [read_wanted(each) for each in to or ()]
    refuse_without_pages(
        html,
        [
            ("--coverage", coverage),
            ("--mutation", mutation),
            ("--comparison", comparison),
            ("--rule-report", rule_report),
            ("--page", page),
        ],
    )
    if not coverage and (coverage_waivers or rule_report):
        name = "--coverage-waivers" if coverage_waivers else "--rule-report"
        raise ConfigurationError(f"{name} is about coverage: name its data with --coverage FILE")
    chosen = chosen_language(language)
    found = read_results(results)
    if html is not None:
        parts = list(
            _parts(found, values, coverage, coverage_waivers, mutation, comparison, rule_report, rules)
        )
        write_pages(found, html, SiteOptions(values, chosen, page or (), parts))
    for each in wanted:
        each.write(found, Path.cwd())
    say(totals(found, texts_in(chosen)))
    raise typer.Exit(AS_EXPECTED)


def _parts(
    results: RunResults,
    values: bool,
    coverage: Sequence[Path] | None,
    waivers: Path | None,
    mutation: Path | None,
    comparison: Path | None,
    rule_report: Sequence[Path] | None,
    rules: str | None,
) -> Iterator[Part]:
    workspaces = Workspaces()
    if coverage:
        shelf = workspaces.of(Path.cwd()).shelf
        wanted = Wanted.read((), (), None, False, waivers, shelf)
        measured, _ = finish(CoverageData.combined(coverage), wanted, shelf)
        yield CoveragePart(measured)
        if rule_report:
            yield _rule_report(rule_report, rules, results, measured, workspaces)
    if mutation is not None:
        yield MutationPart(read_mutation(mutation), values)
    if comparison is not None:
        yield ComparisonPart(read_comparison(comparison), values)


def _rule_report(
    files: Sequence[Path],
    reference: str | None,
    results: RunResults,
    measured: Measure,
    workspaces: Workspaces,
) -> TraceabilityPart:
    official = read_official_report(files)
    rules = rule_set_of(official, reference, workspaces.of(Path.cwd()).shelf)
    case_files = dict.fromkeys(each["case"]["file"] for each in results.each if "case" in each)
    there = [name for name in case_files if Path(name).is_file()]
    named = rules_named(usable_cases(there, workspaces)[0]) if there else set()
    return TraceabilityPart(trace_rules(official, rules, measured, named))
