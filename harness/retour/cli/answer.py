"""`retour answer MESSAGE`: the retourbericht that the findings on a heenbericht call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from retour.checking import Subject, outcome_job, preceded_by
from retour.cli.completing import rule_sets
from retour.cli.engine import chosen_engine
from retour.cli.history import HistoryOption, earlier_messages
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import give, say
from retour.errors import RetourError
from retour.levels import Check
from retour.messages import parse_message
from retour.model import Level, Outcome
from retour.replying import reply_to
from retour.retours import retour_codes
from retour.text.writing import make_file, refuse_taken
from retour.workspace import workspace_for

_LEVELS: tuple[Level, ...] = ("file", "envelope", "schema", "rules")
"""What a message passes before it is answered, whatever the configuration says; and «history», where one is given."""


def answer(
    message: Annotated[Path, typer.Argument(metavar="MESSAGE", help="A heenbericht.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where the retour goes; printed when left out."),
    ] = None,
    identification: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="The retour's own; when left out, R and the end of that of the heenbericht."
        ),
    ] = None,
    dated: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help="Of the retour, such as 2017-06-21; that of the heenbericht when left out.",
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set; found from the message's namespace when left out.",
        ),
    ] = None,
    history: HistoryOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the retourbericht that answers a heenbericht with the findings on it."""
    texts = chosen_texts(language)
    day = None if dated is None else _date(dated)
    if output is not None:
        refuse_taken(output)
    outcome, subject = _checked(message, rules, history or [])
    data = reply_to(outcome, subject, identification, day)
    if output is None:
        give(data)
        return
    make_file(output, data)
    retour = parse_message(data, str(output))
    codes = ", ".join(retour_codes(retour.root))
    told = texts("retour codes %(codes)s", codes=codes) if codes else texts("no retour codes")
    say(f"{output}: {retour.identity.type}, {told}")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RetourError(f"--date: {text!r} is no date: write one such as 2017-06-21") from None


def _checked(message: Path, rules: str | None, history: Sequence[Path]) -> tuple[Outcome, Subject]:
    workspace = workspace_for(message, Path.cwd())
    if rules is not None:
        workspace.shelf.get(rules, Path.cwd())
    engine = chosen_engine(workspace.configuration, None, 1)
    try:
        request = Check(message, str(message), workspace, rules, Path.cwd(), levels=_LEVELS, asked=())
        if history:
            earlier = earlier_messages(history).before(message)
            request = replace(request, levels=(*_LEVELS, "history"), history=preceded_by(request, earlier))
        job = outcome_job(request, lambda outcome, subject: (outcome, subject))
        return engine.submit([job])[0].result()
    finally:
        engine.close()
