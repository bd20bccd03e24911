"""`retour conform produces SCENARIO…`: whether the messages that somebody's software makes are what a scenario asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple, Protocol

import typer

from retour.cli.completing import one_of, rule_sets, scenario_names
from retour.cli.engine import EngineOption, chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.parameters import parsed_duration
from retour.cli.scenarios import DataOption, chosen_data, chosen_side
from retour.cli.statements import (
    StatementOption,
    StatementPageOption,
    StatementValuesOption,
    told_again,
    told_changed,
)
from retour.conformance.document import (
    StatedMaking,
    StatedSubject,
    StatementDocument,
    statement_text,
)
from retour.conformance.producing import step_results, suite_of_scenarios, undecided_rules
from retour.conformance.results import Suite
from retour.conformance.stating import statement_of
from retour.conformance.verifying import material_differences, without_messages
from retour.conformance.web import statement_page
from retour.errors import AS_EXPECTED, ENGINE_FAILED, NOT_AS_EXPECTED, RetourError
from retour.language import Texts
from retour.model import Sender
from retour.scenarios import (
    SIDES,
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
from retour.text.writing import refuse_taken, write_document
from retour.text.zips import unzip
from retour.workspace import Workspace, Workspaces


def produces(
    references: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO…",
            autocompletion=scenario_names,
            help="A scenario by its name, a rule set's id for all of that set, a scenario file or a folder of them.",
        ),
    ],
    side: Annotated[
        str,
        typer.Option(
            metavar="SIDE",
            autocompletion=one_of(lambda: SIDES),
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
    subject: Annotated[
        str | None, typer.Option(metavar="NAME", help="What the software is called in the statement.")
    ] = None,
    subject_version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Its version, as the statement has it.")
    ] = None,
    statement: StatementOption = None,
    html: StatementPageOption = None,
    values: StatementValuesOption = False,
    engine: EngineOption = None,
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
) -> None:
    """Test software that makes messages: check the messages that it makes for scenarios, and write a statement of conformance."""
    making = StatedMaking(
        side=chosen_side(side),
        messages=None if messages is None else str(messages),
        command=command,
        time_limit=time_limit,
        rules=rules,
        data=dict(chosen_data(data)),
        envelope=envelope,
    )
    texts = chosen_texts(language)
    named = None
    if statement is not None or html is not None:
        named = _named(subject, subject_version)
    produced = _produced(references, making, engine, story)
    if output is Format.JSON:
        say(results_document(produced.results, produced.engine, values=values))
    else:
        say(results_text(produced.results, texts))  # who runs it has the messages
    if named is not None:
        made = produced.statement(named, datetime.now(UTC), values=values)
        if statement is not None:
            write_document(statement, statement_text(made))
        if html is not None:
            write_document(html, statement_page(made, texts))
    raise typer.Exit(max(map(_exit_code, produced.results)))


def _named(subject: str | None, version: str | None) -> StatedSubject:
    """The software as a statement names it.

    Raises:
        RetourError: it has no name, or no version.
    """
    if subject is None or version is None:
        raise RetourError(
            "a statement says which software it is about: give --subject NAME and --subject-version VERSION"
        )
    return StatedSubject(name=subject, version=version)


class _Produced(NamedTuple):
    """What came of scenarios.

    Attributes:
        asked: the scenarios as they were named.
        engine: what ran the rule sets.
    """

    asked: list[str]
    making: StatedMaking
    suite: Suite
    results: list[ScenarioResult]
    engine: str

    def statement(self, subject: StatedSubject, moment: datetime, *, values: bool) -> StatementDocument:
        """The statement of it.

        Raises:
            StatementWithheld: nothing was judged.
        """
        return statement_of(
            subject,
            list(step_results(self.results)),
            self.suite,
            undecided_rules(self.results),
            moment,
            engine=self.engine,
            making=self.making,
            values=values,
        )


def _produced(
    references: Sequence[str], making: StatedMaking, engine: str | None, story: Path | None = None
) -> _Produced:
    """Ask for the messages of scenarios, and judge them.

    Args:
        story: where all messages are kept.
    """
    workspaces = Workspaces(Path.cwd())
    found = select_scenarios(references, workspaces, making.data)
    for scenario in found:
        if not scenario.made_by(making.side):
            raise RetourError(f"{scenario.id}: the {making.side} makes no message in this scenario")
    if making.rules is not None:
        workspaces.of(Path.cwd()).shelf.get(making.rules, Path.cwd())
    if story is not None:
        refuse_taken(story)
    suite = suite_of_scenarios(references, found)
    running = chosen_engine(workspaces.of(Path.cwd()).configuration, engine, 1)
    try:
        with _maker(making, several=len(found) > 1) as maker:
            results = []
            for scenario in found:
                workspace = workspaces.of(scenario.file if making.rules is None else Path.cwd())
                base = scenario.file.parent if making.rules is None else Path.cwd()
                reference = making.rules or scenario.rules
                judge = Judge(scenario, workspace, running, reference, base, making.envelope)
                candidate = maker.candidate(scenario, making.side, workspace)
                results.append(_told(judge, making.side, candidate, story))
    finally:
        running.close()
    return _Produced(list(references), making, suite, results, running.name)


def verified(stated: StatementDocument, making: StatedMaking, texts: Texts) -> int:
    """Read the messages again, or have them made again, and tell what differs from a statement; the exit code."""
    produced = _produced(stated.suite.asked, making, None)
    again = produced.statement(
        StatedSubject(name=stated.subject.name, version=stated.subject.version),
        datetime.fromisoformat(stated.moment),
        values=stated.values,
    )
    if making.command is not None:
        stated, again = without_messages(stated), without_messages(again)
    if changed := list(material_differences(stated, again.suite.files, again.sets, None, texts)):
        return told_changed(changed, texts)
    return told_again(stated, again, texts)


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
def _maker(making: StatedMaking, *, several: bool) -> Iterator[_Maker]:
    """Where the messages come from.

    Raises:
        RetourError: from nowhere, from both, or from what isn't there.
    """
    if (making.messages is None) == (making.command is None):
        raise RetourError("the messages come from --messages or from --command: give one of the two")
    limit = parsed_duration("--time-limit", making.time_limit)
    with scratch_folder() as scratch:
        if making.command is not None:
            yield _Command(written_command(making.command), scratch, limit)
            return
        assert making.messages is not None
        messages = Path(making.messages)
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
