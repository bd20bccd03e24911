"""Which cases come by a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from processes import Ended
from retour.coverage import CoverageData, covering_cases, measure
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
