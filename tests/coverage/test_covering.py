"""Which cases come by a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from retour.coverage import CoverageData, covering_cases, measure
from retour.coverage.families import family_of
from retour.rulesets import RuleSet


def test_covering_cases(retour: Callable[..., Ended], official: Path) -> None:
    retour("coverage", "--branches", "--data", "data.json")
    measured = measure(CoverageData.load(Path("data.json")), lambda part: RuleSet.open(part.folder))
    covering = covering_cases(measured.files)
    file = str(official / "rules/wmo/2_1/rules/TR018.xsl")

    everything = (
        "stop.cases.yaml::accepted",
        "stop.cases.yaml::ends-early",
        "stop.cases.yaml::not-a-duplicate",
    )
    assert {line: covering[file, line] for line in range(7, 19)} == {
        7: everything,  # the template
        8: everything,
        9: everything,
        10: everything,  # a `when` that never holds, on the line where it is evaluated
        11: everything,
        12: everything,  # where the second `when` ends, what is outside it goes on
        13: everything,
        14: everything,
        15: everything,  # the `if`
        16: ("stop.cases.yaml::ends-early",),
        17: ("stop.cases.yaml::ends-early",),
        18: ("stop.cases.yaml::ends-early",),
    }
    assert (file, 5) not in covering
    assert covering[str(official / "rules/wmo/2_1/rules/TR101.xsl"), 7] == ()


@pytest.mark.parametrize(
    ("rule", "family"),
    [
        ("TR101", "TR"),
        ("BR-CO-10", "BR-CO"),
        ("BR-01", "BR"),
        ("PEPPOL-EN16931-R010", "PEPPOL-EN16931-R"),
        ("UBL-SR-12a", "UBL-SR"),
        ("8171", "other"),
        ("unnumbered", "other"),
    ],
)
def test_a_family_is_what_stands_before_the_number(rule: str, family: str) -> None:
    assert family_of(rule) == family
