"""What commands print: harmless, and with a sentence where it can't be printed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import RETOUR, Ended, posix_only
from samples import MESSAGE, write_cases

Retour = Callable[..., Ended]

CHECK = ("check", "accepted.xml")
RUN = ("run", "a.cases.yaml")
CASES = "message: accepted.xml\ncases: [{id: a, expect: valid}]\n"


@pytest.fixture
def shell(project: Path) -> Callable[..., Ended]:
    """Runs the command with redirections of the shell."""
    write_cases(project / "a.cases.yaml", CASES)

    def run(arguments: tuple[str, ...], redirections: str) -> Ended:
        done = subprocess.run(
            ["sh", "-c", f'"$@" {redirections}', "sh", sys.executable, *RETOUR, *arguments],
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@posix_only
@pytest.mark.parametrize("arguments", [CHECK, RUN], ids=["check", "run"])
@pytest.mark.parametrize(
    ("redirections", "sentence"),
    [
        pytest.param(
            ">/dev/full",
            "standard output can't be written to: the disk is full",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here"),
        ),
        (">&-", "standard output is closed: nothing can be printed"),
    ],
)
def test_nothing_can_be_printed(
    shell: Callable[..., Ended], arguments: tuple[str, ...], redirections: str, sentence: str
) -> None:
    assert shell(arguments, redirections) == Ended(2, "", f"retour: {sentence}\n")


@posix_only
@pytest.mark.parametrize("arguments", [CHECK, RUN], ids=["check", "run"])
def test_nobody_reads_on(project: Path, arguments: tuple[str, ...]) -> None:
    write_cases(project / "a.cases.yaml", CASES)
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, *RETOUR, *arguments],
            stdout=write,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (
        2,
        "retour: standard output was closed before everything was printed\n",
    )


@posix_only
@pytest.mark.parametrize("redirections", ["2>&-", "<&-", "<&- 2>&-"])
@pytest.mark.parametrize("arguments", [CHECK, RUN], ids=["check", "run"])
def test_other_streams_may_be_closed(
    shell: Callable[..., Ended], arguments: tuple[str, ...], redirections: str
) -> None:
    ended = shell(arguments, redirections)
    assert (ended.code, ended.err) == (0, "")


def test_a_name_gives_no_orders(retour_here: Retour, project: Path) -> None:
    name = "a\x1b[31m\u202e\n::error::b.xml"
    try:
        (project / name).write_text(MESSAGE, encoding="utf-8")
    except OSError:
        pytest.skip("no such names here")
    shown = r"a\u001b[31m\u202e\u000a::error::b.xml"

    assert retour_here("check", name, "--level", "rules").out.startswith(f"{shown}: ")
    assert f"{shown}c: no such file" in retour_here("check", name + "c").out
    for output in ("json", "sarif"):
        printed = retour_here("check", name, "--format", output).out
        assert printed.isascii() or "\x1b" not in printed
        assert "\u202e" not in printed
    assert json.loads(retour_here("check", name, "--format", "json").out)["results"][0]["message"] == name


def name_that_is_no_utf_8(folder: Path) -> str:
    name = os.fsdecode(b"a\xff.xml")
    try:
        (folder / name).write_text(MESSAGE, encoding="utf-8")
    except OSError:
        pytest.skip("names are UTF-8 here")
    return name


def test_a_name_that_is_no_utf_8(retour_here: Retour, project: Path) -> None:
    name = name_that_is_no_utf_8(project)

    assert retour_here("check", name).out.startswith("a\\udcff.xml: ")
    assert json.loads(retour_here("check", name, "--format", "json").out)["results"][0]["message"] == name
    found = json.loads(retour_here("check", name, "--format", "sarif").out)
    assert found["version"] == "2.1.0"


@pytest.mark.parametrize("engine", ["saxon", "libxslt"])
def test_a_folder_that_is_no_utf_8(retour: Retour, project: Path, tmp_path: Path, engine: str) -> None:
    name = name_that_is_no_utf_8(project).removesuffix(".xml")
    odd = tmp_path / name
    odd.mkdir()
    shutil.copy(project / "accepted.xml", odd)
    shutil.copytree(project / "rules" / "demo", odd / "demo")
    as_elsewhere = retour(
        "check", "accepted.xml", "--rules", str(project / "rules" / "demo"), "--engine", engine, cwd=odd
    )
    within = retour("check", "accepted.xml", "--rules", "./demo", "--engine", engine, cwd=odd)

    assert (as_elsewhere.code, as_elsewhere.err) == (0, "")
    assert (within.code, within.out) == (3, "")
    assert within.err == (
        "retour: the rule set in demo lies at a path that is no UTF-8, where no XSLT processor can open it: rename what isn't\n"
    )


@pytest.mark.parametrize("ending", ["xsl", "xsd"])
def test_a_file_of_a_rule_set_that_is_no_utf_8(retour_here: Retour, project: Path, ending: str) -> None:
    name_that_is_no_utf_8(project)
    folder = project / "rules" / "demo"
    if ending == "xsd":
        folder = folder / "xsd"
        folder.mkdir()
    (folder / os.fsdecode(b"a\xff." + ending.encode())).write_text("<a/>", encoding="utf-8")
    ended = retour_here("rules", "show", "rules/demo")

    assert r"a\udcff." + f"{ending}: lies at a path that is no UTF-8" in ended.out + ended.err
    assert "the harness itself" not in ended.out + ended.err
