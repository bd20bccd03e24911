"""`retour conform scenarios`: the stories that messages are made for, and the examiner's messages of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import one_of, scenario_names
from retour.cli.engine import EngineOption, chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say, terminal_width
from retour.errors import RetourError
from retour.language import Texts
from retour.model import Sender
from retour.scenarios import (
    SIDES,
    Judge,
    Scenario,
    examples,
    select_scenarios,
    shipped_scenarios,
    stories_document,
    story_text,
)
from retour.text.columns import columns
from retour.text.nearest import did_you_mean
from retour.text.writing import make_file, refuse_taken
from retour.workspace import Workspaces

DataOption = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        metavar="NAME=VALUE",
        help="Test data of your own in place of the scenario's, such as bsn=999990019. Repeatable.",
    ),
]


def scenarios(
    references: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO…",
            autocompletion=scenario_names,
            help="A scenario by its name, a rule set's id for all of that set, a scenario file or a folder of them;"
            " all that come along when left out.",
        ),
    ] = None,
    side: Annotated[
        str | None,
        typer.Option(
            metavar="SIDE",
            autocompletion=one_of(lambda: SIDES),
            help="Tell what this side makes, and only that: aanbieder or gemeente.",
        ),
    ] = None,
    data: DataOption = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--examples",
            metavar="DIR",
            help="Write the examiner's message of every step there, in a folder for each scenario.",
        ),
    ] = None,
    engine: EngineOption = None,
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
) -> None:
    """Describe scenarios. Without a name: list the scenarios of this tool."""
    workspaces = Workspaces(Path.cwd())
    texts = chosen_texts(language)
    own = chosen_data(data)
    chosen = None if side is None else chosen_side(side)
    found = (
        select_scenarios(references, workspaces, own) if references else shipped_scenarios(workspaces, own)
    )
    if to is not None:
        _write_examples(found, to, workspaces, engine)
    elif output is Format.JSON:
        say(stories_document(found))
    elif references:
        say("\n\n".join(story_text(scenario, chosen, texts) for scenario in found))
    else:
        for line in columns([_row(scenario, texts) for scenario in found], terminal_width()):
            say(line)


def chosen_side(name: str) -> Sender:
    """The side of that name.

    Raises:
        RetourError: there is none.
    """
    for side in SIDES:
        if side == name:
            return side
    raise RetourError(f"--side: there is no side {name!r}{did_you_mean(name, SIDES, 'the sides are')}")


def chosen_data(pairs: Sequence[str] | None) -> Mapping[str, str]:
    """Test data as they are written on the command line.

    Raises:
        RetourError: one isn't written as NAME=VALUE.
    """
    found = {}
    for pair in pairs or ():
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise RetourError(f"--data: {pair!r} is not written as NAME=VALUE")
        found[name] = value
    return found


def _row(scenario: Scenario, texts: Texts) -> list[str]:
    makes = [
        texts("%(side)s makes %(messages)s", side=side, messages=", ".join(made) or texts("nothing"))
        for side in SIDES
        for made in [[f"{step.number} {step.type}" for step in scenario.made_by(side)]]
    ]
    return [scenario.id, scenario.title, *makes]


def _write_examples(
    found: Sequence[Scenario], folder: Path, workspaces: Workspaces, engine_name: str | None
) -> None:
    """Write what the examiner would send in each step, for both sides."""
    refuse_taken(folder)
    engine = chosen_engine(workspaces.of(Path.cwd()).configuration, engine_name, 1)
    try:
        for scenario in found:
            judge = Judge(
                scenario, workspaces.of(scenario.file), engine, scenario.rules, scenario.file.parent
            )
            for name, data in examples(judge).items():
                file = folder / scenario.id / name
                file.parent.mkdir(parents=True, exist_ok=True)
                make_file(file, data)
            say(f"{folder / scenario.id}: {scenario.title}")
    finally:
        engine.close()
