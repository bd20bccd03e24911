"""`retour new MESSAGE`: a case with what fires now as its expectation, for a person to judge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.cases import read_cases
from retour.cli.completing import rule_sets
from retour.cli.engine import chosen_engine
from retour.cli.history import earlier_messages
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.selection import node_id, select_messages
from retour.drafting import draft_for, write_case
from retour.engines import Engine
from retour.errors import AS_EXPECTED, RetourError
from retour.language import mark
from retour.model import CASE_FILE_SUFFIX, Case
from retour.reports.terminal import expected_lines
from retour.text.display import shown
from retour.workspace import workspace_for

_JUDGE = mark("This is what fires now, right or wrong: judge it, then say in `about` what the case shows.")


def new(
    message: Annotated[
        Path,
        typer.Argument(
            metavar="MESSAGE", help="A message file, or a folder of them: then a case for each, in one file."
        ),
    ],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
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
    language: LanguageOption = None,
) -> None:
    """Write a case that expects what fires now."""
    texts = chosen_texts(language)
    messages = [message]
    if message.is_dir():
        if case_id is not None:
            raise typer.BadParameter(
                "it names one case, and a folder makes one of each message", param_hint="--id"
            )
        folder = message.resolve()
        to = to or folder.with_name(folder.name + CASE_FILE_SUFFIX)
        selected = select_messages([message])
        if selected.unread:
            raise selected.unread[0]
        told_of = _with_a_case(to)
        messages = [each for each in selected.files if each.resolve() not in told_of]
    engine: Engine | None = None
    code = AS_EXPECTED
    try:
        for each in messages:
            try:
                before = [one.message for one in earlier_messages(history).before(each)] if history else None
                draft = draft_for(each, rules, to, case_id, before)
                engine = engine or chosen_engine(draft.workspace.configuration, None, 1)
                case = write_case(draft, engine)
            except RetourError as error:
                if len(messages) == 1:
                    raise
                say(f"no case for {shown(each)}: {error}", err=True)
                code = max(code, error.exit_code)
                continue
            say(texts("wrote %(name)s", name=node_id(case)))
            for line in expected_lines(case.expect, texts):
                say(f"  {line}")
    finally:
        if engine is not None:
            engine.close()
    say(texts(_JUDGE) if messages else texts("each message has a case already"))
    raise typer.Exit(code)


def _with_a_case(file: Path) -> frozenset[Path]:
    """The messages of the cases in a file, if there is one."""
    cases = read_cases(file, workspace_for(file)) if file.exists() else []
    return frozenset(case.message.resolve() for case in cases if isinstance(case, Case))
