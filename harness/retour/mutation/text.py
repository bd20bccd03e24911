"""What was found, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retour.mutation.model import Result, one_line
from retour.mutation.mutating import Mutation
from retour.mutation.tally import MutantTally, by_file
from retour.text.display import shown

_LONGEST = 160


def mutation_text(found: Mutation) -> str:
    """A table of scores by stylesheet, and every mutant that was missed."""
    return "\n".join(_lines(found))


def _lines(found: Mutation) -> Iterator[str]:
    whole = MutantTally.of(found.results)
    sets = ", ".join(f"{stamp.id} {stamp.version or '(no version)'}" for stamp in found.sets)
    yield f"{sets}: {_counted(found.cases, 'case')}, {_counted(whole.mutants, 'mutant')}"
    if aside := _aside(whole):
        yield f"not counted: {aside}"
    yield from _left_out(found)
    yield ""
    yield from _table(found.results)
    for result in found.results:
        if result.is_missed and not result.is_equivalent:
            yield ""
            yield from _missed(result)
    for result in found.results:
        if result.status == "not known":
            yield f"{_place(result)}: not known ({result.mutant.id}): {result.reason}"
    for place, text in found.not_understood:
        yield f"{place}: not changed, because it can't be read here: {_short(text)}"
    for entry in found.unused:
        yield f"{entry}: means no mutant that survives: leave it out"


def _aside(whole: MutantTally) -> str:
    counts = {
        "equivalent": whole.equivalent,
        "that don't compile": whole.invalid,
        "that no message of these cases' types can get to": whole.out_of_reach,
        "of which nothing is known, because the engine failed": whole.not_known,
    }
    return ", ".join(f"{number} {what}" for what, number in counts.items() if number)


def _left_out(found: Mutation) -> Iterator[str]:
    if found.left_out:
        name, why = next(iter(found.left_out.items()))
        number = _counted(len(found.left_out), "case")
        yield f"{number} can't notice anything: {name} {why.splitlines()[0]}"
    for name, problem in found.failed.items():
        yield f"{name}: error: {problem.text}"


def _table(results: Sequence[Result]) -> Iterator[str]:
    files = by_file(results)
    rows = [(shown(file), MutantTally.of(own)) for file, own in files.items()]
    rows = [row for row in rows if row[1].mutants or row[1].equivalent]
    width = max([len(name) for name, _ in rows], default=0)
    yield f"{'':{width}}    score  mutants  noticed  unseen  survived  equivalent"
    for name, tally in [*rows, ("all", MutantTally.of(results))]:
        yield (
            f"{name:{width}}  {tally.percent:>7}  {tally.mutants:7}  {tally.noticed:7}  {tally.unseen:6}"
            f"  {tally.survived:8}  {tally.equivalent:10}"
        )


def _missed(result: Result) -> Iterator[str]:
    mutant = result.mutant
    yield f"{_place(result)}: {mutant.operator} in {_short(mutant.within)} ({mutant.id})"
    yield f"    {_short(mutant.before)}"
    yield f"  → {_short(mutant.after)}"
    if mutant.expression != one_line(mutant.before):
        yield f"    in {_short(mutant.expression)}"
    if result.waiver is not None:
        yield f"    {result.waiver.kind}: {result.waiver.reason}"
    elif result.unseen_by is not None:
        yield f"    {result.unseen_by}: its findings change, but what it expects is too loose to fail"
    elif result.nearest is not None:
        yield f"    no outcome changes; nearest: {result.nearest}"
    else:
        yield "    no case gets there"


def _place(result: Result) -> str:
    mutant = result.mutant
    return f"{shown(mutant.file)}:{mutant.line}:{mutant.column}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    half = (_LONGEST - 3) // 2
    return line if len(line) <= _LONGEST else f"{line[:half]} … {line[-half:]}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
