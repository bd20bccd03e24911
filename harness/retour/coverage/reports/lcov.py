"""LCOV's tracefile, which editors and genhtml read.

Source: the manual page geninfo(1) of LCOV, section FILES. A template is a function, a test a block of two branches, and a
count is the number of cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from retour.coverage.measuring import FileMeasure, Measure
from retour.coverage.reports.lines import lines_of, templates_of
from retour.text.display import shown
from retour.text.plain import one_line


def lcov_of(measure: Measure) -> str:
    """The tracefile as text; empty when no case was run with probes in the branches."""
    return "".join(f"{line}\n" for file in measure.files if file.places for line in _file(file))


def _file(file: FileMeasure) -> Iterator[str]:
    yield "TN:"
    yield f"SF:{shown(file.path)}"
    templates = [(place, one_line(f"{place.label} (line {place.line})")) for place in templates_of(file)]
    for place, name in templates:
        yield f"FN:{place.line},{name}"
    for place, name in templates:
        yield f"FNDA:{len(place.ways[0].cases)},{name}"
    yield f"FNF:{len(templates)}"
    yield f"FNH:{sum(place.ways[0].is_covered for place, _ in templates)}"
    lines = lines_of(file)
    taken = []
    for line in lines:
        for block, condition in enumerate(line.conditions):
            evaluated = any(way.is_covered for way in condition.ways)
            for branch, way in enumerate(condition.ways):
                yield f"BRDA:{line.number},{block},{branch},{len(way.cases) if evaluated else '-'}"
                taken.append(way.is_covered)
    yield f"BRF:{len(taken)}"
    yield f"BRH:{sum(taken)}"
    for line in lines:
        yield f"DA:{line.number},{line.cases}"
    yield f"LF:{len(lines)}"
    yield f"LH:{sum(line.cases > 0 for line in lines)}"
    yield "end_of_record"
