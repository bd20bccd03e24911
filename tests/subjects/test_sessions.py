"""A subject that runs on: asked line by line, begun anew after an error, told to stop at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import is_alive, posix_only, wait_until
from retour.errors import SubjectError
from retour.subjects.description import SystemUnderTest
from retour.subjects.said import Said, Submission
from retour.subjects.sessions import SessionLine

Make = Callable[..., SystemUnderTest]


@pytest.fixture
def line(subject: Make, child: Path) -> Iterator[SessionLine]:
    opened = SessionLine(subject(session=True, time_limit="2s", output_limit="100 kB"))
    yield opened
    opened.close()


def ask(line: SessionLine, word: str) -> Said:
    return line.ask(Submission("stop.xml", word.encode()))


def test_one_process_judges_all_messages(line: SessionLine) -> None:
    assert ask(line, '["TR018"]').text == '["TR018"]' or ask(line, "pid").text == ask(line, "pid").text


def test_it_may_refuse(line: SessionLine) -> None:
    assert ask(line, "refused") == Said(None, False, "refused")


@pytest.mark.parametrize(
    ("word", "kind", "text"),
    [
        ("crash", "subject-crashed", "it ended with exit code 1 before it answered: Traceback"),
        ("kill", "subject-crashed", "it was ended by signal 9 before it answered"),
        ("latin-1", "subject-answer", "its line is no UTF-8, from byte 27 on"),
        ("hang", "subject-time-limit", "it didn't answer within 2 s (time_limit)"),
        ("flood", "subject-output-limit", "it wrote more than 100 kB to standard output (output_limit)"),
        ("garbage", "subject-answer", "its line 'what?' is no JSON"),
        ("wrong id", "subject-answer", "it answered run 99, where run 1 was asked"),
        ("error", "subject-refused", "it says that it can't judge this message: no such customer"),
    ],
)
def test_what_is_no_answer_is_an_error_and_the_next_message_is_judged(
    line: SessionLine, word: str, kind: str, text: str
) -> None:
    with pytest.raises(SubjectError) as caught:
        ask(line, word)

    assert caught.value.kind == kind
    assert caught.value.text.startswith(text)
    assert ask(line, '["TR018"]').text == '[{"code": "TR018", "retour": null, "at": [], "severity": "error"}]'


@posix_only
def test_who_hangs_is_ended_with_all_that_it_started(line: SessionLine, child: Path) -> None:
    with pytest.raises(SubjectError):
        ask(line, "hang")

    assert wait_until(lambda: not is_alive(int(child.read_text())))


def test_it_is_told_to_stop(line: SessionLine, child: Path) -> None:
    pid = int(str(ask(line, "pid").text).split('"')[3])

    line.close()

    assert child.read_text() == "stopped"
    assert wait_until(lambda: not is_alive(pid))


def test_a_line_that_is_not_of_the_protocol(subject: Make, child: Path) -> None:
    line = SessionLine(subject(session=True))
    with pytest.raises(SubjectError, match=r"is not as the protocol has it: answer"):
        ask(line, "7")
    line.close()
