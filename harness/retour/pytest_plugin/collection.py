"""Case file → pytest items, each a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from _pytest._code.code import ExceptionInfo, ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

from retour.cases import load_cases
from retour.errors import RetourError
from retour.model import Case, Outcome, Verdict
from retour.pytest_plugin.lean_hooks import LeanHooks
from retour.pytest_plugin.records import Record, record_of
from retour.pytest_plugin.session import Judged, RetourSession
from retour.reports import failure_text


class CaseFile(pytest.File):
    """A `*.cases.yaml` file."""

    def __init__(self, *, session_state: RetourSession, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.retour = session_state
        self.lean_hooks = LeanHooks(super().ihook, self.config.pluginmanager)

    def collect(self) -> Iterator[CaseItem]:
        """The cases, in the order of the file."""
        try:
            cases = load_cases(self.path, self.retour.workspace(self.path))
            self.retour.collected(cases)
        except RetourError as error:
            self.retour.broken_files += 1
            raise self.CollectError(str(error)) from None
        for tag in sorted({tag for case in cases for tag in case.tags}):
            self.config.addinivalue_line("markers", f"{tag}: a tag of cases")
        for case in cases:
            yield CaseItem.from_parent(self, name=case.id, case=case)


class CaseItem(pytest.Item):
    """A case as a test."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self._judged: Judged | None = None
        self._record: Record | None = None
        for tag in case.tags:
            self.add_marker(tag)
        if case.skip is not None:
            self.add_marker(pytest.mark.skip(reason=case.skip))
        if case.xfail is not None:
            self.add_marker(pytest.mark.xfail(reason=case.xfail))

    @property
    def ihook(self) -> Any:
        """The hooks that a case is run with."""
        assert isinstance(self.parent, CaseFile)
        return self.parent.lean_hooks

    @property
    def _retour(self) -> RetourSession:
        assert isinstance(self.parent, CaseFile)
        return self.parent.retour

    def is_as_expected(self) -> bool:
        """Run the rules on the case's message and judge the outcome, which is kept for `runtest` if it differs."""
        judged = self._judge()
        if judged[1].status == "as expected":
            return True
        self._judged = judged
        return False

    def runtest(self) -> None:
        """Pass when the outcome is as expected."""
        outcome, verdict = self._judged or self._judge()
        self._judged = None  # should the case be run again, so are the rules
        if verdict.status != "as expected":
            raise NotAsExpectedError(self.case, outcome, verdict)

    def _judge(self) -> Judged:
        outcome, verdict = self._retour.run(self.case)
        rules = self._retour.rule_set(self.case)
        self._record = record_of(self.case, outcome, verdict, rules)
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

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """Expected beside observed, for a case; as ever, for anything else."""
        if not isinstance(excinfo.value, NotAsExpectedError):
            return super().repr_failure(excinfo, style)
        error = excinfo.value
        rules = self._retour.rule_set(self.case)
        meaning = rules.meaning if rules is not None else lambda code: None
        text = failure_text(error.case, error.outcome, error.verdict, meaning, self.nodeid)
        return _Failure(text, ReprFileLocation(str(self.path), error.case.place.line or 0, str(error)))

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the case stands."""
        line = self.case.place.line
        return self.path, None if line is None else line - 1, self.case.id


class NotAsExpectedError(Exception):
    """The outcome of a case is not what it expects; its text is the reasons."""

    def __init__(self, case: Case, outcome: Outcome, verdict: Verdict) -> None:
        super().__init__("; ".join(reason.splitlines()[0] for reason in verdict.reasons))
        self.case = case
        self.outcome = outcome
        self.verdict = verdict


class _Failure(TerminalRepr):
    """The failure text, its reasons in red on a terminal that has colours."""

    def __init__(self, text: str, crash: ReprFileLocation) -> None:
        self._text = text
        self.reprcrash = crash  # pytest's short summary takes its message

    def __str__(self) -> str:
        return self._text

    def toterminal(self, tw: TerminalWriter) -> None:
        for line in self._text.splitlines():
            tw.line(line, red=line.startswith("- "))
