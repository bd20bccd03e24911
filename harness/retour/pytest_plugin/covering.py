"""`--retour-coverage`: what the cases of a run came by, gathered in the process that reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retour.coverage import CoverageData, Measure, Wanted, coverage_text, finish
from retour.errors import CoverageError, RetourError, as_retour_error
from retour.language import texts_in
from retour.pytest_plugin.records import Record
from retour.text.plain import plain
from retour.workspace import workspace_for

OPTIONS = "--retour-coverage"


class CoverageResults:
    """Hooks of the process that reports.

    Raises:
        UsageError: an option can't be used.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._data = CoverageData()
        self._measured: tuple[Measure, list[str]] | RetourError | None = None
        option = config.option
        try:
            if option.retour_coverage_append and option.retour_coverage_data is None:
                raise CoverageError(f"{OPTIONS}-append adds to a data file: name it with {OPTIONS}-data FILE")
            self._wanted = Wanted.read(
                option.retour_coverage_report,
                option.retour_coverage_fail_under,
                self._path(option.retour_coverage_data),
                option.retour_coverage_append,
                self._path(option.retour_coverage_waivers),
                workspace_for(config.rootpath).shelf,
                texts_in(option.retour_language or workspace_for(config.rootpath).configuration.language),
            )
        except RetourError as error:
            raise pytest.UsageError(str(error)) from None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a case came by."""
        record: Record | None = getattr(report, "retour", None)
        if record is not None and (course := record.pop("coverage", None)) is not None:
            self._data.add(course)

    @property
    def measure(self) -> Measure | None:
        """What is covered, once the run has ended; None when that can't be told."""
        return self._measured[0] if isinstance(self._measured, tuple) else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what is asked for; a run that stays below a threshold fails."""
        if self._config.option.collectonly:
            return
        try:
            shelf = workspace_for(self._config.rootpath).shelf
            self._measured = finish(self._data, self._wanted, shelf)
        except Exception as error:
            self._measured = as_retour_error(error)
        failed = isinstance(self._measured, RetourError) or bool(self._measured[1])
        if failed and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """What is covered, and what isn't."""
        if self._measured is None:
            return
        terminalreporter.section(self._wanted.texts("retour coverage"))
        for line, red in self._lines(self._measured):
            terminalreporter.line(plain(line), red=red)

    def _lines(self, measured: tuple[Measure, list[str]] | RetourError) -> Iterator[tuple[str, bool]]:
        if isinstance(measured, RetourError):
            yield str(measured), True
            return
        texts = self._wanted.texts
        yield from ((line, False) for line in coverage_text(measured[0], texts))
        yield from ((texts.sentence(line), True) for line in measured[1])

    def _path(self, name: str | None) -> Path | None:
        return None if name is None else Path(self._config.invocation_params.dir, name)
