"""What no case shows, in words."""

from __future__ import annotations

from collections.abc import Iterable

from retour.coverage.measuring import PlaceCoverage, RuleCoverage, Way
from retour.language import ENGLISH, Texts, mark

_NEVER = {
    "fired": mark("never fired"),
    "silent": mark("no case keeps it silent"),
    "true": mark("never true"),
    "false": mark("never false"),
}
"""What is said of a way that no case shows."""


def missing(ways: Iterable[Way]) -> list[str]:
    """The names of the ways that no case shows and that aren't waived."""
    return [way.name for way in ways if not way.is_covered and way.waiver is None]


def is_met(rule: RuleCoverage) -> bool:
    """Whether any case has a message of the type that the rule is checked for."""
    return rule.unevaluated + rule.unknown > 0 or any(way.is_covered for way in rule.ways)


def rule_remark(rule: RuleCoverage, texts: Texts = ENGLISH) -> str:
    """What no case shows of a rule in a message, and what they do show."""
    fired, silent = (len(way.cases) for way in rule.ways)
    if fired + silent == 0 and rule.unknown:
        return texts(
            "never fired, in %(cases)s; whether it was evaluated isn't known",
            cases=counted(rule.unknown, texts),
        )
    if fired + silent == 0:
        return texts("never evaluated, in %(cases)s", cases=counted(rule.unevaluated, texts))
    seen = [
        (fired, texts("fired in %(number)s", number=fired)),
        (silent, texts("evaluated and silent in %(number)s", number=silent)),
        (rule.unevaluated, texts("not evaluated in %(number)s", number=rule.unevaluated)),
    ]
    counts = ", ".join(text for number, text in seen if number)
    left = f" {texts('and')} ".join(texts(_NEVER[name]) for name in missing(rule.ways))
    return f"{left} ({counts})"


def place_remark(place: PlaceCoverage, texts: Texts = ENGLISH) -> str:
    """What no case shows of a template or a condition."""
    names = missing(place.ways)
    if names == ["ran"]:
        return texts("never ran")
    return texts("never evaluated") if len(names) == 2 else texts(_NEVER[names[0]])


def counted(cases: int, texts: Texts = ENGLISH) -> str:
    """A number of cases."""
    return texts.counted(cases, "%(number)s case", "%(number)s cases")
