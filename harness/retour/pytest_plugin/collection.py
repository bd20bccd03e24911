"""Case file → pytest items, each a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from _pytest._code.code import TerminalRepr

from retour.cases import load_cases
from retour.errors import RetourError
from retour.model import Case
from retour.pytest_plugin.failures import NotAsExpectedError, failure
from retour.pytest_plugin.records import Record, record_of
from retour.pytest_plugin.session import Judged, RetourSession
from retour.reports import failure_text
from retour.text.display import shown


class CaseFile(pytest.File):
    """A `*.cases.yaml` file."""

    def __init__(self, *, session_state: RetourSession, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.retour = session_state

    def collect(self) -> Iterator[CaseItem]:
        """The cases, in the order of the file."""
        try:
            cases = load_cases(self.path, self.retour.workspace(self.path))
            self.retour.collected(cases)
        except RetourError as error:
            self.retour.broken_files += 1
            raise _BrokenFileError(error) from None
        for tag in sorted({tag for case in cases for tag in case.tags}):
            self.config.addinivalue_line("markers", f"{tag}: a tag of cases")
        for case in cases:
            yield CaseItem.from_parent(self, name=case.id, case=case)

    def repr_failure(  # type: ignore[override]  # as in pytest.Collector
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> str | TerminalRepr:
        """One sentence for a file that can't be used."""
        if not isinstance(excinfo.value, _BrokenFileError):
            return super().repr_failure(excinfo)
        error = excinfo.value.error
        if hasattr(self.config, "workerinput"):
            return str(error)  # every worker of pytest-xdist finds it; texts that are the same it tells once
        is_here = error.place is not None and error.place.file == shown(self.path)
        line = error.place.line if error.place is not None and is_here else None
        return failure(str(error), self.path, line, error.text if is_here else str(error))


class CaseItem(pytest.Item):
    """A case as a test."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self._record: Record | None = None
        for tag in case.tags:
            self.add_marker(tag)
        if case.skip is not None:
            self.add_marker(pytest.mark.skip(reason=case.skip))
        if case.xfail is not None:
            self.add_marker(pytest.mark.xfail(reason=case.xfail))

    @property
    def _retour(self) -> RetourSession:
        assert isinstance(self.parent, CaseFile)
        return self.parent.retour

    def runtest(self) -> None:
        """Pass when the outcome is as expected."""
        outcome, verdict = self._judge()
        if verdict.status != "as expected":
            raise NotAsExpectedError(self.case, outcome, verdict)

    def _judge(self) -> Judged:
        outcome, verdict = self._retour.run(self.case)
        rules = self._retour.rule_set(self.case)
        engine = self._retour.engine_name(self.case)
        self._record = record_of(self.case, outcome, verdict, rules, engine)
        if (level := self._retour.coverage) is not None:
            from retour.coverage import record_of as course_of

            self._record["coverage"] = course_of(self.nodeid, self.case, outcome, rules, level)
        codes = dict.fromkeys(finding.retour for finding in outcome.findings if finding.retour)
        self.user_properties[:] = [("retour", " ".join(codes))]
        return outcome, verdict

    def take_record(self) -> Record | None:
        """The result, for the report that carries it; only once, because pytest keeps items to the end."""
        record, self._record = self._record, None
        return record

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """Expected beside observed, for a case; as ever, for anything else."""
        if not isinstance(excinfo.value, NotAsExpectedError):
            return super().repr_failure(excinfo, style)
        error = excinfo.value
        rules = self._retour.rule_set(self.case)
        meaning = rules.meaning if rules is not None else lambda code: None
        text = failure_text(error.case, error.outcome, error.verdict, meaning, self.nodeid)
        return failure(text, self.path, error.case.place.line, str(error))

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the case stands."""
        line = self.case.place.line
        return self.path, None if line is None else line - 1, self.case.id


class _BrokenFileError(CaseFile.CollectError):
    """A case file can't be used."""

    def __init__(self, error: RetourError) -> None:
        super().__init__(str(error))
        self.error = error
