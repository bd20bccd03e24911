"""`retour new MESSAGE`: a case with what fires now as its expectation, for a person to judge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.cli.engine import chosen_engine
from retour.cli.history import earlier_messages
from retour.cli.output import say
from retour.cli.selection import node_id
from retour.drafting import draft_for, write_case
from retour.reports.terminal import expected_lines


def new(
    message: Annotated[Path, typer.Argument(metavar="MESSAGE", help="A message file.")],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            help="The rule set; that of the configuration or the namespace when left out.",
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The case file to add to; a new one beside the message when left out."
        ),
    ] = None,
    case_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Of the case; from the message's name when left out."),
    ] = None,
    history: Annotated[
        list[Path] | None,
        typer.Option(
            "--history",
            metavar="DIR_OR_FILE",
            help="A message that went before, or a folder of them; it is written into the case. Repeatable, in order.",
        ),
    ] = None,
) -> None:
    """Write a case with what fires now."""
    before = [each.message for each in earlier_messages(history).before(message)] if history else None
    draft = draft_for(message, rules, to, case_id, before)
    engine = chosen_engine(draft.workspace.configuration, None, 1)
    try:
        case = write_case(draft, engine)
    finally:
        engine.close()
    say(f"wrote {node_id(case)}")
    for line in expected_lines(case.expect):
        say(f"  {line}")
    say("This is what fires now, right or wrong: judge it, then say in `about` what the case shows.")
