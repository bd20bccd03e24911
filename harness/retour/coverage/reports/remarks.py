"""What no case shows, in words."""

from __future__ import annotations

from collections.abc import Iterable

from retour.coverage.measuring import PlaceCoverage, RuleCoverage, Way


def missing(ways: Iterable[Way]) -> list[str]:
    """The names of the ways that no case shows and that aren't waived."""
    return [way.name for way in ways if not way.is_covered and way.waiver is None]


def is_met(rule: RuleCoverage) -> bool:
    """Whether any case has a message of the type that the rule is checked for."""
    return rule.unevaluated + rule.unknown > 0 or any(way.is_covered for way in rule.ways)


def rule_remark(rule: RuleCoverage) -> str:
    """What no case shows of a rule in a message, and what they do show."""
    fired, silent = (len(way.cases) for way in rule.ways)
    if fired + silent == 0 and rule.unknown:
        return f"never fired, in {counted(rule.unknown)}; whether it was evaluated isn't known"
    if fired + silent == 0:
        return f"never evaluated, in {counted(rule.unevaluated)}"
    words = {"fired": "never fired", "silent": "no case keeps it silent"}
    seen = [(fired, "fired"), (silent, "evaluated and silent"), (rule.unevaluated, "not evaluated")]
    counts = ", ".join(f"{word} in {number}" for number, word in seen if number)
    return f"{' and '.join(words[name] for name in missing(rule.ways))} ({counts})"


def place_remark(place: PlaceCoverage) -> str:
    """What no case shows of a template or a condition."""
    names = missing(place.ways)
    if names == ["ran"]:
        return "never ran"
    return "never evaluated" if len(names) == 2 else f"never {names[0]}"


def counted(cases: int) -> str:
    """A number of cases."""
    return "1 case" if cases == 1 else f"{cases} cases"
