"""The level «transition»: whether the message may travel at the moment at which it is sent."""

from __future__ import annotations

from retour.language import mark
from retour.levels.codes import LevelCode
from retour.levels.judged import Judged, Left
from retour.levels.level import LevelCheck
from retour.levels.steps import Entered
from retour.messages import EiMessage
from retour.model import Case
from retour.transitions import TRANSITION_CODES, WARNINGS, Format, Sending, transition_findings

_SOURCE = mark("the calendar of the transition")

TRANSITION_LEVEL_CODES = tuple(
    LevelCode("transition", code, meaning, _SOURCE, "warning" if code in WARNINGS else "error")
    for code, meaning in TRANSITION_CODES.items()
)


def judge_transition(entered: Entered) -> Judged | Left:
    """What the calendar says against sending the message.

    Raises:
        CalendarError: no calendar speaks of this message at that moment, or one can't be read.
    """
    check, message = entered.check, entered.message
    if check.sent is None:
        return Left("not applicable", mark("nothing tells when it is sent"))
    calendar = check.workspace.calendars.about(message.identity, check.sent)
    form: Format = "EI" if isinstance(message, EiMessage) else "XML"
    sending = Sending(calendar, message.identity, form, check.sent, check.sender)
    return Judged(transition_findings(sending))


def _lacking(case: Case) -> str | None:
    if case.sent is not None:
        return None
    return "says what the transition finds, and not when the message is sent: add `sent`"


TRANSITION_LEVEL = LevelCheck(
    "transition",
    Entered,
    judge_transition,
    TRANSITION_LEVEL_CODES,
    is_asked=lambda check: check.sent is not None,
    lacking=_lacking,
)
