"""A service that messages are posted to: what it is sent, what it says, and what it does instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from retour.errors import SubjectError
from retour.subjects.description import SystemUnderTest
from retour.subjects.said import Said, Submission
from retour.subjects.web import WebLine
from services import Answer, Asked, dripping, running

Make = Callable[..., SystemUnderTest]

MESSAGE = Submission("stop.xml", "<Naam>Zoë</Naam>".encode())


def always(status: int, body: bytes = b"", **headers: str) -> Callable[[Asked], Answer]:
    return lambda asked: (status, headers, body)


def test_it_gets_the_bytes_with_their_length_and_the_headers(subject: Make) -> None:
    with running(always(200, b"[]")) as service:
        made = subject(url=f"{service.url}/judge?kind=wmo", headers={"X-Key": "42"})
        assert WebLine(made).ask(MESSAGE) == Said("[]", None, "status 200")

    (asked,) = service.asked
    assert (asked.path, asked.body) == ("/judge?kind=wmo", MESSAGE.data)
    assert asked.headers["Content-Length"] == str(len(MESSAGE.data))
    assert asked.headers["Content-Type"] == "application/xml"
    assert asked.headers["X-Key"] == "42"


def test_a_refusal_by_status(subject: Make) -> None:
    with running(always(422, b"no XML")) as service:
        made = subject(url=service.url, statuses={"refused": [422]})
        assert WebLine(made).ask(MESSAGE) == Said(None, False, "status 422")


@pytest.mark.parametrize(
    ("answer", "kind", "text"),
    [
        (always(500, b"stack\n  trace"), "subject-refused", "it answers with status 500: stack trace"),
        (always(200), "subject-answer", "it gave no answer, and status 200"),
        (
            always(200, b"x" * 200_000),
            "subject-output-limit",
            "its answer is larger than 100 kB (output_limit)",
        ),
        (
            always(302, Location="http://elsewhere.example/"),
            "subject-refused",
            "it sends on to 'http://elsewhere.example/', which isn't followed: status 302",
        ),
    ],
)
def test_what_is_no_answer_is_an_error(
    subject: Make, answer: Callable[[Asked], Answer], kind: str, text: str
) -> None:
    with running(answer) as service, pytest.raises(SubjectError) as caught:
        WebLine(subject(url=service.url, output_limit="100 kB")).ask(MESSAGE)

    assert (caught.value.kind, caught.value.text) == (kind, text)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "first", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"], ids=["head", "body"]
)
def test_one_that_never_ends_its_answer_is_cut_off(subject: Make, first: bytes) -> None:
    with dripping(first) as url, pytest.raises(SubjectError) as caught:
        WebLine(subject(url=url, time_limit="1s")).ask(MESSAGE)

    assert (caught.value.kind, caught.value.text) == (
        "subject-time-limit",
        "it didn't answer within 1 s (time_limit)",
    )


def test_nobody_there(subject: Make) -> None:
    with pytest.raises(SubjectError, match=r"^http://127\.0\.0\.1:1/ can't be reached: ") as caught:
        WebLine(subject(url="http://127.0.0.1:1/")).ask(MESSAGE)
    assert caught.value.kind == "subject-unreachable"
