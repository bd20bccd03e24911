"""Rule set → a copy that tells the course of a run → why a rule made a finding, or made none."""

from retour.tracing.copies import SLOWED_BY_TRACING, TracedSet, traced_set
from retour.tracing.grounds import Grounds
from retour.tracing.nodes import NodeFinder

__all__ = ["SLOWED_BY_TRACING", "Grounds", "NodeFinder", "TracedSet", "traced_set"]
