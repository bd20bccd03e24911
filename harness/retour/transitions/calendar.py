"""A calendar: which messages may travel when, while a standard goes from one release to another.

A calendar is a YAML file of its own; `rules/transitions/2017-06.yaml` is the first.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from retour.model import Identity, Sender

Kind = Literal["heen", "retour"]
Format = Literal["EI", "XML"]
Certainty = Literal["stated", "inferred"]

T = TypeVar("T")

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")


def _moment(value: Any) -> Any:
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
        raise ValueError(f"{value!r} is no moment: write one such as 2017-06-12T13:00")
    return value


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone: write one such as Europe/Amsterdam") from None
    return name


def _some(values: tuple[T, ...]) -> tuple[T, ...]:
    if not values:
        raise ValueError("an empty list, where one item or more belong")
    return values


Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=str)]
"""In the local time of the calendar."""


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)


class MessageFields(_Fields):
    """Message types that are sent by one party."""

    types: tuple[str, ...]
    kind: Kind
    sender: Sender


class _ForMessages(_Fields):
    """Something about messages: types, `heen`, `retour` or `all`."""

    messages: Annotated[tuple[str, ...], AfterValidator(_some)]

    def fits(self, type_: str, kind: Kind) -> bool:
        """Whether it is about messages of a type."""
        return not {"all", type_, kind}.isdisjoint(self.messages)


class Milestone(_ForMessages):
    """A moment at which something must be done.

    Attributes:
        sender: whose business it is; None for the chain itself.
        binding: advice, or a hard stop.
    """

    id: str
    when: Moment
    sender: Sender | None = None
    state: str
    binding: Literal["advice", "hard"]
    certainty: Certainty | None = None


class Traffic(_ForMessages):
    """What counts for messages in a phase.

    Attributes:
        release: the one that they are of; None where it makes no difference.
        format: likewise.
        stopped: why they may not travel.
        advice: why they had better not travel.
        unknown: what isn't known, so that it can't be told whether they may travel.
    """

    release: str | None = None
    format: Format | None = None
    stopped: str | None = None
    advice: str | None = None
    unknown: str | None = None
    certainty: Certainty | None = None


class Phase(_Fields):
    """A time in which one set of rules holds.

    Attributes:
        since: when it begins (`from` in the file); None for the first one.
    """

    id: str
    since: Moment | None = Field(default=None, alias="from")
    about: str
    certainty: Certainty | None = None
    traffic: Annotated[tuple[Traffic, ...], AfterValidator(_some)]


class BrokenPair(_Fields):
    """The releases of a heenbericht and a retour that can't be matched.

    Attributes:
        unanswered_from: from when on a heenbericht without a retour can get none of its own release any more.
    """

    heen: str
    retour: str
    unanswered_from: Moment
    exempt: tuple[str, ...] = ()
    about: str
    certainty: Certainty | None = None


class PortalMenu(_ForMessages):
    """Where in a portal messages are sent."""

    since: Moment | None = Field(default=None, alias="from")
    until: Moment | None = None
    menu: str
    certainty: Certainty | None = None


class Ambiguity(_ForMessages):
    """What the sources leave open or contradict each other about."""

    about: str


class Calendar(_Fields):
    """The keys of a calendar, and what they come down to for a message.

    Attributes:
        since, until: the time that it speaks of; None for no bound.
        phases: in order, each until the next.
    """

    id: str
    about: str
    source: str | None = None
    time_zone: Annotated[str, AfterValidator(_time_zone)]
    standards: Annotated[tuple[str, ...], AfterValidator(_some)]
    since: Moment | None = Field(default=None, alias="from")
    until: Moment | None = None
    messages: Annotated[tuple[MessageFields, ...], AfterValidator(_some)]
    milestones: tuple[Milestone, ...] = ()
    phases: Annotated[tuple[Phase, ...], AfterValidator(_some)]
    broken_pair: BrokenPair | None = None
    portal: tuple[PortalMenu, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()

    @model_validator(mode="after")
    def _phases_follow_each_other(self) -> Self:
        begins = [phase.since for phase in self.phases[1:]]
        known = [begin for begin in begins if begin is not None]
        if len(known) < len(begins) or known != sorted(known):
            raise ValueError(
                "the phases stand in the order of time, and each but the first says when it begins: `from`"
            )
        return self

    def local(self, moment: datetime) -> datetime:
        """A moment in the calendar's own time; one without an offset is in it already."""
        if moment.tzinfo is None:
            return moment
        return moment.astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None)

    def described(self, identity: Identity) -> MessageFields | None:
        """What the calendar says of a type of message; None when it doesn't speak of it."""
        if identity.standard not in self.standards:
            return None
        return next((each for each in self.messages if identity.type in each.types), None)

    def covers(self, moment: datetime) -> bool:
        """Whether the calendar speaks of a moment."""
        here = self.local(moment)
        return (self.since is None or self.since <= here) and (self.until is None or here < self.until)

    def phase_at(self, moment: datetime) -> tuple[Phase, datetime | None]:
        """The phase at a local moment, and when it ends; None when the calendar doesn't tell."""
        number = max(
            index
            for index, phase in enumerate(self.phases)
            if index == 0 or (phase.since is not None and phase.since <= moment)
        )
        end = self.phases[number + 1].since if number + 1 < len(self.phases) else self.until
        return self.phases[number], end
