"""docs/public-samples.md against a checkout of jaapjunior, below RETOUR_OFFICIAL_SETS."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from published import PLACE
from retour import check
from retour.model import Outcome
from samples import REPOSITORY

PAGE = REPOSITORY / "docs" / "public-samples.md"
ROW = re.compile(
    r"^\| (?P<name>\w+\d{3}) \| (?P<status>\w+) \| (?P<findings>[^|]+) \| (?P<why>[^|]*)\|$", re.M
)


@pytest.fixture(scope="module")
def samples() -> dict[str, Path]:
    """The samples of the checkout, by name."""
    found = PLACE.rglob("packages/api/*/bronnen/berichten/*.xml") if PLACE else ()
    by_name = {file.stem: file for file in sorted(found)}
    if not by_name:
        pytest.skip("no checkout of jaapjunior below RETOUR_OFFICIAL_SETS")
    return by_name


def findings(outcome: Outcome) -> str:
    """What the page says of an outcome."""
    found = Counter(
        f"{'' if each.rejects else f'{each.severity} '}{'' if each.is_of_rule else f'{each.level} '}{each.code}"
        for each in outcome.findings
    )
    told = [code if number == 1 else f"{code} × {number}" for code, number in sorted(found.items())]
    return ", ".join(told) or "none"


def test_the_table_says_what_is_found(samples: dict[str, Path]) -> None:
    rows = {
        found["name"]: (found["status"], found["findings"]) for found in ROW.finditer(PAGE.read_text("utf-8"))
    }
    outcomes = {name: check(file) for name, file in samples.items()}

    assert rows == {name: (outcome.status, findings(outcome)) for name, outcome in outcomes.items()}


def test_every_finding_is_explained() -> None:
    rows = list(ROW.finditer(PAGE.read_text("utf-8")))
    assert len(rows) == 21
    assert [row["name"] for row in rows if (row["findings"] == "none") == bool(row["why"].strip())] == []
