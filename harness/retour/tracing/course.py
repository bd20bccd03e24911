"""The course of a run: records → a tree of visits, in which each stands where it happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from retour.tracing import records
from retour.tracing.places import TracedPlace
from retour.tracing.records import Item, TraceRecord

_OPENING = (records.TEMPLATE, records.EACH, records.BRANCH, records.CONTENT)


class CourseError(Exception):
    """The records don't fit together, or there are more than are kept."""


@dataclass(eq=False, slots=True)
class Visit:
    """A place that a run came by.

    Attributes:
        letter: see `records`.
        items: what it told; None where that can't be read.
        branch: of a choose, which one was taken.
        above: what it happened in; None for the run itself.
        index: its number among what happened there.
        inside: what happened in it, in order.
        is_over: whether its end was told.
    """

    place: TracedPlace
    letter: str
    items: list[Item] | None
    branch: int = 0
    above: Visit | None = None
    index: int = 0
    inside: list[Visit] = field(default_factory=list)
    is_over: bool = False

    def item(self, number: int) -> Item | None:
        """One of the items; None where there is none."""
        return self.items[number] if self.items is not None and number < len(self.items) else None

    def parts(self, number: int) -> list[Item] | None:
        """An item that is a list."""
        item = self.item(number)
        return item if isinstance(item, list) else None

    def way(self) -> list[Visit]:
        """What it happened in, from the run inwards, and itself."""
        found: list[Visit] = []
        visit: Visit | None = self
        while visit is not None:
            found.insert(0, visit)
            visit = visit.above
        return found

    def before(self) -> Iterator[Visit]:
        """What happened before it where it happened, the last first."""
        if self.above is not None:
            yield from reversed(self.above.inside[: self.index])

    def walk(self) -> Iterator[Visit]:
        """All that happened in it, in order."""
        waiting = list(reversed(self.inside))
        while waiting:
            visit = waiting.pop()
            yield visit
            waiting += reversed(visit.inside)


def course_of(said: Iterable[TraceRecord], places: Sequence[TracedPlace]) -> list[Visit]:
    """What a run came by, at the top.

    Raises:
        CourseError: an end doesn't fit what was begun.
    """
    top: list[Visit] = []
    open_: list[Visit] = []
    for record in said:
        if record.letter == records.ENDING:
            if not open_ or open_[-1].place.number != record.number:
                raise CourseError("the run came by its places in an order that can't be followed")
            open_.pop().is_over = True
            continue
        above = open_[-1] if open_ else None
        within = above.inside if above is not None else top
        visit = Visit(places[record.number], record.letter, record.items, record.branch, above, len(within))
        within.append(visit)
        if record.letter in _OPENING or (record.letter == records.IF and visit.item(0) == "true"):
            open_.append(visit)
    if open_:
        raise CourseError("the run is too long to be kept: ask for one rule")
    return top
