"""The command line, run in this process: quicker, with the output and the exit code that it has outside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended

from harness.cli import main


@pytest.fixture
def retour_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs the command `retour` in the project, within this process."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["retour", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return Ended(int(caught.value.code or 0), out, err)

    return run
