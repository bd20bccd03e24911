"""The results of a run, as they come in: the closing table, and the document of `--retour-json`."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retour.model import CASE_FILE_SUFFIX, RULE_LEVELS
from retour.pytest_plugin.speaking import texts_of
from retour.pytest_plugin.stopping import TERMINATED, TerminatedError
from retour.text.plain import one_line, plain

if TYPE_CHECKING:
    from retour.language import Texts
    from retour.pytest_plugin.records import Record
    from retour.reports import Differing, GapRow, ResultSpool, Tally
    from retour.reports.results import RunResults
    from retour.rulesets import RuleSet


class Results:
    """Hooks of the process that reports: with pytest-xdist the one that hands out the work.

    Args:
        rule_set_in: opens the rule set of a folder; may raise a RuleSetError.
    """

    def __init__(self, config: pytest.Config, rule_set_in: Callable[[Path], RuleSet]) -> None:
        self._config = config
        self._rule_set_in = rule_set_in
        self._file: str | None = config.getoption("retour_json")
        self._wrong: list[str] = []
        self._is_terminated = False
        self._keeps = self._file is not None
        self._spool: ResultSpool | None = None
        self._is_lost = False
        self._engines: set[str] = set()
        self._tallies: dict[str, Tally] = {}
        self._reported: set[str] = set()
        self._unjudged: list[str] = []
        self._gaps: list[GapRow] = []
        self._asked: set[str] = set(config.getoption("retour_rules"))
        self._differing: Differing | None = None

    @cached_property
    def _texts(self) -> Texts:
        return texts_of(self._config)

    def keep(self) -> None:
        """Keep all results: something is made of them when the run ends."""
        self._keeps = True

    @property
    def kept(self) -> RunResults | None:
        """All results, when they are kept; None when that failed, which the end of the run tells."""
        from retour.reports.results import RunResults

        if self._is_lost:
            return None
        return RunResults(", ".join(sorted(self._engines)) or "no engine", self._spool or ())

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in the result of a case, and take it off the report: pytest keeps all reports to the end."""
        record: Record | None = report.__dict__.pop("retour", None)
        self._take_unusable(report)
        if _is_case(report.nodeid):
            self._reported.add(report.nodeid)
            if record is None and report.when == "call" and report.passed:
                self._unjudged.append(report.nodeid)
        if record is None:
            return
        if self._keeps:
            self._keep(record["result"])
            self._engines.add(record["engine"])
        if record["asked"]:
            self._compare(record)
        if "known" in record["result"]:
            from retour.reports import gap_rows

            self._gaps += gap_rows([record["result"]])
        if record["folder"] is not None and record["result"]["rules"] is not None:
            self._count(record)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Take in a case file that can't be used."""
        self._take_unusable(report)

    def _take_unusable(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        """Keep the result of a case, or a case file, that can't be used: what is made of the results must tell of it."""
        result = report.__dict__.pop("retour_unusable", None)
        if result is not None and self._keeps:
            self._keep(result)

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """In a verbose run, tell what fired."""
        record: Record | None = getattr(report, "retour", None)
        is_told = self._config.get_verbosity() > 0 and report.passed and not hasattr(report, "wasxfail")
        if record is None or not is_told:
            return None
        findings = [each for each in record["result"]["findings"] if each["severity"] == "error"]
        codes = dict.fromkeys(f"{f['code']} → {f['retour']}" if f["retour"] else f["code"] for f in findings)
        texts = self._texts
        said = [
            ", ".join(codes) or texts("nothing fired"),
            *(f"{code} {texts(kind)}" for code, kind in record["silent"]),
        ]
        said += [texts("from the cache")] if "cached" in record["result"] else []
        if (known := record["result"].get("known")) is not None and known["state"] == "there":
            from retour.reports import gap_text

            said.append(f"{texts('known gap')}: {gap_text(known, texts)}")
        return "passed", ".", one_line(f"{texts('PASSED')} ({'; '.join(said)})")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The closing table of each rule set, and what is wrong with the run as a whole."""
        for sentence in self._wrong:
            terminalreporter.line(plain(sentence), red=True)
        if self._config.get_verbosity() < 0:
            return
        self._tell_gaps(terminalreporter)
        self._tell_differing(terminalreporter)
        if not self._tallies:
            return
        from retour.pytest_plugin.records import folder_of
        from retour.text.versions import set_order

        terminalreporter.section(self._texts("retour codes"))
        for folder, tally in sorted(self._tallies.items(), key=lambda item: set_order(item[1].stamp)):
            for line in self._table(folder_of(folder), tally):
                terminalreporter.line(plain(line))

    def _tell_gaps(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._gaps:
            return
        from retour.reports import gap_lines, result_order

        terminalreporter.section(self._texts("known gaps"))
        rows = sorted(self._gaps, key=lambda row: result_order(row.result))
        for line in gap_lines(rows, self._texts, _width(terminalreporter)):
            terminalreporter.line(plain(line))

    def _compare(self, record: Record) -> None:
        from retour.reports import Differing

        self._asked.difference_update(record["asked"])
        self._differing = self._differing or Differing()
        self._differing.add(record["result"])

    def _tell_differing(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._differing is None:
            return
        from retour.reports import differing_lines

        if lines := differing_lines(self._differing, self._texts, _width(terminalreporter)):
            terminalreporter.section(self._texts("what differs between the rule sets"))
        for line in lines:
            terminalreporter.line(plain(line))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember what ended the run."""
        self._is_terminated = isinstance(excinfo.value, TerminatedError)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the document; a run whose results can't be written fails, and so does one with a case that wasn't judged."""
        if self._is_terminated:
            session.exitstatus = TERMINATED
        if session.exitstatus == pytest.ExitCode.OK and self._config.option.collectonly:
            self._tell_broken(session)
        if session.exitstatus == pytest.ExitCode.OK and (unjudged := self._without_verdict(session)):
            more = f" and {len(unjudged) - 1} more" if len(unjudged) > 1 else ""
            self._wrong.append(
                f"no verdict on {unjudged[0]}{more}: another plugin or a conftest.py kept it from running"
            )
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if session.exitstatus == pytest.ExitCode.OK and self._asked and self._reported:
            self._tell_unused(session)
        if self._file is not None:
            self._write_document(self._file, session)
        elif self._is_lost:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _tell_broken(self, session: pytest.Session) -> None:
        """Where nothing is run, a case that can't be used is a mistake all the same."""
        broken = [each for item in session.items if (each := getattr(item, "broken", None)) is not None]
        self._wrong += [str(each.error) for each in broken]
        if broken:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _tell_unused(self, session: pytest.Session) -> None:
        """A rule set that was asked for, and that no case ran under, is a mistake."""
        from retour.pytest_plugin.session import runs_all

        for reference in sorted(self._asked) if runs_all(self._config) else ():
            why = "their own rule sets check other messages, or they expect nothing of it"
            self._wrong.append(f"no case ran under {reference}: {why}")
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _without_verdict(self, session: pytest.Session) -> list[str]:
        """The cases that ended without one; under pytest-xdist those that never ended are its own to tell."""
        if self._config.option.collectonly or self._config.getoption("setuponly", False):
            return []
        never = [item.nodeid for item in session.items if _is_case(item.nodeid)]
        return [*self._unjudged, *(each for each in never if each not in self._reported)]

    def _keep(self, result: dict[str, Any]) -> None:
        """Keep a result; when that can't be done, the run goes on and fails at its end."""
        from retour.reports import ResultSpool

        try:
            self._spool = self._spool or ResultSpool()
            self._spool.add(result)
        except Exception as error:
            from retour.errors import as_retour_error

            self._wrong.append(f"the results can't be kept: {as_retour_error(error)}")
            self._file, self._keeps, self._is_lost = None, False, True

    def _write_document(self, file: str, session: pytest.Session) -> None:
        from retour.configuration import find_configuration
        from retour.engines import engine_title
        from retour.errors import as_retour_error
        from retour.pytest_plugin.session import named_engine
        from retour.reports import ResultSpool
        from retour.text.writing import write_document

        try:
            if not self._engines:  # no case came to its end
                chosen = named_engine(self._config)
                self._engines.add(engine_title(chosen or find_configuration(self._config.rootpath).engine))
            pieces = (self._spool or ResultSpool()).pieces(", ".join(sorted(self._engines)))
            write_document(Path(self._config.invocation_params.dir, file), chain(pieces, "\n"))
        except Exception as error:
            self._wrong.append(f"--retour-json: {as_retour_error(error)}")
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _count(self, record: Record) -> None:
        from retour.model import RuleSetStamp
        from retour.reports import Tally

        result, folder = record["result"], record["folder"]
        if folder not in self._tallies:
            self._tallies[folder] = Tally(RuleSetStamp(**result["rules"]))
        fired = {f["code"]: f["retour"] for f in result["findings"] if f["level"] in RULE_LEVELS}
        self._tallies[folder].add(record["expected"], fired)

    def _table(self, folder: Path, tally: Tally) -> list[str]:
        from retour.errors import as_retour_error
        from retour.reports import tally_in_short, tally_text

        try:
            rules = self._rule_set_in(folder)
            if self._config.get_verbosity() <= 0:
                return tally_in_short(tally, rules.codes, self._texts)
            codes = {rule: code for rule in rules.codes if (code := rules.retour_code(rule))}
            return list(tally_text(tally, rules.codes, codes, self._texts))
        except Exception as error:  # it may have changed since
            return [f"{tally.stamp.id}: {as_retour_error(error)}"]


def _width(reporter: pytest.TerminalReporter) -> int | None:
    """Columns of the terminal, as pytest has it; None where the output goes elsewhere."""
    return reporter._tw.fullwidth if reporter.isatty or "COLUMNS" in os.environ else None


def _is_case(nodeid: str) -> bool:
    return nodeid.partition("::")[0].endswith(CASE_FILE_SUFFIX)
