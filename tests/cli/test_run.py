"""`retour run`: cases through pytest, with the harness's own exit codes; stopped at once by Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import RETOUR, Ended, engine_children, is_alive, posix_only, wait_until
from samples import ENDLESS, write_cases, write_set

Retour = Callable[..., Ended]

SLOW = ENDLESS.replace("1 - $n", "$n + 1").replace("$n >= 0", "$n &lt; 4000000")
"""A tail call that ends after some seconds."""

GOOD = "message: accepted.xml\ncases: [{id: accepted, expect: valid}]\n"


def test_as_expected(retour: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", GOOD)

    ended = retour("run")

    assert (ended.code, ended.err) == (0, "")
    assert "1 passed" in ended.out
    assert "demo/1.0  version 1.0.3" in ended.out


def test_not_as_expected(retour: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", GOOD + "")
    write_cases(project / "b.cases.yaml", "message: tr018.xml\ncases: [{id: early, expect: valid}]\n")

    ended = retour("run", "-v")

    assert ended.code == 1
    assert "a.cases.yaml::accepted PASSED (nothing fired)" in ended.out
    assert "again: retour run b.cases.yaml::early" in ended.out
    assert "1 failed, 1 passed" in ended.out


def test_only_the_paths_given(retour_here: Retour, project: Path) -> None:
    write_cases(project / "one" / "a.cases.yaml", GOOD.replace("accepted.xml", "../accepted.xml"))
    write_cases(project / "two" / "b.cases.yaml", "cases: []\n")

    assert retour_here("run", "one").code == 0


def test_python_tests_are_for_pytest_itself(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", GOOD)
    (project / "test_own.py").write_text("def test_own(): assert False\n", encoding="utf-8")

    ended = retour_here("run")

    assert ended.code == 0
    assert "1 passed" in ended.out


def test_files_that_others_collect_are_for_pytest_itself(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", GOOD)
    (project / "note.txt").write_text("", encoding="utf-8")
    (project / "conftest.py").write_text(
        "def pytest_collect_file(file_path): assert file_path.suffix != '.txt'\n", encoding="utf-8"
    )

    ended = retour_here("run")

    assert ended.code == 0, ended.out
    assert "1 passed" in ended.out


def test_options_of_pytest_pass_through(retour_here: Retour, project: Path) -> None:
    write_cases(
        project / "a.cases.yaml",
        "message: accepted.xml\ncases:\n  - {id: one, expect: valid}\n  - {id: two, expect: valid}\n",
    )

    ended = retour_here("run", "-k", "two", "--junitxml", "junit.xml", "--retour-json=results.json", "-q")

    assert ended.code == 0
    assert "1 passed, 1 left out" in ended.out
    assert (project / "junit.xml").is_file()
    assert '"id": "two"' in (project / "results.json").read_text(encoding="utf-8")


def test_plugins_that_are_not_loaded_by_themselves(retour: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", GOOD)

    ended = retour("run", env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""})

    assert (ended.code, ended.err) == (0, "")


BROKEN = {
    "unknown-key": ("message: a.xml\ncase: []\n", "2:1: unknown key 'case', did you mean 'cases'?"),
    "duplicate-id": (
        "message: accepted.xml\ncases:\n  - {id: a, expect: valid}\n  - {id: a, expect: valid}\n",
        "4:10: id 'a' is taken by the case on line 3",
    ),
    "wrong-type": ("cases: all\n", "1:8: 'cases' takes a list, not 'all'"),
    "tab": ("cases:\n\t- a\n", "2:1: a tab in the indentation: YAML takes spaces only"),
    "missing-message": (
        "message: acepted.xml\ncases: [{id: a, expect: valid}]\n",
        "1:10: no message file acepted.xml, did you mean 'accepted.xml'?",
    ),
    "unknown-rule": (
        "message: accepted.xml\ncases: [{id: a, expect: {fires: [TR019]}}]\n",
        "2:34: rule set demo/1.0 has no rule 'TR019', did you mean 'TR018'?",
    ),
    "empty": ("", "1:1: empty: there are no cases in it"),
    "no-cases": ("cases: []\n", "1:1: no cases: a file without cases would always pass"),
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_case_file(retour_here: Retour, project: Path, text: str, sentence: str) -> None:
    (project / "broken.cases.yaml").write_text(text, encoding="utf-8")

    ended = retour_here("run")

    assert ended.code == 2
    assert f"broken.cases.yaml:{sentence}" in ended.out.splitlines()
    assert "Traceback" not in ended.out + ended.err


def test_broken_case_file_beside_a_good_one(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", GOOD)
    write_cases(project / "b.cases.yaml", "cases: []\n")

    ended = retour_here("run")

    assert ended.code == 2
    assert "1 passed, 1 file that can't be used" in ended.out


def test_no_cases_at_all(retour_here: Retour) -> None:
    ended = retour_here("run")

    assert ended.code == 2
    assert "no case was run" in ended.out


def test_no_such_path(retour_here: Retour) -> None:
    ended = retour_here("run", "fixture")

    assert ended.code == 2
    assert "file or directory not found: fixture" in ended.out + ended.err


def test_message_that_can_not_be_read_is_a_failed_case(retour_here: Retour, project: Path) -> None:
    (project / "empty.xml").write_text("", encoding="utf-8")
    write_cases(
        project / "a.cases.yaml",
        "message: empty.xml\nlevels: [rules]\ncases: [{id: a, expect: {valid: false}}]\n",
    )

    ended = retour_here("run")

    assert ended.code == 2
    assert "- empty.xml: empty, there is no message in it" in ended.out.splitlines()


def test_rule_set_that_fails(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "endless", ENDLESS, manifest="id: endless/1.0\n")
    write_cases(project / "a.cases.yaml", GOOD)
    write_cases(
        project / "b.cases.yaml",
        "rules: endless/1.0\nmessage: accepted.xml\ntime_limit: 200ms\ncases: [{id: a, expect: valid}]\n",
    )

    ended = retour_here("run")

    assert ended.code == 3
    assert "1 failed, 1 passed" in ended.out


@posix_only
def test_killed_child_is_replaced_and_its_case_run_again(project: Path) -> None:
    write_set(project / "rules" / "slow", SLOW, manifest="id: slow/1.0\n")
    write_cases(
        project / "a.cases.yaml",
        "message: accepted.xml\n"
        "cases:\n"
        "  - {id: slow, rules: slow/1.0, time_limit: 60s, expect: valid}\n"
        "  - {id: accepted, expect: valid}\n",
    )
    run = subprocess.Popen(
        [sys.executable, *RETOUR, "run", "-v", "--engine-workers", "1"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        assert wait_until(lambda: len(engine_children(run.pid)) == 1)
        time.sleep(1)  # by now the rule runs
        (child,) = engine_children(run.pid)
        os.kill(child, signal.SIGKILL)
        out, _ = run.communicate(timeout=30)
    finally:
        run.kill()

    assert run.returncode == 0
    assert "2 passed" in out


def hear_interrupts() -> None:
    """A background job of a shell, such as a CI run may be, is started deaf to Ctrl-C, and so is what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def end(run: subprocess.Popen[str]) -> None:
    """End a process and its children, whatever the test found."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()


@posix_only
@pytest.mark.parametrize("arguments", [(*RETOUR, "run"), ("-m", "pytest")], ids=["retour", "pytest"])
def test_ctrl_c_stops_at_once_and_leaves_no_process(project: Path, arguments: tuple[str, ...]) -> None:
    write_set(project / "rules" / "demo", ENDLESS)
    write_cases(project / "a.cases.yaml", GOOD.replace("cases:", "time_limit: 60s\ncases:"))
    run = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )
    try:
        assert wait_until(lambda: len(engine_children(run.pid)) == 1)
        time.sleep(1)  # by now the rule runs
        children = engine_children(run.pid)

        begin = time.monotonic()
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the whole group
        out, _ = run.communicate(timeout=20)
        took = time.monotonic() - begin
    finally:
        end(run)

    assert took < 10
    assert run.returncode == 2
    assert "KeyboardInterrupt" in out
    assert len(children) == 1
    assert wait_until(lambda: not any(map(is_alive, children)), 5)


@posix_only
def test_ctrl_c_in_check(project: Path) -> None:
    write_set(project / "rules" / "demo", ENDLESS)
    run = subprocess.Popen(
        [sys.executable, *RETOUR, "check", "accepted.xml", "--time-limit", "60"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )
    try:
        assert wait_until(lambda: len(engine_children(run.pid)) == 1)
        time.sleep(1)
        children = engine_children(run.pid)

        begin = time.monotonic()
        os.killpg(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=20)
        took = time.monotonic() - begin
    finally:
        end(run)

    assert took < 10
    assert run.returncode == 130
    assert "Traceback" not in err
    assert wait_until(lambda: not any(map(is_alive, children)), 5)
