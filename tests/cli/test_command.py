"""`retour` itself: version, errors in a sentence, UTF-8 whatever the console, a machine without SaxonC."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from processes import RETOUR, Ended, path_with
from samples import write_cases

Retour = Callable[..., Ended]


def test_version(retour_here: Retour) -> None:
    saxon = version("saxonche")
    line = saxon.partition(".")[0]

    assert retour_here("--version") == Ended(
        0, f"retour-harness {version('retour-harness')}, SaxonC-HE {saxon} (line {line})\n", ""
    )


def test_unknown_command(retour_here: Retour) -> None:
    ended = retour_here("chekc")

    assert ended.code == 2
    assert "No such command 'chekc'" in ended.err


def test_error_is_one_sentence(retour_here: Retour, project: Path) -> None:
    (project / "retour.toml").write_text("time_limits = 1\n", encoding="utf-8")

    ended = retour_here("check", "accepted.xml")

    assert ended == Ended(
        2, "", f"retour: {project / 'retour.toml'}: unknown key 'time_limits', did you mean 'time_limit'?\n"
    )


def test_traceback_on_demand(retour: Retour) -> None:
    without = retour("check", "accepted.xml", "--rules", "demo/1.1")
    with_it = retour("--traceback", "check", "accepted.xml", "--rules", "demo/1.1")

    assert "Traceback" not in without.err
    assert "Traceback (most recent call last)" in with_it.err
    assert "RuleSetNotFound" in with_it.err
    assert with_it.err.endswith(without.err)
    assert without.code == with_it.code == 2


def test_behind_two_dashes_traceback_is_a_name(retour: Retour) -> None:
    assert "--traceback: no such file" in retour("check", "--", "--traceback").out


@pytest.mark.parametrize("setting", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}], ids=["ascii", "c"])
def test_output_is_utf_8_whatever_the_console(retour: Retour, project: Path, setting: dict[str, str]) -> None:
    shutil.copy("tr018.xml", "zoë.xml")
    write_cases(project / "één.cases.yaml", "message: zoë.xml\ncases: [{id: zoë, expect: valid}]\n")

    check = retour("check", "zoë.xml", env=setting)
    run = retour("run", "één.cases.yaml", env=setting)

    assert check.code == 1
    assert check.out.splitlines()[0] == "zoë.xml: rejected (iwmo 2.1 WMO307), retour codes 9018"
    assert "TR018 → 9018" in check.out
    assert run.code == 1
    assert "één.cases.yaml:2:9: zoë" in run.out
    assert "TR018 → 9018" in run.out


WITHOUT_SAXONCHE = """\
import importlib.metadata
import importlib.util

real_version, real_find_spec = importlib.metadata.version, importlib.util.find_spec


def version(name):
    if name == "saxonche":
        raise importlib.metadata.PackageNotFoundError(name)
    return real_version(name)


def find_spec(name, package=None):
    return None if name == "saxonche" else real_find_spec(name, package)


importlib.metadata.version, importlib.util.find_spec = version, find_spec
"""

NOT_INSTALLED = "the package saxonche is not installed: pip install saxonche"


@pytest.fixture
def without_saxonche(project: Path, python: Callable[..., Ended]) -> Retour:
    """Runs `retour` as on a machine where saxonche is not installed."""

    def run(*arguments: str) -> Ended:
        return python("-c", WITHOUT_SAXONCHE + RETOUR[1], *arguments, cwd=project)

    return run


def test_check_without_saxonche(without_saxonche: Retour) -> None:
    assert without_saxonche("check", "accepted.xml") == Ended(
        3, f"accepted.xml: error\n  {NOT_INSTALLED}\n", ""
    )


def test_version_without_saxonche(without_saxonche: Retour) -> None:
    ended = without_saxonche("--version")

    assert ended == Ended(0, f"retour-harness {version('retour-harness')}, SaxonC-HE (not installed)\n", "")


def test_run_without_saxonche(without_saxonche: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")
    (project / "gone").mkdir()

    ended = without_saxonche("run", "--retour-json", "results.json")

    assert ended.code == 3
    assert NOT_INSTALLED in ended.out + ended.err
    assert "Traceback" not in ended.out + ended.err
    assert "INTERNALERROR" not in ended.out + ended.err


def test_pytest_without_saxonche_still_runs_other_tests(project: Path, python: Callable[..., Ended]) -> None:
    write_cases(project / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")
    (project / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")

    ended = python("-c", WITHOUT_SAXONCHE + "import pytest; raise SystemExit(pytest.main())", cwd=project)

    assert ended.code == 1
    assert "1 failed, 1 passed" in ended.out
    assert f"- {NOT_INSTALLED}" in ended.out.splitlines()
    assert "INTERNALERROR" not in ended.out + ended.err


def test_saxonche_that_can_not_be_loaded(retour: Retour, project: Path, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "saxonche.py").write_text(
        'raise ImportError("libsaxonc-core.so: not found")\n', encoding="utf-8"
    )
    write_cases(project / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")

    ended = retour("run", env={"PYTHONPATH": path_with(tmp_path / "broken")})

    assert ended.code == 3
    assert "- the package saxonche can't be loaded: libsaxonc-core.so: not found" in ended.out.splitlines()
    assert "Traceback" not in ended.out + ended.err
