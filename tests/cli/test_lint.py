"""`retour lint`: its output and exit codes; its documentation; and what it finds in this repository."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from processes import Ended
from retour.lint import CODES, lint
from samples import REPOSITORY

Retour = Callable[..., Ended]
Cases = Callable[..., Path]

CLEAN = """\
    message: accepted.xml
    cases:
      - id: accepted
        expect: valid
"""
TWICE = CLEAN + '      - {id: again, expect: {allow: ["*"]}}\n'


@pytest.fixture
def few_messages(project: Path) -> None:
    """The project without the messages that these cases don't name."""
    for file in project.glob("*.xml"):
        if file.name != "accepted.xml":
            file.unlink()
    (project / "rules" / "demo" / "catalogue.yaml").write_text("rules: []\n", encoding="utf-8")


@pytest.mark.usefixtures("few_messages")
def test_nothing_found(retour_here: Retour, cases: Cases) -> None:
    cases(CLEAN)
    assert retour_here("lint") == Ended(0, "no findings\n", "")


@pytest.mark.usefixtures("few_messages")
def test_findings_are_sorted_and_counted(retour_here: Retour, cases: Cases) -> None:
    cases(TWICE, "b.cases.yaml")
    cases("cases:\n", "a.cases.yaml")

    assert retour_here("lint") == Ended(
        1,
        "a.cases.yaml:1:1: L001 no cases: a file without cases would always pass\n"
        "b.cases.yaml:5:33: L002 case again can't fail: `allow` tolerates every rule that is judged, "
        "and nothing is claimed\n"
        "2 findings\n",
        "",
    )


@pytest.mark.usefixtures("few_messages")
def test_json(retour_here: Retour, cases: Cases) -> None:
    cases(CLEAN)
    cases("edits: {}\n", "shared.yaml")
    cases("cases:\n", "a.cases.yaml")

    ended = retour_here("lint", "--format", "json")

    assert (ended.code, ended.err) == (1, "")
    assert json.loads(ended.out) == {
        "harness": version("retour-harness"),
        "findings": [
            {
                "code": "L001",
                "file": "a.cases.yaml",
                "line": 1,
                "column": 1,
                "text": "no cases: a file without cases would always pass",
            },
            {
                "code": "L012",
                "file": "shared.yaml",
                "line": None,
                "column": None,
                "text": "no case file includes this fragment",
            },
        ],
    }


def test_codes(retour_here: Retour) -> None:
    ended = retour_here("lint", "--codes")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [f"{code}  {meaning}" for code, meaning in CODES.items()]


def test_wrong_use(retour_here: Retour) -> None:
    assert retour_here("lint", "gone") == Ended(2, "", "retour: gone: no such file or folder\n")
    assert retour_here("lint", "--rules", "gone/1.0").code == 2
    assert retour_here("lint", "--format", "xml").code == 2


def test_documentation_lists_every_code() -> None:
    text = (REPOSITORY / "docs" / "lint.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (L\d+) \| (.+) \|$", text, re.MULTILINE) == list(CODES.items())


def test_this_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert [str(finding) for finding in lint([Path()])] == []
