"""Services on this machine that answer as they are told; among them one that answers as the official one is described."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from samples import RAPPORT

LEVELS = ("3.0.2", "3.0.3")
"""The patch levels that the stub of the official service knows."""


@dataclass
class Asked:
    """A request that came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Service:
    """A service that runs.

    Attributes:
        answer: request → status, headers, body.
    """

    url: str
    asked: list[Asked] = field(default_factory=list)


Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def running(answer: Callable[[Asked], Answer]) -> Iterator[Service]:
    """A service for as long as it is needed, at a port that is free."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked("POST", self.path, dict(self.headers), self.rfile.read(length))
            service.asked.append(asked)
            status, headers, body = answer(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        service = Service(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()


def official(asked: Asked) -> Answer:
    """The official service, as far as its makers describe it.

    It is asked at /validatie, with both headers; a message with two days the wrong way round has a Fout.
    """
    if asked.path != "/validatie":
        return 404, {}, b""
    if asked.headers.get("Content-Type") != "application/x-www-form-urlencoded":
        return 415, {}, b""
    level = asked.headers.get("X-Version-Override", LEVELS[-1])
    if level not in LEVELS:
        return 400, {}, f"Onbekende versie {level}".encode()
    place = "/Bericht/Clienten/Client/StopProduct[1]/Einddatum"
    fout = f"<r:Fout><r:Code>TR018</r:Code><r:Retourcode>9018</r:Retourcode><r:Locatie>{place}</r:Locatie></r:Fout>"
    report = (
        f'<r:Rapport xmlns:r="{RAPPORT}"><r:Header><r:XSLTVersie>{level}</r:XSLTVersie></r:Header>'
        f"<r:Fouten>{fout if b'2017-06-01' in asked.body else ''}</r:Fouten></r:Rapport>"
    )
    return 200, {"Content-Type": "application/xml"}, report.encode()


@contextmanager
def dripping(first: bytes) -> Iterator[str]:
    """The address of a service that never ends its answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def serve() -> None:
            try:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(first)
                    while True:
                        connection.sendall(b"x")
                        time.sleep(0.1)
            except OSError:
                pass

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
