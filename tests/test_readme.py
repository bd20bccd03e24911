"""What the README shows is what is printed."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MESSAGE = ROOT / "fixtures" / "iwmo" / "2_1" / "wmo307" / "tr018-ends-the-day-before-it-began.xml"


def blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def comparable(output: str) -> list[str]:
    output = re.sub(r"\b[0-9a-f]{12,16}\b", "DIGEST", output)
    output = re.sub(r"in \d+\.\d+s", "in 0s", output)
    return [re.sub(r"[=_]{3,}", "=", line.rstrip()) for line in output.strip().splitlines()]


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)  # with it pytest writes longer lines
    shutil.copy(MESSAGE, pytester.path / "stop.xml")
    (pytester.path / "stop.cases.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    return pytester


def test_pytest_prints_what_the_readme_shows(project: pytest.Pytester) -> None:
    shown = blocks("console")[0].removeprefix("$ pytest stop.cases.yaml\n")
    printed = project.runpytest_subprocess("--no-header", "-p", "no:cacheprovider", "stop.cases.yaml")
    assert comparable(printed.stdout.str()) == comparable(shown)


def test_retour_check_prints_what_the_readme_shows(project: pytest.Pytester) -> None:
    shown = blocks("console")[1].removeprefix("$ retour check stop.xml\n")
    printed = project.run(sys.executable, "-m", "retour", "check", "stop.xml")
    assert comparable(printed.stdout.str()) == comparable(shown)
