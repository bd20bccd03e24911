"""The level «transition»: whether the message may travel at the moment at which it is sent."""

from __future__ import annotations

from harness.levels.codes import LevelCode
from harness.levels.passage import Passage
from harness.model import Finding
from harness.transitions import TRANSITION_CODES, WARNINGS, Sending, transition_findings

_SOURCE = "the calendar of the transition"

TRANSITION_LEVEL_CODES = tuple(
    LevelCode("transition", code, meaning, _SOURCE, "warning" if code in WARNINGS else "error")
    for code, meaning in TRANSITION_CODES.items()
)


def check_transition(passage: Passage) -> list[Finding] | None:
    """What the calendar says against sending the message; None where nothing tells when it is sent.

    Raises:
        CalendarError: no calendar speaks of this message at that moment, or one can't be read.
    """
    check = passage.check
    if check.sent is None:
        return None
    identity = passage.read().identity
    calendar = check.workspace.calendars.about(identity, check.sent)
    return list(transition_findings(Sending(calendar, identity, "XML", check.sent, check.sender)))
