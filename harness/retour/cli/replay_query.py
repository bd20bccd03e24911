"""`retour replay query FOLDER …`: questions on what a replay has found."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import questions
from retour.cli.formats import say_json
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.errors import ReplayError


class AnswerFormat(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def query(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What --output of a replay was.")],
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUESTION]",
            autocompletion=questions,
            help="statuses, codes (of each type), rules (that fire most), slowest, first-seen, errors or differences.",
        ),
    ] = None,
    sql: Annotated[
        str | None,
        typer.Option(
            "--sql",
            metavar="SELECT",
            help="A question of your own, on the tables messages, findings and changes.",
        ),
    ] = None,
    most: Annotated[int | None, typer.Option("--most", min=1, metavar="NUMBER", help="Rows at most.")] = None,
    output: Annotated[AnswerFormat, typer.Option("--format", help="text, json or csv.")] = AnswerFormat.TEXT,
    language: LanguageOption = None,
) -> None:
    """Answer a question about the results of a replay."""
    from retour.replay.answers import answer_csv, answer_document, answer_text
    from retour.replay.queries import QUESTIONS, opened_answers, question_named

    if (question is None) == (sql is None):
        raise ReplayError(f"ask one question: {', '.join(QUESTIONS)}; or --sql")
    named = None if question is None else question_named(question)
    with opened_answers(folder) as answers:
        replied = answers.select(sql or "", most) if named is None else answers.ask(named, most)
        match output:
            case AnswerFormat.TEXT:
                say(answer_text(replied, chosen_texts(language)))
            case AnswerFormat.CSV:
                say(answer_csv(replied), end="")
            case AnswerFormat.JSON:
                say_json(
                    answer_document(named.name if named is not None else None, replied, answers.description)
                )
