"""Every code of the levels has a case in the fixtures that expects it."""

from __future__ import annotations

import pytest
from samples import REPOSITORY

from harness.cases import load_cases
from harness.levels import LEVEL_CODES

FOLDERS = {"envelope": "envelope", "file": "ei"}
WITHOUT_CASE = {"ei-size"}  # a file of more than 200,000 records


@pytest.mark.parametrize("level", FOLDERS)
def test_every_code_has_a_case(level: str) -> None:
    files = sorted((REPOSITORY / "fixtures/levels" / FOLDERS[level]).glob("*.cases.yaml"))
    claims = [claim for file in files for case in load_cases(file) for claim in case.expect.fires or ()]
    codes = {code for code in LEVEL_CODES[level] if level == "envelope" or code.startswith("ei-")}  # type: ignore[index]

    assert codes - WITHOUT_CASE <= {claim.code for claim in claims if claim.level == level}
