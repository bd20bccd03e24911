"""A type of message → messages of it that schema and rules accept.

At first some messages are made of the schema, and repaired. What is accepted of these shows what goes together: the messages
that are asked for are made of their classes, with new names, references, days and amounts. Most are accepted as they are made;
of the others some can be repaired, and what is left is thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from lxml import etree

from retour.errors import GeneratingError
from retour.generating import (
    AtBoundaries,
    Changer,
    Crossing,
    Lifelike,
    MessageWriter,
    SchemaFolder,
    Shapes,
    declared_root,
    latest_day,
    seeded,
    settle,
)
from retour.making.judge import Attempt, AttemptJudge
from retour.making.mentions import Mentions
from retour.making.repairing import Repairer
from retour.model import Identity

_MODELS = 20
"""Messages that are made of the schema, for others to be made of."""

_ROOM = (40, 80, 160)
"""Elements after which such a message takes no more than it must have; one of these for each."""

_BATCH = 100
_REPAIR = 15
"""Rounds of repair of a message that is like accepted ones, and isn't accepted."""

_MOST_THROWN_AWAY = 4
"""How many times as many messages as are wanted are thrown away, before it is given up."""

_YEARS_AFTER = 2
"""How long after the last day that the rules name messages are written; in the meantime the rules came into force."""

_YEARS = range(2017, 2027)


@dataclass(frozen=True, slots=True)
class MadeMessages:
    """Messages that are accepted.

    Attributes:
        at_once: how many of all that were made were accepted as they were made.
        repaired: how many were accepted after a repair.
        thrown_away: how many were not.
    """

    messages: tuple[Attempt, ...]
    at_once: int
    repaired: int
    thrown_away: int


class Maker:
    """Makes messages of one type.

    Args:
        seed: the same one makes the same messages; fewer messages are the first of more.
        year: in which they are written; None for one in which the rules probably hold.
    """

    def __init__(
        self,
        identity: Identity,
        schemas: SchemaFolder,
        judge: AttemptJudge,
        seed: str,
        year: int | None = None,
    ) -> None:
        self.identity = identity
        self.judge = judge
        self.seed = seeded(seed, identity)
        self.mentions = Mentions(judge.rules, judge.rules.entry_for(identity))
        self._root = declared_root(schemas, identity)
        self._schemas = schemas
        self.shapes = Shapes(schemas)
        self.changer = Changer(schemas, self.shapes, self.mentions.anywhere)
        self.repairer = Repairer(judge, self.changer, self.mentions)
        self.year = year or self._usual_year()

    def accepted(self, number: int, seen: Callable[[], None] = lambda: None) -> MadeMessages:
        """So many messages that schema and rules accept.

        Args:
            seen: called for each of them.

        Raises:
            GeneratingError: there are none, or too few.
        """
        found: list[Attempt] = []
        at_once = repaired = thrown_away = 0
        more = self._crossed()
        while len(found) < number and thrown_away <= _MOST_THROWN_AWAY * (number + 5):
            batch = [next(more) for _ in range(min(_BATCH, number - len(found)))]
            attempts = self.judge.judge([message for message, _ in batch])
            at_once += sum(attempt.is_accepted for attempt in attempts)
            for was, attempt in zip(
                attempts,
                self.repairer.repaired(attempts, [random for _, random in batch], _REPAIR),
                strict=True,
            ):
                if attempt.is_accepted:
                    found.append(attempt)
                    repaired += not was.is_accepted
                    seen()
                else:
                    thrown_away += 1
        if len(found) < number:
            raise GeneratingError(
                f"made {len(found)} of {number} messages of {self.identity}, and threw away {thrown_away}"
            )
        return MadeMessages(tuple(found), at_once, repaired, thrown_away)

    @cached_property
    def models(self) -> Sequence[Attempt]:
        """Messages that are accepted, made of the schema alone and repaired.

        Raises:
            GeneratingError: none could be made.
        """
        randoms = [Random(f"{self.seed}/model/{number}") for number in range(_MODELS)]
        attempts = self.judge.judge([self._lifelike(random) for random in randoms])
        repaired = self.repairer.repaired(attempts, randoms)
        found = [attempt for attempt in repaired if attempt.is_accepted]
        if not found:
            raise GeneratingError(
                f"no message of {self.identity} could be made that is accepted: {_obstacles(repaired)}"
            )
        return found

    @cached_property
    def crossing(self) -> Crossing:
        """What makes more of them."""
        return Crossing([attempt.root for attempt in self.models], self.shapes, self.year)

    def at_boundaries(self, number: int) -> list[etree._Element]:
        """Messages in which many rules fire."""
        found = []
        for each in range(number):
            random = Random(f"{self.seed}/boundary/{each}")
            manner = AtBoundaries(self.mentions.anywhere, random)
            found.append(MessageWriter(self._schemas, manner, random, manner.room).message(self._root))
        return found

    def _crossed(self) -> Iterator[tuple[etree._Element, Random]]:
        number = 0
        while True:
            random = Random(f"{self.seed}/{number}")
            yield self.crossing.crossed(random), random
            number += 1

    def _lifelike(self, random: Random) -> etree._Element:
        message = MessageWriter(self._schemas, Lifelike(random), random, random.choice(_ROOM)).message(
            self._root
        )
        settle(message, self.shapes, random, self.year)
        return message

    def _usual_year(self) -> int:
        last = latest_day(self.mentions.anywhere)
        wanted = (last.year if last is not None else _YEARS[-1]) + _YEARS_AFTER
        return min(max(wanted, _YEARS[0]), _YEARS[-1])


def _obstacles(attempts: Sequence[Attempt]) -> str:
    """What stands in the way, of the most first."""
    for attempt in attempts:
        if attempt.outcome.problem is not None:
            return attempt.outcome.problem.text
    counts = Counter(code for attempt in attempts for code in attempt.codes)
    if not counts:
        return "there is nothing that judges it"
    return f"in {len(attempts)} tries " + ", ".join(
        f"{code} ({number})" for code, number in counts.most_common(5)
    )
