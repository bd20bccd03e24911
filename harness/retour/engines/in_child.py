"""What a child process is: a session, begun once, that does what comes in at its standard input.

It ends when nothing can come in any more, and by itself when a limit is passed; see `ending`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from time import perf_counter
from typing import IO, TypeVar

from retour.engines.ending import (
    OUT_OF_MEMORY,
    end_after,
    end_after_work,
    end_with_parent,
    go_on,
    limit_memory_and_files,
    listen_to_signals,
)
from retour.engines.limits import Limits
from retour.engines.protocol import Order, Reply
from retour.engines.running import compile_stylesheet, run_order
from retour.engines.sessions import Failure, Session
from retour.engines.wire import Compile, Compiled, Done, Run, Setup, Up, receive, send

STDERR = 2

T = TypeVar("T")


def main(parent: int, package: str | None = None) -> None:
    """Work until the parent is gone.

    Args:
        parent: its process id.
        package: of a processor that is likely to be asked for; it is loaded before anything is asked.
    """
    listen_to_signals()
    end_with_parent(parent)
    os.chdir(
        os.sep
    )  # SaxonC doesn't start in a folder whose path is no UTF-8; and nobody waits for us to leave one
    orders, replies = pipes()
    if package is not None:
        with suppress(Exception):  # told when it is asked for
            import_module(package)
    with suppress(EOFError, BrokenPipeError):
        _work(orders, replies)
    os._exit(0)  # there is nothing to be tidied up, and the processor's own way out can crash


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes of this process, out of reach of libraries in C that print or read."""
    orders, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(STDERR, 1)
    return orders, replies


def _work(orders: IO[bytes], replies: IO[bytes]) -> None:
    setup: Setup = receive(orders)
    limits = setup.limits
    limit_memory_and_files(limits)
    end_after(limits.start)
    try:
        session = setup.processor.open_session(STDERR)
    except ImportError as error:
        send(replies, Up(f"the package {setup.processor.package} can't be loaded: {error}"))
        return
    except Exception as error:
        send(replies, Up(f"{setup.processor.product} doesn't start: {type(error).__name__}: {error}"))
        return
    go_on()
    send(replies, Up())
    while True:
        order: Compile | Run = receive(orders)
        if isinstance(order, Compile):
            end_after_work(limits.compile)
            reply: Compiled | Done = Compiled(with_memory(compile_stylesheet(session, order.stylesheet)))
        else:
            end_after(order.limit)
            reply = _run(session, order, limits)
        go_on()
        send(replies, reply)


def _run(session: Session, order: Run, limits: Limits) -> Done:
    begin = perf_counter()
    replies = [run_within(session, each, limits) for each in order.orders]
    return Done(perf_counter() - begin, replies)


def run_within(session: Session, order: Order, limits: Limits) -> Reply | Failure:
    """Run an order in this process, which ends when it has no memory left; what was written to standard error is cleared."""
    reply = with_memory(run_order(session, order, limits))
    written = os.fstat(STDERR).st_size
    if written:
        os.ftruncate(STDERR, 0)
        os.lseek(STDERR, 0, os.SEEK_SET)
    if written < limits.stderr:
        return reply
    return Failure(
        "output", f"it wrote {written:,} bytes to standard error, by trace() perhaps; more are refused"
    )


def with_memory(reply: T) -> T:
    """A reply; one that says that there is no memory left ends the process: what it would do next isn't to be trusted."""
    if isinstance(reply, Failure) and reply.kind == "memory":
        os._exit(OUT_OF_MEMORY)
    return reply
