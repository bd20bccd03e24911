"""Reports that a run makes itself: --retour-html, --retour-report, and what GitHub Actions shows."""

from __future__ import annotations

import json
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


def test_reasons_are_dutch_wherever_they_stand(failing: Path, retour: Callable[..., Ended]) -> None:
    retour("run", "-q", ".", "--retour-html", "pages", "--retour-language", "nl")

    for page in ("index.html", "results.html", "results/000001.html"):
        text = (failing / "pages" / page).read_text()
        assert "TR018 is gevuurd op /Bericht" in text
        assert "fired" not in text


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


UNUSABLE = """\
rules: demo/1.0
message: tr018.xml
cases:
  - {id: usable, expect: {fires: [TR018]}}
  - {id: mistaken, tags: [stop], expext: valid, expect: Valid}
"""


@pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["alone", "xdist"])
def test_what_cant_be_used_stands_in_all_reports(
    failing: Path, cases: Callable[..., Path], retour: Callable[..., Ended], workers: tuple[str, ...]
) -> None:
    cases(UNUSABLE)
    (failing / "empty.cases.yaml").write_text("")
    forms = {"markdown": "run.md", "sarif": "run.sarif", "gitlab": "run.gitlab", "json": "again.json"}

    ended = retour(
        "run", "-q", ".", *workers, "--retour-json", "run.json", "--retour-html", "pages",
        *(part for kind, file in forms.items() for part in ("--retour-report", f"{kind}:{file}")),
    )  # fmt: skip

    assert ended.code == 2
    results = json.loads((failing / "run.json").read_text())["results"]
    assert [(each["message"], each["case"], each["verdict"]["reasons"]) for each in results] == [
        (
            None,
            {"file": "empty.cases.yaml", "line": 1, "id": "empty.cases.yaml", "tags": []},
            ["empty.cases.yaml:1:1: empty: there are no cases in it"],
        ),
        ("tr018.xml", {"file": "stop.cases.yaml", "line": 4, "id": "usable", "tags": []}, []),
        (
            None,
            {"file": "stop.cases.yaml", "line": 5, "id": "mistaken", "tags": ["stop"]},
            [
                "stop.cases.yaml:5:34: unknown key 'expext', did you mean 'expect'?",
                "stop.cases.yaml:5:57: 'expect' takes valid, or a mapping (key: value), not 'Valid', did you mean valid?",
            ],
        ),
    ]
    assert (failing / "again.json").read_text() == (failing / "run.json").read_text()
    assert "**2 error, 1 as expected**" in (failing / "run.md").read_text()
    (run,) = json.loads((failing / "run.sarif").read_text())["runs"]
    assert not run["invocations"][0]["executionSuccessful"]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 3
    assert [
        each["location"]["lines"]["begin"] for each in json.loads((failing / "run.gitlab").read_text())
    ] == [
        1,
        5,
        5,
    ]
    page = (failing / "pages" / "results" / "000003.html").read_text()
    assert "unknown key" in page
    assert "no message was judged" in page
    assert "None" not in page


def test_github_is_told_of_a_run_in_which_nothing_can_be_used(
    failing: Path, retour: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(failing / "summary.md"))
    (failing / "stop.cases.yaml").write_text("cases: [")

    ended = retour("run", "-q", ".")

    assert ended.code == 2
    assert "::error file=stop.cases.yaml,line=2,title=case-file::stop.cases.yaml: " in ended.out
    assert "**1 error**" in (failing / "summary.md").read_text()
