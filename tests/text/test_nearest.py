from __future__ import annotations

import subprocess

import pytest
from retour.text.nearest import did_you_mean, nearest
from samples import REPOSITORY


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("shema", ["rules", "schema"], ["schema"]),
        ("SCHEMA", ["rules", "schema"], ["schema"]),
        (" tr18 ", ["TR018", "CS002"], ["TR018"]),
        ("TR19", ["TR019", "TR190", "TR319"], ["TR190"]),  # all as near: this one begins alike
        ("nothing", ["rules", "schema"], []),
        ("word", [], []),
        ("a" * 101, ["a" * 101], []),  # nobody mistypes that
    ],
)
def test_the_nearest_word(word: str, known: list[str], near: list[str]) -> None:
    assert nearest(word, known) == near


def test_several_in_the_same_order_however_they_come() -> None:
    known = ["stop.xml", "start.xml", "stop2.xml", "other.yaml"]
    assert (
        nearest("stpp.xml", known, 3)
        == nearest("stpp.xml", known[::-1], 3)
        == ["stop.xml", "stop2.xml", "start.xml"]
    )


def test_the_sentence() -> None:
    assert did_you_mean("shema", ["rules", "schema"]) == ", did you mean 'schema'?"
    assert did_you_mean("stp", ["stop", "step"], most=2) == ", did you mean 'stop' or 'step'?"
    assert did_you_mean("xyz", ["rules", "schema"]) == ""
    assert did_you_mean("xyz", ["rules", "schema"], "the levels are") == "; the levels are rules, schema"
    assert did_you_mean("xyz", [], "there are") == "; there are none"
    assert did_you_mean("xyz", [f"a{number}" for number in range(26)], "there are").endswith(", a24, …")


def test_nobody_makes_a_hint_by_hand() -> None:
    found = subprocess.run(
        ["git", "grep", "-l", "-e", "get_close_matches", "-e", "did you mean", "--", "harness/retour/*.py"],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert found.stdout.split() == [
        "harness/retour/cases/expect/words.py",  # not what is near, but what is meant
        "harness/retour/levels/schema_sentences.py",  # a sentence that is translated as a whole
        "harness/retour/text/nearest.py",
    ]
