"""What a report says, whatever its dialect."""

from __future__ import annotations

from dataclasses import dataclass

from retour.model import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """A report that has been read.

    Attributes:
        findings: in report order.
        version: of the rule set, as the report's header states it; None when it doesn't.
    """

    findings: tuple[Finding, ...]
    version: str | None = None
