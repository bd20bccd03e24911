"""What goes through the pipes between an engine and its child: pickled tuples, each after its length."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import IO, Any, NamedTuple

from retour.engines.limits import Limits
from retour.engines.protocol import Order, Reply, StylesheetFile
from retour.engines.sessions import Failure, Processor

_LENGTH = 8


class Setup(NamedTuple):
    """To the child, first: what it is to be; it answers `Up`."""

    processor: Processor
    limits: Limits


class Compile(NamedTuple):
    """To the child: a stylesheet that orders to come need; it answers `Compiled`."""

    stylesheet: StylesheetFile


class Run(NamedTuple):
    """To the child: orders, and the seconds that they may take together; it answers `Done`."""

    orders: Sequence[Order]
    limit: float


class Up(NamedTuple):
    """From the child: it is ready, or why it never will be."""

    failure: str | None = None


class Compiled(NamedTuple):
    """From the child: see `Session.compile`."""

    failure: Failure | None


class Done(NamedTuple):
    """From the child: the seconds that orders took together, and their replies."""

    seconds: float
    replies: Sequence[Reply | Failure]


def send(stream: IO[bytes], thing: Any) -> None:
    """Write one thing.

    Raises:
        OSError: nobody reads any more.
    """
    data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Wait for one thing.

    Raises:
        EOFError: nobody writes any more.
    """
    return pickle.loads(_exactly(stream, int.from_bytes(_exactly(stream, _LENGTH), "big")))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
