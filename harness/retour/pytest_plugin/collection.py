"""Case file → pytest items, each a test."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import pytest
from _pytest._code.code import TerminalRepr

from retour.cases import BrokenCase
from retour.errors import CaseFileError, RetourError, as_retour_error
from retour.model import Case, Outcome, Place, Verdict
from retour.pytest_plugin.failures import (
    BrokenCaseError,
    CaseFailedError,
    ExpectedFailureError,
    NotAsExpectedError,
    NoVerdictError,
    failure,
)
from retour.pytest_plugin.records import Record, record_of
from retour.pytest_plugin.session import Judged, RetourSession
from retour.reports import failure_text, gap_rows, result_of_unusable
from retour.reports.reasons import without_values
from retour.text.display import shown
from retour.text.plain import is_plain, one_line, plain


class CaseFile(pytest.File):
    """A `*.cases.yaml` file.

    Attributes:
        error: why it can't be used, once that turned out.
    """

    def __init__(self, *, session_state: RetourSession, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not is_plain(self.nodeid):  # a name that would give orders to a terminal
            kwargs |= {"name": one_line(self.name), "nodeid": one_line(self.nodeid)}
            super().__init__(**kwargs)
        self.retour = session_state
        self.error: RetourError | None = None

    def collect(self) -> Iterator[CaseItem | BrokenCaseItem]:
        """The cases, in the order of the file."""
        try:
            found = self.retour.read(self.path)
            cases = [each for each in found if isinstance(each, Case)]
            self.retour.collected(cases)
        except Exception as error:
            wrong = as_retour_error(error)
            self.retour.broken_files += 1
            self.error = wrong
            raise _BrokenFileError(wrong) from wrong.__cause__
        for tag in sorted({tag for each in found for tag in each.tags}):
            self.config.addinivalue_line("markers", f"{tag}: a tag of cases")
        for each in found:
            if isinstance(each, Case):
                yield CaseItem.from_parent(self, name=each.name, case=each)
            else:
                yield BrokenCaseItem.from_parent(self, name=each.id, broken=each)

    def complete_collect_report(self, report: pytest.CollectReport) -> None:
        """Let the report of a file that can't be used carry its result, and the exit code that it stands for."""
        if self.error is None:
            return
        report.retour_exit_code = self.error.exit_code  # type: ignore[attr-defined]
        place = self.error.place
        file = shown(self.path)
        line = place.line if place is not None and place.file == file else None
        report.retour_unusable = result_of_unusable(  # type: ignore[attr-defined]
            self.error, Place(file, line), one_line(self.path.name)
        )

    def repr_failure(  # type: ignore[override]  # as in pytest.Collector
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> str | TerminalRepr:
        """One sentence for a file that can't be used."""
        if not isinstance(excinfo.value, _BrokenFileError):
            return super().repr_failure(excinfo)
        error = excinfo.value.error
        text = str(error) + self.retour.trace_of(error.problem)
        if hasattr(self.config, "workerinput"):
            return plain(text)  # every worker of pytest-xdist finds it; texts that are the same it tells once
        is_here = error.place is not None and error.place.file == shown(self.path)
        line = error.place.line if error.place is not None and is_here else None
        return failure(text, self.path, line, _in_one_line(error, is_here=is_here))


def _in_one_line(error: RetourError, *, is_here: bool) -> str:
    """What is wrong, and how much more.

    Args:
        is_here: whether it is known in which file.
    """
    more = len(error.mistakes) - 1 if isinstance(error, CaseFileError) else 0
    first = error.text if is_here else str(error).partition("\n")[0]
    return f"{first} (and {more} more)" if more else first


class BrokenCaseItem(pytest.Item):
    """A case that can't be used, as a test that fails."""

    def __init__(self, *, broken: BrokenCase, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.broken = broken
        for tag in broken.tags:
            self.add_marker(tag)

    def runtest(self) -> None:
        """Fail: there is nothing to run."""
        assert isinstance(self.parent, CaseFile)
        if (watched := self.parent.retour.watched) is not None:
            watched.broken.add(self.path)
        raise BrokenCaseError(str(self.broken.error))

    def complete_report(self, report: pytest.TestReport) -> None:
        """Let a report carry the result, and the exit code that it stands for."""
        if report.when == "call":
            broken = self.broken
            report.retour_exit_code = broken.error.exit_code  # type: ignore[attr-defined]
            report.retour_unusable = result_of_unusable(  # type: ignore[attr-defined]
                broken.error, broken.place, broken.id, broken.tags
            )

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """All that is wrong with the case; as ever, for anything else."""
        if not isinstance(excinfo.value, BrokenCaseError):
            return super().repr_failure(excinfo, style)
        return failure(
            str(self.broken.error),
            self.path,
            self.broken.place.line,
            _in_one_line(self.broken.error, is_here=True),
        )

    @cached_property
    def location(self) -> tuple[str, int | None, str]:
        """As any test's, made harmless."""
        path, line, name = super().location
        return one_line(path), line, name

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the case stands."""
        line = self.broken.place.line
        return self.path, None if line is None else line - 1, self.name


class CaseItem(pytest.Item):
    """A case as a test."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self._record: Record | None = None
        for tag in case.tags:
            self.add_marker(tag)
        if case.skip is not None:
            self.add_marker(pytest.mark.skip(reason=one_line(case.skip)))
        if case.xfail is not None:
            reason = one_line(case.xfail)
            self.add_marker(pytest.mark.xfail(reason=reason, strict=True, raises=ExpectedFailureError))

    @property
    def _retour(self) -> RetourSession:
        assert isinstance(self.parent, CaseFile)
        return self.parent.retour

    def runtest(self) -> None:
        """Pass when the outcome is as expected."""
        outcome, verdict = self._judge()
        match verdict.status:
            case "error":
                raise NoVerdictError(outcome, verdict)
            case "expected to fail":
                raise ExpectedFailureError(outcome, verdict)
            case "not as expected":
                raise NotAsExpectedError(outcome, verdict)

    def _judge(self) -> Judged:
        judged = self._retour.run(self.case)
        if (watched := self._retour.watched) is not None:
            watched.note(self.nodeid, self.case, judged[0], self._retour)
        try:
            self._record = self._record_of(*judged)
        except Exception as error:
            from retour.checking import unforeseen

            judged = unforeseen(self.case, error)
            self._record = self._record_of(*judged)
        self.user_properties[:] = self._properties(judged[0])
        for row in gap_rows([self._record["result"]]):
            self.user_properties.append(("known gap", "; ".join(row.cells()[1:])))
        return judged

    def _properties(self, outcome: Outcome) -> list[tuple[str, object]]:
        """What JUnit XML and other reports of pytest tell beside the result: what was found, and where the case stands."""
        retour = dict.fromkeys(finding.retour for finding in outcome.findings if finding.retour)
        found = dict.fromkeys(finding.code for finding in outcome.findings)
        file, line, _ = self.location
        return [
            ("retour", " ".join(retour)),
            ("found", " ".join(map(one_line, found))),
            ("rules", "" if outcome.rules is None else one_line(outcome.rules.name)),
            ("file", file),
            ("line", "" if line is None else line + 1),
        ]

    def _record_of(self, outcome: Outcome, verdict: Verdict) -> Record:
        rules = self._retour.rule_set(self.case)
        if not self.config.option.retour_values:
            outcome = without_values(outcome)
        record = record_of(self.case, outcome, verdict, rules, self._retour.engine_name(self.case))
        record["asked"] = list(self._retour.references(self.case))
        if (level := self._retour.coverage) is not None:
            from retour.coverage import record_of as course_of

            record["coverage"] = course_of(self.nodeid, self.case, outcome, rules, level)
        return record

    def complete_report(self, report: pytest.TestReport) -> None:
        """Let a report carry the result, only once, because pytest keeps items to the end; and no harmful names of folders."""
        report.keywords = {_harmless(name): value for name, value in report.keywords.items()}
        if report.when == "call" and self._record is not None:
            report.retour, self._record = self._record, None  # type: ignore[attr-defined]

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """Expected beside observed, for a case; as ever, for anything else."""
        if not isinstance(excinfo.value, CaseFailedError):
            return super().repr_failure(excinfo, style)
        texts = self._retour.texts(self.path)
        reason = "; ".join(map(texts.sentence, excinfo.value.reasons))
        try:
            text = self._failure_text(excinfo.value)
        except Exception as error:
            found = as_retour_error(error)
            text = f"- {reason}\n\n{found}{self._retour.trace_of(found.problem)}"
        return failure(text, self.path, self.case.place.line, reason)

    def _failure_text(self, error: CaseFailedError) -> str:
        rules = self._retour.rule_set(self.case)
        texts = self._retour.texts(self.path)

        def meaning(code: str) -> str | None:
            return None if rules is None else rules.meaning(code, texts.language)

        asked = next(iter(self._retour.references(self.case)), None)
        subject = self._retour.subject
        text = failure_text(
            self.case,
            error.outcome,
            error.verdict,
            meaning,
            self.nodeid,
            asked,
            subject,
            texts,
            self._retour.untold,
            self.config.option.retour_runner,
        )
        return text + self._retour.trace_of(error.outcome.problem)

    @cached_property
    def location(self) -> tuple[str, int | None, str]:
        """As any test's, made harmless."""
        path, line, name = super().location
        return one_line(path), line, name

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the case stands."""
        line = self.case.place.line
        return self.path, None if line is None else line - 1, self.case.id


_harmless = lru_cache(maxsize=1024)(one_line)
"""Of keywords: most of them are names of files, folders and tags, the same for many cases."""


class _BrokenFileError(CaseFile.CollectError):
    """A case file can't be used."""

    def __init__(self, error: RetourError) -> None:
        super().__init__(str(error))
        self.error = error
