"""A project with a set in the official layout, and cases of it that leave something out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from official_layout import write_official_set
from processes import Ended, run_here
from samples import MESSAGE, TR018_ONCE, write_cases

CASES = """\
rules: iwmo/2.1
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: ends-early, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: not-a-duplicate, message: accepted.xml, expect: {not: [TR101]}}
"""


@pytest.fixture
def official(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, in which the test stands."""
    folder = tmp_path / "project"
    write_official_set(folder / "rules" / "wmo" / "2_1")
    (folder / "accepted.xml").write_text(MESSAGE, encoding="utf-8")
    (folder / "tr018.xml").write_text(TR018_ONCE, encoding="utf-8")
    (folder / "retour.toml").write_text('rules = "iwmo/2.1"\n', encoding="utf-8")
    write_cases(folder / "stop.cases.yaml", CASES)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def retour(
    official: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs the command `retour` in the project, within this process."""
    return run_here(monkeypatch, capsys)
