"""The words of pytest in `retour run`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from processes import Ended
from retour.cli.run_words import in_words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("collected 1 item", "1 case"),
        ("collected 12 items / 1 error / 3 deselected / 9 selected", "12 cases / 1 file that can't be used / 3 left out / 9 selected"),
        ("2 failed, 10 passed, 1 xfailed in 0.85s", "2 failed, 10 passed, 1 expected to fail in 0.85s"),
        ("short test summary info", "in short"),
        ("no tests ran in 0.01s", "no case was run in 0.01s"),
        ("FAILED a.cases.yaml::FAILURES - x", "FAILED a.cases.yaml::FAILURES - x"),
        ("what it doesn't know", "what it doesn't know"),
    ],
)  # fmt: skip
def test_words(said: str, told: str) -> None:
    assert in_words(said) == told


def test_run(retour_here: Callable[..., Ended], cases: Callable[..., object]) -> None:
    cases("message: accepted.xml\ncases: [{id: a, expect: valid}, {id: b, expect: {valid: false}}]\n")

    said = retour_here("run", "--no-cache").out

    assert "= retour run =" in said
    assert "\n2 cases\n" in said
    assert "= cases that fail =" in said
    assert "1 failed, 1 passed" in said
    assert not any(word in said for word in ("test session", "item", "rootdir", "summary info"))
