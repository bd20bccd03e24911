"""`retour pair HEEN RETOUR`: whether a retourbericht answers a heenbericht."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from retour.checking import answered_by, outcome_job
from retour.cli.check import meaning_in
from retour.cli.engine import chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.output import say
from retour.errors import exit_code_of
from retour.levels import LEVEL_NAMES, Check
from retour.reports import document_of, findings_text, result_of
from retour.workspace import workspace_for


def pair(
    heen: Annotated[Path, typer.Argument(metavar="HEEN", help="The heenbericht.")],
    retour: Annotated[Path, typer.Argument(metavar="RETOUR", help="The retourbericht.")],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID", help="The rule set; found from the messages' namespaces when left out."
        ),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Tell whether a retour answers a heenbericht."""
    workspace = workspace_for(retour, Path.cwd())
    if rules is not None:
        workspace.shelf.get(rules, Path.cwd())  # a wrong name is wrong use, not the fault of the message
    check = Check(retour, str(retour), workspace, rules, Path.cwd(), levels=LEVEL_NAMES, asked=("pair",))
    check = replace(check, answers=answered_by(check, heen))
    engine = chosen_engine(workspace.configuration, None, 1)
    try:
        outcome = engine.submit([outcome_job(check, lambda outcome, _: outcome)])[0].result()
    finally:
        engine.close()
    if output is Format.JSON:
        say(document_of(engine.name, [result_of(outcome)]))
    else:
        say(findings_text(outcome, lambda code: meaning_in(workspace, rules, outcome, code)))
    raise typer.Exit(exit_code_of([outcome]))
