"""docs/levels.md names every code of every level as the registry has it, and the fixtures have a case for each."""

from __future__ import annotations

import pytest
from samples import REPOSITORY

from harness import load_cases
from harness.levels import LEVEL_CODES, LevelCode

CODES = [code for codes in LEVEL_CODES.values() for code in codes.values()]


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{code.level}-{code.code}")
def test_a_code_is_documented(code: LevelCode) -> None:
    strict, lenient = code.severity_in("strict"), code.severity_in("lenient")
    row = f"| `{code.code}` | {strict} | {lenient} | {code.meaning} | {code.source} |"

    assert row in (REPOSITORY / "docs/levels.md").read_text(encoding="utf-8").splitlines()


def test_every_code_has_a_case() -> None:
    files = (REPOSITORY / "fixtures/levels").rglob("*.cases.yaml")
    cases = [case for file in files for case in load_cases(file)]
    claimed = {(claim.level, claim.code) for case in cases for claim in case.expect.fires or ()}

    assert {(code.level, code.code) for code in CODES} - claimed == set()
