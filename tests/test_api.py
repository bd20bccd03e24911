"""The Python API: three names, usable from a plain script."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import retour
from retour import RuleSet, check, load_cases
from retour.errors import ConfigurationError, RetourError
from retour.model import Outcome
from samples import TR018_ONCE, in_reach


def test_all_is_the_sorted_public_names() -> None:
    assert retour.__all__ == sorted(retour.__all__)
    assert set(retour.__all__) == {"RuleSet", "check", "load_cases"}


@pytest.mark.parametrize("name", retour.__all__)
def test_public_name_is_there(name: str) -> None:
    assert getattr(retour, name).__doc__


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match=r"^module 'retour' has no attribute 'chekc'$"):
        _ = retour.chekc


def test_check_finds_the_set_by_namespace(project: Path) -> None:
    outcome = check("tr018.xml")

    assert isinstance(outcome, Outcome)
    assert outcome.message == "tr018.xml"
    assert outcome.rules is not None
    assert outcome.rules.id == "demo/1.0"
    assert [finding.retour for finding in outcome.findings] == ["9018"]


@pytest.mark.parametrize("form", ["id", "path", "text", "open"])
def test_check_against_a_given_set(project: Path, form: str) -> None:
    rules = {
        "id": "demo/1.0",
        "path": project / "rules" / "demo",
        "text": "rules/demo",
        "open": RuleSet.open("rules/demo"),
    }[form]

    assert check(project / "accepted.xml", rules).status == "accepted"


def test_check_with_another_engine(project: Path) -> None:
    assert check("tr018.xml", engine="libxslt").findings == check("tr018.xml").findings


def test_check_with_no_such_engine(project: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^there is no engine 'xalan'; the engines are saxon, libxslt, dvs$"
    ):
        check("tr018.xml", engine="xalan")


def test_check_of_a_message_that_can_not_be_read(project: Path) -> None:
    outcome = check("gone.xml")

    assert outcome.status == "error"
    assert outcome.problem is not None
    assert (outcome.problem.kind, outcome.problem.text) == ("unreadable", "gone.xml: no such file")


def test_check_with_an_unknown_set(project: Path) -> None:
    outcome = check("accepted.xml", "demo/1.1")

    assert outcome.problem is not None
    assert outcome.problem.kind == "rule-set"
    assert (
        outcome.problem.text
        == f"no rule set 'demo/1.1', by id or as a folder, did you mean 'demo/1.0'? In reach: {in_reach('demo/1.0')}"
    )


def test_check_with_a_broken_configuration(project: Path) -> None:
    (project / "retour.toml").write_text("rule = 1\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="unknown key 'rule', did you mean 'rules'"):
        check("accepted.xml")


def test_errors_have_one_base(project: Path, cases: Callable[..., Path]) -> None:
    with pytest.raises(RetourError):
        load_cases(cases("cases: []\n"))


SCRIPT = """\
from pathlib import Path

from retour import RuleSet, check, load_cases

print("begin")
for case in load_cases("stop.cases.yaml"):
    outcome = check(case.message, RuleSet.open("rules/demo"), time_limit=20)
    print(case.id, outcome.status, [finding.retour for finding in outcome.findings])
print("end")
"""


def test_unguarded_script(project: Path, cases: Callable[..., Path], python: Callable[..., Any]) -> None:
    cases(
        "cases:\n"
        "  - {id: accepted, message: accepted.xml, expect: valid}\n"
        "  - {id: early, message: tr018.xml, expect: {fires: [TR018]}}\n"
    )
    (project / "script.py").write_text(SCRIPT, encoding="utf-8")

    ended = python("script.py", cwd=project)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "begin\naccepted accepted []\nearly rejected ['9018']\nend\n"


def test_script_that_comes_by_stdin(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-"],
        input="from retour import check\nprint(check('tr018.xml').status)\n",
        capture_output=True,
        encoding="utf-8",
        cwd=project,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "rejected\n", "")


def test_path_with_spaces(project: Path) -> None:
    file = project / "een map" / "één bericht.xml"
    file.parent.mkdir()
    file.write_text(TR018_ONCE, encoding="utf-8")

    assert check(file).status == "rejected"
