"""What was found, as one HTML page that needs nothing else: scores, and each stylesheet with its mutants beside its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from harness.display import shown
from harness.mutation.model import Result, one_line
from harness.mutation.mutating import Mutation
from harness.mutation.tally import Tally, by_file, percent


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    results: Sequence[Result]

    @property
    def mark(self) -> str:
        """How the line is shown: whether all its mutants are noticed."""
        counted = [result for result in self.results if not result.is_equivalent]
        if any(result.is_missed and result.waiver is None for result in counted):
            return "missed"
        if any(result.is_missed for result in counted):
            return "accepted"
        return "noticed" if any(result.status in ("killed", "timed out") for result in counted) else ""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    tally: Tally
    lines: Sequence[_Line]


def mutation_page(found: Mutation) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("harness.mutation", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "one_line": one_line}
    files = [_file(path, results) for path, results in by_file(found.results).items()]
    return environment.get_template("page.html.j2").render(
        found=found,
        whole=Tally.of(found.results),
        files=[file for file in files if file.tally.mutants or file.tally.equivalent],
    )


def _file(path: Path, results: Sequence[Result]) -> _File:
    by_line: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        if result.status not in ("out of reach", "invalid"):
            by_line[result.mutant.line].append(result)
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = [_Line(number, line, by_line[number]) for number, line in enumerate(text.splitlines(), start=1)]
    return _File(shown(path), Tally.of(results), lines)
