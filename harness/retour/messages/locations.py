"""The locations of a report, in the form in which paths are printed here, each with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from retour.model import Finding, Location
from retour.text.paths import NodePaths


def located(findings: Iterable[Finding], root: etree._Element) -> list[Finding]:
    """Findings whose locations are written as printed paths, with the lines of their nodes.

    What doesn't lead to one node stays as the rule set wrote it, without a line.

    Args:
        root: of the message that the findings are about.
    """
    paths = NodePaths(root)
    known: dict[Location, Location] = {}
    found = []
    for finding in findings:
        for location in finding.locations:
            if location not in known:
                known[location] = _located(location, paths)
        found.append(replace(finding, locations=tuple(known[each] for each in finding.locations)))
    return found


def _located(location: Location, paths: NodePaths) -> Location:
    if location.path is None:
        return location
    if (element := paths.element_at(location.path)) is not None:  # it is printed so already
        return Location(location.path, element.sourceline, location.document)
    if (node := paths.find(location.path)) is None:
        return Location(location.path, None, location.document)
    printed = paths.printed(node.element, node.attribute)
    return Location(printed, node.element.sourceline, location.document)
