"""Long runs show how far they are, on a terminal alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from processes import RETOUR, posix_only
from samples import write_cases

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
