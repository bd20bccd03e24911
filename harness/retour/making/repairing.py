"""Messages that rules reject → messages that they accept: what findings point at is changed, and judged again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from lxml import etree

from retour.generating import Changer
from retour.making.judge import Attempt, AttemptJudge
from retour.making.mentions import Mentions
from retour.model import Finding

_ROUNDS = 60
_WIDTH = 8
"""Changes that are tried of a message in each round."""


@dataclass(slots=True)
class _Patient:
    """A message under repair.

    Attributes:
        keeping: the rule that is to go on firing; None for none.
        stubborn: the rules that stood in the way of every change of a round, and how often; the others weigh 1. A change
            that gets rid of such a rule is made, although others fire then: they may be easier to satisfy.
    """

    attempt: Attempt
    best: Attempt
    random: Random
    keeping: str | None = None
    stubborn: Counter[str] = field(default_factory=Counter)

    @property
    def is_done(self) -> bool:
        return not self.wrong_in(self.best)

    def wrong_in(self, attempt: Attempt) -> list[Finding]:
        """What is to be repaired in it."""
        return [finding for finding in attempt.findings if finding.code != self.keeping]

    def takes(self, attempt: Attempt) -> bool:
        """Whether it can go on from there."""
        return attempt.is_judged and (self.keeping is None or self.keeping in attempt.codes)

    def weight(self, attempt: Attempt) -> int:
        return sum(1 + self.stubborn[finding.code] for finding in self.wrong_in(attempt))


class Repairer:
    """Repairs messages of one type."""

    def __init__(self, judge: AttemptJudge, changer: Changer, mentions: Mentions) -> None:
        self._judge = judge
        self._changer = changer
        self._mentions = mentions

    def repaired(
        self,
        attempts: Sequence[Attempt],
        randoms: Sequence[Random],
        rounds: int = _ROUNDS,
        keeping: str | None = None,
    ) -> list[Attempt]:
        """The best that came of each message; what becomes of one doesn't depend on the others.

        Args:
            randoms: one for each message.
            rounds: in which each is changed.
            keeping: a rule that fires in all of them and is to go on firing, so that it is left alone; None for none.
        """
        patients = [
            _Patient(attempt, attempt, random, keeping)
            for attempt, random in zip(attempts, randoms, strict=True)
        ]
        for _ in range(rounds):
            ill = [each for each in patients if not each.is_done and each.attempt.is_judged]
            if not ill:
                break
            self._round(ill)
        return [each.best for each in patients]

    def _round(self, ill: Sequence[_Patient]) -> None:
        tried = [(each, changed) for each in ill for changed in self._changes(each)]
        attempts = self._judge.judge([changed for _, changed in tried])
        by_patient: dict[int, list[Attempt]] = {}
        for (each, _), attempt in zip(tried, attempts, strict=True):
            if each.takes(attempt):
                by_patient.setdefault(id(each), []).append(attempt)
        for each in ill:
            found = by_patient.get(id(each))
            if found is None:
                continue
            best = min(found, key=each.weight)
            if each.weight(best) >= each.weight(each.attempt):
                each.stubborn.update({finding.code for finding in each.wrong_in(each.attempt)})
            if each.weight(best) <= each.weight(each.attempt):
                each.attempt = best
            if len(each.wrong_in(best)) < len(each.wrong_in(each.best)):
                each.best = best

    def _changes(self, patient: _Patient) -> list[etree._Element]:
        """Messages with one or two changes, each where one of the findings lies."""
        wrong = patient.wrong_in(patient.attempt)
        if not wrong:
            return []
        found = []
        for _ in range(_WIDTH):
            changed = patient.attempt.root
            for _ in range(patient.random.choice((1, 1, 1, 2))):
                finding = patient.random.choice(wrong)
                blamed = [each.path for each in finding.locations if each.path is not None]
                mentioned = self._mentions.of(finding.code)
                once_more = self._changer.changed(changed, blamed, mentioned, patient.random)
                changed = changed if once_more is None else once_more
            if changed is not patient.attempt.root:
                found.append(changed)
        return found
