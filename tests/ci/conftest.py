"""Machines that run the files for CI."""

from __future__ import annotations

from pathlib import Path

import pytest
from machines import environment, run_script
from samples import REPOSITORY


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of Python in which the harness is installed, as it would be from a clone."""
    commands = environment(tmp_path_factory.mktemp("python") / "venv")
    ended = run_script(f"python -m pip install '{REPOSITORY}'", commands.parent, commands, {})
    assert ended.code == 0, ended.err
    return commands
