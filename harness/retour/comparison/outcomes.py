"""Outcome × outcome → changes: which findings came, went, or are not what they were."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from retour.model import Finding, Outcome, Problem
from retour.text.paths import path_around, paths_above

ChangeKind = Literal["added", "removed", "moved", "details", "retour", "error"]
"""`added` and `removed`: fires now, or no more. `moved`: near by, at other locations. `details`, `retour`: the same places, another text
or retour code. `error`: one of the two could not be judged, or both for different reasons."""

BEHAVIOUR: frozenset[ChangeKind] = frozenset({"added", "removed", "moved", "retour"})
"""The kinds that whoever receives the answer notices; the text of `details` is for people."""

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two outcomes of a message.

    Attributes:
        rule: the rule's code; for an error the problem's kind.
        old, new: the findings, or the problems of an error; None where there is none.
    """

    kind: ChangeKind
    rule: str
    message: str
    old: Finding | Problem | None
    new: Finding | Problem | None


def changes_between(old: Outcome, new: Outcome) -> tuple[Change, ...]:
    """The differences between two outcomes of one message, by the old report's order, what is new last."""
    if old.problem or new.problem:
        return tuple(_error_changes(old, new))
    return tuple(_finding_changes(old, new))


def _error_changes(old: Outcome, new: Outcome) -> Iterator[Change]:
    before, after = old.problem, new.problem
    problem = after or before
    if problem is not None and (before is None or after is None or before.kind != after.kind):
        yield Change("error", problem.kind, new.message, before, after)


def _finding_changes(old: Outcome, new: Outcome) -> Iterator[Change]:
    gone, come = list(old.findings), list(new.findings)
    _paired(gone, come, lambda one: (one.code, one.retour, one.details, _places(one)))
    for one, other in _paired(gone, come, lambda one: (one.code, _places(one))):
        kind: ChangeKind = "retour" if one.retour != other.retour else "details"
        yield Change(kind, one.code, new.message, one, other)
    for one in list(gone):
        near = next((each for each in come if _is_near(one, each)), None)
        if near is not None:
            gone.remove(one)
            come.remove(near)
            yield Change("moved", one.code, new.message, one, near)
    yield from (Change("removed", one.code, new.message, one, None) for one in gone)
    yield from (Change("added", other.code, new.message, None, other) for other in come)


def _paired(
    gone: list[Finding], come: list[Finding], same: Callable[[Finding], object]
) -> Sequence[tuple[Finding, Finding]]:
    """Take findings that are the same in some respect off both lists, two by two."""
    waiting: defaultdict[object, deque[Finding]] = defaultdict(deque)
    for other in come:
        waiting[same(other)].append(other)
    pairs, left = [], []
    for one in gone:
        if waiting[same(one)]:
            pairs.append((one, waiting[same(one)].popleft()))
        else:
            left.append(one)
    taken = {id(other) for _, other in pairs}
    gone[:], come[:] = left, [other for other in come if id(other) not in taken]
    return pairs


def _is_near(one: Finding, other: Finding) -> bool:
    """Whether two findings of one rule are about the same thing: about one element and what stands in or beside it."""
    if one.code != other.code:
        return False
    before, after = _places(one), _places(other)
    if not before or not after or set(before) & set(after):
        return True
    first, second = before[0], after[0]
    beside = path_around(first) == path_around(second)
    return beside or second in paths_above(first) or first in paths_above(second)


def _places(finding: Finding) -> tuple[str, ...]:
    return tuple(place.path for place in finding.locations if place.path is not None)
