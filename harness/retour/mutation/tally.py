"""Results → figures: per stylesheet, and in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.mutation.model import Result, score


@dataclass(frozen=True, slots=True)
class MutantTally:
    """The figures of some mutants.

    Attributes:
        mutants: those that a case could notice.
        noticed: of these.
        unseen, survived: of these; accepted ones are among them.
        accepted: missed for a reason.
        equivalent, invalid, out_of_reach, not_known: not among the mutants.
        score: in percent; None when there are no mutants.
    """

    mutants: int
    noticed: int
    unseen: int
    survived: int
    accepted: int
    equivalent: int
    invalid: int
    out_of_reach: int
    not_known: int
    score: float | None

    @classmethod
    def of(cls, results: Sequence[Result]) -> MutantTally:
        """Count."""
        equivalent = sum(result.is_equivalent for result in results)
        missed = [result for result in results if result.is_missed and not result.is_equivalent]
        noticed = sum(result.is_noticed for result in results)
        return cls(
            mutants=noticed + len(missed),
            noticed=noticed,
            unseen=sum(result.status == "unseen" for result in missed),
            survived=sum(result.status == "survived" for result in missed),
            accepted=sum(result.waiver is not None for result in missed),
            equivalent=equivalent,
            invalid=sum(result.status == "invalid" for result in results),
            out_of_reach=sum(result.status == "out of reach" for result in results),
            not_known=sum(result.status == "not known" for result in results),
            score=score(results),
        )

    @property
    def percent(self) -> str:
        """The score as people read it, rounded down: only 100 is 100."""
        return "–" if self.score is None else f"{int(self.score * 10) / 10:.1f} %"


def by_file(results: Iterable[Result]) -> dict[Path, list[Result]]:
    """The results of each stylesheet, by path."""
    found: dict[Path, list[Result]] = defaultdict(list)
    for result in results:
        found[result.mutant.file].append(result)
    return dict(sorted(found.items()))
