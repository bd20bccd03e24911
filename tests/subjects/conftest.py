"""Systems under test that do as they are told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from retour.subjects.description import SutFields, SystemUnderTest

PUPPET = str(Path(__file__).parent / "made_up_subject.py")


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which a puppet notes what it started, or that it was told to stop."""
    file = tmp_path / "child"
    monkeypatch.setenv("PUPPET_CHILD", str(file))
    return file


@pytest.fixture
def subject(tmp_path: Path) -> Callable[..., SystemUnderTest]:
    """Makes a system under test."""

    def make(*arguments: str, session: bool = False, **fields: object) -> SystemUnderTest:
        command = (
            () if "url" in fields else (sys.executable, PUPPET, "session" if session else "once", *arguments)
        )
        given = {"name": "Puppet", "version": "1", "answers": "codes", **fields}
        if command:
            given |= {"command": command, "session": session}
        return SystemUnderTest(SutFields.model_validate(given), "puppet.yaml", tmp_path)

    return make
