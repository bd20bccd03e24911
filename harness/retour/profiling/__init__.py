"""Messages → what each template of their rules costs, so that a maintainer finds the one that grows too fast."""

from retour.profiling.measuring import profile
from retour.profiling.model import EntryProfile, TemplateCost
from retour.profiling.text import profile_text

__all__ = [
    "EntryProfile",
    "TemplateCost",
    "profile",
    "profile_text",
]
