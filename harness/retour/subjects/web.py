"""A subject that is a service: each message is posted to it."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

from retour.errors import SubjectError
from retour.subjects.commands import text_of_answer
from retour.subjects.description import SystemUnderTest
from retour.subjects.said import Said, Submission
from retour.text.excerpts import excerpt
from retour.text.sizes import size_text

_CHUNK = 65536
_TOLD = 200
"""Characters of an answer that an error repeats."""


class WebLine:
    """Posts messages to a service, each on a connection of its own; see `SubjectLine`. No redirect is followed."""

    def __init__(self, subject: SystemUnderTest) -> None:
        self._subject = subject
        self._socket: socket.socket | None = None

    def ask(self, submission: Submission) -> Said:
        fields = self._subject.fields
        url = fields.url or ""
        parts = urlsplit(url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=fields.time_limit)
        deadline = monotonic() + fields.time_limit
        is_over = False

        def end() -> None:
            nonlocal is_over
            is_over = True
            self.close()

        timer = Timer(fields.time_limit, end)
        timer.daemon = True
        timer.start()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.connect()
            self._socket = connection.sock
            connection.request("POST", target, submission.data, _headers(fields.headers))
            response = connection.getresponse()
            answer = _body(response, fields.output_limit)
            if is_over:
                raise TimeoutError
        except (OSError, HTTPException) as error:
            if is_over or isinstance(error, TimeoutError) or monotonic() >= deadline:
                raise SubjectError(
                    f"it didn't answer within {fields.time_limit:g} s (time_limit)", "subject-time-limit"
                ) from None
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise SubjectError(f"{url} can't be reached: {why}", "subject-unreachable") from None
        finally:
            timer.cancel()
            connection.close()
            self._socket = None
        return self._said(response, answer)

    def close(self) -> None:
        if (sock := self._socket) is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _said(self, response: HTTPResponse, answer: bytes) -> Said:
        """What an answer and a status say together.

        Raises:
            SubjectError: the status is no answer.
        """
        subject, status = self._subject, response.status
        how = f"status {status}"
        if status in subject.fields.statuses.refused:
            return Said(None, False, how)
        if status in subject.fields.statuses.answered:
            if not answer.strip():
                raise SubjectError(f"it gave no answer, and {how}", "subject-answer")
            return Said(text_of_answer(answer), None, how)
        if status == 400 and subject.patch_level is not None:
            raise SubjectError(
                f"it doesn't know the patch level {subject.patch_level}, or no longer: {how}{_told(answer)}",
                "subject-refused",
            )
        if 300 <= status < 400:
            where = response.getheader("Location") or "nowhere"
            raise SubjectError(
                f"it sends on to {excerpt(where)}, which isn't followed: {how}", "subject-refused"
            )
        raise SubjectError(f"it answers with {how}{_told(answer)}", "subject-refused")


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    """The headers of a request; http.client adds the length, and no encoding but the plain one is asked for."""
    usual = {"Content-Type": "application/xml", "Accept-Encoding": "identity", "Connection": "close"}
    named = {name.lower() for name in given}
    return {**{name: value for name, value in usual.items() if name.lower() not in named}, **given}


def _body(response: HTTPResponse, most: int) -> bytes:
    """The body of an answer.

    Raises:
        SubjectError: it is too large.
    """
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > most:
            raise SubjectError(
                f"its answer is larger than {size_text(most)} (output_limit)", "subject-output-limit"
            )
    if response.length:
        raise IncompleteRead(bytes(data), response.length)
    return bytes(data)


def _told(answer: bytes) -> str:
    text = " ".join(answer[: 4 * _TOLD].decode("utf-8", "replace").split())[:_TOLD]
    return f": {text}" if text else ""
