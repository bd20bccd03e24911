"""Calendar files → calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from retour.errors import CalendarError
from retour.model import Identity
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import YamlText
from retour.transitions.calendar import Calendar

_ANY = ("all", "heen", "retour")


def read_calendar(file: Path) -> Calendar:
    """Read a calendar.

    Raises:
        CalendarError: with file, line and column, for the first thing that is wrong.
    """
    text = YamlText(file, shown(file), CalendarError)
    try:
        calendar = Calendar.model_validate(text.value or {})
    except ValidationError as error:
        raise complaint(error, text, Calendar) from None
    _refuse_unknown_messages(calendar, text)
    return calendar


class Calendars:
    """The calendars in some folders: every `*.yaml` file that lies in one of them, each read when it is first asked for.

    Args:
        folders: earlier ones win; a folder that isn't there holds none.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(dict.fromkeys(folders))
        self._read: tuple[Calendar, ...] | None = None

    def all(self) -> Sequence[Calendar]:
        """All of them, those of earlier folders first, and in a folder by name; of those with one id the first.

        Raises:
            CalendarError: one of them can't be read.
        """
        if self._read is None:
            found: dict[str, Calendar] = {}
            for folder in self._folders:
                for file in sorted(folder.glob("*.yaml")):
                    calendar = read_calendar(file)
                    found.setdefault(calendar.id, calendar)
            self._read = tuple(found.values())
        return self._read

    def about(self, identity: Identity, moment: datetime) -> Calendar:
        """The first calendar that speaks of a message and of a moment.

        Raises:
            CalendarError: none does.
        """
        speaking = [each for each in self.all() if each.described(identity) is not None]
        for calendar in speaking:
            if calendar.covers(moment):
                return calendar
        if identity.type is None:
            raise CalendarError(
                "which message this is can't be told, so no calendar of a transition speaks of it"
            )
        known = ", ".join(each.id for each in self.all()) or "none"
        if not speaking:
            raise CalendarError(f"no calendar of a transition speaks of {identity}; in reach: {known}")
        spans = " and ".join(f"{each.id} {_span(each)}" for each in speaking)
        raise CalendarError(
            f"no calendar of a transition speaks of {moment:%Y-%m-%d %H:%M}: {spans} is what there is of {identity}"
        )


def _span(calendar: Calendar) -> str:
    since = f"from {calendar.since:%Y-%m-%d}" if calendar.since else ""
    until = f"until {calendar.until:%Y-%m-%d}" if calendar.until else ""
    return f"({f'{since} {until}'.strip() or 'always'})"


def _refuse_unknown_messages(calendar: Calendar, text: YamlText) -> None:
    """Whatever names messages names ones that the calendar describes."""
    known = [*_ANY, *(type_ for each in calendar.messages for type_ in each.types)]
    for path, names in _message_lists(calendar):
        for number, name in enumerate(names):
            if name not in known:
                hint = did_you_mean(name, known, "there are")
                raise CalendarError(
                    f"{name!r} is no message of this calendar{hint}", text.place((*path, number))
                )


def _message_lists(calendar: Calendar) -> Iterator[tuple[tuple[str | int, ...], Sequence[str]]]:
    """Every list of messages, with its path in the file."""
    for number, milestone in enumerate(calendar.milestones):
        yield ("milestones", number, "messages"), milestone.messages
    for number, phase in enumerate(calendar.phases):
        for index, traffic in enumerate(phase.traffic):
            yield ("phases", number, "traffic", index, "messages"), traffic.messages
    for number, menu in enumerate(calendar.portal):
        yield ("portal", number, "messages"), menu.messages
    for number, ambiguity in enumerate(calendar.ambiguities):
        yield ("ambiguities", number, "messages"), ambiguity.messages
    if calendar.broken_pair is not None:
        yield ("broken_pair", "exempt"), calendar.broken_pair.exempt
