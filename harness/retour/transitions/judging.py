"""Message × moment × calendar → findings: whether it may travel then, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from retour.errors import CalendarError
from retour.language import mark
from retour.model import Finding, Identity, Sender
from retour.transitions.calendar import Calendar, Format, Kind, MessageFields, Phase, Traffic

TRANSITION_CODES: Mapping[str, str] = {
    "sender": mark("The message is sent by a party whose message it isn't."),
    "frozen": mark("The message is sent while its kind may not travel: a hard stop."),
    "advice": mark("The message is sent while that is advised against."),
    "release": mark("The message isn't of the release that travels at that moment."),
    "format": mark("The message isn't in the format, EI or XML, that travels at that moment."),
}
"""What can be wrong with sending a message, by the code of the finding."""

WARNINGS = frozenset({"advice"})
"""The codes that reject nothing."""

_SENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?")


def parse_sent(text: str) -> datetime:
    """The moment at which a message is sent; without an offset it is in the time of the calendar.

    Raises:
        ValueError: with a sentence.
    """
    try:
        if _SENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:  # a 13th month, say
        pass
    raise ValueError(f"{text!r} is no moment: write one such as 2017-06-07T09:00, or with an offset, +02:00")


@dataclass(frozen=True)
class Sending:
    """A message that is sent.

    Attributes:
        moment: without an offset in the time of the calendar.
        sender: who sends it; None for the one whose message it is.
    """

    calendar: Calendar
    identity: Identity
    format: Format
    moment: datetime
    sender: Sender | None = None

    @cached_property
    def local(self) -> datetime:
        """The moment in the time of the calendar."""
        return self.calendar.local(self.moment)

    @cached_property
    def described(self) -> MessageFields:
        """What the calendar says of this type of message."""
        found = self.calendar.described(self.identity)
        assert found is not None, "a calendar is asked about messages that it describes"
        return found

    @property
    def kind(self) -> Kind:
        return self.described.kind

    @property
    def phase(self) -> Phase:
        return self.calendar.phase_at(self.local)[0]

    @property
    def phase_ends(self) -> datetime | None:
        return self.calendar.phase_at(self.local)[1]

    @property
    def traffic(self) -> Traffic | None:
        """What counts for this message in its phase; None when the calendar doesn't say."""
        type_ = str(self.identity.type)
        return next((each for each in self.phase.traffic if each.fits(type_, self.kind)), None)


def transition_findings(sending: Sending) -> tuple[Finding, ...]:
    """Why a message may not be sent when it is, or had better not be.

    Raises:
        CalendarError: the calendar can't tell.
    """
    return tuple(
        Finding("transition", code, None, (), text, "warning" if code in WARNINGS else "error")
        for code, text in _wrong(sending)
    )


def _wrong(sending: Sending) -> Iterator[tuple[str, str]]:
    type_, owner = sending.identity.type, sending.described.sender
    if sending.sender not in (None, owner):
        yield "sender", f"{type_} is sent by the {owner}, not by the {sending.sender}"
    traffic = sending.traffic
    if traffic is None or traffic.unknown is not None:
        why = traffic.unknown if traffic else f"phase {sending.phase.id} doesn't speak of {type_}"
        raise CalendarError(f"calendar {sending.calendar.id} can't tell whether {type_} may travel: {why}")
    if traffic.stopped is not None:
        yield "frozen", traffic.stopped
        return
    if traffic.advice is not None:
        yield "advice", traffic.advice
    release = sending.identity.release
    if traffic.release is not None and release not in (None, traffic.release):
        text = (
            f"{type_} travels in release {traffic.release}{_meanwhile(sending)}, and this one is of {release}"
        )
        yield "release", text
    elif traffic.format not in (None, sending.format):
        text = f"{type_} travels as {traffic.format}{_meanwhile(sending)}, and this one is {sending.format}"
        yield "format", text


def _meanwhile(sending: Sending) -> str:
    """The span of a phase, for a sentence."""
    return shown_span(sending.phase.since, sending.phase_ends)


def shown_moment(moment: datetime) -> str:
    """A moment for people, to the minute."""
    return f"{moment:%Y-%m-%d %H:%M}"


def shown_span(since: datetime | None, until: datetime | None) -> str:
    """The time from one moment until another, behind something else; empty when it has no bounds."""
    begin = f" from {shown_moment(since)}" if since else ""
    end = f" until {shown_moment(until)}" if until else ""
    return begin + end
