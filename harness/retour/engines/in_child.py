"""What a child process runs: a session, begun once, and then whatever it is sent."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from time import perf_counter

from retour.engines.protocol import Order, Reply, Stylesheet
from retour.engines.running import run_order
from retour.engines.sessions import Failure, Session

_session: Session | None = None


def start(open_session: Callable[[str], Session], stderr: str) -> None:
    """Begin the session of this child process; its standard error goes to a file.

    Ending the process must not wait for a running transform, so SIGTERM goes back to its default.
    """
    global _session
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _session = open_session(stderr)


def compile_stylesheet(stylesheet: Stylesheet) -> Failure | None:
    """See `Session.compile`."""
    assert _session is not None
    return _session.compile(stylesheet)


def run(orders: Sequence[Order]) -> tuple[float, list[Reply | Failure]]:
    """Run several orders.

    Returns:
        The seconds they took together, and their replies.
    """
    assert _session is not None
    begin = perf_counter()
    replies = [run_order(_session, order) for order in orders]
    return perf_counter() - begin, replies
