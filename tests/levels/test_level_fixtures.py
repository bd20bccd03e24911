"""Every code of the levels has a case in the fixtures that expects it."""

from __future__ import annotations

import pytest
from retour import check
from retour.cases import load_cases
from retour.cases.expect import claims
from retour.levels import LEVEL_CODES, LEVEL_NAMES
from retour.model import Claim, Level
from retour.reports import findings_text
from retour.workspace import workspace_for
from samples import REPOSITORY

WITHOUT_CASE = {"ei-size"}  # a file of more than 200,000 records


@pytest.fixture(scope="module")
def claimed() -> list[Claim]:
    """What the cases of the levels claim."""
    workspace = workspace_for(REPOSITORY)
    files = sorted((REPOSITORY / "fixtures/levels").rglob("*.cases.yaml"))
    return [claim for file in files for case in load_cases(file, workspace) for claim in claims(case.expect)]


@pytest.mark.parametrize("level", LEVEL_NAMES)
def test_every_code_has_a_case(claimed: list[Claim], level: Level) -> None:
    assert set(LEVEL_CODES[level]) - WITHOUT_CASE <= {claim.code for claim in claimed if claim.level == level}


def test_every_code_of_files_and_schemas_is_documented() -> None:
    page = (REPOSITORY / "docs/levels.md").read_text(encoding="utf-8")

    for known in (*LEVEL_CODES["file"].values(), *LEVEL_CODES["schema"].values()):
        if not known.code.startswith("ei-"):
            severities = f"{known.severity_in('strict')} | {known.severity_in('lenient')}"
            assert f"| `{known.code}` | {severities} | {known.meaning} | {known.source} |" in page


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
