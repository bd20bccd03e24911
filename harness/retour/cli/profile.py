"""`retour profile PATH…`: what each template of the rules costs on these messages, or on those of cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.checking import case_check
from retour.cli.completing import cases, rule_sets
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.parameters import NowOption, TodayOption, chosen_moment, parsed_duration
from retour.cli.progress import progress
from retour.cli.selection import node_id, select_messages, usable_cases
from retour.engines import Limits, open_engine
from retour.errors import UNREADABLE
from retour.levels import Check
from retour.model import MESSAGE_SUFFIXES
from retour.mutation import limits_of_mutating
from retour.profiling import profile, profile_text
from retour.workspace import Workspaces

_ENGINE = "saxon"


def profile_command(
    paths: Annotated[
        list[str],
        typer.Argument(
            autocompletion=cases,
            metavar="PATH…",
            help="Message files; or cases, case files, or folders of them.",
        ),
    ],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set, of messages; found from their namespaces when left out.",
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many templates are shown of each entry.")] = 10,
    runs: Annotated[
        int, typer.Option(min=1, help="How often a short run is made; the quickest counts.")
    ] = 10,
    time_limit: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="The most time that the rules may take, such as 5s or 500ms."),
    ] = None,
    today: TodayOption = None,
    now: NowOption = None,
    language: LanguageOption = None,
) -> None:
    """Measure which templates of the rules take how long, and how that grows with the size of a message."""
    workspaces = Workspaces(Path.cwd())
    limit = None if time_limit is None else parsed_duration("--time-limit", time_limit)
    pinned = chosen_moment(today, now)
    messages = [path for path in paths if path.lower().endswith(MESSAGE_SUFFIXES)]
    checks = [
        (
            str(file),
            Check(file, str(file), workspaces.of(file), rules, Path.cwd(), time_limit=limit, now=pinned),
        )
        for file in (select_messages(map(Path, messages)).files if messages else ())
    ]
    cases, unusable = usable_cases([path for path in paths if path not in messages], workspaces)
    checks += [
        (node_id(case), case_check(case, workspaces.of(case.file))) for case in cases if case.skip is None
    ]
    configuration = workspaces.of(Path.cwd()).configuration
    texts = chosen_texts(language, configuration)
    engine = open_engine(_ENGINE, 1, limits_of_mutating(Limits.of(configuration)))
    try:
        with progress(texts("measuring")):
            profiles, left_out = profile(checks, engine, runs)
    finally:
        engine.close()
    say(profile_text(profiles, left_out, top, texts))
    raise typer.Exit(unusable if profiles else UNREADABLE)
