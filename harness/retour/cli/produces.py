"""`retour conform produces SCENARIO…`: whether the messages that somebody's software makes are what a scenario asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Protocol

import typer

from retour.cli.completing import rule_sets
from retour.cli.engine import EngineOption, chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.output import say
from retour.cli.parameters import parsed_duration
from retour.cli.scenarios import DataOption, chosen_data, chosen_side
from retour.errors import AS_EXPECTED, ENGINE_FAILED, NOT_AS_EXPECTED, RetourError
from retour.model import Sender
from retour.scenarios import (
    Candidate,
    CommandCandidate,
    Judge,
    Scenario,
    ScenarioResult,
    matched,
    results_document,
    results_text,
    select_scenarios,
    told,
    written_command,
)
from retour.text.scratch import scratch_folder
from retour.text.writing import refuse_taken
from retour.text.zips import unzip
from retour.workspace import Workspace, Workspaces


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
        Path | None,
        typer.Option(
            metavar="DIR_OR_ZIP",
            help="The messages: a file for each step, named after its number, else found by its type."
            " Of several scenarios, a folder for each, of its name.",
        ),
    ] = None,
    command: Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND",
            help="Instead of --messages: what makes one message, such as 'make-message {step} {given} {output}'.",
        ),
    ] = None,
    time_limit: Annotated[
        str, typer.Option(metavar="DURATION", help="How long the command may take over one message.")
    ] = "60s",
    story: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep all messages of each story there, as they were sent, in a folder of its name.",
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set that judges, in place of the scenario's.",
        ),
    ] = None,
    data: DataOption = None,
    envelope: Annotated[
        bool, typer.Option("--envelope", help="Each message must come in an envelope of the GGK.")
    ] = False,
    engine: EngineOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Test software that makes messages: check the messages that it makes for scenarios."""
    workspaces = Workspaces(Path.cwd())
    chosen = chosen_side(side)
    found = select_scenarios(references, workspaces, chosen_data(data))
    for scenario in found:
        if not scenario.made_by(chosen):
            raise RetourError(f"{scenario.id}: the {chosen} makes no message in this scenario")
    if rules is not None:
        workspaces.of(Path.cwd()).shelf.get(rules, Path.cwd())
    if story is not None:
        refuse_taken(story)
    running = chosen_engine(workspaces.of(Path.cwd()).configuration, engine, 1)
    try:
        with _maker(messages, command, time_limit, several=len(found) > 1) as maker:
            results = []
            for scenario in found:
                workspace = workspaces.of(scenario.file if rules is None else Path.cwd())
                base = scenario.file.parent if rules is None else Path.cwd()
                judge = Judge(scenario, workspace, running, rules or scenario.rules, base, envelope)
                candidate = maker.candidate(scenario, chosen, workspace)
                results.append(_told(judge, chosen, candidate, story))
    finally:
        running.close()
    if output is Format.JSON:
        say(results_document(results, running.name))
    else:
        say(results_text(results))
    raise typer.Exit(max(map(_exit_code, results)))


def _told(judge: Judge, side: Sender, candidate: Candidate, kept: Path | None) -> ScenarioResult:
    if kept is not None:
        return told(judge, side, candidate, kept / judge.scenario.id)
    with scratch_folder() as folder:
        return told(judge, side, candidate, folder)


class _Maker(Protocol):
    """Where the messages of scenarios come from."""

    def candidate(self, scenario: Scenario, side: Sender, workspace: Workspace) -> Candidate:
        """What makes those of one scenario."""
        ...


class _Folders:
    """A folder with the messages; of several scenarios each has one in it.

    Args:
        called: what the folder is called in results.
    """

    def __init__(self, folder: Path, called: Path, *, several: bool) -> None:
        self._folder = folder
        self._called = called
        self._several = several

    def candidate(self, scenario: Scenario, side: Sender, workspace: Workspace) -> Candidate:
        """See `_Maker`.

        Raises:
            RetourError: there are several scenarios, and this one has none.
        """
        own = self._folder / scenario.id
        if own.is_dir():
            return matched(own, str(self._called / scenario.id), scenario, side, workspace)
        if self._several:
            raise RetourError(
                f"--messages: there is no folder {scenario.id} in it; several scenarios have a folder each,"
                " of their names"
            )
        return matched(self._folder, str(self._called), scenario, side, workspace)


class _Command:
    """A command that makes every message, in folders below one of ours."""

    def __init__(self, command: tuple[str, ...], folder: Path, time_limit: float) -> None:
        self._command = command
        self._folder = folder
        self._time_limit = time_limit

    def candidate(self, scenario: Scenario, side: Sender, workspace: Workspace) -> Candidate:
        """See `_Maker`."""
        made = self._folder / scenario.id
        made.mkdir()
        return CommandCandidate(self._command, scenario, Path.cwd(), made, self._time_limit)


@contextmanager
def _maker(messages: Path | None, command: str | None, time_limit: str, *, several: bool) -> Iterator[_Maker]:
    """Where the messages come from, as the options say.

    Raises:
        RetourError: they say nothing, both, or what isn't there.
    """
    if (messages is None) == (command is None):
        raise RetourError("the messages come from --messages or from --command: give one of the two")
    limit = parsed_duration("--time-limit", time_limit)
    with scratch_folder() as scratch:
        if command is not None:
            yield _Command(written_command(command), scratch, limit)
            return
        assert messages is not None
        if messages.is_dir():
            yield _Folders(messages, messages, several=several)
        elif messages.is_file():
            unzip(messages, scratch, str(messages), RetourError)
            yield _Folders(scratch, messages, several=several)
        else:
            raise RetourError(f"--messages: {messages}: there is no such folder or zip file")


def _exit_code(result: ScenarioResult) -> int:
    if any(step.status == "error" for step in result.steps):
        return ENGINE_FAILED
    return AS_EXPECTED if result.status == "as expected" else NOT_AS_EXPECTED
