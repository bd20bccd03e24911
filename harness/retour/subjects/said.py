"""What goes to a subject, and what comes back, as it came: nobody has read it yet."""

from __future__ import annotations

from typing import NamedTuple


class Submission(NamedTuple):
    """A message for a subject.

    Attributes:
        name: of its file, without folders.
        data: its bytes.
        earlier: the messages that went before it, each with the name of its file, in the order of reception; None when none
            are given.
    """

    name: str
    data: bytes
    earlier: tuple[tuple[str, bytes], ...] | None = None


class Said(NamedTuple):
    """What a subject said of a message.

    Attributes:
        text: its answer; None where it gave none.
        accepted: what it said beside the answer, by an exit code or a status; None where that tells nothing.
        how: that it said so, as a clause, e.g. `exit code 1`.
    """

    text: str | None
    accepted: bool | None
    how: str
