"""`retour serve` within this process, and a client of the official validation service, written from what is publicly known of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from retour.web.limits import ServiceLimits
from retour.web.serving import ServiceAddress, service_at


class Answered(NamedTuple):
    """What a service answered."""

    status: int
    body: bytes
    headers: HTTPMessage

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Served(NamedTuple):
    """A service that runs.

    Attributes:
        told: what it said to who runs it.
    """

    url: str
    told: list[str]

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answered:
        """One request, on a connection of its own."""
        parts = urlsplit(self.url)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answered(response.status, response.read(), response.headers)
        finally:
            connection.close()


@contextmanager
def serving(
    folder: Path,
    *,
    workers: int = 1,
    limits: ServiceLimits | None = None,
    time_limit: float | None = None,
    address: ServiceAddress | None = None,
) -> Iterator[Served]:
    """A service for a folder, for as long as it is needed."""
    told: list[str] = []
    with service_at(
        address or ServiceAddress(port=0),
        folder,
        workers=workers,
        time_limit=time_limit,
        limits=limits,
        tell=told.append,
    ) as ready:
        thread = Thread(target=ready.run, daemon=True)
        thread.start()
        try:
            yield Served(ready.url.replace("0.0.0.0", "127.0.0.1"), told)
        finally:
            ready.server.should_exit = True
            thread.join()


class ValidationClient:
    """A client of the official validation service: a message in, codes out.

    What it relies on: POST /validatie with the raw message, the required headers, X-Version-Override, /status that answers 200, the
    report 1_1 with the version of the rules.
    """

    def __init__(self, url: str, level: str | None = None) -> None:
        self._url = urlsplit(url)
        self._level = level

    def wait(self, seconds: float = 30) -> None:
        """Wait until the service is ready."""
        end = time.monotonic() + seconds
        while self._request("GET", "/status", None, {})[0] != 200:
            assert time.monotonic() < end, "the service isn't ready"
            time.sleep(0.05)

    def codes(self, message: bytes) -> list[str]:
        """The codes of the Fouten in the report on a message."""
        return self.report(message)[1]

    def report(self, message: bytes) -> tuple[str | None, list[str]]:
        """The version of the rules that judged, and the codes of the Fouten."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(message))}
        if self._level is not None:
            headers["X-Version-Override"] = self._level
        status, answer = self._request("POST", "/validatie", message, headers)
        if status != 200:
            raise ValueError(f"{status}: {answer.decode()}")
        space = {"r": "http://www.istandaarden.nl/validatie/1_1/rapport/schema"}
        root = etree.fromstring(answer)
        assert etree.QName(root) == etree.QName(space["r"], "Rapport")
        version = root.findtext("r:Header/r:XSLTVersie", namespaces=space)
        return version, root.xpath("r:Fouten/r:Fout/r:Code/text()", namespaces=space)

    def _request(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        connection = HTTPConnection(self._url.hostname or "", self._url.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


Serving = Callable[..., Served]
