"""A subject that is a command, run once for each message."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from retour.errors import SubjectError
from retour.subjects.description import ANSWER, HISTORY, MESSAGE, PYTHON, SystemUnderTest
from retour.subjects.processes import OverdueError, Started
from retour.subjects.said import Said, Submission
from retour.text.scratch import scratch_folder
from retour.text.sizes import size_text
from retour.text.writing import write_scratch


class CommandLine:
    """Runs the command of a subject; see `SubjectLine`."""

    def __init__(self, subject: SystemUnderTest) -> None:
        self._subject = subject
        self._started: Started | None = None

    def ask(self, submission: Submission) -> Said:
        fields = self._subject.fields
        with scratch_folder() as folder:
            files = written(submission, folder)
            has_file = any(MESSAGE in part for part in fields.command or ())
            command = filled(self._subject, {**files, ANSWER: str(folder / "answer")})
            self._started = started = Started(
                command, self._subject.folder, fields.output_limit, takes_input=not has_file
            )
            try:
                if started.stdin is not None:
                    _feed(started.stdin, submission.data)
                said = started.wait(monotonic() + fields.time_limit)
            except OverdueError:
                raise SubjectError(
                    f"it was not done with this message after {fields.time_limit:g} s (time_limit)",
                    "subject-time-limit",
                ) from None
            finally:
                code = started.kill()
                self._started = None
            if any(ANSWER in part for part in fields.command or ()):
                said = _answer_in(folder / "answer", fields.output_limit, code)
        return _said(self._subject, said, code, started)

    def close(self) -> None:
        if (started := self._started) is not None:
            started.kill()


def written(submission: Submission, folder: Path) -> dict[str, str]:
    """Write a message, and what went before it, into a folder; what stands for them in a command."""
    file = folder / "message" / submission.name
    write_scratch(file, submission.data)
    files = {MESSAGE: str(file)}
    if submission.earlier is not None:
        before = folder / "history"
        before.mkdir()
        for number, (name, data) in enumerate(submission.earlier, 1):
            write_scratch(before / f"{number:04}-{name}", data)
        files[HISTORY] = str(before)
    return files


def filled(subject: SystemUnderTest, files: Mapping[str, str]) -> list[str]:
    """The command of a subject, with what stands for its placeholders; its program from the folder of the description."""
    values = {**files, PYTHON: sys.executable}
    command = []
    for part in subject.fields.command or ():
        for placeholder, value in values.items():
            part = part.replace(placeholder, value)
        command.append(part)
    if os.sep in command[0] or "/" in command[0]:
        command[0] = str(subject.folder / command[0])
    return command


def _feed(stdin: IO[bytes], data: bytes) -> None:
    """Write to a process that may not read."""

    def write() -> None:
        with suppress(OSError, ValueError):
            stdin.write(data)
        with suppress(OSError):
            stdin.close()

    Thread(target=write, name="retour-subject", daemon=True).start()


def _answer_in(file: Path, most: int, code: int | None) -> bytes:
    """The answer that was written to a file; empty where there is none, which the exit code may explain."""
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SubjectError(f"its answer can't be read: {error.strerror}", "subject-answer") from None
    if len(data) > most:
        raise SubjectError(
            f"its answer is larger than {size_text(most)} (output_limit)", "subject-output-limit"
        )
    return data


def _said(subject: SystemUnderTest, answer: bytes, code: int | None, started: Started) -> Said:
    """What an answer and an exit code say together.

    Raises:
        SubjectError: the exit code is that of a crash, or the answer is no text.
    """
    codes = subject.fields.exit_codes
    how = f"exit code {code}"
    if code in codes.refused:
        return Said(None, False, how)
    if code not in (*codes.accepted, *codes.rejected):
        raise SubjectError(f"it {how_it_ended(code)}{started.said}", "subject-crashed")
    if subject.fields.answers == "exit-code":
        return Said(None, code in codes.accepted, how)
    if not answer.strip():
        raise SubjectError(f"it gave no answer, and {how}{started.said}", "subject-answer")
    return Said(text_of_answer(answer), None, how)


def how_it_ended(code: int | None) -> str:
    """What an exit code says of the end of a process; a negative one is that of a signal."""
    return f"was ended by signal {-code}" if code is not None and code < 0 else f"ended with exit code {code}"


def text_of_answer(answer: bytes, what: str = "answer") -> str:
    """An answer, or a line of one, as text.

    Raises:
        SubjectError: it is no UTF-8.
    """
    try:
        return answer.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SubjectError(f"its {what} is no UTF-8, from byte {error.start} on", "subject-answer") from None
