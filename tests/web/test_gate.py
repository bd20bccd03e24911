"""What `retour serve` refuses: strangers, too much at once, too large, too slow; and how it begins and ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from processes import RETOUR, engine_children, is_alive, posix_only, run_here, wait_until
from retour.engines import registry
from retour.engines.saxon import saxon
from retour.messages import MAX_BYTES
from retour.web.limits import ServiceLimits
from retour.web.serving import ServiceAddress
from samples import ENDLESS, MESSAGE, write_project, write_set
from served import Answered, Served, ValidationClient, serving

DATA = MESSAGE.encode()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = write_project(tmp_path_factory.mktemp("gate") / "project")
    with serving(folder, limits=ServiceLimits(receiving=0.5)) as served:
        ValidationClient(served.url).wait()
        yield served


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "attacker.example:8080"},
        {"Host": "10.1.2.3"},
        {"Host": "[::1"},
        {"Origin": "http://attacker.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
def test_no_other_origin_may_call_it(service: Served, headers: dict[str, str]) -> None:
    answered = service.ask("POST", "/validatie", DATA, headers)

    assert answered.status == 403
    assert not [name for name in answered.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_its_own_names(service: Served, name: str) -> None:
    host = f"{name}:{urlsplit(service.url).port}"
    headers = {"Host": host, "Origin": f"http://{host}".lower(), "Sec-Fetch-Site": "same-origin"}

    assert service.ask("POST", "/validatie", DATA, headers).status == 200


def test_no_other_site_may_ask_beforehand(service: Served) -> None:
    headers = {"Origin": "http://attacker.example", "Access-Control-Request-Method": "POST"}

    assert service.ask("OPTIONS", "/validatie", None, headers).status == 403


def test_every_answer_is_closed_off(service: Served) -> None:
    for method, path, body in (
        ("GET", "/status", None),
        ("GET", "/nothing", None),
        ("POST", "/validatie", b"<"),
    ):
        headers = service.ask(method, path, body).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Server"] is None


def test_other_paths_and_methods(service: Served) -> None:
    missing = service.ask("POST", "/validate", DATA)
    assert (missing.status, missing.text) == (
        404,
        "there is no /validate here: POST /validatie, GET /status, and the page at /\n",
    )
    assert service.ask("GET", "/validatie").status == 405
    assert service.ask("POST", "/status", DATA).status == 405


def raw(service: Served, request: bytes, *, wait: bool = False) -> bytes:
    """What a service answers to bytes as they are."""
    parts = urlsplit(service.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while (chunk := connection.recv(65536)) and (wait or b"\r\n\r\n" not in answer):
            answer += chunk
        return answer + chunk


def status_of(answer: bytes) -> int:
    return int(answer.split()[1])


def test_a_body_without_a_length(service: Served) -> None:
    head = b"POST /validatie HTTP/1.1\r\nHost: localhost\r\n"

    assert status_of(raw(service, head + b"Transfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n0\r\n\r\n")) == 411
    assert status_of(raw(service, head + b"Content-Length: x\r\n\r\n")) == 400


def test_a_body_that_is_too_large(service: Served) -> None:
    rejected = service.ask("POST", "/validatie", b"x" * (MAX_BYTES + 1))
    refused = service.ask("POST", "/validatie", b"x" * (2 * MAX_BYTES + 1))

    assert (rejected.status, "<vr:Code>size</vr:Code>" in rejected.text) == (200, True)
    assert (refused.status, refused.text) == (
        413,
        "the body is larger than 52.43 MB, and more isn't taken\n",
    )


def test_a_body_that_does_not_come_in_time(service: Served) -> None:
    begun = time.monotonic()

    answer = raw(
        service, b"POST /validatie HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n<a>", wait=True
    )

    assert status_of(answer) == 408
    assert time.monotonic() - begun < 5
    assert ValidationClient(service.url).codes(DATA) == []


@pytest.mark.parametrize("begin", [b"", b"POST /valid", b"GET /status HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_a_connection_of_which_no_request_comes(service: Served, begin: bytes) -> None:
    begun = time.monotonic()

    assert raw(service, begin, wait=True) == b""

    assert 0.4 < time.monotonic() - begun < 5


def test_too_many_connections(tmp_path: Path) -> None:
    limits = ServiceLimits(connections=2, receiving=0.5)
    with serving(write_project(tmp_path / "project"), limits=limits) as served:
        parts = urlsplit(served.url)
        held = [socket.create_connection((parts.hostname, parts.port)) for _ in range(2)]
        assert wait_until(lambda: served.ask("GET", "/status").status == 503)
        refused = served.ask("GET", "/status")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
        assert wait_until(lambda: served.ask("GET", "/status").status == 200)  # who sends nothing is closed
        for each in held:
            each.close()


def test_a_connection_that_is_used_again(service: Served) -> None:
    """It is closed when nothing more comes, and not while it is in use."""
    parts = urlsplit(service.url)
    request = b"POST /validatie HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(DATA)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        for _ in range(6):  # for longer than a connection may stay without a request
            connection.sendall(request + DATA)
            answer = b""
            while b"</vr:Rapport>" not in answer and b"Fouten/>" not in answer:
                answer += connection.recv(65536)
            assert status_of(answer) == 200
            time.sleep(0.3)


def test_too_many_at_once(tmp_path: Path) -> None:
    """A judge that is busy, one that waits, and then no more is taken on."""
    folder = write_project(tmp_path / "project")
    write_set(folder / "rules" / "demo", ENDLESS)
    with serving(folder, time_limit=0.7, limits=ServiceLimits(at_once=2)) as served:
        ValidationClient(served.url).wait()
        answers: list[Answered] = []
        threads = [
            Thread(target=lambda: answers.append(served.ask("POST", "/validatie", DATA))) for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        assert wait_until(lambda: b'"at_once":2' in served.ask("GET", "/status").body)

        refused = served.ask("POST", "/validatie", DATA)

        assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
        assert refused.text == "too many requests at once: try again later\n"
        for thread in threads:
            thread.join()
        assert [(each.status, each.headers["Retour-Error"]) for each in answers] == [(500, "time-limit")] * 2
        assert b'"at_once":0' in served.ask("GET", "/status").body


def test_too_many_bytes_at_once(tmp_path: Path) -> None:
    limits = ServiceLimits(held=1000)
    with serving(write_project(tmp_path / "project"), limits=limits) as served:
        assert served.ask("POST", "/validatie", b"x" * 1001).status == 503
        assert served.ask("POST", "/validatie", b"x" * 1000).status == 200


def test_an_answer_that_does_not_come_in_time(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    write_set(folder / "rules" / "demo", ENDLESS)
    with serving(folder, time_limit=0.7, limits=ServiceLimits(answering=0.2)) as served:
        answered = served.ask("POST", "/validatie", DATA)

    assert (answered.status, answered.headers["Retry-After"]) == (503, "2")


def test_a_failure_of_the_harness_is_told_to_who_runs_it(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("999990019")

    monkeypatch.setattr("retour.web.app.validated", fail)

    answered = service.ask("POST", "/validatie", DATA)

    assert (answered.status, answered.headers["Retour-Error"]) == (500, "internal")
    assert "999990019" not in answered.text
    assert "ZeroDivisionError: 999990019" in service.told[-1]


def test_an_engine_that_is_not_there_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = replace(saxon(), missing="the package saxonche isn't installed")
    monkeypatch.setitem(registry._PROCESSORS, "saxon", lambda: gone)
    with serving(write_project(tmp_path / "project")) as served:
        answered = served.ask("POST", "/validatie", DATA)
        status = served.ask("GET", "/status")
        monkeypatch.undo()

        assert (answered.status, answered.headers["Retry-After"]) == (503, "2")
        assert answered.text == "not judged: the package saxonche isn't installed\n"
        assert (status.status, b'"DOWN"' in status.body) == (503, True)
        assert ValidationClient(served.url).codes(DATA) == []
        assert served.ask("GET", "/status").status == 200


def test_other_machines_when_they_are_let_in(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    with serving(folder, address=ServiceAddress("0.0.0.0", 0, ("validator.example",))) as served:
        for host, status in (
            ("10.1.2.3:8080", 200),
            ("validator.example", 200),
            ("localhost", 200),
            ("attacker.example", 403),
        ):
            assert served.ask("POST", "/validatie", DATA, {"Host": host}).status == status, host


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(project: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, *RETOUR, "serve", "--port", "0", "--engine-workers", "1"],
        cwd=project,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("retour serve: http://127.0.0.1:")
    url = line.split()[2].rstrip("/")
    assert ValidationClient(url).codes(DATA) == []
    children = engine_children(process.pid)
    assert children

    process.send_signal(number)

    assert process.wait(20) == 0
    assert process.stderr.read() == ""
    assert wait_until(lambda: not any(map(is_alive, children)))


def test_an_address_that_is_taken(
    project: Path, service: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = urlsplit(service.url).port

    ended = run_here(monkeypatch, capsys)("serve", "--port", str(port), "--host", "127.0.0.1")

    assert ended.code == 2
    assert ended.err == f"retour: can't listen at 127.0.0.1 port {port}: Address already in use\n"


def test_an_address_that_there_is_not(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run_here(monkeypatch, capsys)("serve", "--host", "nowhere.invalid")

    assert ended.code == 2
    assert ended.err.endswith("\nretour: --host nowhere.invalid: there is no such address\n")


def test_other_machines_come_with_a_warning(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run_here(monkeypatch, capsys)("serve", "--host", "192.0.2.1")

    assert ended.code == 2
    assert ended.err.startswith(
        "retour: --host 192.0.2.1: other machines can reach this service, and nothing "
    )


def test_without_its_extra(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("retour.cli.serve.find_spec", lambda name: None if name == "uvicorn" else name)

    ended = run_here(monkeypatch, capsys)("serve")

    assert ended.code == 2
    assert ended.err == (
        "retour: retour serve takes the extra «web»: pip install 'retour-harness[web]' (uvicorn is not installed)\n"
    )
