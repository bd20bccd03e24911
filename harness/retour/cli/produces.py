"""`retour conform produces SCENARIO…`: whether the messages that somebody's software makes are what a scenario asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.engine import EngineOption, chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.output import say
from retour.cli.scenarios import DataOption, chosen_data, chosen_side
from retour.engines import Engine
from retour.errors import AS_EXPECTED, ENGINE_FAILED, NOT_AS_EXPECTED, RetourError
from retour.model import Sender
from retour.scenarios import (
    Judge,
    Scenario,
    ScenarioResult,
    matched,
    results_document,
    results_text,
    select_scenarios,
    told,
)
from retour.text.scratch import scratch_folder
from retour.text.zips import unzip
from retour.workspace import Workspaces


def produces(
    references: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO…",
            help="A scenario by its name, a rule set's id for all of that set, a scenario file or a folder of them.",
        ),
    ],
    side: Annotated[
        str,
        typer.Option(
            metavar="SIDE",
            help="Whom the software works for, aanbieder or gemeente: it makes that side's messages.",
        ),
    ],
    messages: Annotated[
        Path,
        typer.Option(
            metavar="DIR_OR_ZIP",
            help="The messages: a file for each step, named after its number, else found by its type."
            " Of several scenarios, a folder for each, of its name.",
        ),
    ],
    rules: Annotated[
        str | None,
        typer.Option(metavar="PATH_OR_ID", help="The rule set that judges, in place of the scenario's."),
    ] = None,
    data: DataOption = None,
    envelope: Annotated[
        bool, typer.Option("--envelope", help="Each message must come in an envelope of the GGK.")
    ] = False,
    engine: EngineOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Judge the messages that software makes for scenarios: the levels, the given values, the keys of earlier messages."""
    workspaces = Workspaces(Path.cwd())
    chosen = chosen_side(side)
    found = select_scenarios(references, workspaces, chosen_data(data))
    for scenario in found:
        if not scenario.made_by(chosen):
            raise RetourError(f"{scenario.id}: the {chosen} makes no message in this scenario")
    if rules is not None:
        workspaces.of(Path.cwd()).shelf.get(rules, Path.cwd())
    running = chosen_engine(workspaces.of(Path.cwd()).configuration, engine, 1)
    try:
        with _folder(messages) as folder:
            results = [
                _result(
                    scenario,
                    chosen,
                    *_own(folder, messages, scenario, found),
                    workspaces,
                    running,
                    rules,
                    envelope,
                )
                for scenario in found
            ]
    finally:
        running.close()
    if output is Format.JSON:
        say(results_document(results, running.name))
    else:
        say(results_text(results))
    raise typer.Exit(max(map(_exit_code, results)))


def _result(
    scenario: Scenario,
    side: Sender,
    folder: Path,
    called: str,
    workspaces: Workspaces,
    engine: Engine,
    rules: str | None,
    envelope: bool,
) -> ScenarioResult:
    workspace = workspaces.of(scenario.file if rules is None else Path.cwd())
    base = scenario.file.parent if rules is None else Path.cwd()
    judge = Judge(scenario, workspace, engine, rules or scenario.rules, base, envelope)
    with scratch_folder() as given:
        return told(judge, side, matched(folder, called, scenario, side, workspace), given)


@contextmanager
def _folder(messages: Path) -> Iterator[Path]:
    """The folder with the messages, out of a zip file where they come in one.

    Raises:
        RetourError: there is neither.
    """
    if messages.is_dir():
        yield messages
    elif messages.is_file():
        with scratch_folder() as folder:
            unzip(messages, folder, str(messages), RetourError)
            yield folder
    else:
        raise RetourError(f"--messages: {messages}: there is no such folder or zip file")


def _own(folder: Path, messages: Path, scenario: Scenario, every: Sequence[Scenario]) -> tuple[Path, str]:
    """The folder with the messages of one scenario, and what it is called.

    Raises:
        RetourError: there are several scenarios, and this one has none.
    """
    own = folder / scenario.id
    if own.is_dir():
        return own, str(messages / scenario.id)
    if len(every) > 1:
        raise RetourError(
            f"--messages: there is no folder {scenario.id} in it; several scenarios have a folder each, of their names"
        )
    return folder, str(messages)


def _exit_code(result: ScenarioResult) -> int:
    if any(step.status == "error" for step in result.steps):
        return ENGINE_FAILED
    return AS_EXPECTED if result.status == "as expected" else NOT_AS_EXPECTED
