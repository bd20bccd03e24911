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
    return [
        replace(finding, locations=tuple(_located(location, paths) for location in finding.locations))
        for finding in findings
    ]


def _located(location: Location, paths: NodePaths) -> Location:
    node = None if location.path is None else paths.find(location.path)
    if node is None:
        return replace(location, line=None)
    return replace(location, path=paths.printed(node.element, node.attribute), line=node.element.sourceline)
