"""A subject that runs on: it is asked and answers on its standard input and output, one JSON object a line.

    harness → subject   {"do": "start", "protocol": 1}
    subject → harness   {"do": "started", "version": "7.4"}
    harness → subject   {"do": "run", "id": 1, "message": "/…/WMO307.xml"}
    subject → harness   {"do": "done", "id": 1, "answer": …}       or "refused": true, or "error": "why it can't"
    harness → subject   {"do": "stop"}

The answer is text for a report or a retourbericht, and the list or object itself for codes. The schema of all of it is printed by
`retour schema sut-protocol`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from time import monotonic
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from retour.errors import SubjectError
from retour.subjects.commands import filled, how_it_ended, text_of_answer, written
from retour.subjects.description import HISTORY, MESSAGE, SystemUnderTest
from retour.subjects.processes import OverdueError, Started
from retour.subjects.protocol import DoneLine, RunLine, StartedLine, StartLine, StopLine
from retour.subjects.said import Said, Submission
from retour.text.complaints import told
from retour.text.excerpts import excerpt
from retour.text.scratch import scratch_folder

_L = TypeVar("_L", bound=BaseModel)

_STOPPING = 2.0
"""Seconds in which a subject may end by itself when it is told to stop."""


class SessionLine:
    """Asks a running subject; see `SubjectLine`. After an error it is ended, and started anew for the next message."""

    def __init__(self, subject: SystemUnderTest) -> None:
        self._subject = subject
        self._started: Started | None = None
        self._number = 0

    def ask(self, submission: Submission) -> Said:
        with scratch_folder() as folder:
            files = written(submission, folder)
            history = None if submission.earlier is None else files[HISTORY]
            try:
                started = self._started or self._start()
                started.forget()
                self._number += 1
                run = RunLine(id=self._number, message=files[MESSAGE], history=history)
                _send(started, run)
                return self._said(
                    self._read(started, DoneLine, self._subject.fields.time_limit, "time_limit")
                )
            except BaseException:
                self._end()
                raise

    def close(self) -> None:
        started = self._started
        if started is not None:
            with suppress(SubjectError, OverdueError):
                _send(started, StopLine())
                if started.stdin is not None:
                    started.stdin.close()
                started.wait(monotonic() + _STOPPING)
            self._end()

    def _start(self) -> Started:
        fields = self._subject.fields
        self._started = Started(
            filled(self._subject, {}), self._subject.folder, fields.output_limit, takes_input=True
        )
        _send(self._started, StartLine(answers=fields.answers))
        self._read(self._started, StartedLine, fields.start_limit, "start_limit")
        return self._started

    def _read(self, started: Started, form: type[_L], limit: float, name: str) -> _L:
        try:
            line = started.line(monotonic() + limit)
        except OverdueError:
            raise SubjectError(
                f"it didn't answer within {limit:g} s ({name})", "subject-time-limit"
            ) from None
        if line is None:
            with suppress(SubjectError, OverdueError):
                started.wait(monotonic() + _STOPPING)
            code = started.kill()
            how = "closed its standard output" if code is None else how_it_ended(code)
            raise SubjectError(f"it {how} before it answered{started.said}", "subject-crashed")
        return _parsed(line, form)

    def _said(self, done: DoneLine) -> Said:
        if done.id != self._number:
            raise SubjectError(
                f"it answered run {done.id}, where run {self._number} was asked", "subject-answer"
            )
        if done.error is not None:
            raise SubjectError(f"it says that it can't judge this message: {done.error}", "subject-refused")
        if done.refused:
            return Said(None, False, "refused")
        answer = done.model_dump(mode="json")["answer"]
        return Said(answer if isinstance(answer, str) else json.dumps(answer), None, "answered")

    def _end(self) -> None:
        started, self._started = self._started, None
        if started is not None:
            started.kill()


def _send(started: Started, line: BaseModel) -> None:
    assert started.stdin is not None
    with suppress(OSError, ValueError):  # it has gone: reading tells how
        started.stdin.write(line.model_dump_json(exclude_none=True).encode() + b"\n")
        started.stdin.flush()


def _parsed(line: bytes, form: type[_L]) -> _L:
    """A line as what it is meant to be.

    Raises:
        SubjectError: it is no text, no JSON, or another line of the protocol.
    """
    text = text_of_answer(line, "line").strip()
    try:
        data: Any = json.loads(text)
        return form.model_validate(data)
    except ValidationError as error:
        raise SubjectError(
            f"its line {excerpt(text)} is not as the protocol has it: {told(error, 'the line')}",
            "subject-answer",
        ) from None
    except (ValueError, RecursionError):
        raise SubjectError(f"its line {excerpt(text)} is no JSON", "subject-answer") from None
