"""Rule by rule, what becomes of an official report in a rule set: whether the set judges the rule, where the two differ, what is tested."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from retour.coverage import Measure
from retour.coverage.measuring import RuleCoverage, Way
from retour.rulesets import ControlLevel, Rule, RuleSet
from retour.traceability.official import RETOUR, OfficialReport, OfficialRule

Standing = Literal["stylesheet", "schema", "harness", "left out", "unknown"]
"""Who judges a rule: a stylesheet of the set, its schemas, or the harness with it; or nobody, for a reason that the catalogue gives,
or because the set doesn't know the rule."""

JUDGED: tuple[Standing, ...] = ("stylesheet", "schema", "harness")

Aspect = Literal["level", "retour code", "places", "messages"]
"""What may differ: the places are those of the catalogue, the messages those in which the stylesheets check the rule."""

TestState = Literal["firing and silent", "firing", "silent", "only named", "not tested"]

_MESSAGE_DIGITS = re.compile(r"\d{3}$")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where report and set say different things of a rule.

    Attributes:
        report: what the report says and the set doesn't.
        rules: what the set says and the report doesn't.
    """

    aspect: Aspect
    report: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What becomes of one rule.

    Attributes:
        reason: why nobody judges it, as the catalogue says.
        tested: what cases show of it, by message type; nothing of a schema's rules, which no finding names.
        named: whether a case names it.
    """

    code: str
    official: OfficialRule
    standing: Standing
    reason: str | None
    disagreements: tuple[Disagreement, ...]
    tested: tuple[RuleCoverage, ...]
    named: bool

    @property
    def level(self) -> ControlLevel:
        """What deciding on the rule takes."""
        return self.official.level or "process"

    @property
    def is_judged(self) -> bool:
        """Whether anybody judges it."""
        return self.standing in JUDGED

    @property
    def is_missing(self) -> bool:
        """Whether somebody could judge it by a message, and nobody does; or the set doesn't know it at all."""
        return self.standing == "unknown" or (self.official.level is not None and not self.is_judged)

    @property
    def state(self) -> TestState | None:
        """How far it is tested over all messages; None where no case could show it."""
        shown = {way.name for way in self.ways if way.is_covered}
        if shown:
            return "firing and silent" if len(shown) == 2 else "firing" if "fired" in shown else "silent"
        if self.named:
            return "only named"
        return "not tested" if self.tested else None

    @property
    def ways(self) -> tuple[Way, ...]:
        """What cases should show of it."""
        return tuple(way for each in self.tested for way in each.ways)

    @property
    def waived(self) -> tuple[str, ...]:
        """The reasons for which cases needn't show something that none shows."""
        return tuple(dict.fromkeys(way.waiver for way in self.ways if way.waiver and not way.is_covered))


@dataclass(frozen=True, slots=True)
class Surplus:
    """A rule that the set has and the report lacks.

    Attributes:
        checked: whether a stylesheet checks it; else the catalogue alone has it.
    """

    code: str
    checked: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Traceability:
    """A report held against a set.

    Attributes:
        traces: in the order of the report.
        surplus: sorted.
        cases: how many cases of the set were run.
        compares_places: whether the catalogue of the set gives places at all.
    """

    report: OfficialReport
    rules: RuleSet
    traces: tuple[Trace, ...]
    surplus: tuple[Surplus, ...]
    cases: int
    compares_places: bool

    @property
    def missing(self) -> tuple[Trace, ...]:
        """The rules that the set lacks."""
        return tuple(each for each in self.traces if each.is_missing)

    @property
    def differing(self) -> tuple[Trace, ...]:
        """The rules of which report and set say different things."""
        return tuple(each for each in self.traces if each.disagreements)


def trace_rules(
    report: OfficialReport, rules: RuleSet, measured: Measure, named: Collection[str]
) -> Traceability:
    """Hold a report against a set.

    Args:
        measured: the coverage of the set's cases, with this set in it; it may hold other sets too.
        named: the rules that cases of the set speak of.
    """
    coverage: dict[str, list[RuleCoverage]] = {}
    own = [part for part in measured.sets if part.stamp == rules.stamp]
    for each in (each for part in own for each in part.rules):
        coverage.setdefault(each.rule, []).append(each)
    compares = any(rule.places for rule in rules.catalogue.values())
    has_schemas = rules.schemas.is_dir() and any(rules.schemas.glob("*.xsd"))
    checked = _checked_in(rules)
    traces = []
    for code, official in report.rules.items():
        described = rules.catalogue.get(code)
        standing = _standing(code, rules, described, has_schemas)
        seen = standing in ("stylesheet", "harness")
        traces.append(
            Trace(
                code=code,
                official=official,
                standing=standing,
                reason=_why_left_out(described) if described is not None and standing == "left out" else None,
                disagreements=tuple(_disagreements(official, rules, described, checked, compares)),
                tested=tuple(coverage.get(code, ())) if seen else (),
                named=code in named,
            )
        )
    known = sorted((set(rules.catalogue) | rules.codes) - set(report.rules))
    surplus = (
        Surplus(code, code in rules.codes, rules.catalogue.get(code, Rule(code=code)).not_implemented)
        for code in known
    )
    return Traceability(
        report, rules, tuple(traces), tuple(surplus), sum(part.cases for part in own), compares
    )


def _checked_in(rules: RuleSet) -> Mapping[str, frozenset[str]]:
    """Rule → the messages in which stylesheets check it, such as 301."""
    found: dict[str, set[str]] = {}
    for message, codes in rules.checked.items():
        if (digits := _MESSAGE_DIGITS.search(message)) is not None:
            for code in codes:
                found.setdefault(code, set()).add(digits[0])
    return {code: frozenset(messages) for code, messages in found.items()}


def _standing(code: str, rules: RuleSet, described: Rule | None, has_schemas: bool) -> Standing:
    if code in rules.codes:
        return "stylesheet"
    if code in rules.claimable_rules and described is not None:
        return "harness"
    if described is None:
        return "unknown"
    return "schema" if described.level == "schema" and has_schemas else "left out"


def _why_left_out(described: Rule) -> str | None:
    return "the set has no schemas" if described.level == "schema" else described.not_implemented


def _disagreements(
    official: OfficialRule,
    rules: RuleSet,
    described: Rule | None,
    checked: Mapping[str, frozenset[str]],
    compares_places: bool,
) -> Iterator[Disagreement]:
    code = official.code
    if described is None and code not in rules.codes:
        return
    if described is not None and official.level is not None and described.level != official.level:
        yield Disagreement("level", (official.level,), (described.level,))
    retour = _retour_code(code, rules, described)
    if retour != official.retour:
        yield Disagreement(
            "retour code", *(() if each is None else (each,) for each in (official.retour, retour))
        )
    if described is not None and compares_places:
        yield from _apart("places", _places(official.places), _places(described.places))
    placed = {message for message in official.places if message != RETOUR}
    if code in checked and placed:
        yield from _apart("messages", placed, checked[code])


def _retour_code(code: str, rules: RuleSet, described: Rule | None) -> str | None:
    """As the stylesheets of the set have it; of a rule that they don't check, as the catalogue does."""
    if code in rules.codes:
        return rules.retour_code(code)
    return described.retour if described is not None else None


def _places(places: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {f"{message} {place}" for message, each in places.items() for place in each}


def _apart(aspect: Aspect, report: Collection[str], rules: Collection[str]) -> Iterator[Disagreement]:
    if set(report) != set(rules):
        yield Disagreement(
            aspect, tuple(sorted(set(report) - set(rules))), tuple(sorted(set(rules) - set(report)))
        )
