"""Every code of the levels has a case in the fixtures that expects it."""

from __future__ import annotations

import pytest
from samples import REPOSITORY

from harness import check
from harness.cases import load_cases
from harness.levels import LEVEL_CODES
from harness.model import Level
from harness.reports import findings_text

FOLDERS = {"envelope": "envelope", "file": "ei", "pair": "pair", "transition": "transition"}
WITHOUT_CASE = {"ei-size"}  # a file of more than 200,000 records


@pytest.mark.parametrize("level", FOLDERS)
def test_every_code_has_a_case(level: str) -> None:
    files = sorted((REPOSITORY / "fixtures/levels" / FOLDERS[level]).glob("*.cases.yaml"))
    claims = [claim for file in files for case in load_cases(file) for claim in case.expect.fires or ()]
    codes = {code for code in LEVEL_CODES[level] if level != "file" or code.startswith("ei-")}  # type: ignore[index]

    assert codes - WITHOUT_CASE <= {claim.code for claim in claims if claim.level == level}


def test_every_code_of_envelopes_and_ei_is_documented() -> None:
    page = (REPOSITORY / "docs/envelopes-and-ei.md").read_text(encoding="utf-8")
    codes = [*LEVEL_CODES["envelope"].values(), *LEVEL_CODES["file"].values()]

    for known in codes:
        if known.level == "envelope" or known.code.startswith("ei-"):
            assert f"| `{known.code}` | {known.meaning} |" in page


@pytest.mark.parametrize(("level", "name"), [("pair", "retours"), ("transition", "transitions")])
def test_every_code_of_a_level_is_documented(level: Level, name: str) -> None:
    page = (REPOSITORY / f"docs/{name}.md").read_text(encoding="utf-8")

    assert [code for code in LEVEL_CODES[level] if f"`{code}`" not in page] == []


def test_the_page_shows_what_a_check_says(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPOSITORY / "docs/envelopes-and-ei.md").read_text(encoding="utf-8")
    shown = page.partition("```console\n")[2].partition("```")[0].splitlines()
    command, *expected = shown
    monkeypatch.chdir(REPOSITORY)
    outcome = check(command.removeprefix("$ retour check "))

    assert findings_text(outcome, lambda code: None).splitlines() == expected
