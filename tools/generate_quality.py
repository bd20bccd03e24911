"""docs/quality.md: how many mistakes in the shipped rules the fixtures notice, and why the others needn't be noticed.

Run it with `make quality`; it takes minutes, and less when little has changed since the last time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from retour.cli.selection import select_cases
from retour.engines import Limits, engine_title, open_engine
from retour.mutation import (
    Memory,
    MutantTally,
    Mutation,
    Options,
    Result,
    by_file,
    limits_of_mutating,
    mutate,
    read_mutation_waivers,
)
from retour.workspace import Workspaces, now_with, workspace_for

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "quality.md"
WAIVERS = PROJECT / "mutants.yaml"


def main() -> None:
    """Run all fixtures on all mutants of the shipped sets, and write the page."""
    os.chdir(PROJECT)
    here = workspace_for(PROJECT)
    engine = open_engine("saxon", limits=limits_of_mutating(Limits.of(here.configuration)))
    now = now_with(here.shelf)
    memory = Memory.of(here.configuration, engine_title("saxon"))
    options = Options(memory, waivers=read_mutation_waivers(WAIVERS, now))
    workspaces = Workspaces()
    try:
        found = mutate(select_cases(["fixtures"], workspaces), workspaces, engine, options)
    finally:
        engine.close()
        memory.close()
    PAGE.write_text(page(found), encoding="utf-8", newline="\n")
    for place in found.unused:
        print(f"{place}: means no mutant that survives: leave it out")


def page(found: Mutation) -> str:
    """The page, as Markdown."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Mutation) -> Iterator[str]:
    whole = MutantTally.of(found.results)
    sets = " and ".join(sorted(stamp.id for stamp in found.sets))
    yield "# Quality of the shipped rules"
    yield ""
    yield "<!-- Written by `make quality`: change mutants.yaml, the fixtures or the rules. -->"
    yield ""
    yield (
        f"[Mutants](mutation.md) of {sets}: the fixtures notice {whole.noticed} of {whole.mutants} mistakes in the "
        f"rules, {whole.percent}. Not counted are {whole.equivalent} that no valid message can tell from the rules."
    )
    yield ""
    yield from _table(found.results)
    yield ""
    yield "## Mutants that no fixture notices"
    yield ""
    yield "Equivalent ones aren't counted; accepted ones are, as missed. The reasons stand in `mutants.yaml`."
    yield from _reasons([result for result in found.results if result.is_missed])


def _table(results: Sequence[Result]) -> Iterator[str]:
    yield "| stylesheet | score | mutants | noticed | unseen | survived | equivalent |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for path, own in by_file(results).items():
        tally = MutantTally.of(own)
        if tally.mutants or tally.equivalent:
            yield (
                f"| {_link(path)} | {tally.percent} | {tally.mutants} | {tally.noticed} | {tally.unseen} "
                f"| {tally.survived} | {tally.equivalent} |"
            )


def _reasons(missed: Sequence[Result]) -> Iterator[str]:
    reasons: dict[tuple[str, str], list[Result]] = {}
    for result in missed:
        waiver = result.waiver
        key = ("unexplained", "No reason is given.") if waiver is None else (waiver.kind, waiver.reason)
        reasons.setdefault(key, []).append(result)
    for (kind, reason), results in sorted(reasons.items(), key=lambda item: _order(item[1][0])):
        yield ""
        yield f"**{kind.capitalize()}**: {reason[0].upper()}{reason[1:]}"
        yield ""
        for result in results:
            mutant = result.mutant
            yield f"- {_link(mutant.file, mutant.line)} {mutant.operator}: `{mutant.change}` <!-- {mutant.id} -->"


def _order(result: Result) -> tuple[str, int]:
    return result.mutant.file.as_posix(), result.mutant.line


def _link(path: Path, line: int | None = None) -> str:
    name = path.relative_to(PROJECT / "rules").as_posix()
    return f"[{name}{f':{line}' if line else ''}](../rules/{name})"


if __name__ == "__main__":
    main()
