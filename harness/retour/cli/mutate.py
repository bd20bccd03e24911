"""`retour mutate [PATH…]`: mistakes are made in the rules, one at a time, to see which of them no case notices."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import cases, mistakes, rule_codes, rule_sets
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say, terminal_width
from retour.cli.parameters import parsed_duration
from retour.cli.selection import select_cases
from retour.engines import Limits, engine_title, open_engine
from retour.errors import AS_EXPECTED, ENGINE_FAILED, NOT_AS_EXPECTED, ConfigurationError
from retour.language import Texts
from retour.mutation import (
    OPERATORS,
    TIME_LIMIT,
    Memory,
    MutantTally,
    Mutation,
    Options,
    by_file,
    limits_of_mutating,
    mutate,
    mutation_document,
    mutation_page,
    mutation_text,
    read_mutation_waivers,
)
from retour.text.columns import columns
from retour.text.nearest import did_you_mean
from retour.text.writing import write_document
from retour.workspace import Workspaces, now_with

_ENGINE = "saxon"
"""Mutants are told apart in XPath 2, which libxslt doesn't read."""


class MutateFormat(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def mutate_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=cases,
            metavar="[PATH…]",
            help="Case files, folders or node ids; this folder when left out.",
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set to change; all that the cases name when left out.",
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            autocompletion=rule_codes,
            help="Only this rule, by its code, or this stylesheet, such as TR018 or dates.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Only templates that changed since this git revision.")
    ] = None,
    operator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", autocompletion=mistakes, help="Only this kind of mistake; see --operators."
        ),
    ] = None,
    waivers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Mutants that no case has to notice, each with a reason."),
    ] = None,
    output_format: Annotated[
        MutateFormat, typer.Option("--format", help="text, json or html.")
    ] = MutateFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write there, and the text to the terminal.")
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(min=0, max=100, metavar="PERCENT", help="Exit code 1 when a stylesheet scores less."),
    ] = None,
    time_limit: Annotated[
        str, typer.Option(metavar="DURATION", help="How long a mutant may take with one message.")
    ] = f"{TIME_LIMIT:g}s",
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Use the results of earlier runs, and keep new ones.")
    ] = True,
    engine_workers: Annotated[int | None, typer.Option(min=1, help="Child processes.")] = None,
    language: LanguageOption = None,
    operators: Annotated[bool, typer.Option("--operators", help="List the kinds of mistakes.")] = False,
) -> None:
    """Make mistakes in the rules, one at a time, and show the mistakes that no case notices."""
    workspaces = Workspaces()
    here = workspaces.of(Path.cwd())
    texts = chosen_texts(language, here.configuration)
    if operators:
        rows = [(name, texts(meaning)) for name, meaning in OPERATORS.items()]
        say("\n".join(columns(rows, terminal_width())))
        return
    title = engine_title(_ENGINE)
    with closing(Memory.of(here.configuration, title) if cache else Memory(None, title)) as memory:
        options = Options(
            memory=memory,
            rules=here.shelf.get(rules, Path.cwd()) if rules is not None else None,
            names=rule or (),
            operators=_known(operator) if operator else tuple(OPERATORS),
            since=since,
            waivers=read_mutation_waivers(waivers, now_with(here.shelf)) if waivers is not None else (),
            time_limit=parsed_duration("--time-limit", time_limit),
            progress=_progress(texts),
        )
        cases = select_cases(paths or ["."], workspaces)
        workers = here.configuration.engine_workers or None if engine_workers is None else engine_workers
        limits = limits_of_mutating(Limits.of(here.configuration))
        with closing(open_engine(_ENGINE, workers, limits)) as engine:
            found = mutate(cases, workspaces, engine, options)
    if memory.trouble is not None:
        say(memory.trouble, err=True)
    _write(found, output_format, output, texts)
    raise typer.Exit(_exit_code(found, fail_under))


def _known(operators: Iterable[str]) -> list[str]:
    for operator in operators:
        if operator not in OPERATORS:
            hint = did_you_mean(operator, OPERATORS, "they are")
            raise ConfigurationError(f"--operator {operator}: no such kind of mistake{hint}")
    return list(operators)


def _progress(texts: Texts) -> Callable[[int, int], None]:
    if not sys.stderr.isatty():
        return lambda done, of: None

    def show(done: int, of: int) -> None:
        say(
            texts("%(done)s of %(all)s mutants decided", done=done, all=of),
            end="\n" if done == of else "\r",
            err=True,
        )

    return show


def _write(found: Mutation, output_format: MutateFormat, output: Path | None, texts: Texts) -> None:
    match output_format:
        case MutateFormat.JSON:
            written = mutation_document(found, engine_title(_ENGINE))
        case MutateFormat.HTML:
            written = mutation_page(found, texts)
        case MutateFormat.TEXT:
            written = mutation_text(found, texts)
    if output is None:
        say(written)
        return
    write_document(output, written + "\n")
    say(mutation_text(found, texts))


def _exit_code(found: Mutation, fail_under: float | None) -> int:
    if found.failed or MutantTally.of(found.results).not_known:
        return ENGINE_FAILED
    if fail_under is None:
        return AS_EXPECTED
    scores = [MutantTally.of(results).score for results in by_file(found.results).values()]
    under = any(score is not None and score < fail_under for score in scores)
    return NOT_AS_EXPECTED if under else AS_EXPECTED
