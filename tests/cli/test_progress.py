"""Long runs show how far they are, on a terminal alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from processes import RETOUR, posix_only
from retour.cli import progress as progress_module
from retour.cli.progress import progress
from samples import write_cases


class Clock:
    """A timer whose time comes when the test says so."""

    made: ClassVar[list[Clock]] = []

    def __init__(self, seconds: float, then: Callable[[], None]) -> None:
        self.seconds = seconds
        self.then = then
        self.daemon = False
        self.state = "made"
        Clock.made.append(self)

    def start(self) -> None:
        self.state = "started"

    def cancel(self) -> None:
        self.state = "cancelled"


@pytest.fixture
def looked_at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> pytest.CaptureFixture[str]:
    """Standard error, as if it were a terminal."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")  # so that rich takes it for one
    terminal = SimpleNamespace(stderr=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(progress_module, "sys", terminal)
    monkeypatch.setattr(progress_module, "Timer", Clock)
    Clock.made.clear()
    return capsys


def test_few_steps_are_told_of_once_they_take_long(looked_at: pytest.CaptureFixture[str]) -> None:
    with progress("asking", 3) as seen:
        seen()
        (clock,) = Clock.made
        assert (clock.state, looked_at.readouterr().err) == ("started", "")
        clock.then()
        seen()

    assert "asking" in (said := looked_at.readouterr().err)
    assert "/3" in said
    assert clock.state == "cancelled"


def test_where_no_steps_are_known_it_is_told_that_something_is_done(
    looked_at: pytest.CaptureFixture[str],
) -> None:
    with progress("looking"):
        Clock.made[0].then()

    assert "looking" in looked_at.readouterr().err


def test_what_ends_before_that_is_not_told_of(looked_at: pytest.CaptureFixture[str]) -> None:
    with progress("asking", 3) as seen:
        seen()
    Clock.made[0].then()  # it came too late to be cancelled

    assert looked_at.readouterr().err == ""


MANY = 60
COMMANDS = {
    "checking": ("check", "--no-cache", "messages"),
    "running": ("coverage", "many.cases.yaml"),
    "comparing": ("compare", "rules/demo", "rules/demo", "--messages", "messages"),
}


@pytest.fixture
def many(project: Path) -> Path:
    folder = project / "messages"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number}.xml").write_bytes((project / "accepted.xml").read_bytes())
    rows = "".join(f"  - {{id: c{number}, expect: valid}}\n" for number in range(MANY))
    write_cases(project / "many.cases.yaml", f"rules: demo/1.0\nmessage: accepted.xml\ncases:\n{rows}")
    return project


def on_a_terminal(folder: Path, *arguments: str) -> tuple[bytes, str]:
    """Standard output of the command, and what came on the terminal that its standard error is."""
    shown, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, *RETOUR, *arguments],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as command:
        os.close(terminal)
        said = b""
        while part := _read(shown):
            said += part
        out, _ = command.communicate(timeout=60)
    os.close(shown)
    return out, said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # so Linux tells that nobody writes any more
        return b""


@posix_only
@pytest.mark.parametrize("doing", COMMANDS)
def test_on_a_terminal(many: Path, doing: str) -> None:
    out, said = on_a_terminal(many, *COMMANDS[doing])
    elsewhere = subprocess.run(
        [sys.executable, *RETOUR, *COMMANDS[doing]], cwd=many, capture_output=True, check=False
    )

    assert doing in said
    assert f"/{MANY}" in said
    assert elsewhere.stderr == b""
    assert out == elsewhere.stdout
