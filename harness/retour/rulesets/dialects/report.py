"""What a report says, whatever its dialect."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from retour.errors import NotAReport
from retour.model import Finding
from retour.text.excerpts import excerpt

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


@dataclass(frozen=True, slots=True)
class Report:
    """A report that has been read.

    Attributes:
        findings: in report order.
        version: of the rule set, as the report's header states it; None when it doesn't.
    """

    findings: tuple[Finding, ...]
    version: str | None = None


def parse_report(report: str) -> etree._Element:
    """The root of a report in XML.

    Raises:
        NotAReport: it is empty, or no XML.
    """
    if not report.strip():
        raise NotAReport("wrote nothing where a report was expected")
    try:
        return etree.fromstring(report.encode("utf-8"), _PARSER)
    except etree.XMLSyntaxError as error:
        raise NotAReport(f"wrote something that is not XML ({error.msg}): {excerpt(report)}") from None


def called(element: etree._Element) -> str:
    """An element by its name, for errors."""
    name = etree.QName(element)
    return f"<{name.localname}> in " + (f"namespace {name.namespace}" if name.namespace else "no namespace")
