"""Findings in words, for the reasons of a verdict."""

from __future__ import annotations

from retour.model import Finding


def finding_text(finding: Finding) -> str:
    """That something was found, and where first, e.g. `TR018 fired at /Bericht/Clienten/Client/Bsn`."""
    place = finding.locations[0] if finding.locations else None
    where = "" if place is None else f" at {place.path}" if place.path else f" at line {place.line}"
    if finding.is_of_rule:
        return f"{finding.code} fired{where}"
    return f"the level {finding.level} found {finding.code}{where}"
