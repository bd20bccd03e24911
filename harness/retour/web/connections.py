"""Connections of which no request comes: they are closed, so that nobody keeps others out by holding many of them open."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


def closing_after(seconds: float) -> type[H11Protocol]:
    """A connection that is closed when for so long, or at most twice as long, no request has begun and none is answered.

    A request begins when its headers are there. How long its body may take is the service's to say.
    """

    class Impatient(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wait_for_more_than(None)

        def _wait_for_more_than(self, seen: Any) -> None:
            self.loop.call_later(seconds, self._look, seen)

        def _look(self, seen: Any) -> None:
            if self.transport.is_closing():
                return
            is_waiting = self.cycle is None or self.cycle.response_complete
            if is_waiting and self.cycle is seen:
                self.transport.close()
            else:
                self._wait_for_more_than(self.cycle if is_waiting else object())

    return Impatient
