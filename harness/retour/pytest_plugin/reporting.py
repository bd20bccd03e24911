"""Reports of a run: web pages, files for CI servers, and what GitHub Actions shows in a pull request."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retour.text.plain import plain

if TYPE_CHECKING:
    from retour.pytest_plugin.records import Record
    from retour.reports.results import RunResults
    from retour.reports.written import WantedResults

_ON_GITHUB = "GITHUB_ACTIONS"
_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
_ITS_PLUGIN = "pytest_github_actions_annotate_failures"


def reporting(config: pytest.Config) -> Reporting | None:
    """The reports that are asked for; None when there are none.

    Raises:
        pytest.UsageError: there is no such report.
    """
    reports = Reporting(config)
    return reports if reports.wanted else None


def _wanted(written: list[str], here: Path) -> list[WantedResults]:
    from retour.errors import RetourError
    from retour.reports.written import read_wanted

    try:
        return [read_wanted(text, here) for text in written]
    except RetourError as error:
        raise pytest.UsageError(f"--retour-report: {error}") from None


class Reporting:
    """Hooks of the process that reports."""

    def __init__(self, config: pytest.Config) -> None:
        option, here = config.option, config.invocation_params.dir
        self._config = config
        self._here = here
        self._values: bool = option.retour_values
        self._pages = None if option.retour_html is None else Path(here, option.retour_html)
        self._others = [Path(here, name) for name in option.retour_html_page]
        self._written = _wanted(option.retour_report, here) if option.retour_report else []
        self._on_github = os.environ.get(_ON_GITHUB) == "true" and not option.retour_no_annotations
        self._results: list[dict[str, Any]] = []
        self._engines: set[str] = set()
        self._said: list[str] = []
        self._commands: list[str] = []
        self._begun = time.monotonic()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to make."""
        return bool(self._pages or self._written or self._on_github)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in the result of a case."""
        record: Record | None = getattr(report, "retour", None)
        if record is not None:
            self._results.append(record["result"])
            self._engines.add(record["engine"])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Make the reports; a run fails when one can't be made."""
        from retour.reports.ordering import result_order
        from retour.reports.results import RunResults

        self._results.sort(key=result_order)
        results = RunResults(", ".join(sorted(self._engines)) or "no engine", tuple(self._results))
        for what, make in self._makers(results):
            try:
                make()
            except Exception as error:
                from retour.errors import as_retour_error

                self._said.append(f"{what}: {as_retour_error(error)}")
                session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """What went wrong with the reports; and, on GitHub, what it shows beside the lines."""
        for sentence in self._said:
            terminalreporter.line(plain(sentence), red=True)
        for command in self._commands:
            terminalreporter.ensure_newline()
            terminalreporter.write_line(command)

    def _makers(self, results: RunResults) -> list[tuple[str, Callable[[], None]]]:
        makers: list[tuple[str, Callable[[], None]]] = [
            (f"--retour-report {each.kind}", lambda each=each: each.write(results, self._here))  # type: ignore[misc]
            for each in self._written
        ]
        if self._pages is not None:
            makers.append(("--retour-html", lambda: self._write_pages(results)))
        if self._on_github and results.each:
            makers.append(("the summary of the step", lambda: self._tell_github(results)))
        return makers

    def _write_pages(self, results: RunResults) -> None:
        from retour.reports.site import provenance_here, write_site

        assert self._pages is not None
        made = provenance_here(self._here, time.monotonic() - self._begun)
        write_site(results, self._pages, made, base=self._here, values=self._values, others=self._others)

    def _tell_github(self, results: RunResults) -> None:
        from retour.reports.annotations import annotations_of
        from retour.reports.github import github_commands
        from retour.reports.summary import markdown_summary

        if not self._config.pluginmanager.hasplugin(_ITS_PLUGIN):
            self._commands = github_commands(annotations_of(results.each))
        if (summary := os.environ.get(_STEP_SUMMARY)) is not None:
            with Path(summary).open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(markdown_summary(results))
