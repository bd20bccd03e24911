"""Cases beside Python tests, conftest files and other plugins, whichever of pytest's own are left out."""

from __future__ import annotations

import sys

import pytest
from _pytest.config import default_plugins, essential_plugins
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


@pytest.mark.parametrize("name", [name for name in default_plugins if name not in essential_plugins])
def test_plugin_of_pytest_left_out(seen: pytest.Pytester, name: str) -> None:
    write_cases(
        seen.path / "a.cases.yaml",
        THREE
        + "  - {id: fourth, skip: later, message: accepted.xml, expect: valid}\n"
        + "  - {id: fifth, xfail: not decided, message: tr018.xml, expect: valid}\n"
        + "  - {id: sixth, message: cs002.xml, expect: valid}\n",
    )

    result = seen.runpytest(
        f"-pno:{name}",
        "--retour-engine=libxslt",
        "--retour-engine-workers=0",
        "--retour-json=run.json",
        "--retour-coverage=rules",
    )

    said = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED, said
    assert "INTERNALERROR" not in said
    assert '"id": "sixth"' in (seen.path / "run.json").read_text(encoding="utf-8")


def test_option_of_a_conftest_with_a_name_of_ours(seen: pytest.Pytester) -> None:
    """All that the plugin has of its own begins with `--retour-`."""
    seen.makeconftest(
        "def pytest_addoption(parser):\n"
        "    for name in ('--engine', '--engine-workers', '--coverage', '--rules', '--level'):\n"
        "        parser.addoption(name, default='sqlite')\n"
    )

    seen.runpytest("--engine=mysql", "--retour-engine=libxslt").assert_outcomes(passed=3)


def test_folder_of_the_user_called_harness(plugin: pytest.Pytester) -> None:
    """`python -m pytest` puts the folder that it runs in before all packages."""
    (plugin.path / "harness").mkdir()
    (plugin.path / "harness" / "__init__.py").write_text("", encoding="utf-8")
    write_cases(plugin.path / "a.cases.yaml", THREE)

    result = plugin.run(sys.executable, "-m", "pytest", "-o", "pythonpath=.")

    result.assert_outcomes(passed=3)


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
