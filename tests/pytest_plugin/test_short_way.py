"""Cases that come out as expected are reported in one step, unless somebody wants to see the phases of each test."""

from __future__ import annotations

import pytest
from samples import write_cases

THREE = """\
cases:
  - {id: first, message: accepted.xml, expect: valid}
  - {id: second, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: third, message: accepted.xml, expect: valid}
"""

SEEN = """\
    with open("seen.txt", "a") as seen:
        print({what}, file=seen)
"""


@pytest.fixture
def seen(plugin: pytest.Pytester) -> pytest.Pytester:
    write_cases(plugin.path / "a.cases.yaml", THREE)
    return plugin


def lines(plugin: pytest.Pytester) -> list[str]:
    return (plugin.path / "seen.txt").read_text(encoding="utf-8").splitlines()


def test_reports_of_passed_cases(seen: pytest.Pytester) -> None:
    """The last case of a file goes the way of all tests."""
    plugin = seen.makepyfile(
        watcher="def pytest_collection_finish(session):\n"
        "    stats = session.config.pluginmanager.get_plugin('terminalreporter').stats\n"
        "    session.config.add_cleanup(lambda: print({key: len(value) for key, value in stats.items()}))\n"
    )
    seen.syspathinsert(plugin.parent)

    result = seen.runpytest("-p", "watcher", "--durations=0", "-vv")

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["* call * a.cases.yaml::first", "{'passed': 3, '': 2}"])


@pytest.mark.parametrize("phase", ["setup", "call", "teardown"])
def test_hook_of_a_conftest_sees_every_case(seen: pytest.Pytester, phase: str) -> None:
    seen.makeconftest(f"def pytest_runtest_{phase}(item):\n" + SEEN.format(what="item.name"))

    seen.runpytest().assert_outcomes(passed=3)

    assert lines(seen) == ["first", "second", "third"]


def test_conftest_that_skips(seen: pytest.Pytester) -> None:
    seen.makeconftest(
        "import pytest\n"
        "def pytest_runtest_setup(item):\n"
        "    if item.name == 'first':\n"
        "        pytest.skip('not today')\n"
    )

    seen.runpytest().assert_outcomes(passed=2, skipped=1)


def test_plugin_that_wants_all_reports(seen: pytest.Pytester) -> None:
    seen.makeconftest("def pytest_runtest_logreport(report):\n" + SEEN.format(what="report.when"))

    seen.runpytest().assert_outcomes(passed=3)

    assert lines(seen) == ["setup", "call", "teardown"] * 3


def test_setup_show(seen: pytest.Pytester) -> None:
    assert seen.runpytest("--setup-only").ret == pytest.ExitCode.OK


def test_what_python_tests_have_set_up_is_torn_down(seen: pytest.Pytester) -> None:
    """Fixtures of Python tests before and after cases, of a folder and of the whole run."""
    seen.makeconftest(
        "import pytest\n"
        "@pytest.fixture(scope='session')\n"
        "def kept():\n"
        "    yield\n" + SEEN.format(what="'torn down'")
    )
    for folder in ("before", "between", "finally"):
        (seen.path / folder).mkdir()
        test = "def test_it(kept):\n" + SEEN.format(what=repr(folder))
        (seen.path / folder / f"test_{folder}.py").write_text(test, encoding="utf-8")
    write_cases(seen.path / "between" / "b.cases.yaml", THREE.replace("message: ", "message: ../"))

    seen.runpytest("-W", "error").assert_outcomes(passed=9)

    assert lines(seen) == ["before", "between", "finally", "torn down"]


def test_case_that_fails_runs_its_rules_once(seen: pytest.Pytester) -> None:
    write_cases(
        seen.path / "a.cases.yaml",
        THREE.replace("{id: first", "{id: wrong, message: tr018.xml, expect: valid}\n  - {id: first"),
    )

    result = seen.runpytest("--retour-json", "out.json", "-rA")

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["demo/1.0  version 1.0.3  *  4 cases"])
