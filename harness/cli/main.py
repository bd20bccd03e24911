"""The command line: commands put together, and errors turned into a sentence and an exit code."""

from __future__ import annotations

import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from harness.cli import (
    accept,
    answer,
    check,
    compare,
    coverage,
    explain,
    init,
    lint,
    mutate,
    new,
    pair,
    rules,
    run,
    schema,
    show,
    when,
)
from harness.cli.exits import exit_code_of
from harness.engines import engine_title
from harness.errors import RetourError

app = typer.Typer(
    help="Tests the business rules of iStandaarden messages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("run", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(run.run)
app.command("compare")(compare.compare_sets)
app.command("coverage")(coverage.coverage)
app.command("explain")(explain.explain)
app.command("init")(init.init)
app.command("lint")(lint.lint)
app.command("mutate")(mutate.mutate_command)
app.command("new")(new.new)
app.command("accept")(accept.accept)
app.command("show")(show.show)
app.command("answer")(answer.answer)
app.command("pair")(pair.pair)
app.command("when")(when.when)
app.command("schema")(schema.schema)
app.add_typer(rules.app, name="rules")

_show_traceback = False


def _print_version(wanted: bool) -> None:
    if wanted:
        engine = engine_title("saxon")
        line = engine.split()[-1].partition(".")[0]
        typer.echo(
            f"retour-harness {version('retour-harness')}, {engine}" + f" (line {line})" * line.isdigit()
        )
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Versions of the harness and of SaxonC."
        ),
    ] = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where in the harness an error arose.")
    ] = False,
) -> None:
    global _show_traceback
    _show_traceback = traceback


def main() -> None:
    """Run the command line; exits the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # UTF-8 whatever the console says
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="retour")
    except RetourError as error:
        if _show_traceback:
            raise
        typer.echo(f"retour: {error}", err=True)
        sys.exit(exit_code_of(error))
