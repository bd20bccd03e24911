"""Why something was not found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from retour.language import mark
from retour.levels import LEVEL_NAMES
from retour.model import RULE_LEVELS, Level


@dataclass(frozen=True, slots=True)
class Silence:
    """What it means that something was not found.

    Attributes:
        checked: the rules that the set checks for this type of message; empty when that isn't known.
        evaluated: those that looked at something in the message; None when that isn't known.
        unknown: those of which that can't be known.
        undecided: why rules can't be decided, by the rules that say so.
        ended_at: the level that ended the check.
    """

    checked: Collection[str]
    evaluated: Collection[str] | None
    ended_at: Level | None
    unknown: Collection[str] = ()
    undecided: Mapping[str, str] = field(default_factory=dict)

    def ended_before(self, level: Level) -> str | None:
        """That the check ended before it came to a level; None when it didn't."""
        if (
            self.ended_at is None
            or self.ended_at in RULE_LEVELS
            or LEVEL_NAMES.index(self.ended_at) >= LEVEL_NAMES.index(level)
        ):
            return None
        return mark("the check ended at the level %(level)s") % {"level": self.ended_at}

    def why(self, code: str) -> str | None:
        """Which kind of silence that of a rule is; None when that isn't known."""
        if (ended := self.ended_before("rules")) is not None:
            return ended
        if self.checked and code not in self.checked:
            return mark("the set has no %(code)s for this type of message") % {"code": code}
        if code in self.undecided:
            return mark("it can't be decided: %(reason)s") % {"reason": self.undecided[code]}
        if self.evaluated is None:
            return None
        if code in self.evaluated:
            return mark("it was evaluated, and silent")
        if code in self.unknown:
            return mark("whether it was evaluated isn't known, since no template is known to look for it")
        return mark("it wasn't evaluated, for it looks at nothing in this message")

    def unevaluated(self, code: str) -> str | None:
        """Why a rule can't be said to be evaluated; None when it was."""
        if self.evaluated is not None and code in self.evaluated:
            return None
        why = self.why(code) or mark("whether it was isn't known of this run")
        return mark("%(code)s had to be evaluated: %(why)s") % {"code": code, "why": why}
