"""Names of files that would give orders to a terminal or a CI server are shown, and don't."""

from __future__ import annotations

import os
import sys

import pytest
from processes import posix_only
from samples import write_cases

RED = "\x1b[31m"
NAME = f"{RED}one\n::error::two.cases.yaml"
SHOWN = "\\u001b[31mone\\u000a::error::two.cases.yaml"

ways = pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])


@pytest.fixture
def hostile(plugin: pytest.Pytester) -> pytest.Pytester:
    if os.name != "posix":
        pytest.skip("no such names on this platform")
    (plugin.path / "tr018.xml").rename(plugin.path / f"{RED}tr018.xml")
    write_cases(
        plugin.path / NAME,
        "cases:\n  - {id: passes, message: accepted.xml, expect: valid}\n"
        '  - {id: fails, message: "\\e[31mtr018.xml", about: "\\e[31m", expect: valid}\n',
    )
    return plugin


@ways
@pytest.mark.parametrize("options", [(), ("-v",), ("--tb=line",), ("-rA",), ("--collect-only",)])
def test_shown(hostile: pytest.Pytester, options: tuple[str, ...], workers: tuple[str, ...]) -> None:
    result = hostile.runpytest(*options, *workers)

    said = result.stdout.str() + result.stderr.str()
    assert RED not in said
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert SHOWN in said
    if options != ("--collect-only",):
        result.assert_outcomes(passed=1, failed=1)


@ways
def test_broken_file(plugin: pytest.Pytester, workers: tuple[str, ...]) -> None:
    (plugin.path / f"{RED}.cases.yaml").write_text('"\\e[31m": 1\n', encoding="utf-8")

    result = plugin.runpytest(*workers)

    result.assert_outcomes(errors=1)
    assert RED not in result.stdout.str() + result.stderr.str()


@posix_only
@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
@ways
def test_names_that_are_no_utf_8(plugin: pytest.Pytester, workers: tuple[str, ...]) -> None:
    folder = os.fsdecode(b"\xe9\xe9n")
    (plugin.path / folder).mkdir()
    for name in ("accepted.xml", "tr018.xml"):
        (plugin.path / name).rename(plugin.path / folder / name)
    write_cases(
        plugin.path / folder / os.fsdecode(b"\xe9.cases.yaml"),
        "cases:\n  - {id: passes, message: accepted.xml, expect: valid}\n  - {id: fails, message: accepted.xml, expect: {fires: [TR018]}}\n",
    )

    result = plugin.runpytest("--retour-json=run.json", "--junitxml=junit.xml", *workers)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["demo/1.0  version 1.0.3  *  2 cases"])
    assert b"\\udce9" in (plugin.path / "run.json").read_bytes()


def test_reason_for_a_skip(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        'message: accepted.xml\ncases:\n  - {id: a, skip: "\\e[31mlater", expect: valid}\n',
    )

    assert RED not in plugin.runpytest("-rs").stdout.str()


def test_id(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", 'message: accepted.xml\ncases: [{id: "\\ea", expect: valid}]\n')

    result = plugin.runpytest()

    result.assert_outcomes(errors=1)
    assert (
        "is no id: leave out white space, slashes, colons, square brackets and control" in result.stdout.str()
    )
