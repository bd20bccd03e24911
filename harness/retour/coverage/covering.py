"""Which cases come by a place in a stylesheet, for who changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from retour.coverage.measuring import FileMeasure

Covering = Mapping[tuple[str, int], tuple[str, ...]]
"""(file, absolute; line, counted from 1) → the node ids of the cases that come by it, sorted."""


def covering_cases(files: Iterable[FileMeasure]) -> Covering:
    """The cases that come by each line of the stylesheets that lies in a template.

    A line that holds a condition has the cases that evaluate it, a line within it those in which it holds. A line in
    which one thing ends and another begins has the cases of both.
    """
    return dict(pair for file in files for pair in _lines(file))


def _lines(file: FileMeasure) -> Iterator[tuple[tuple[str, int], tuple[str, ...]]]:
    within: dict[int, set[str]] = {}
    for body, cases in file.bodies:  # what lies within comes after what it lies in
        if body.kind == "implicit otherwise":
            continue
        for line in range(body.first + 1, body.last):
            within[line] = set(cases)
    for body, cases in file.bodies:
        for line in {*range(body.line, body.first + 1), body.last}:
            within.setdefault(line, set()).update(cases)
    for line, found in sorted(within.items()):
        yield (str(file.path), line), tuple(sorted(found))
