"""A claim (323) and its answer (325), which has a form of its own: where the answer has what it repeats of the claim.

Source: the schemas of iWmo 3.2, and TR337, TR371 and TR376 of iWmo 3.2 for what is repeated.
"""

from __future__ import annotations

from collections.abc import Mapping

CLAIM = "Declaratie"
"""The class that a claim is, beside its header."""

CLAIM_ANSWER = "DeclaratieAntwoord"
"""What its answer calls it."""

IN_CLAIM_ALONE = frozenset({"DeclaratieDagtekening", "DeclaratiePeriode"})
"""What stands in that class and isn't repeated."""

CLAIM_TOTAL = "TotaalIngediendBedrag"
"""What a claim asks for; its answer repeats it."""

_IN_CLAIM: Mapping[str, str] = {
    CLAIM_ANSWER: CLAIM,
    "Header/Afzender": "Header/Ontvanger",
    "Header/DeclaratieIdentificatie": "Header/BerichtIdentificatie",
    "Header/Ontvanger": "Header/Afzender",
    "Header/XsdVersieDeclaratie": "Header/XsdVersie",
}
"""Where a part of an answer stands in the claim, where that is elsewhere."""

_OWN = frozenset({"Header/BerichtIdentificatie", "Header/XsdVersie"})
"""What an answer says of itself, where a claim has the same of itself."""


def repeated_path(path: str) -> str | None:
    """Where in a claim stands what its answer has at a path of local names below the root; None for what is its own."""
    first, second, *rest = (*path.split("/"), "")
    head = f"{first}/{second}".rstrip("/")
    if head in _OWN:
        return None
    if head in _IN_CLAIM:
        return "/".join(filter(None, (_IN_CLAIM[head], *rest)))
    return "/".join(filter(None, (_IN_CLAIM.get(first, first), second, *rest)))
