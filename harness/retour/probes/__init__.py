"""Rule set → instrumented copy: which templates and branches a run comes by, told by xsl:message."""

from retour.probes.copies import SLOWED_DOWN, ProbedSet, ProbeLevel, places_of, probed
from retour.probes.places import Body, BodyKind, Decision, Places, used_entries

__all__ = [
    "SLOWED_DOWN",
    "Body",
    "BodyKind",
    "Decision",
    "Places",
    "ProbeLevel",
    "ProbedSet",
    "places_of",
    "probed",
    "used_entries",
]
