"""What was found, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retour.language import ENGLISH, Texts, mark
from retour.mutation.generation import NOTHING
from retour.mutation.model import Result, one_line
from retour.mutation.mutating import Mutation
from retour.mutation.tally import MutantTally, by_file
from retour.text.columns import figures
from retour.text.display import shown

_LONGEST = 160


def mutation_text(found: Mutation, texts: Texts = ENGLISH) -> str:
    """A table of scores by stylesheet, and every mutant that was missed."""
    return "\n".join(_lines(found, texts))


def _lines(found: Mutation, texts: Texts) -> Iterator[str]:
    whole = MutantTally.of(found.results)
    sets = ", ".join(f"{stamp.id} {stamp.version or texts('(no version)')}" for stamp in found.sets)
    mutants = texts.counted(whole.mutants, "%(number)s mutant", "%(number)s mutants")
    yield f"{sets}: {_cases(found.cases, texts)}, {mutants}"
    if aside := _aside(whole, texts):
        yield f"{texts('not counted:')} {aside}"
    yield from _left_out(found, texts)
    yield ""
    yield from _table(found.results, texts)
    for result in found.results:
        if result.is_missed and not result.is_equivalent:
            yield ""
            yield from _missed(result, texts)
    for result in found.results:
        if result.status == "not known":
            yield f"{_place(result)}: {texts('not known')} ({result.mutant.id}): {texts.sentence(result.reason or '')}"
    for place, text in found.not_understood:
        told = texts("not changed, because it can't be read here:")
        yield f"{place}: {told} {_short(text)}"
    for entry in found.unused:
        yield f"{entry}: {texts('means no mutant that survives: leave it out')}"


def _aside(whole: MutantTally, texts: Texts) -> str:
    counts = {
        mark("equivalent"): whole.equivalent,
        mark("that don't compile"): whole.invalid,
        mark("that no message of these cases' types can get to"): whole.out_of_reach,
        mark("of which nothing is known, because the engine failed"): whole.not_known,
    }
    return ", ".join(f"{number} {texts(what)}" for what, number in counts.items() if number)


def _left_out(found: Mutation, texts: Texts) -> Iterator[str]:
    if found.left_out:
        name, why = next(iter(found.left_out.items()))
        number = len(found.left_out)
        told = texts.counted(
            number, "%(number)s case can't notice anything:", "%(number)s cases can't notice anything:"
        )
        yield f"{told} {name} {texts.sentence(why.splitlines()[0])}"
    for name, problem in found.failed.items():
        yield f"{name}: {texts('error')}: {texts.sentence(problem.text)}"


def _table(results: Sequence[Result], texts: Texts) -> Iterator[str]:
    files = by_file(results)
    rows = [(shown(file), MutantTally.of(own)) for file, own in files.items()]
    rows = [row for row in rows if row[1].mutants or row[1].equivalent]
    head = [
        texts("score"),
        texts("mutants"),
        texts("noticed"),
        texts("unseen"),
        texts("survived"),
        texts("equivalent"),
    ]
    cells = [["", *head]]
    for name, tally in [*rows, (texts("all"), MutantTally.of(results))]:
        counts = (tally.mutants, tally.noticed, tally.unseen, tally.survived, tally.equivalent)
        cells.append([name, f"{texts.figures(tally.percent):>7}", *map(str, counts)])
    yield from figures(cells)


def _missed(result: Result, texts: Texts) -> Iterator[str]:
    mutant = result.mutant
    where = texts("%(operator)s in %(within)s", operator=mutant.operator, within=_short(mutant.within))
    yield f"{_place(result)}: {where} ({mutant.id})"
    yield f"    {_short(mutant.before)}"
    yield f"  → {texts(NOTHING) if mutant.after == NOTHING else _short(mutant.after)}"
    if mutant.expression != one_line(mutant.before):
        yield f"    {texts('in %(expression)s', expression=_short(mutant.expression))}"
    if result.waiver is not None:
        yield f"    {texts(result.waiver.kind)}: {texts.sentence(result.waiver.reason)}"
    elif result.unseen_by is not None:
        told = texts("its findings change, but what it expects is too loose to fail")
        yield f"    {result.unseen_by}: {told}"
    elif result.nearest is not None:
        yield f"    {texts('no outcome changes; nearest:')} {result.nearest}"
    else:
        yield f"    {texts('no case gets there')}"


def _place(result: Result) -> str:
    mutant = result.mutant
    return f"{shown(mutant.file)}:{mutant.line}:{mutant.column}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    half = (_LONGEST - 3) // 2
    return line if len(line) <= _LONGEST else f"{line[:half]} … {line[-half:]}"


def _cases(number: int, texts: Texts) -> str:
    return texts.counted(number, "%(number)s case", "%(number)s cases")
