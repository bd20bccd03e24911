"""`retour explain` of a code that is no rule's: one of a level, or an error code of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harness.levels import LevelCode, LevelMeaning


def level_text(beside: LevelMeaning) -> Iterator[str]:
    """What a code means, for a person."""
    for known in beside.found:
        yield f"{known.code}  {known.meaning}"
        yield f"  level       {known.level}"
        yield f"  severity    {_severity(known)}"
        yield f"  source      {known.source}"
    if beside.fault is not None:
        yield f"{beside.fault.code}  {beside.fault.meaning}"
        yield f"  raised by   {', '.join(beside.fault.issuers)}, in a Fo01"
        yield f"  listed in   {', '.join(beside.fault.lists)}"
        yield f"  found as    {', '.join(beside.found_as) or 'nothing: it takes more than an envelope'}"
    for fault in beside.raised:
        yield f"  chain       {fault.code} of {', '.join(fault.issuers)}: {fault.meaning}"


def _severity(known: LevelCode) -> str:
    lenient = known.severity_in("lenient")
    return known.severity if lenient == known.severity else f"{known.severity}; {lenient} when lenient"


def level_document(beside: LevelMeaning) -> dict[str, Any]:
    """What a code means, for a machine."""
    return {
        "code": beside.code,
        "kind": "level" if beside.fault is None else "chain",
        "meaning": beside.fault.meaning if beside.fault else None,
        "issuers": list(beside.fault.issuers) if beside.fault else [],
        "lists": list(beside.fault.lists) if beside.fault else [],
        "found_as": list(beside.found_as),
        "levels": [
            {
                "level": known.level,
                "meaning": known.meaning,
                "severity": {"strict": known.severity, "lenient": known.severity_in("lenient")},
                "source": known.source,
            }
            for known in beside.found
        ],
        "chain": [fault.code for fault in beside.raised],
    }
