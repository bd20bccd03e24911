"""Message × moment × calendar → findings: whether it may travel then, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from retour.errors import CalendarError
from retour.language import ENGLISH, Texts, mark
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

_BY_ANOTHER = mark("%(type)s is sent by the %(owner)s, not by the %(sender)s")
_OTHER_RELEASE = (
    mark("%(type)s travels in release %(release)s, and this one is of %(own)s"),
    mark("%(type)s travels in release %(release)s (%(span)s), and this one is of %(own)s"),
)
_OTHER_FORMAT = (
    mark("%(type)s travels as %(format)s, and this one is %(own)s"),
    mark("%(type)s travels as %(format)s (%(span)s), and this one is %(own)s"),
)
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
        yield "sender", _BY_ANOTHER % {"type": type_, "owner": owner, "sender": sending.sender}
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
        told = {"type": type_, "release": traffic.release, "own": release}
        yield "release", _meanwhile(sending, told, _OTHER_RELEASE)
    elif traffic.format not in (None, sending.format):
        told = {"type": type_, "format": traffic.format, "own": sending.format}
        yield "format", _meanwhile(sending, told, _OTHER_FORMAT)


def _meanwhile(sending: Sending, told: Mapping[str, object], forms: tuple[str, str]) -> str:
    """A sentence on a message, with the span of its phase where that has bounds.

    Args:
        forms: the sentence without a span, and with one.
    """
    span = shown_span(sending.phase.since, sending.phase_ends)
    return forms[bool(span)] % {**told, "span": span}


def shown_moment(moment: datetime) -> str:
    """A moment for people, to the minute."""
    return f"{moment:%Y-%m-%d %H:%M}"


def shown_span(since: datetime | None, until: datetime | None, texts: Texts = ENGLISH) -> str:
    """The time from one moment until another; empty when it has no bounds."""
    form = _SPANS.get((since is not None, until is not None), "")
    begin, end = (moment and shown_moment(moment) for moment in (since, until))
    return texts(form, since=begin, until=end)


_SPANS = {
    (True, True): mark("from %(since)s until %(until)s"),
    (True, False): mark("from %(since)s"),
    (False, True): mark("until %(until)s"),
}
