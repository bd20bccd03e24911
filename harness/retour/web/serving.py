"""The service from its start to its end: what it judges by, the address that it listens at, and the signals that end it."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from retour.configuration import find_configuration
from retour.cores import cores
from retour.errors import ConfigurationError, RuleSetError
from retour.model import Language, Place
from retour.rulesets import read_lock, verify_lock
from retour.rulesets.lock import LOCK
from retour.web.app import Service, Tell, application
from retour.web.connections import bounded_connection
from retour.web.gate import is_loopback, names_of
from retour.web.judges import Judges
from retour.web.limits import ServiceLimits

_MOST_JUDGES = 8
"""How many there are where nobody says: each takes some 150 MB."""


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """Where the service listens.

    Attributes:
        names: by which it is called beside its own.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    names: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether other machines can reach it."""
        return not is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class ReadyService:
    """A service that can begin.

    Attributes:
        url: where it listens.
        server: runs until its `should_exit` is set.
    """

    url: str
    server: uvicorn.Server
    _socket: socket.socket

    def run(self) -> None:
        """Serve until something ends it."""
        self.server.run([self._socket])


@contextmanager
def service_at(
    address: ServiceAddress,
    folder: Path,
    *,
    workers: int | None = None,
    time_limit: float | None = None,
    limits: ServiceLimits | None = None,
    language: Language | None = None,
    tell: Tell,
) -> Iterator[ReadyService]:
    """A service that is ready to run; see `serve`."""
    configuration = find_configuration(folder)
    locked = locked_sets(configuration.root)
    limits = limits or ServiceLimits()
    with closing(_listening(address)) as listening:
        judges = Judges(folder, workers or min(cores(), _MOST_JUDGES), time_limit, tell)
        try:
            service = Service(judges, limits, locked, tell, language or configuration.language)
            app = application(service, names_of(address.host, address.names), is_open=address.is_open)
            judges.start()
            yield ReadyService(_url(listening), uvicorn.Server(_settings(app, limits)), listening)
        finally:
            judges.close()


def serve(
    address: ServiceAddress,
    folder: Path,
    *,
    workers: int | None = None,
    time_limit: float | None = None,
    language: Language | None = None,
    tell: Tell,
) -> None:
    """Serve until a signal ends it.

    Args:
        folder: whose configuration and rule sets count.
        workers: judges, each with a child process; None for as many as there are processors, and no more than 8.
        time_limit: seconds that the rules may take on one message; None for the configured ones.
        language: of the page; None for that of the configuration.
        tell: says something to who runs the service; the address first.

    Raises:
        RetourError: the configuration can't be used, the installed rule sets aren't as locked, or the address is taken.
    """
    with (
        service_at(
            address, folder, workers=workers, time_limit=time_limit, language=language, tell=tell
        ) as ready,
        _signals_end_it(),
    ):
        tell(f"{ready.url}/ has a page, POST /validatie judges, Ctrl-C ends it")
        ready.run()


def locked_sets(project: Path) -> dict[str, str]:
    """SHA-256 of each installed rule set → the name of where it came from.

    Raises:
        RuleSetError: they aren't as `retour.lock` says: the verdicts would not be those of yesterday.
    """
    if not (locked := read_lock(project)):
        return {}
    if differences := verify_lock(project):
        first = differences[0]
        raise RuleSetError(
            f"the installed rule sets aren't as locked ({len(differences)} differences; the first: {first.path} "
            f"{first.kind}): `retour rules verify` tells all",
            Place(LOCK),
        )
    return {each.sha256: each.source for each in locked}


def _listening(address: ServiceAddress) -> socket.socket:
    """A socket that listens.

    Raises:
        ConfigurationError: it can't.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=256)
    except OSError as error:
        if error.errno is not None and error.errno < 0:  # of who looks names up
            raise ConfigurationError(f"--host {address.host}: there is no such address") from None
        why = os.strerror(error.errno) if error.errno else str(error)
        raise ConfigurationError(f"can't listen at {address.host} port {address.port}: {why}") from None


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _settings(app: object, limits: ServiceLimits) -> uvicorn.Config:
    for name in ("uvicorn", "python_multipart", "multipart"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong we tell ourselves
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        loop="asyncio",
        http=bounded_connection(limits),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=int(limits.ending),
    )


@contextmanager
def _signals_end_it() -> Iterator[None]:
    """Let SIGINT and SIGTERM be the end of the service and no error: uvicorn sends itself again what ended it."""
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(ValueError):  # in another thread than the main one, as in tests
            before[number] = signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
