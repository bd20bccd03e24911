"""Rule set → instrumented copy: which templates and branches a run comes by, told by xsl:message."""

from retour.probes.copies import SLOWED_DOWN, ProbedSet, ProbeLevel, places_of, probed

__all__ = [
    "SLOWED_DOWN",
    "ProbeLevel",
    "ProbedSet",
    "places_of",
    "probed",
]
