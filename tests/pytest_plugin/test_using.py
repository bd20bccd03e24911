"""`retour run stop.xml`: the cases that use a message."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended, posix_only, run_here
from samples import MESSAGE, write_cases

Retour = Callable[..., Ended]

MIXED = """\
message: accepted.xml
cases:
  - {id: own, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: shared, expect: valid}
"""


@pytest.fixture
def retour_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    return run_here(monkeypatch, capsys)


def names(ended: Ended) -> list[str]:
    """The cases that passed, as `-v` tells them, without their folders."""
    return sorted(re.findall(r"^(?:.*?/)??([^/\s]+\.cases\.yaml::\S+) PASSED", ended.out, re.MULTILINE))


def test_only_the_cases_that_use_it(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)

    ended = retour_here("run", "-v", "tr018.xml")

    assert (ended.code, names(ended)) == (0, ["a.cases.yaml::own"])


def test_several_messages_and_a_case_file(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)
    write_cases(project / "b.cases.yaml", MIXED.replace("own", "third"))
    write_cases(project / "c.cases.yaml", "message: accepted.xml\ncases: [{id: fourth, expect: valid}]\n")

    ended = retour_here("run", "-v", "c.cases.yaml", "tr018.xml")

    assert names(ended) == ["a.cases.yaml::own", "b.cases.yaml::third", "c.cases.yaml::fourth"]


def test_heenbericht_and_history_are_used(retour_here: Retour, project: Path) -> None:
    write_cases(
        project / "a.cases.yaml",
        "message: accepted.xml\nlevels: [file, rules]\ncases:\n"
        "  - {id: alone, expect: valid}\n"
        "  - {id: after, history: [tr018.xml], expect: valid}\n",
    )

    assert names(retour_here("run", "-v", "tr018.xml")) == ["a.cases.yaml::after"]


def test_cases_elsewhere_in_the_project(
    retour_here: Retour, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_cases(
        project / "cases" / "a.cases.yaml",
        MIXED.replace(": accepted", ": ../accepted").replace(": tr018.xml", ": ../messages/tr018.xml"),
    )
    (project / "messages").mkdir()
    shutil.move(project / "tr018.xml", project / "messages")
    monkeypatch.chdir(project / "messages")

    assert names(retour_here("run", "-v", "tr018.xml")) == ["a.cases.yaml::own"]


@posix_only
def test_another_name_of_the_same_file(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)
    (project / "link.xml").symlink_to("tr018.xml")

    assert names(retour_here("run", "-v", "link.xml")) == ["a.cases.yaml::own"]


def test_message_that_no_case_uses(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)
    (project / "new.xml").write_text(MESSAGE, encoding="utf-8")

    ended = retour_here("run", "new.xml", "tr018.xml")

    assert ended.code == 2
    assert ended.err.strip() == "ERROR: no case uses new.xml"


def test_message_that_no_case_uses_where_that_is_fine(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)
    (project / "new.xml").write_text(MESSAGE, encoding="utf-8")

    alone = retour_here("run", "--if-used", "new.xml")
    beside = retour_here("run", "--if-used", "-v", "new.xml", "tr018.xml")

    assert (alone.code, alone.err.strip()) == (0, "Exit: no case uses new.xml")
    assert (beside.code, names(beside)) == (0, ["a.cases.yaml::own"])
    assert "no case uses new.xml" in beside.out.splitlines()


def test_case_file_that_cannot_be_used_is_run(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)
    write_cases(project / "b.cases.yaml", "cases: []\n")

    ended = retour_here("run", "-v", "--if-used", "tr018.xml")

    assert (ended.code, names(ended)) == (2, ["a.cases.yaml::own"])
    assert "b.cases.yaml:1:1: no cases" in ended.out


def test_file_of_an_option_leaves_the_root_as_it_is(
    retour_here: Retour, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "below"
    write_cases(
        folder / "a.cases.yaml", MIXED.replace(": accepted", ": ../accepted").replace(": tr018", ": ../tr018")
    )
    (folder / "junit.xml").write_text("<testsuites/>", encoding="utf-8")
    monkeypatch.chdir(folder)

    ended = retour_here("run", "--junitxml", "junit.xml")

    assert "\na.cases.yaml .." in ended.out


def test_value_of_an_option_is_no_message(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)
    (project / "junit.xml").write_text("<testsuites/>", encoding="utf-8")

    ended = retour_here("run", "-v", "--junitxml", "junit.xml", "tr018.xml")

    assert (ended.code, names(ended)) == (0, ["a.cases.yaml::own"])


def test_workers_of_xdist(retour: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)

    ended = retour("run", "-n", "2", "tr018.xml")

    assert ended.code == 0
    assert "1 passed" in ended.out


def test_under_another_rule_set(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", MIXED)

    ended = retour_here("run", "-v", "--rules", "rules/demo", "tr018.xml")

    assert (ended.code, names(ended)) == (0, ["a.cases.yaml::own[demo/1.0@1.0.3]"])
