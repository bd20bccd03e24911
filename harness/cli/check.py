"""`retour check MESSAGE…`: which retour codes fire on these files or folders."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harness.checking import Check, outcome_job
from harness.cli.engine import EngineOption, WorkersOption, chosen_engine
from harness.cli.exits import AS_EXPECTED, ENGINE_FAILED, NOT_AS_EXPECTED, UNREADABLE, is_engine_failure
from harness.engines import Engine
from harness.errors import MessageError, RetourError
from harness.model import Outcome
from harness.reports import document_of, findings_text, result_of, sarif_of
from harness.workspace import Workspace, Workspaces

_MANY_FILES = 50


class Format(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"
    RAPPORT = "rapport"
    SARIF = "sarif"


def check(
    messages: Annotated[
        list[Path], typer.Argument(metavar="MESSAGE…", help="Message files, or folders of them.")
    ],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID", help="The rule set; found from the messages' namespaces when left out."
        ),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="text, json, rapport or sarif.")] = Format.TEXT,
    time_limit: Annotated[
        float | None, typer.Option(min=0.001, help="Seconds that the rules may take.")
    ] = None,
    engine: EngineOption = None,
    engine_workers: WorkersOption = None,
) -> None:
    """Tell which retour codes fire on messages."""
    files = [file for path in messages for file in _files(path)]
    if output is Format.RAPPORT and len(files) != 1:
        raise MessageError(
            f"--format rapport takes one message, not {len(files)}: a report is about one message"
        )
    workspaces = Workspaces()
    chosen = chosen_engine(workspaces.of(Path.cwd()).configuration, engine, engine_workers)
    outcomes = list(_outcomes(files, rules, time_limit, chosen, workspaces))
    if output is Format.RAPPORT and outcomes[0].problem is not None:
        typer.echo(f"retour: {outcomes[0].problem.text}", err=True)
    else:
        text = _written(outcomes, output, chosen.name, rules, workspaces)
        typer.echo(text, nl=output is not Format.RAPPORT)
    raise typer.Exit(_exit_code(outcomes))


def _files(path: Path) -> Iterator[Path]:
    """A file itself; of a folder every XML file below it, sorted."""
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".xml" and file.is_file())
    if not found:
        raise MessageError(f"{path}: no .xml files in this folder")
    yield from found


def _outcomes(
    files: list[Path],
    rules: str | None,
    time_limit: float | None,
    engine: Engine,
    workspaces: Workspaces,
) -> Iterator[Outcome]:
    try:
        if rules is not None:
            workspaces.of(Path.cwd()).shelf.get(rules, Path.cwd())  # a wrong name is no message's fault
        checks = [
            Check(file, str(file), workspaces.of(file), rules, Path.cwd(), time_limit=time_limit)
            for file in files
        ]
        for pending in engine.submit(
            [outcome_job(request, lambda outcome, _: outcome) for request in checks]
        ):
            yield pending.result()
    finally:
        engine.close()


def _is_quick(files: list[Path]) -> bool:
    """Whether progress is of no use: few files, or nobody who looks."""
    return len(files) < _MANY_FILES or not sys.stderr.isatty()


def _written(
    outcomes: list[Outcome], output: Format, engine: str, rules: str | None, workspaces: Workspaces
) -> str:
    def meaning(outcome: Outcome, code: str) -> str | None:
        return _meaning(workspaces.of(Path(outcome.message)), rules, outcome, code)

    match output:
        case Format.JSON:
            return document_of(engine, map(result_of, outcomes))
        case Format.SARIF:
            return sarif_of(outcomes, meaning)
        case Format.RAPPORT:
            return _report(outcomes[0])
        case Format.TEXT:
            texts = [findings_text(outcome, lambda code, o=outcome: meaning(o, code)) for outcome in outcomes]  # type: ignore[misc]
            return "\n".join([*texts, *_summary(outcomes)])


def _report(outcome: Outcome) -> str:
    if outcome.report is None and outcome.problem is None:
        raise RetourError(
            f"{outcome.message}: there is no Rapport of a retourbericht: the rules see the heenbericht that it answers"
        )
    return outcome.report or ""


def _meaning(workspace: Workspace, rules: str | None, outcome: Outcome, code: str) -> str | None:
    if outcome.identity is None:
        return None
    try:
        found = workspace.shelf.get(rules, Path.cwd()) if rules else workspace.shelf.serving(outcome.identity)
    except RetourError:
        return None
    return found.meaning(code) if found else None


def _summary(outcomes: list[Outcome]) -> list[str]:
    if len(outcomes) < 2:
        return []
    counts = {
        status: sum(outcome.status == status for outcome in outcomes)
        for status in ("accepted", "rejected", "error")
    }
    return ["", ", ".join(f"{number} {status}" for status, number in counts.items() if number)]


def _exit_code(outcomes: list[Outcome]) -> int:
    problems = {outcome.problem.kind for outcome in outcomes if outcome.problem}
    if any(map(is_engine_failure, problems)):
        return ENGINE_FAILED
    if problems:
        return UNREADABLE
    return NOT_AS_EXPECTED if any(outcome.findings for outcome in outcomes) else AS_EXPECTED
