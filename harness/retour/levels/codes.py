"""What each level can find: a code with its severity, its meaning and its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retour.model import FileProfile, Finding, Level, Location, Severity


@dataclass(frozen=True, slots=True)
class LevelCode:
    """One thing that is looked for at another level than the rules.

    Attributes:
        code: as a case names it, e.g. `bom`.
        meaning: what is wrong, in one sentence.
        source: where the standard, or who else, asks for it.
        chain: the error codes with which the chain would refuse it.
        severity: under the profile `strict`, and under `lenient` where `lenient` doesn't give another.
    """

    level: Level
    code: str
    meaning: str
    source: str
    severity: Severity = "error"
    lenient: Severity | None = None
    chain: tuple[str, ...] = ()

    def severity_in(self, profile: FileProfile) -> Severity:
        """How severe it is under a profile."""
        return self.lenient if self.lenient is not None and profile == "lenient" else self.severity

    def finding(
        self, details: str, places: Sequence[Location] = (), profile: FileProfile = "strict"
    ) -> Finding:
        """A finding with this code."""
        return Finding(self.level, self.code, None, tuple(places), details, self.severity_in(profile))
