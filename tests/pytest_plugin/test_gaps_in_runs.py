"""Known gaps in a run: green while they are there, red when they change, and one table of them all."""

from __future__ import annotations

import json

import pytest
from samples import write_cases

CASES = """\
cases:
  - {id: wrong, message: tr018.xml, expect: valid, known: {fires: [TR018], until: 1.0.13, see: "https://example.org/41"}}
  - {id: missed, message: accepted.xml, expect: {fires: [CS002]}, known: {silent: [CS002]}}
"""
CLOSED = "  - {id: closed, message: accepted.xml, expect: valid, known: {fires: [TR018]}}\n"

TABLE = [
    "*= known gaps =*",
    "case * rule set * known gap * holds * state * see",
    "a.cases.yaml::wrong   demo/1.0@1.0.3  TR018 fires and should not       until 1.0.13  there  https://example.org/41",
    "a.cases.yaml::missed  demo/1.0@1.0.3  CS002 is silent and should fire  always        there  -",
]


@pytest.mark.parametrize("options", [(), ("-n2",)], ids=["alone", "xdist"])
def test_a_run_ends_with_a_table_of_them(plugin: pytest.Pytester, options: tuple[str, ...]) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)

    result = plugin.runpytest(*options)

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(TABLE, consecutive=True)


def test_a_verbose_run_says_it_of_each(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)

    result = plugin.runpytest("-v")

    result.stdout.fnmatch_lines(
        [
            "*::wrong PASSED (TR018 → 9018; known gap: TR018 fires and should not)*",
            "*::missed PASSED (nothing fired; known gap: CS002 is silent and should fire)*",
        ]
    )


def test_a_gap_that_is_closed_fails(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES + CLOSED)

    result = plugin.runpytest()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "- TR018 no longer fires: the gap is closed, remove `known`",
            "a.cases.yaml::closed * closed *",
        ]
    )


def test_a_run_without_any_says_nothing(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", "cases: [{id: a, message: accepted.xml, expect: valid}]\n")

    result = plugin.runpytest("--retour-json=run.json")

    result.stdout.no_fnmatch_line("*known gaps*")
    assert "known" not in (plugin.path / "run.json").read_text(encoding="utf-8")


def test_machines_read_them(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)

    plugin.runpytest("--retour-json=run.json", "--junitxml=run.xml", "--retour-report=markdown:run.md")

    document = json.loads((plugin.path / "run.json").read_text(encoding="utf-8"))
    known = {
        "fires": ["TR018"],
        "silent": [],
        "from": None,
        "until": "1.0.13",
        "see": "https://example.org/41",
        "state": "there",
    }
    result = document["results"][0]
    assert (result["verdict"]["status"], result["known"]) == ("as expected", known)
    assert document["known_gaps"][0] == {
        "file": "a.cases.yaml",
        "line": 2,
        "id": "wrong",
        "rules": result["rules"],
        **known,
    }
    assert [row["id"] for row in document["known_gaps"]] == ["wrong", "missed"]
    in_junit = "demo/1.0@1.0.3; TR018 fires and should not; until 1.0.13; there; https://example.org/41"
    assert f'<property name="known gap" value="{in_junit}"' in (plugin.path / "run.xml").read_text("utf-8")
    assert (
        "| a.cases.yaml::wrong | demo/1.0@1.0.3 | TR018 fires and should not | until 1.0.13 | there |"
        " https://example.org/41 |"
    ) in (plugin.path / "run.md").read_text("utf-8")
