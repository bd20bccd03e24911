"""The command line, run in this process: quicker, with the output and the exit code that it has outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended, run_here


@pytest.fixture
def retour_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs the command `retour` in the project, within this process."""
    return run_here(monkeypatch, capsys)
