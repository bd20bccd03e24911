"""`messages`: one expectation for many files, each a test of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.cases import load_cases
from retour.cases.expect import VALID
from retour.cases.rewriting import rewritten
from retour.errors import CaseFileError
from retour.model import Expectation
from samples import write_project

CASE = """\
rules: demo/1.0
cases:
  - id: good
    messages: {messages}
    expect: valid
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with messages in folders."""
    write_project(tmp_path)
    accepted = (tmp_path / "accepted.xml").read_bytes()
    for name in ("good/a.xml", "good/deep/b c.xml", "good/.hidden/x.xml", "good/a.txt", "other/a.xml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(accepted)
    return tmp_path


def found(folder: Path, messages: str, more: str = "") -> list[tuple[str, str, str | None]]:
    """The cases of a file: id, message, reason to skip."""
    file = folder / "all.cases.yaml"
    file.write_text(CASE.format(messages=messages) + more, encoding="utf-8")
    return [(case.id, case.message.relative_to(folder).as_posix(), case.skip) for case in load_cases(file)]


def refused(folder: Path, messages: str, more: str = "") -> str:
    with pytest.raises(CaseFileError) as caught:
        found(folder, messages, more)
    return str(caught.value).partition("all.cases.yaml:")[2]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ("good/*.xml", [("good-good-a", "good/a.xml", None)]),
        (
            "good/**/*.xml",
            [("good-good-a", "good/a.xml", None), ("good-good-deep-b-c", "good/deep/b c.xml", None)],
        ),
        (
            "[other/*.xml, good/a.xml, good/a.*]",
            [
                ("good-good-a.txt", "good/a.txt", None),
                ("good-good-a.xml", "good/a.xml", None),
                ("good-other-a", "other/a.xml", None),
            ],
        ),
    ],
    ids=["folder", "folders", "several"],
)
def test_each_file_is_a_case(
    folder: Path, messages: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found(folder, messages) == expected


def test_a_pattern_may_look_above_the_case_file(folder: Path) -> None:
    file = folder / "cases/all.cases.yaml"
    file.parent.mkdir()
    file.write_text(CASE.format(messages="../good/*.xml"), encoding="utf-8")

    (case,) = load_cases(file)

    assert (case.id, case.message.resolve()) == ("good-good-a", (folder / "good/a.xml").resolve())


def test_what_is_left_out_is_skipped_with_its_reason(folder: Path) -> None:
    more = "    except: {good/deep/*: of another release}\n"

    assert found(folder, "good/**/*.xml", more) == [
        ("good-good-a", "good/a.xml", None),
        ("good-good-deep-b-c", "good/deep/b c.xml", "of another release"),
    ]


@pytest.mark.parametrize(
    ("messages", "more", "expected"),
    [
        ("bad/*.xml", "", "4:15: no file fits bad/*.xml"),
        ("[good/*.xml, bad/*.xml]", "", "4:28: no file fits bad/*.xml"),
        ("/etc/*", "", "4:15: '/etc/*' is no pattern of files, such as good/**/*.xml"),
        ("good/../../*", "", "4:15: in good/../../* '..' can only stand in front"),
        ("good/a**b", "", "4:15: good/a**b can't be looked up: "),
        ("[]", "", "4:15: 'messages' takes at least one item"),
        (
            "good/*.xml",
            "    except: {good/b.xml: odd}\n",
            "6:26: none of the messages is good/b.xml, did you mean 'good/a.xml'?",
        ),
        ("good/*.xml", "    except: {good/a.xml: ''}\n", "6:26: give the reason"),
        (
            "good/*.xml",
            "    message: accepted.xml\n",
            "3:5: 'messages' and 'message' both name what is checked: leave one out",
        ),
    ],
)
def test_what_cannot_be_meant(folder: Path, messages: str, more: str, expected: str) -> None:
    assert refused(folder, messages, more).startswith(expected)


def test_except_without_messages(folder: Path) -> None:
    file = folder / "all.cases.yaml"
    file.write_text(
        "rules: demo/1.0\ncases: [{id: a, message: accepted.xml, except: {a: b}, expect: valid}]\n"
    )

    with pytest.raises(CaseFileError, match="'except' leaves out some of the messages"):
        load_cases(file)


@pytest.mark.parametrize("row", ["", "    each: [{label: a}]\n"], ids=["alone", "in a table"])
def test_acceptance_does_not_change_what_all_share(folder: Path, row: str) -> None:
    found(folder, "good/*.xml", row)
    file = folder / "all.cases.yaml"
    (case,) = load_cases(file)

    with pytest.raises(CaseFileError, match="all its messages share it; give this one a case"):
        rewritten(file.read_text("utf-8"), [(case, VALID.put(Expectation(), False))])
