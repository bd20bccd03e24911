"""What goes wrong in the harness is the error of one case or file; a run in which a case has no verdict isn't green."""

from __future__ import annotations

import json
import sys

import pytest
from samples import write_cases

RETOUR = (sys.executable, "-m", "retour")

TWO = """\
cases:
  - {id: first, message: accepted.xml, expect: valid}
  - {id: second, message: tr018.xml, expect: {fires: [TR018]}}
"""

BREAKING = """\
import {module}

real = {module}.{name}


def broken(*arguments, **settings):
    if "{when}" in repr(arguments):
        raise ZeroDivisionError("nobody foresaw this")
    return real(*arguments, **settings)


{module}.{name} = broken
"""

PLACES = {
    "handing-in": ("retour.checking", "case_check", "tr018"),
    "message": ("retour.levels.steps", "read_bytes", "tr018"),
    "verdict": ("retour.checking", "judgement", "De Einddatum"),
    "record": ("retour.pytest_plugin.collection", "record_of", "De Einddatum"),
}
"""Where a fault is put: module, function, and what the arguments hold for the case that meets it."""


@pytest.fixture
def two(plugin: pytest.Pytester) -> pytest.Pytester:
    write_cases(plugin.path / "a.cases.yaml", TWO)
    return plugin


def break_in(plugin: pytest.Pytester, module: str, name: str, when: str = "") -> None:
    """Have a function of the harness fail on some of its arguments, in a process that reads this conftest."""
    plugin.makeconftest(BREAKING.format(module=module, name=name, when=when))


@pytest.mark.parametrize("place", PLACES)
def test_fault_is_the_error_of_one_case(two: pytest.Pytester, place: str) -> None:
    break_in(two, *PLACES[place])

    result = two.runpytest_subprocess("--retour-json=run.json", "--retour-engine-workers=1")

    result.assert_outcomes(passed=1, failed=1)
    said = result.stdout.str() + result.stderr.str()
    assert "INTERNALERROR" not in said
    assert "Traceback" not in said
    result.stdout.fnmatch_lines(
        ["- the harness itself failed at retour/*.py:*: ZeroDivisionError: nobody foresaw this*"]
    )
    document = json.loads((two.path / "run.json").read_text(encoding="utf-8"))
    assert [each["error_kind"] for each in document["results"]] == [None, "internal"]


@pytest.mark.parametrize("place", ["message", "record"])
def test_exit_code_of_retour_run(two: pytest.Pytester, place: str) -> None:
    break_in(two, *PLACES[place])

    assert two.run(*RETOUR, "run", "--engine-workers=1").ret == 3


@pytest.mark.parametrize("arguments", [(), ("-n2",)], ids=["alone", "xdist"])
def test_traceback_on_demand(two: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    break_in(two, *PLACES["message"])

    result = two.runpytest_subprocess("--retour-traceback", *arguments)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["again: *", "", "Traceback (most recent call last):", "ZeroDivisionError: *"]
    )


def test_traceback_of_a_case_file(two: pytest.Pytester) -> None:
    break_in(two, "retour.cases", "read_cases")

    ended = two.run(*RETOUR, "run", "--traceback")

    assert ended.ret == 3
    ended.stdout.fnmatch_lines(["the harness itself failed at *", "", "Traceback (most recent call last):"])


def test_fault_under_xdist(two: pytest.Pytester) -> None:
    break_in(two, *PLACES["verdict"])

    result = two.runpytest_subprocess("-n2")

    result.assert_outcomes(passed=1, failed=1)


def test_fault_while_the_failure_is_shown(two: pytest.Pytester) -> None:
    write_cases(two.path / "b.cases.yaml", "message: tr018.xml\ncases: [{id: a, expect: valid}]\n")
    break_in(two, "retour.pytest_plugin.collection", "failure_text")

    result = two.runpytest_subprocess()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["- TR018 fired at *", "the harness itself failed at *"])


@pytest.mark.parametrize("arguments", [(), ("-n2",)], ids=["alone", "xdist"])
def test_fault_in_a_case_file(two: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    write_cases(two.path / "b.cases.yaml", TWO)
    break_in(two, "retour.cases", "read_cases", "b.cases.yaml")

    result = two.run(*RETOUR, "run", *arguments)

    assert result.ret == 3
    result.stdout.fnmatch_lines(["the harness itself failed at *: ZeroDivisionError: nobody foresaw this*"])
    result.stdout.fnmatch_lines(["=* 2 passed, 1 file that can't be used in *"])


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        ("retour.reports", "tally_in_short", "demo/1.0: the harness itself failed*"),
        ("retour.reports.spool", "document_pieces", "--retour-json: the harness itself failed*"),
    ],
)
def test_fault_at_the_end(two: pytest.Pytester, module: str, name: str, said: str) -> None:
    two.makeconftest(
        f"import {module}\n"
        "def broken(*arguments): raise ZeroDivisionError('nobody foresaw this')\n"
        "import pytest\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_sessionfinish():\n"
        f"    {module}.{name} = broken\n"
    )

    result = two.runpytest_subprocess("--retour-json=run.json")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines([said])
    assert "INTERNALERROR" not in result.stdout.str()


def test_case_that_another_plugin_keeps_from_running(two: pytest.Pytester) -> None:
    two.makeconftest("def pytest_runtest_protocol(item): return item.name == 'second' or None")

    result = two.runpytest()

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["no verdict on a.cases.yaml::second: another plugin or a conftest.py kept it from running"]
    )


def test_case_that_passes_without_having_been_run(two: pytest.Pytester) -> None:
    two.makeconftest(
        "import pytest\n"
        "from retour.pytest_plugin.collection import CaseItem\n"
        "CaseItem.runtest = lambda self: None\n"
    )

    result = two.runpytest_subprocess("-n2")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["no verdict on a.cases.yaml::* and 1 more: *"])


def test_nothing_collected_is_not_green(plugin: pytest.Pytester) -> None:
    assert plugin.runpytest().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_all_deselected_is_not_green(two: pytest.Pytester) -> None:
    assert two.runpytest("-k", "third").ret == pytest.ExitCode.NO_TESTS_COLLECTED
