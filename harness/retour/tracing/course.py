"""The course of a run: records → a tree of visits, in which each stands where it happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retour.tracing import records
from retour.tracing.asked import AskedParts
from retour.tracing.places import TracedPlace
from retour.tracing.records import Item, TraceRecord

_OPENING = (records.FUNCTION, records.TEMPLATE, records.EACH, records.BRANCH, records.CONTENT)


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
        beside: what happened where it happened, itself among it, in order.
        is_over: whether its end was told; a function whose call fails doesn't come to its end.
    """

    place: TracedPlace
    letter: str
    items: list[Item] | None
    branch: int = 0
    above: Visit | None = None
    index: int = 0
    beside: list[Visit] = field(default_factory=list)
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

    @property
    def is_in_function(self) -> bool:
        """Whether it is a function, or happened in one: that run only tells how the function came to its value."""
        return any(visit.letter == records.FUNCTION for visit in self.way())

    def function(self, call: str) -> Visit | None:
        """The course of a function that was called where something was asked here; None where it isn't told."""
        for visit in self.before():
            if visit.letter != records.FUNCTION:
                return None
            if visit.item(0) == call:
                return visit if visit.is_over else None
        return None

    def asking(self) -> Visit | None:
        """Of a function the visit where it was asked what the function gives: what follows it."""
        following = self.beside[self.index + 1 :]
        return next((visit for visit in following if visit.letter != records.FUNCTION), None)

    def answers(self) -> Iterator[tuple[AskedParts, list[Item] | None]]:
        """All that was asked here, each with the answers."""
        place = self.place
        first = {records.IF: 1, records.VALUE: 1, records.TEMPLATE: 2, records.EACH: 1}.get(self.letter, 0)
        if self.letter == records.BRANCH:
            asked = [branch.asked for branch in place.branches]
        elif self.letter == records.CALL:
            asked = [place.asked, *(argument.asked for argument in place.arguments)]
        elif self.letter in (records.TEMPLATE, records.EACH):
            asked = [pattern.asked for pattern in place.patterns]
        else:
            asked = [place.asked]
        for number, each in enumerate(asked, first):
            if each is not None:
                yield each, self.parts(number)

    def before(self) -> Iterator[Visit]:
        """What happened before it where it happened, the last first."""
        yield from reversed(self.beside[: self.index])

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
    asking = {call: place.number for place in places for call in place.calls}
    for record in said:
        _close_failed(open_, record, asking)
        if record.letter == records.ENDING:
            if not open_ or open_[-1].place.number != record.number:
                raise CourseError("the run came by its places in an order that can't be followed")
            open_.pop().is_over = True
            continue
        above = open_[-1] if open_ else None
        within = above.inside if above is not None else top
        visit = Visit(
            places[record.number], record.letter, record.items, record.branch, above, len(within), within
        )
        within.append(visit)
        if record.letter in _OPENING or (record.letter == records.IF and visit.item(0) == "true"):
            open_.append(visit)
    if open_:
        raise CourseError("the run is too long to be kept: ask for one rule")
    return top


def _close_failed(open_: list[Visit], record: TraceRecord, asking: Mapping[str, int]) -> None:
    """Close functions that ended in an error, with all that was open in them: their end isn't told.

    Args:
        record: what comes next: by it one knows that the run isn't in the function any more.
        asking: the call of a function → the place where that is asked.
    """
    functions = [number for number, visit in enumerate(open_) if visit.letter == records.FUNCTION]
    if not functions:
        return
    if record.letter == records.ENDING:
        begun = [number for number, visit in enumerate(open_) if visit.place.number == record.number]
        left = [number for number in functions if begun and number > begun[-1]]
    elif record.letter == records.FUNCTION:
        left = [
            number for number in functions[-1:] if _asked_at(open_[number], asking) == _asks(record, asking)
        ]
    else:
        left = [number for number in functions if _asked_at(open_[number], asking) == record.number]
    if left:
        del open_[left[0] :]


def _asked_at(function: Visit, asking: Mapping[str, int]) -> int | None:
    call = function.item(0)
    return asking.get(call) if isinstance(call, str) else None


def _asks(record: TraceRecord, asking: Mapping[str, int]) -> int | None:
    call = record.items[0] if record.items else None
    return asking.get(call, -1) if isinstance(call, str) else -1
