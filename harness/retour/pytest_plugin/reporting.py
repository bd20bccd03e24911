"""Reports of a run: web pages, files for CI servers, and what GitHub Actions shows in a pull request."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retour.text.plain import plain

if TYPE_CHECKING:
    from retour.model import Language
    from retour.pytest_plugin.results import Results
    from retour.reports.results import RunResults
    from retour.reports.site import Part
    from retour.reports.written import WantedResults

_ON_GITHUB = "GITHUB_ACTIONS"
_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
_ITS_PLUGIN = "pytest_github_actions_annotate_failures"


def reporting(config: pytest.Config, kept: Results) -> Reporting | None:
    """The reports that are asked for; None when there are none.

    Args:
        kept: what keeps the results.

    Raises:
        pytest.UsageError: there is no such report.
    """
    reports = Reporting(config, kept)
    if not reports.wanted:
        return None
    kept.keep()
    return reports


def _wanted(written: list[str], here: Path) -> list[WantedResults]:
    from retour.errors import RetourError
    from retour.reports.written import read_wanted

    try:
        return [read_wanted(text, here) for text in written]
    except RetourError as error:
        raise pytest.UsageError(f"--retour-report: {error}") from None


class Reporting:
    """Hooks of the process that reports."""

    def __init__(self, config: pytest.Config, kept: Results) -> None:
        option, here = config.option, config.invocation_params.dir
        self._config = config
        self._kept = kept
        self._here = here
        self._values: bool = option.retour_values
        self._language: Language | None = option.retour_language
        self._pages = None if option.retour_html is None else Path(here, option.retour_html)
        self._others = [Path(here, name) for name in option.retour_html_page]
        self._written = _wanted(option.retour_report, here) if option.retour_report else []
        self._on_github = os.environ.get(_ON_GITHUB) == "true" and not option.retour_no_annotations
        self._said: list[str] = []
        self._commands: list[str] = []
        self._begun = time.monotonic()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to make."""
        return bool(self._pages or self._written or self._on_github)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Make the reports; a run fails when one can't be made."""
        if (results := self._kept.kept) is None:
            return
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
        from retour.configuration import find_configuration
        from retour.reports.site import SiteOptions, provenance_here, write_site

        assert self._pages is not None
        made = provenance_here(self._here, time.monotonic() - self._begun)
        language = self._language or find_configuration(self._here).language
        options = SiteOptions(self._values, language, self._others, self._parts())
        write_site(results, self._pages, made, self._here, options)

    def _parts(self) -> list[Part]:
        """What else the run found: its coverage, when that was asked for."""
        from retour.coverage.reports import CoveragePart
        from retour.pytest_plugin.covering import CoverageResults

        covering: CoverageResults | None = self._config.pluginmanager.get_plugin("retour-coverage")
        measure = None if covering is None else covering.measure
        return [] if measure is None else [CoveragePart(measure)]

    def _tell_github(self, results: RunResults) -> None:
        from retour.reports.annotations import annotations_of
        from retour.reports.github import github_commands
        from retour.reports.summary import markdown_summary

        if not self._config.pluginmanager.hasplugin(_ITS_PLUGIN):
            self._commands = github_commands(annotations_of(results.each))
        if (summary := os.environ.get(_STEP_SUMMARY)) is not None:
            with Path(summary).open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(markdown_summary(results))
