"""`retour run [PATH…]`: the cases, through pytest; its options pass through."""

from __future__ import annotations

import gc
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pytest
import typer

from retour.cli.caching import CacheOption
from retour.cli.completing import cases, rule_sets
from retour.cli.engine import JudgeOption, PatchLevelOption, UrlOption, WorkersOption
from retour.cli.language import LanguageOption, chosen_language, chosen_texts
from retour.cli.output import standard_output
from retour.cli.run_words import RunWords
from retour.configuration import find_configuration
from retour.errors import AS_EXPECTED, ENGINE_FAILED, NOT_AS_EXPECTED, UNREADABLE, RetourError
from retour.model import CASE_FILE_SUFFIX, MESSAGE_SUFFIXES

if TYPE_CHECKING:
    from retour.watching import WatchedRun

_GUARDS = ("logging", "threadexception", "unraisableexception", "warnings")
"""Plugins that watch over what Python tests do."""

_ONLY_CASES = (
    *("-p", "retour"),  # also where pytest is told to load no plugins by itself
    *("-o", "python_files="),
    *("--assert", "plain"),
    *(f"-pno:{name}" for name in _GUARDS),
)
"""Python tests beside the case files are for pytest itself, and so is what only they need."""

_SHORT_WITH_VALUE = ("-c", "-k", "-m", "-n", "-o", "-p", "-r", "-W")
"""Short options of pytest and pytest-xdist that take a value."""

_NOT_BESIDE_WATCH = (
    "-n",
    "--numprocesses",
    "--dist",
    "--retour-json",
    "--retour-html",
    "--retour-report",
    "--retour-coverage",
    "--junit",
)
"""Options of pytest, by how they begin."""

_NEW_OBJECTS = 50_000
"""After how many Python looks for garbage: a run keeps nearly all that it makes, and would be searched again and again."""


def run(
    context: typer.Context,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH…] [PYTEST OPTIONS…]",
            autocompletion=cases,
            help="Case files, folders of them, or message files: of a message the cases that use it.",
        ),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="Run each case under this rule set, in place of its own. Repeatable: a table tells what differs.",
        ),
    ] = None,
    engine: JudgeOption = None,
    engine_url: UrlOption = None,
    engine_patch_level: PatchLevelOption = None,
    engine_workers: WorkersOption = None,
    if_used: Annotated[
        bool,
        typer.Option("--if-used", help="No error for messages that no case uses."),
    ] = False,
    cache: CacheOption = True,
    language: LanguageOption = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Keep running: when a file changes, run the cases that use it again."),
    ] = False,
) -> None:
    """Run cases. Options of pytest work too, such as -k, -m, -x, -v, --junitxml and --retour-json."""
    gc.set_threshold(_NEW_OBJECTS)
    options = [*(arguments or []), *context.args]
    if context.find_root().params.get("traceback"):
        options.append("--retour-traceback")
    options += ["--retour-runner=retour run", "--retour-users-if-any" if if_used else "--retour-users"]
    options += _rootdir(options)
    options += [f"--retour-rules={reference}" for reference in rules or ()]
    chosen = {"": engine, "-url": engine_url, "-patch-level": engine_patch_level, "-workers": engine_workers}
    options += [f"--retour-engine{name}={value}" for name, value in chosen.items() if value is not None]
    texts = chosen_texts(language)
    options += [] if language is None else [f"--retour-language={chosen_language(language)}"]
    options += [] if cache else ["--retour-no-cache"]
    options += [] if _is_verbose(options) else ["--no-header"]
    if watch:
        _refuse_beside_watch(options)
        options.append("-q")
        if not any(option.startswith("--retour-why") for option in options):
            options.append("--retour-why=0")  # the result is to be there at once

    def once(watched: WatchedRun | None = None) -> int:
        plugins: list[object] = [_OnlyCases(), seen, RunWords(texts)]
        return int(
            pytest.main([*_ONLY_CASES, *options], plugins=plugins if watched is None else [*plugins, watched])
        )

    seen = _Seen()
    with standard_output():
        if watch:
            from retour.cli.watching import watch as watch_for

            code = watch_for(once, _paths(options), texts)
        else:
            code = once()
    raise typer.Exit(seen.exit_code(code))


def _is_verbose(options: list[str]) -> bool:
    """Whether pytest is to tell what it runs with."""
    return "--verbose" in options or any(re.fullmatch(r"-v+", option) for option in options)


def _paths(options: list[str]) -> list[Path]:
    """The case files and folders among arguments; without any, where the user stands."""
    named = (Path(option.partition("::")[0]) for option in options if not option.startswith("-"))
    paths = [path for path in named if path.is_dir() or path.name.endswith(CASE_FILE_SUFFIX)]
    return [Path(os.path.abspath(path)) for path in paths or [Path()]]


def _refuse_beside_watch(options: list[str]) -> None:
    """Refuse what makes no sense in runs of a part of the cases.

    Raises:
        RetourError: there is such an option.
    """
    for option in options:
        if option.startswith(_NOT_BESIDE_WATCH):
            raise RetourError(
                f"{option} doesn't go with --watch: its runs are of a part of the cases, in one process"
            )


def _rootdir(options: list[str]) -> list[str]:
    """Where messages are named, the project's folder: pytest knows no cases outside its root, which it takes from what is named."""
    if any(option.startswith("--rootdir") for option in options):
        return []
    for before, option in pairwise(["", *options]):
        if _takes_value(before):
            continue
        if option.lower().endswith(MESSAGE_SUFFIXES) and Path(option).is_file():
            configuration = find_configuration(Path(option))
            if configuration.file is not None:
                return [f"--rootdir={configuration.root}"]
    return []


def _takes_value(option: str) -> bool:
    """Whether what stands behind an option may be its value, such as the file of --junitxml."""
    return option in _SHORT_WITH_VALUE or (option.startswith("--") and "=" not in option)


class _OnlyCases:
    """Passes over all other files, of which there may be many times as many."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        name = collection_path.name
        return None if name.endswith((CASE_FILE_SUFFIX, ".py")) or collection_path.is_dir() else True


class _Seen:
    """Sees why a run failed, which pytest's exit code doesn't tell."""

    def __init__(self) -> None:
        self._worst = AS_EXPECTED

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._worst = max(self._worst, getattr(report, "retour_exit_code", None) or UNREADABLE)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        record = getattr(report, "retour", None)
        if record is not None:
            self._worst = max(self._worst, record["exit_code"])
        self._worst = max(self._worst, getattr(report, "retour_exit_code", AS_EXPECTED))

    def exit_code(self, code: int) -> int:
        """The harness's exit code for pytest's."""
        if code == pytest.ExitCode.OK:
            return AS_EXPECTED
        if code == pytest.ExitCode.INTERNAL_ERROR:
            return ENGINE_FAILED
        if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED):
            return max(self._worst, UNREADABLE)
        if self._worst > NOT_AS_EXPECTED:
            return self._worst
        return NOT_AS_EXPECTED if code == pytest.ExitCode.TESTS_FAILED else code
