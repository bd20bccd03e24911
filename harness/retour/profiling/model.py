"""The nouns of a profile: what templates cost, on which messages, and how that grows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.model import RuleSetStamp

_LARGER = 1.5
"""How many times as large a message must be as another one, for growth to be told from them."""

_CLEAR = 3
"""How many times the noise a cost must be, for growth to be told from it."""


@dataclass(frozen=True, slots=True)
class MeasuredMessage:
    """A message, as the entry judges it.

    Attributes:
        elements: how many it has.
        seconds: of a processor's time, that all rules take.
        noise: seconds by which measurements of these differed, at most.
    """

    name: str
    elements: int
    seconds: float
    noise: float


@dataclass(frozen=True, slots=True)
class TemplateCost:
    """What a template costs.

    Attributes:
        label: for a person, e.g. `template match="m:Bsn" mode="CS002"`.
        file: the stylesheet; absolute.
        rules: those that are checked by way of it, sorted; many for a helper.
        seconds: of a processor's time, by the name of the message, with what it calls and others call too, but without the
            templates that are called by it alone, which have costs of their own. What can't be told from nothing is left in.
        whole: seconds on all messages, with all that it calls.
    """

    label: str
    file: Path
    line: int
    rules: tuple[str, ...]
    seconds: Mapping[str, float]
    whole: float

    @property
    def total(self) -> float:
        """Seconds on all messages."""
        return sum(self.seconds.values())

    @property
    def most(self) -> str:
        """The message on which it costs most."""
        return max(self.seconds, key=lambda name: self.seconds[name])


@dataclass(frozen=True, slots=True)
class EntryProfile:
    """What the templates of an entry cost.

    Attributes:
        name: of the entry, e.g. `WMO305`.
        messages: those that it judged.
        costs: the dearest first.
    """

    rules: RuleSetStamp
    name: str
    messages: Sequence[MeasuredMessage]
    costs: Sequence[TemplateCost]

    @property
    def seconds(self) -> float:
        """Of a processor's time, that the rules take on all messages."""
        return sum(message.seconds for message in self.messages)

    @property
    def noise(self) -> float:
        """Seconds by which measurements of a message differed, at most."""
        return max((message.noise for message in self.messages), default=0.0)

    def is_clear(self, cost: TemplateCost) -> bool:
        """Whether a cost can be told from nothing, on one of the messages."""
        return any(cost.seconds[message.name] > message.noise for message in self.messages)

    def growth(self, cost: TemplateCost) -> float | None:
        """The power of the size with which a cost grows: 1 where twice the elements cost twice as much, 2 where four times.

        None where no two messages are so different, and so dear, that it can be told.
        """
        points = sorted(
            (message.elements, cost.seconds[message.name])
            for message in self.messages
            if cost.seconds[message.name] > _CLEAR * message.noise
        )
        if len(points) < 2 or points[-1][0] < _LARGER * points[0][0]:
            return None
        (small, less), (large, more) = points[0], points[-1]
        return math.log(more / less) / math.log(large / small)
