"""What comes of a message at a level: findings, the reason why it is left alone, or work for the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeVar

from retour.engines import Order, Reply
from retour.model import Finding, LeftOut, Undecided, WhyNot

T = TypeVar("T")


class Told(NamedTuple):
    """What the rules tell beside findings; `report` and those after it are the attributes of `Outcome`.

    Attributes:
        version: of the rule set, as its report states it.
        undecided, left_out, silences: see `Outcome`.
    """

    version: str | None = None
    report: str | None = None
    evaluated: frozenset[str] | None = None
    reached: frozenset[int] | None = None
    said: tuple[str, ...] | None = None
    evaluation_unknown: frozenset[str] = frozenset()
    undecided: tuple[Undecided, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    silences: tuple[WhyNot, ...] = ()

    def beside(self, other: Told) -> Told:
        """What this one and another one, of a level after it, tell together; the reports are joined by who knows their form."""
        evaluated = _together(self.evaluated, other.evaluated)
        return Told(
            self.version or other.version,
            self.report,
            evaluated,
            _together(self.reached, other.reached),
            self.said if other.said is None else (*(self.said or ()), *other.said),
            (self.evaluation_unknown | other.evaluation_unknown) - (evaluated or frozenset()),
            (*self.undecided, *other.undecided),
            (*self.left_out, *other.left_out),
            (*self.silences, *other.silences),
        )


def _together(one: frozenset[T] | None, other: frozenset[T] | None) -> frozenset[T] | None:
    return one if other is None else other if one is None else one | other


class Judged(NamedTuple):
    """A message that a level has judged."""

    findings: Sequence[Finding] = ()
    told: Told | None = None

    @property
    def rejects(self) -> bool:
        """Whether something is wrong that ends the check."""
        return any(finding.rejects for finding in self.findings)


class Left(NamedTuple):
    """A message that a level leaves alone.

    Attributes:
        status: `not applicable` where there is nothing to ask of such a message; `not checked` where there is, and what
            it takes isn't there.
        reason: why, as a clause.
    """

    status: Literal["not applicable", "not checked"]
    reason: str


class Task(NamedTuple):
    """What a level needs of the engine.

    Attributes:
        order: what the engine is to do.
        judge: makes of the reply what is wrong.
    """

    order: Order
    judge: Callable[[Reply], Judged]


class Joined(NamedTuple):
    """Several orders as one, in which they follow each other.

    Attributes:
        positions: at which each of them stands in it.
    """

    order: Order
    positions: tuple[int, ...]

    def replies(self, reply: Reply) -> list[Reply]:
        """The reply to each of the orders; none to those after a message that isn't valid."""
        chain: list[Reply] = []
        following: Reply | None = reply
        while following is not None:
            chain.append(following)
            following = following.also
        return [chain[position] for position in self.positions if position < len(chain)]


def joined(orders: Sequence[Order]) -> Joined:
    """One order of one or more; a validation and the run of a stylesheet that follows it are done as one."""
    chain: list[Order] = []
    positions: list[int] = []
    for order in orders:
        parts = _parts(order)
        if chain and _follows(parts[0], chain[-1]):
            parts[0] = parts[0]._replace(validation=chain.pop().validation)
        positions.append(len(chain))
        chain += parts
    whole = chain.pop()
    while chain:
        whole = chain.pop()._replace(also=whole)
    return Joined(whole, tuple(positions))


def _parts(order: Order) -> list[Order]:
    """An order, and those that are to be done after it, each alone."""
    alone = [order._replace(also=None)]
    return alone if order.also is None else alone + _parts(order.also)


def _follows(run: Order, validation: Order) -> bool:
    return (
        run.transform
        and run.validation is None
        and not validation.transform
        and run.stylesheet == validation.stylesheet
    )
