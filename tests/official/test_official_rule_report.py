"""The official rule report of iWmo 3.2 itself, below RETOUR_OFFICIAL_SETS: regelrapport-iwmo-3.2.0.xlsx."""

from __future__ import annotations

from pathlib import Path

import pytest
from published import PLACE
from retour.coverage import CoverageData, measure
from retour.rulesets import RuleSet, shipped_folder
from retour.traceability import read_official_report, trace_rules

from tools.generate_rule_report import REPORT


@pytest.fixture
def workbook() -> Path:
    found = sorted(PLACE.rglob("regelrapport-iwmo-3.2*.xlsx")) if PLACE else []
    if not found:
        pytest.skip("no regelrapport-iwmo-3.2*.xlsx below RETOUR_OFFICIAL_SETS")
    return found[0]


def test_the_workbook_says_what_the_bare_facts_say(workbook: Path) -> None:
    official, bare = read_official_report([workbook]), read_official_report(REPORT)

    assert (official.standard, official.release, official.version) == ("iWmo", "3.2", "1.0")
    assert official.rules == bare.rules
    assert official.placements == bare.placements == 889


def test_the_shipped_set_has_what_the_workbook_has(workbook: Path) -> None:
    rules = RuleSet.open(shipped_folder() / "iwmo/3_2")
    data = CoverageData()
    data.include(rules)

    found = trace_rules(read_official_report([workbook]), rules, measure(data, lambda _: rules), ())

    assert [trace.code for trace in found.missing if trace.level in ("rules", "schema", "process")] == []
    assert [trace.code for trace in found.differing] == []
    assert [each.code for each in found.surplus] == []
