"""Connections that are kept within limits, so that nobody keeps others out by holding many of them open."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from retour.web.limits import ServiceLimits


def bounded_connection(limits: ServiceLimits) -> type[H11Protocol]:
    """A connection that is refused when there are too many, and closed when no request comes on it.

    A request begins when its headers are there. When for `receiving` seconds, or at most twice as long, none has begun and none is
    answered, the connection is closed. How long a body may take is the service's to say.
    """

    class BoundedConnection(H11Protocol):
        _looking: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if len(self.connections) > limits.connections:
                transport.write(_TOO_MANY % limits.retry_after)
                transport.close()
            else:
                self._wait_for_more_than(None)

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._looking is not None:
                self._looking.cancel()  # else it would hold what was sent in memory

        def _wait_for_more_than(self, seen: Any) -> None:
            self._looking = self.loop.call_later(limits.receiving, self._look, seen)

        def _look(self, seen: Any) -> None:
            if self.transport.is_closing():
                return
            is_waiting = self.cycle is None or self.cycle.response_complete
            if is_waiting and self.cycle is seen:
                self.transport.close()
            else:
                self._wait_for_more_than(self.cycle if is_waiting else object())

    return BoundedConnection


_TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: %d\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)
