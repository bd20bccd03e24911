"""The results of a run, as they come in: the closing table, and the document of `--retour-json`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from retour.errors import RetourError
    from retour.pytest_plugin.records import Record
    from retour.reports import Tally


class Results:
    """Hooks of the process that reports: with pytest-xdist the one that hands out the work."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._file: str | None = config.getoption("retour_json")
        self._unwritten: RetourError | None = None
        self._results: list[dict[str, Any]] = []
        self._engines: set[str] = set()
        self._tallies: dict[str, Tally] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in the result of a case, and take it off the report: pytest keeps all reports to the end."""
        record: Record | None = report.__dict__.pop("retour", None)
        if record is None:
            return
        if self._file is not None:
            self._results.append(record["result"])
            self._engines.add(record["engine"])
        if record["folder"] is not None and record["result"]["rules"] is not None:
            self._count(record)

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """In a verbose run, tell what fired."""
        record: Record | None = getattr(report, "retour", None)
        if record is None or not report.passed or hasattr(report, "wasxfail"):
            return None
        findings = [each for each in record["result"]["findings"] if each["severity"] == "error"]
        codes = dict.fromkeys(f"{f['code']} → {f['retour']}" if f["retour"] else f["code"] for f in findings)
        said = [", ".join(codes) or "nothing fired", *record["silent"]]
        return "passed", ".", f"PASSED ({'; '.join(said)})"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The closing table of each rule set, and why there is no document."""
        if self._unwritten is not None:
            terminalreporter.line(f"--retour-json: {self._unwritten}", red=True)
        if not self._tallies or self._config.get_verbosity() < 0:
            return
        from retour.reports import tally_text
        from retour.rulesets import RuleSet

        terminalreporter.section("retour codes")
        for folder, tally in sorted(self._tallies.items(), key=lambda item: item[1].stamp.id):
            rules = RuleSet.open(folder)
            codes = {rule: code for rule in rules.codes if (code := rules.retour_code(rule))}
            for line in tally_text(tally, rules.codes, codes):
                terminalreporter.line(line)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the document; a run whose results can't be written fails."""
        if self._file is None:
            return
        from retour.configuration import find_configuration
        from retour.engines import engine_title
        from retour.errors import RetourError
        from retour.reports import document_of
        from retour.text.writing import write_document

        # By place in the case files: the order of the run is another with every number of workers.
        self._results.sort(key=lambda result: (result["case"]["file"], result["case"]["line"]))
        try:
            if not self._engines:  # no case came to its end
                chosen = self._config.getoption("retour_engine")
                self._engines.add(engine_title(chosen or find_configuration(self._config.rootpath).engine))
            document = document_of(", ".join(sorted(self._engines)), self._results)
            write_document(Path(self._config.invocation_params.dir, self._file), document + "\n")
        except RetourError as error:
            self._unwritten = error
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _count(self, record: Record) -> None:
        from retour.model import RuleSetStamp
        from retour.reports import Tally

        result = record["result"]
        folder = record["folder"]
        if folder not in self._tallies:
            self._tallies[folder] = Tally(RuleSetStamp(**result["rules"]))
        fired = {f["code"]: f["retour"] for f in result["findings"] if f["level"] == "rules"}
        self._tallies[folder].add(record["expected"], fired)
