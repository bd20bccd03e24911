"""Cases for a user's own test functions: `@pytest.mark.retour("fixtures/…")` and the argument `retour_case`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from retour.errors import RetourError
from retour.model import CASE_FILE_SUFFIX, Case, Outcome
from retour.pytest_plugin.session import RetourSession
from retour.text.walking import files_below


@dataclass(frozen=True)
class RetourCase:
    """A case, for assertions of one's own.

    Attributes:
        case: what the case file says.
    """

    case: Case
    _session: RetourSession

    def check(self) -> Outcome:
        """Run the rules on the case's message.

        Returns:
            The outcome, whatever the case expects of it.
        """
        return self._session.run(self.case)[0]


def parametrise(metafunc: pytest.Metafunc, session: RetourSession) -> None:
    """Give a test function one run for each case that its `retour` markers name."""
    if "retour_case" not in metafunc.fixturenames:
        raise pytest.UsageError(
            f"{metafunc.definition.nodeid}: a test marked retour takes the argument retour_case"
        )
    files = [file for mark in metafunc.definition.iter_markers("retour") for file in _files(metafunc, mark)]
    parameters = []
    for file in files:
        try:
            cases = session.load(file)
        except RetourError as error:
            raise pytest.Collector.CollectError(str(error)) from None
        for case in cases:
            name = case.name if len(files) == 1 else f"{file.name.removesuffix(CASE_FILE_SUFFIX)}-{case.name}"
            marks = [pytest.mark.skip(reason=case.skip)] if case.skip else []
            parameters.append(pytest.param(RetourCase(case, session), id=name, marks=marks))
    metafunc.parametrize("retour_case", parameters)


def _files(metafunc: pytest.Metafunc, mark: pytest.Mark) -> Iterator[Path]:
    """The case files that a marker names: files, or folders of them, from the root of the project or the test's folder."""
    for name in mark.args:
        candidates = [metafunc.config.rootpath / name, metafunc.definition.path.parent / name]
        path = next((candidate for candidate in candidates if candidate.exists()), None)
        found = () if path is None else _case_files(path)
        if not found:
            raise pytest.UsageError(f"{metafunc.definition.nodeid}: no case files at {name}")
        yield from found


def _case_files(path: Path) -> tuple[Path, ...]:
    return files_below(path, lambda name: name.endswith(CASE_FILE_SUFFIX)).files if path.is_dir() else (path,)
