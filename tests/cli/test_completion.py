"""What shells complete: commands, rule sets, codes and cases."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from processes import RETOUR, Ended
from retour.cli.app import app
from retour.cli.completing import (
    asked_codes,
    cases,
    codes,
    message_types,
    mistakes,
    one_of,
    page_names,
    questions,
    rule_codes,
    rule_sets,
    scenario_names,
)
from samples import write_cases
from typer import Context
from typer.main import get_command

Retour = Callable[..., Ended]

CASES = """\
message: accepted.xml
cases:
  - {id: accepted, about: Nothing is wrong., expect: valid}
  - {id: mistaken, expext: valid}
"""


@pytest.fixture
def stop(project: Path) -> Path:
    (project / "inner").mkdir()
    return write_cases(project / "stop.cases.yaml", CASES)


def test_rule_sets(project: Path) -> None:
    assert [name for name, _ in rule_sets("iw")] == ["iwmo/2.1", "iwmo/3.2"]
    assert "demo/1.0" in dict(rule_sets(""))


def test_codes(project: Path) -> None:
    assert dict(codes("TR018")) == {"TR018": dict(rule_codes("TR018"))["TR018"]}
    assert dict(codes("9018")) == {"9018": "a retour code"}
    assert dict(codes("bom")) == {"bom": "found at the level file"}


def test_cases(stop: Path) -> None:
    assert cases("st") == [("stop.cases.yaml", "a case file")]
    assert cases("./in") == [("./inner/", "a folder")]
    assert cases("stop.cases.yaml::") == [
        ("stop.cases.yaml::accepted", "Nothing is wrong."),
        ("stop.cases.yaml::mistaken", ""),
    ]


def test_where_something_is_wrong_nothing_is_offered(project: Path) -> None:
    (project / "retour.toml").write_text("time_limits = 1\n", encoding="utf-8")
    assert rule_sets("") == codes("") == cases("none.cases.yaml::") == cases("no/folder/") == []


LOOKED_UP = re.compile(
    r"PATH_OR_ID|ID_OR_PATH|CODE|TYPE|OLD|NEW|SIDE|en\|nl|\[?(CASE|SCENARIO|QUESTION|PAGE)\b.*"
)
"""What stands for a word that the harness can look up, in the help of options and arguments."""
ONES_OWN = {"--functie", "--sender", "--receiver"}
"""Options whose words are those of a message, which is anybody's."""


def test_a_shell_is_offered_whatever_can_be_looked_up() -> None:
    left: list[str] = []
    waiting: list[tuple[str, Any]] = [("retour", get_command(app))]
    while waiting:
        name, command = waiting.pop()
        if hasattr(command, "list_commands"):
            inside = [(each, command.get_command(None, each)) for each in command.list_commands(None)]
            waiting += [(f"{name} {each}", found) for each, found in inside]
        left += [
            f"{name}: {parameter.opts[-1]}"
            for parameter in command.params
            if LOOKED_UP.fullmatch(parameter.metavar or "")
            and parameter._custom_shell_complete is None
            and parameter.opts[-1] not in ONES_OWN
        ]

    assert left == []


def test_words_that_are_looked_up(project: Path) -> None:
    assert dict(page_names("wh")) == {"why": ""}
    assert dict(scenario_names("allocation-iwmo-2")) == {
        "allocation-iwmo-2.1": "Support is allocated, and the allocation extended"
    }
    assert [name for name, _ in message_types("WMO30")] == ["WMO301", "WMO303", "WMO304", "WMO305", "WMO307"]
    assert [name for name, _ in questions("s")] == ["statuses", "slowest"]
    assert dict(mistakes("bo")) == {"boundary": "a number one higher or lower"}
    assert one_of(lambda: ("en", "nl"))("n") == [("nl", "")]


@pytest.mark.parametrize(
    ("why", "written", "offered"), [(True, "TR018", ["TR018"]), (True, "tr", []), (False, "TR", [])]
)
def test_codes_behind_why(project: Path, why: bool, written: str, offered: list[str]) -> None:
    ctx = cast(Context, SimpleNamespace(params={"why": why}))

    assert [code for code, _ in asked_codes(ctx, written)] == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(retour_here: Retour, shell: str) -> None:
    ended = retour_here("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert f"_RETOUR_COMPLETE=complete_{shell}" in ended.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash(stop: Path, tmp_path: Path, retour_here: Retour) -> None:
    command = tmp_path / "bin" / "retour"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} {shlex.join(RETOUR)} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    lines = [
        "retour ch",
        "retour check --rules dem",
        "retour accept stop.cases.yaml::ac",
        "retour check nothing",
    ]
    tries = "".join(
        f'COMP_LINE="{line}"; COMP_POINT={len(line)}; COMPREPLY=(); _retour_completion retour; echo "${{COMPREPLY[*]}}"\n'
        for line in lines
    )

    done = subprocess.run(
        ["bash", "--norc", "-c", f"{retour_here('completion', 'bash').out}\n{tries}"],
        cwd=stop.parent,
        env={**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert done.stdout.splitlines() == ["check", "demo/1.0", "accepted", ""]  # bash completes behind a colon
