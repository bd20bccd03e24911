"""Whether what a stylesheet wrote is more than it may."""

from __future__ import annotations

from retour.engines.limits import Limits
from retour.engines.protocol import OF_THE_HARNESS, Reply


def excess(reply: Reply, limits: Limits) -> str | None:
    """What is too much of what a stylesheet wrote, as a sentence; None when nothing is."""
    if (size := len(reply.report)) > limits.report:
        return f"its report has {size:,} characters, more than {limits.report:,}"
    if (elements := _elements(reply.report)) > limits.elements:
        return f"its report has {elements:,} elements, more than {limits.elements:,}"
    if (
        said := sum(len(text) for text in reply.messages if not text.startswith(OF_THE_HARNESS))
    ) > limits.said:
        return f"its xsl:messages have {said:,} characters, more than {limits.said:,}"
    return None


def _elements(report: str) -> int:
    """How many elements begin in a text, comments and processing instructions taken as none."""
    return report.count("<") - report.count("</") - report.count("<!") - report.count("<?")
