"""The engine of a processor that isn't there: it says so to each job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from retour.engines.protocol import Job, Pending
from retour.engines.tickets import Later
from retour.errors import EngineUnavailable

T = TypeVar("T")


class Unavailable:
    """Gives each job the reason why it can't be run."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    def start(self, parts: int) -> None:
        pass

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        error = EngineUnavailable(self._reason)
        return [Later(lambda job=job: job.complete(error)) for job in jobs]  # type: ignore[misc]

    def close(self) -> None:
        pass
