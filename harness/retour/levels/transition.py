"""The level «transition»: whether the message may travel at the moment at which it is sent."""

from __future__ import annotations

from retour.levels.codes import LevelCode
from retour.levels.level import LevelCheck
from retour.levels.passage import Passage
from retour.model import Finding
from retour.transitions import TRANSITION_CODES, WARNINGS, Format, Sending, transition_findings

_SOURCE = "the calendar of the transition"

TRANSITION_LEVEL_CODES = tuple(
    LevelCode("transition", code, meaning, _SOURCE, "warning" if code in WARNINGS else "error")
    for code, meaning in TRANSITION_CODES.items()
)


def check_transition(passage: Passage) -> list[Finding] | None:
    """What the calendar says against sending the message; None where nothing tells when it is sent.

    Raises:
        CalendarError: no calendar speaks of this message at that moment, or one can't be read.
        MessageError: the message is in an envelope, and can't be read.
    """
    check = passage.check
    if check.sent is None:
        return None
    if not passage.is_inside:
        passage.enter()
    identity = passage.identity
    assert identity is not None, "the message is read at the level «file»"
    calendar = check.workspace.calendars.about(identity, check.sent)
    form: Format = "XML" if passage.ei is None else "EI"
    return list(transition_findings(Sending(calendar, identity, form, check.sent, check.sender)))


TRANSITION_LEVEL = LevelCheck(
    "transition", check_transition, TRANSITION_LEVEL_CODES, is_asked=lambda check: check.sent is not None
)
