"""Names and texts in a run: none reaches a terminal, a log or JUnit XML so that it is obeyed. What git ignores isn't run."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

CASE = 'message: accepted.xml\nrules: demo/1.0\ncases:\n  - {id: a, about: "\\e[31m \\u202e\\n::error::x", expect: {valid: false}}\n'
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]|^\\s*::", re.MULTILINE)


def write(file: Path, text: str = CASE) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError:
        pytest.skip("no such names here")


@pytest.mark.parametrize(
    ("name", "workers"),
    [
        ("a\x1b[31m\u202e", ()),
        ("b\n::error::x", ()),
        (os.fsdecode(b"c\xff"), ()),
        ("a\x1b[31m\u202e\n::error::x", ("-n", "1")),
    ],
    ids=["escape", "new-line", "no-utf-8", "xdist"],
)
def test_names_and_texts_give_no_orders(plugin: pytest.Pytester, name: str, workers: tuple[str, ...]) -> None:
    write(plugin.path / f"{name}.cases.yaml")
    write(plugin.path / f"broken-{name}.cases.yaml", "cases: []\n")

    result = plugin.runpytest_subprocess("-v", *workers, "--junitxml", "j.xml", "--retour-json", "r.json", "--continue-on-collection-errors")  # fmt: skip

    result.assert_outcomes(failed=1, errors=1)
    assert not HARMFUL.search(result.stdout.str().replace("\r\n", "\n"))
    assert not HARMFUL.search((plugin.path / "j.xml").read_text(encoding="utf-8"))
    results = json.loads((plugin.path / "r.json").read_bytes())["results"]
    assert {each["error_kind"] for each in results} == {None, "case-file"}
    assert not any(HARMFUL.search(each["case"]["file"]) for each in results)


def test_an_id_is_harmless_itself(plugin: pytest.Pytester) -> None:
    write(plugin.path / "a.cases.yaml", CASE.replace("id: a", 'id: "a\\e"'))
    result = plugin.runpytest("-q")
    result.stdout.fnmatch_lines(
        [
            "*a.cases.yaml:4:10: 'a\\x1b' is no id: leave out white space, slashes, colons, square brackets and control characters"
        ]
    )


def test_what_git_ignores_is_run_when_it_is_named(plugin: pytest.Pytester) -> None:
    (plugin.path / ".gitignore").write_text("out/\n", encoding="utf-8")
    text = CASE.replace("message: ", "message: ../").replace("{valid: false}", "valid")
    write(plugin.path / "out" / "a.cases.yaml", text)
    write(plugin.path / "own" / "a.cases.yaml", text)

    plugin.runpytest("-q").assert_outcomes(passed=1)
    plugin.runpytest("-q", "out").assert_outcomes(passed=1)
    plugin.runpytest("-q", "out/a.cases.yaml", "own").assert_outcomes(passed=2)
    plugin.runpytest("-q", "own/a.cases.yaml::a", "out/a.cases.yaml::a").assert_outcomes(passed=2)
