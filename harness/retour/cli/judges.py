"""`retour conform SUT.yaml CASES…`: whether somebody's software judges messages as cases say, and a statement of that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import cases
from retour.cli.engine import PatchLevelOption, UrlOption, WorkersOption
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.produces import verified
from retour.cli.progress import progress
from retour.cli.selection import select_cases
from retour.cli.statements import (
    StatementOption,
    StatementPageOption,
    StatementValuesOption,
    told_again,
    told_changed,
)
from retour.conformance.document import StatementDocument, read_statement, statement_text
from retour.conformance.terminal import statement_lines
from retour.conformance.trial import ConformanceTrial, TriedSubject
from retour.conformance.verifying import material_differences
from retour.conformance.web import statement_page
from retour.engines import engine_reference, subject_named
from retour.errors import (
    AS_EXPECTED,
    ENGINE_FAILED,
    NOT_AS_EXPECTED,
    RetourError,
    StatementError,
    SubjectFileError,
)
from retour.language import Texts
from retour.subjects.description import SystemUnderTest
from retour.text.writing import write_document
from retour.workspace import Workspaces


def judges(
    subject: Annotated[
        str | None,
        typer.Argument(
            autocompletion=cases,
            metavar="SUT",
            help="The YAML file that describes the software; or dvs, with --engine-url.",
        ),
    ] = None,
    cases: Annotated[
        list[str] | None,
        typer.Argument(autocompletion=cases, metavar="CASE or PATH…", help="Cases, case files, or folders."),
    ] = None,
    statement: StatementOption = None,
    html: StatementPageOption = None,
    values: StatementValuesOption = False,
    verify: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Make this statement again, and tell what differs."),
    ] = None,
    engine_url: UrlOption = None,
    engine_patch_level: PatchLevelOption = None,
    engine_workers: WorkersOption = None,
    language: LanguageOption = None,
) -> None:
    """Test software that judges messages: run it on the messages of cases, and write a statement of conformance."""
    texts = chosen_texts(language)
    if verify is not None:
        if subject is not None or statement is not None or html is not None or values:
            raise RetourError("--verify takes all from the statement: leave out the other arguments")
        raise typer.Exit(_verified(read_statement(verify), engine_workers, texts))
    if subject is None or not cases:
        raise RetourError("what is tested, and with which cases? Write: retour conform SUT.yaml CASES…")
    trial = _trial(_subject(engine_reference(subject, engine_url, engine_patch_level)), cases)
    judged = _run(trial, datetime.now(UTC), engine_workers, texts)
    made = judged.statement(values=values)
    if statement is not None:
        write_document(statement, statement_text(made))
    if html is not None:
        write_document(html, statement_page(made, texts))
    say("\n".join(statement_lines(judged.statement(values=True), texts)))  # who runs it has the messages
    raise typer.Exit(_exit_code(made))


def _verified(stated: StatementDocument, workers: int | None, texts: Texts) -> int:
    """Make a statement again, and tell what differs; the exit code."""
    if stated.making is not None:
        return verified(stated, stated.making, texts)
    if stated.subject.reference is None:
        raise StatementError(
            "the statement doesn't say how its subject is reached, so it can't be made again"
        )
    trial = _trial(_subject(stated.subject.reference), stated.suite.asked)
    changed = list(material_differences(stated, trial.files, trial.sets, trial.subject.sha256, texts))
    if changed:
        return told_changed(changed, texts)
    again = _run(trial, datetime.fromisoformat(stated.moment), workers, texts)
    return told_again(stated, again.statement(values=stated.values), texts)


def _subject(reference: str) -> SystemUnderTest:
    found = subject_named(reference)
    if found is None:
        raise SubjectFileError(f"{reference}: name the YAML file that describes the software, or dvs")
    return found


def _trial(subject: SystemUnderTest, asked: Sequence[str]) -> ConformanceTrial:
    workspaces = Workspaces()
    return ConformanceTrial.of(
        subject, asked, [(case, workspaces.of(case.file)) for case in select_cases(asked, workspaces)]
    )


def _run(trial: ConformanceTrial, moment: datetime, workers: int | None, texts: Texts) -> TriedSubject:
    with progress(texts("asking"), len(trial.cases)) as seen:
        return trial.run(moment, workers, seen)


def _exit_code(statement: StatementDocument) -> int:
    if statement.totals.error:
        return ENGINE_FAILED
    return NOT_AS_EXPECTED if statement.totals.not_as_expected else AS_EXPECTED
