"""Cobertura's XML, which CI servers read.

Source: the DTD coverage-04 of Cobertura 2.1. A folder is a package, a stylesheet a class, a template a method; a count is
the number of cases. The timestamp is 0: the same coverage gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import PurePosixPath

from lxml import etree

from retour.coverage.measuring import FileMeasure, Measure, PlaceCoverage
from retour.coverage.reports.lines import Line, lines_of, templates_of
from retour.text.display import shown
from retour.text.plain import one_line

_DOCTYPE = '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">'


def cobertura_of(measure: Measure) -> str:
    """The document as text; without packages when no case was run with probes in the branches."""
    files = [(PurePosixPath(shown(file.path)), file) for file in measure.files if file.places]
    every = [line for _, file in files for line in lines_of(file)]
    root = etree.Element(
        "coverage",
        {
            **_rates(every),
            "lines-covered": str(_covered(every)),
            "lines-valid": str(len(every)),
            "branches-covered": str(_taken(every)),
            "branches-valid": str(2 * _conditions(every)),
            "complexity": "0",
            "version": f"retour-harness {version('retour-harness')}",
            "timestamp": "0",
        },
    )
    etree.SubElement(etree.SubElement(root, "sources"), "source").text = "."
    packages = etree.SubElement(root, "packages")
    for folder, within in groupby(files, key=lambda pair: pair[0].parent):
        _package(packages, folder, list(within))
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_DOCTYPE}\n{text}'


def _package(
    packages: etree._Element, folder: PurePosixPath, files: Sequence[tuple[PurePosixPath, FileMeasure]]
) -> None:
    lines = [line for _, file in files for line in lines_of(file)]
    name = str(folder).strip("/").replace("/", ".")
    package = etree.SubElement(packages, "package", {"name": name, **_rates(lines), "complexity": "0"})
    classes = etree.SubElement(package, "classes")
    for path, file in files:
        lines = lines_of(file)
        class_ = etree.SubElement(
            classes, "class", {"name": path.name, "filename": str(path), **_rates(lines), "complexity": "0"}
        )
        methods = etree.SubElement(class_, "methods")
        for template in templates_of(file):
            _method(methods, template)
        listed = etree.SubElement(class_, "lines")
        for line in lines:
            _line(listed, line)


def _method(methods: etree._Element, template: PlaceCoverage) -> None:
    line = Line(template.line, len(template.ways[0].cases), ())
    attributes = {"name": one_line(template.label), "signature": "", **_rates([line]), "complexity": "0"}
    _line(etree.SubElement(etree.SubElement(methods, "method", attributes), "lines"), line)


def _line(lines: etree._Element, line: Line) -> None:
    attributes = {"number": str(line.number), "hits": str(line.cases)}
    if not line.conditions:
        etree.SubElement(lines, "line", {**attributes, "branch": "false"})
        return
    written = etree.SubElement(
        lines, "line", {**attributes, "branch": "true", "condition-coverage": _condition_coverage([line])}
    )
    conditions = etree.SubElement(written, "conditions")
    for number, condition in enumerate(line.conditions):
        coverage = f"{50 * sum(way.is_covered for way in condition.ways)}%"
        etree.SubElement(
            conditions, "condition", {"number": str(number), "type": "jump", "coverage": coverage}
        )


def _condition_coverage(lines: Sequence[Line]) -> str:
    taken, there = _taken(lines), 2 * _conditions(lines)
    return f"{100 * taken // there}% ({taken}/{there})"


def _rates(lines: Sequence[Line]) -> dict[str, str]:
    return {
        "line-rate": _rate(_covered(lines), len(lines)),
        "branch-rate": _rate(_taken(lines), 2 * _conditions(lines)),
    }


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "1"


def _covered(lines: Iterable[Line]) -> int:
    return sum(line.cases > 0 for line in lines)


def _conditions(lines: Iterable[Line]) -> int:
    return sum(len(line.conditions) for line in lines)


def _taken(lines: Iterable[Line]) -> int:
    return sum(way.is_covered for line in lines for condition in line.conditions for way in condition.ways)
