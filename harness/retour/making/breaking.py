"""A rule → messages that break it, and no other rule where that can be.

From messages that are accepted, by changes of what the rule's stylesheets mention. Where that finds none, or none without
other findings, messages at boundaries in which the rule fires are repaired until it alone is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from lxml import etree

from retour.making.accepted import Maker
from retour.making.judge import Attempt

_ROUNDS = 25
_WIDTH = 60
"""Changes that are tried in each round."""

_ENOUGH = 150
"""Messages in which it fires, all with the same other rule, after which no more are tried to find it alone."""

_STEPS = (1, 1, 2, 2, 3)
"""How many changes are made of an accepted message; one of these each time."""

_BOUNDARIES = 80
_MOST_REPAIRED = 12
_REPAIR = 30


@dataclass(frozen=True, slots=True)
class Broken:
    """What came of breaking a rule.

    Attributes:
        messages: that break it; none where none was found.
        alone: whether nothing else fires in them.
        others: the rules that fire in every one of the messages that were found, where it never fired alone.
        judged: how many messages were judged for it.
    """

    code: str
    messages: tuple[Attempt, ...]
    alone: bool
    others: tuple[str, ...]
    judged: int


def break_rule(maker: Maker, code: str, number: int, seen: Callable[[], None] = lambda: None) -> Broken:
    """So many messages that break a rule, or as many as were found.

    Args:
        seen: called for each message that breaks it alone.

    Raises:
        GeneratingError: no message could be made that is accepted, to begin with.
    """
    search = _Search(maker, code, number, seen)
    before = maker.judge.judged
    search.from_accepted()
    if len(search.alone) < number:
        search.from_boundaries()
    if search.alone:
        return Broken(code, tuple(search.alone.values()), True, (), maker.judge.judged - before)
    nearest = sorted(search.together.values(), key=lambda attempt: len(attempt.codes))[:number]
    shared = _shared(nearest) - {code}
    return Broken(code, tuple(nearest), False, tuple(sorted(shared)), maker.judge.judged - before)


@dataclass(slots=True)
class _Search:
    maker: Maker
    code: str
    number: int
    seen: Callable[[], None]
    alone: dict[bytes, Attempt] = field(default_factory=dict)
    together: dict[bytes, Attempt] = field(default_factory=dict)

    @property
    def always_with(self) -> set[str]:
        """The rules that fired each time that it fired; none as long as that says little."""
        if self.alone or len(self.together) < _ENOUGH:
            return set()
        return _shared(self.together.values()) - {self.code}

    def from_accepted(self) -> None:
        """By changes of accepted messages; the models first, which differ most, then messages made of them."""
        random = Random(f"{self.maker.seed}/{self.code}")
        bases = [attempt.root for attempt in self.maker.models]
        mentioned = self.maker.mentions.of(self.code)
        for round_ in range(_ROUNDS):
            if len(self.alone) >= self.number or self.always_with:
                return
            if round_:
                bases = [self.maker.crossing.crossed(random) for _ in range(len(self.maker.models))]
            tried: list[etree._Element] = []
            for each in range(_WIDTH):
                changed = bases[each % len(bases)]
                for _ in range(random.choice(_STEPS)):
                    once_more = self.maker.changer.changed(changed, (), mentioned, random)
                    changed = changed if once_more is None else once_more
                tried.append(changed)
            self._take(self.maker.judge.judge(tried), each_base=len(bases))

    def from_boundaries(self) -> None:
        """By repairing messages in which it fires together with others."""
        attempts = self.maker.judge.judge(self.maker.at_boundaries(_BOUNDARIES))
        firing = [
            attempt
            for attempt in (*self.together.values(), *attempts)
            if attempt.is_judged and self.code in attempt.codes
        ]
        self._take(firing)
        if self.always_with:
            return
        firing = sorted(firing, key=lambda attempt: attempt.weight)[:_MOST_REPAIRED]
        randoms = [Random(f"{self.maker.seed}/{self.code}/{number}") for number in range(len(firing))]
        self._take(self.maker.repairer.repaired(firing, randoms, _REPAIR, keeping=self.code))

    def _take(self, attempts: Sequence[Attempt], each_base: int = 0) -> None:
        """Keep those in which it fires; of each message that was changed one, so that those which are kept differ."""
        taken: Counter[int] = Counter()
        for number, attempt in enumerate(attempts):
            base = number % each_base if each_base else number
            if not attempt.is_judged or self.code not in attempt.codes or taken[base]:
                continue
            if attempt.codes != (self.code,):
                self.together.setdefault(attempt.data, attempt)
            elif len(self.alone) < self.number and attempt.data not in self.alone:
                taken[base] += 1
                self.alone[attempt.data] = attempt
                self.seen()


def _shared(attempts: Iterable[Attempt]) -> set[str]:
    """The rules that fire in all of them."""
    codes = [set(attempt.codes) for attempt in attempts]
    return set.intersection(*codes) if codes else set()
