"""A command that is run for each message: what it says, and what it does instead."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import is_alive, posix_only, wait_until
from retour.errors import SubjectError
from retour.subjects.commands import CommandLine
from retour.subjects.description import SystemUnderTest
from retour.subjects.said import Said, Submission

Make = Callable[..., SystemUnderTest]

MESSAGE = Submission("stop.xml", b"<Bericht/>")


def ask(subject: SystemUnderTest, submission: Submission = MESSAGE) -> Said:
    return CommandLine(subject).ask(submission)


def test_what_it_prints_is_its_answer(subject: Make) -> None:
    assert ask(subject("say", '["TR018"]')) == Said('["TR018"]\n', None, "exit code 0")


def test_without_a_placeholder_it_reads_the_message(subject: Make) -> None:
    assert ask(subject("echo-stdin")).text == '["<Beri"]\n'


def test_it_may_write_its_answer_to_a_file(subject: Make) -> None:
    assert ask(subject("to-file", "{answer}", "{message}")).text == '["TR018"]'


def test_the_message_keeps_its_name_and_earlier_ones_are_numbered(subject: Make) -> None:
    earlier = (("start.xml", b"<a/>"), ("start.xml", b"<b/>"))
    said = ask(
        subject("names", "{message}", "{history}", takes=["history"]),
        Submission("stop.xml", b"<c/>", earlier),
    )

    assert said.text == '["stop.xml", "0001-start.xml", "0002-start.xml"]\n'


@pytest.mark.parametrize(
    ("order", "kind", "text"),
    [
        ("crash", "subject-answer", "it gave no answer, and exit code 1: Traceback"),
        ("exit-7", "subject-crashed", "it ended with exit code 7"),
        ("kill", "subject-crashed", "it was ended by signal 9"),
        ("nothing", "subject-answer", "it gave no answer, and exit code 0"),
        ("bytes", "subject-answer", "its answer is no UTF-8, from byte 0 on"),
        ("flood", "subject-output-limit", "it wrote more than 100 kB to standard output (output_limit)"),
        (
            "flood-errors",
            "subject-output-limit",
            "it wrote more than 100 kB to standard error (output_limit)",
        ),
    ],
)
def test_what_is_no_answer_is_an_error(subject: Make, order: str, kind: str, text: str) -> None:
    with pytest.raises(SubjectError) as caught:
        ask(subject(order, output_limit="100 kB"))

    assert caught.value.kind == kind
    assert caught.value.text.startswith(text)


@posix_only
def test_who_hangs_is_ended_with_all_that_it_started(subject: Make, child: Path) -> None:
    with pytest.raises(SubjectError) as caught:
        ask(subject("hang", time_limit="2s"))

    assert (caught.value.kind, caught.value.text) == (
        "subject-time-limit",
        "it was not done with this message after 2 s (time_limit)",
    )
    assert wait_until(lambda: not is_alive(int(child.read_text())))


@posix_only
def test_what_it_leaves_behind_is_ended_and_not_waited_for(subject: Make, child: Path) -> None:
    assert ask(subject("leave", time_limit="20s")).text == '["TR018"]\n'
    assert wait_until(lambda: not is_alive(int(child.read_text())))


def test_a_program_that_there_is_not(subject: Make, tmp_path: Path) -> None:
    there = subject("say")
    missing = SystemUnderTest(there.fields.model_copy(update={"command": ("./judge",)}), "x.yaml", tmp_path)

    with pytest.raises(SubjectError, match=r"judge' can't be run: No such file or directory$") as caught:
        ask(missing)
    assert caught.value.kind == "subject-unreachable"


@pytest.mark.parametrize(("order", "accepted"), [("nothing", True), ("crash", False)])
def test_an_exit_code_as_the_answer(subject: Make, order: str, accepted: bool) -> None:
    assert ask(subject(order, answers="exit-code")).accepted is accepted


def test_a_refusal_needs_no_answer(subject: Make) -> None:
    said = ask(subject("refuse", exit_codes={"refused": [3]}))

    assert said == Said(None, False, "exit code 3")


def test_nothing_stays_in_the_temporary_folder(
    subject: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))

    ask(subject("say", "[]", "{message}"))

    assert os.listdir(folder) == []
