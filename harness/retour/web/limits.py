"""What the service takes on: beyond that a request is refused before anything is done for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """Limits of the service; those on a message and its rules are the same as everywhere.

    Attributes:
        at_once: requests with a body that are taken on at the same time: judged, waiting, or still coming in.
        held: bytes that their bodies may have together.
        receiving: seconds in which a body must have come in; and those after which a connection without a request is closed.
        answering: seconds in which a request must be answered, waiting included.
        connections: that may be open at the same time.
        ending: seconds that requests under way get when the service ends.
        retry_after: seconds after which who is refused may try again.
    """

    at_once: int = 64
    held: int = 256 * 1024 * 1024
    receiving: float = 30.0
    answering: float = 120.0
    connections: int = 500
    ending: float = 10.0
    retry_after: int = 2
