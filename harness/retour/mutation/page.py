"""What was found, as a web page: scores, and each stylesheet with its mutants beside its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.mutation.model import Result
from retour.mutation.mutating import Mutation
from retour.mutation.tally import MutantTally, by_file
from retour.reports.html import page
from retour.text.display import shown


@dataclass(frozen=True, slots=True)
class _MutatedLine:
    """A line of a stylesheet; its status is the class that the style sheet of the page knows."""

    number: int
    text: str
    mutants: int
    status: str


@dataclass(frozen=True, slots=True)
class _MutatedFile:
    name: str
    tally: MutantTally
    missed: Sequence[Result]
    lines: Sequence[_MutatedLine]
    status: str


def mutation_page(found: Mutation) -> str:
    """The page."""
    files = [_file(path, results) for path, results in by_file(found.results).items()]
    return page(
        "mutation",
        found=found,
        sets=", ".join(f"{stamp.id} {stamp.version or '(no version)'}" for stamp in found.sets),
        whole=MutantTally.of(found.results),
        files=[file for file in files if file.tally.mutants or file.tally.equivalent],
    )


def _file(path: Path, results: Sequence[Result]) -> _MutatedFile:
    by_line: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        if result.is_missed or result.is_noticed:
            by_line[result.mutant.line].append(result)
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = [
        _MutatedLine(number, line, len(by_line[number]), _status(by_line[number]))
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    missed = [result for result in results if result.is_missed]
    return _MutatedFile(shown(path), MutantTally.of(results), missed, lines, _status(results))


def _status(results: Sequence[Result]) -> str:
    counted = [result for result in results if not result.is_equivalent]
    if any(result.is_missed and result.waiver is None for result in counted):
        return "bad"
    if any(result.is_missed for result in counted):
        return "warn"
    return "good" if any(result.is_noticed for result in counted) else ""
