"""The words of pytest in `retour run`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from processes import Ended
from retour.cli.run_words import in_words
from retour.language import texts_in


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
        ("\x1b[31m\x1b[1m2 errors\x1b[0m\x1b[31m in 0.10s", "\x1b[31m\x1b[1m2 files that can't be used\x1b[0m\x1b[31m in 0.10s"),
        ("12 errors, 1 error", "12 files that can't be used, 1 file that can't be used"),
        ("stopping after 1 failures", "stopped after the first failure"),
        ("stopping after 3 failures", "stopped after 3 failures"),
    ],
)  # fmt: skip
def test_words(said: str, told: str) -> None:
    assert in_words(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2 failed, 10 passed, 1 xfailed in 0.85s", "2 mislukt, 10 geslaagd, 1 mislukt zoals verwacht in 0.85s"),
        ("\x1b[31mFAILED\x1b[0m a.cases.yaml::b - x", "\x1b[31mMISLUKT\x1b[0m a.cases.yaml::b - x"),
        ("\x1b[32m\x1b[1m3 passed\x1b[0m", "\x1b[32m\x1b[1m3 geslaagd\x1b[0m"),
        ("ERROR a.cases.yaml - x", "FOUT a.cases.yaml - x"),
        ("\x1b[31mERROR\x1b[0m a.cases.yaml - x", "\x1b[31mFOUT\x1b[0m a.cases.yaml - x"),
        ("ERROR: file or directory not found: x", "ERROR: file or directory not found: x"),
    ],
)  # fmt: skip
def test_words_in_dutch(said: str, told: str) -> None:
    assert in_words(said, texts_in("nl")) == told


def test_an_option_that_there_is_not(retour_here: Callable[..., Ended]) -> None:
    said = retour_here("run", "--bogus").err

    assert "retour run: error: unrecognized arguments: --bogus" in said
    assert "pytest.main" not in said


def test_a_case_that_there_is_not(retour_here: Callable[..., Ended], cases: Callable[..., object]) -> None:
    cases("message: accepted.xml\ncases: [{id: ends-early, expect: valid}]\n")

    ended = retour_here("run", "stop.cases.yaml::ends-erly")

    assert ended.code == 2
    assert "ERROR: stop.cases.yaml: no case 'ends-erly', did you mean 'ends-early'?" in ended.err
    assert "CaseFile" not in ended.out + ended.err


def test_run(retour_here: Callable[..., Ended], cases: Callable[..., object]) -> None:
    cases("message: accepted.xml\ncases: [{id: a, expect: valid}, {id: b, expect: {valid: false}}]\n")

    said = retour_here("run", "--no-cache").out

    assert "= retour run =" in said
    assert "\n2 cases\n" in said
    assert "= cases that fail =" in said
    assert "1 failed, 1 passed" in said
    assert not any(word in said for word in ("test session", "item", "rootdir", "summary info"))
