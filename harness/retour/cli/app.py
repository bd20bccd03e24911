"""The command line: commands put together, and errors turned into a sentence and an exit code."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.main import get_command

from retour.cli.helping import HELP_OPTIONS, HelpfulCommand, HelpfulGroup, app_of
from retour.cli.output import say
from retour.errors import as_retour_error

_COMMANDS: Mapping[str, str] = {
    "check": "check:check",
    "run": "run:run",
    "compare": "compare:compare_sets",
    "conform": "conform:app",
    "coverage": "coverage:coverage",
    "explain": "explain:explain",
    "generate": "generate:generate",
    "init": "init:init",
    "lint": "lint:lint",
    "mutate": "mutate:mutate_command",
    "profile": "profile:profile_command",
    "new": "new:new",
    "import": "import_:app",
    "accept": "accept:accept",
    "show": "show:show",
    "answer": "answer:answer",
    "pair": "pair:pair",
    "report": "report:report",
    "when": "when:when",
    "cache": "cache:app",
    "schema": "schema:schema",
    "completion": "completion:completion",
    "replay": "replay:app",
    "rules": "rules:app",
    "serve": "serve:serve",
    "mcp": "mcp:mcp",
    "docs": "docs:docs",
}
"""Each command's module, and what it is there: a function, or an app with commands of its own."""

_OPTIONS_OF_PYTEST = {"allow_extra_args": True, "ignore_unknown_options": True}


class _Commands(HelpfulGroup):
    """The commands, each loaded when it is called: what it needs takes longer to load than many take to run."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = dict.fromkeys(_COMMANDS)  # their names, for the list and for who mistypes one

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"retour.cli.{module}"), name)
        command = get_command(found if isinstance(found, typer.Typer) else _alone(cmd_name, found))
        command.name = cmd_name
        return command


def _alone(name: str, function: Callable[..., None]) -> typer.Typer:
    """An app of one command."""
    app = app_of()
    settings = _OPTIONS_OF_PYTEST if name == "run" else None
    app.command(name, cls=HelpfulCommand, context_settings=settings)(function)
    return app


app = app_of(
    cls=_Commands,
    context_settings=HELP_OPTIONS,
    help="Test the business rules of iStandaarden messages.",
    epilog="The documentation is included: retour docs lists its pages, retour docs cases prints one.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_TRACEBACK = "--traceback"

_COMPLETING = "_RETOUR_COMPLETE"
"""By what a shell asks for completions."""

_log = logging.getLogger("retour")


def _print_version(wanted: bool) -> None:
    if wanted:
        from retour.engines import engine_title

        engine = engine_title("saxon")
        line = engine.split()[-1].partition(".")[0]
        say(f"retour-harness {version('retour-harness')}, {engine}" + f" (line {line})" * line.isdigit())
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Versions of the harness and of SaxonC."
        ),
    ] = False,
    traceback: Annotated[
        bool, typer.Option(_TRACEBACK, help="With an error, show where in the program it happened.")
    ] = False,
) -> None:
    shown = traceback and context.invoked_subcommand != "run"  # which shows it beside each case
    _log.setLevel(logging.DEBUG if shown else logging.NOTSET)
    _log.handlers[:] = [_OnStandardError()] if shown else []


def run_command() -> None:
    """Run what the command line asks for; exits the process."""
    if _COMPLETING in os.environ:
        from typer.completion import get_completion_inspect_parameters

        get_completion_inspect_parameters()  # makes the shells known
    try:
        app(_with_traceback_first(sys.argv[1:]), prog_name="retour")
    except Exception as error:
        found = as_retour_error(error)
        if found is error:  # of others the origin is told as they are found, also where they end no command
            _log.debug("", exc_info=error)
        say(f"retour: {found}", err=True)
        sys.exit(found.exit_code)


def _with_traceback_first(arguments: list[str]) -> list[str]:
    """The arguments, where `--traceback` is understood behind a command too; behind `--` everything is a name."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if _TRACEBACK not in options:
        return arguments
    others = [option for option in options if option != _TRACEBACK]
    return [_TRACEBACK, *others, *arguments[len(options) :]]


class _OnStandardError(logging.Handler):
    """Tells on standard error where errors came from."""

    def emit(self, record: logging.LogRecord) -> None:
        say(self.format(record).strip(), err=True)
