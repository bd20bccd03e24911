"""Reports that a run makes itself: --retour-html, --retour-report, and what GitHub Actions shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import TR018_ONCE

FAILING = """\
rules: demo/1.0
cases:
  - id: wrong
    message: tr018.xml
    expect: valid
"""


@pytest.fixture
def failing(project: Path, cases: Callable[..., Path]) -> Path:
    cases(FAILING)
    (project / "tr018.xml").write_text(TR018_ONCE, newline="")
    return project


def test_pages_and_forms(failing: Path, retour: Callable[..., Ended]) -> None:
    ended = retour("run", "-q", ".", "--retour-html", "pages", "--retour-report", "sarif:out/x.sarif")

    assert ended.code == 1
    assert "1 not as expected" in (failing / "pages" / "index.html").read_text()
    assert '"ruleId": "TR018"' in (failing / "out" / "x.sarif").read_text()


def test_a_report_that_cant_be_made_fails_the_run(failing: Path, retour: Callable[..., Ended]) -> None:
    (failing / "pages").write_text("mine")

    ended = retour("run", "-q", ".", "--retour-html", "pages")

    assert ended.code == 2
    assert "--retour-html: pages: there is something else here" in ended.out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--retour-values"], "go with --retour-html DIR"),
        (["--retour-report", "pdf:x"], "there is no report 'pdf'"),
    ],
)
def test_wrong_use(failing: Path, retour: Callable[..., Ended], options: list[str], why: str) -> None:
    ended = retour("run", "-q", ".", *options)

    assert ended.code == 2
    assert why in ended.err


def test_on_github(failing: Path, retour: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(failing / "summary.md"))
    (failing / "summary.md").write_text("before\n")

    ended = retour("run", "-q", ".")

    (command,) = [line for line in ended.out.splitlines() if line.startswith("::")]
    assert command.startswith("::error file=stop.cases.yaml,line=3,title=TR018::wrong: TR018 fired")
    summary = (failing / "summary.md").read_text()
    assert summary.startswith("before\n# retour-harness")
    assert "**1 not as expected**" in summary

    assert "::" not in retour("run", "-q", ".", "--retour-no-annotations").out.replace(
        "stop.cases.yaml::", ""
    )
