"""Coverage data and the rule sets it is of → what was covered and what not, rule by rule and place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from retour.coverage.courses import Course, JudgingSet
from retour.coverage.data import CoverageData, SetCoverage
from retour.coverage.families import SHARED, family_of, in_order
from retour.errors import CoverageError
from retour.model import RuleSetStamp
from retour.probes import places_of
from retour.rulesets import ANSWER_RULE, FILLING_RULE, FILLING_RULES, RuleSet
from retour.text.versions import set_order
from retour.xslt.places import Body, BodyKind, Decision, RunPlaces

Kind = Literal["rules", "templates", "branches"]
"""What is counted: of each rule whether it fired and was silent, of each template whether it ran, of each condition
whether it held and didn't."""

KINDS: tuple[Kind, ...] = ("rules", "templates", "branches")

Open = Callable[[JudgingSet], RuleSet]
"""Finds the rule set that coverage data is of."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something that cases should show: a rule firing or silent, a template running, a condition holding or not.

    Attributes:
        family: of the rule that it belongs to.
        name: `fired` or `silent`; `ran`; `true` or `false`.
        cases: the node ids of those that show it, sorted.
        waiver: why no case needs to; None when one does.
    """

    kind: Kind
    family: str
    name: str
    cases: tuple[str, ...] = field(repr=False)
    waiver: str | None = None

    @property
    def is_covered(self) -> bool:
        """Whether a case shows it."""
        return bool(self.cases)


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """A rule and a message type for which it is checked.

    Attributes:
        unevaluated: how many cases have nothing that the rule looks at.
        unknown: of how many cases that can't be known, because no template is known to look for the rule.
        ways: fired, and evaluated and silent.
    """

    rule: str
    type: str
    unevaluated: int
    unknown: int
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class PlaceCoverage:
    """A template or a condition.

    Attributes:
        line: where it begins.
        label: as it is written, e.g. `when test="not($amounts)"`.
    """

    line: int
    label: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """Rule coverage of one set.

    Attributes:
        cases: how many reached its rules.
        types: the message types that it is checked for or that cases have, sorted.
        rules: each rule with each message type it is checked for; sorted by rule, then type.
        unexpected: the retour codes of its rules that no case expects, sorted.
    """

    stamp: RuleSetStamp
    cases: int
    types: tuple[str, ...]
    rules: tuple[RuleCoverage, ...]
    unexpected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileMeasure:
    """Branch coverage of one stylesheet, over all sets that reach it.

    Attributes:
        path: absolute.
        data: its text.
        places: in the order of the text.
        bodies: the bodies of its instructions, each with the cases that reached it; in the order of the text.
    """

    path: Path
    data: bytes = field(repr=False)
    places: tuple[PlaceCoverage, ...]
    bodies: tuple[tuple[Body, tuple[str, ...]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """All that coverage data tells.

    Attributes:
        sets: sorted by id.
        files: sorted by path; none when no case was run with probes in the branches.
        cases: how many cases there are.
        in_branches: how many of them were run with probes in the branches.
        unneeded: waivers without which all would be the same.
    """

    sets: tuple[SetMeasure, ...]
    files: tuple[FileMeasure, ...]
    cases: int
    in_branches: int
    unneeded: tuple[str, ...] = ()

    @property
    def ways(self) -> Iterator[Way]:
        """All that cases should show."""
        yield from (way for part in self.sets for rule in part.rules for way in rule.ways)
        yield from (way for file in self.files for place in file.places for way in place.ways)

    def shares(self) -> Mapping[tuple[Kind, str], Share]:
        """How much is covered, for each kind and family that has anything to cover."""
        return shares(self.ways)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something is covered.

    Attributes:
        needed: what cases should show, without what is waived.
    """

    covered: int
    needed: int
    waived: int

    @property
    def percent(self) -> float:
        """100 when nothing is needed."""
        return 100 * self.covered / self.needed if self.needed else 100.0


def shares(ways: Iterable[Way]) -> dict[tuple[Kind, str], Share]:
    """How much of some ways is covered, by kind and family, in the order of `KINDS`, and of families by name."""
    counted: dict[tuple[Kind, str], Counter[str]] = {}
    for way in ways:
        what = "covered" if way.is_covered else "waived" if way.waiver is not None else "open"
        counted.setdefault((way.kind, way.family), Counter())[what] += 1
    return {
        (kind, family): Share(count["covered"], count["covered"] + count["open"], count["waived"])
        for kind in KINDS
        for family in in_order(family for _, family in counted)
        if (count := counted.get((kind, family))) is not None
    }


def measure(data: CoverageData, open_set: Open) -> Measure:
    """What coverage data tells.

    Raises:
        CoverageError: a rule set isn't what it was when the data was gathered.
        RuleSetError: one can't be opened.
    """
    parts = sorted(data.sets.values(), key=lambda part: set_order(part.rules.stamp))
    opened = [(part, _opened(part, open_set)) for part in parts]
    courses = [course for part in parts for course in part.courses.values()]
    return Measure(
        sets=tuple(_set_measure(part, rules) for part, rules in opened),
        files=tuple(_files(opened)),
        cases=len(courses),
        in_branches=sum(course.level == "branches" for course in courses),
    )


def _opened(coverage: SetCoverage, open_set: Open) -> RuleSet:
    part = coverage.rules
    rules = open_set(part)
    if rules.sha256 != part.sha256:
        raise CoverageError(
            f"the coverage data is of rule set {part.id} as it was (sha256 {part.sha256[:12]}); "
            f"it has changed since ({rules.sha256[:12]}): run the cases again"
        )
    bodies = len(places_of(rules).bodies)
    if part.places != bodies or any(course.number_of_bits > bodies for course in coverage.courses.values()):
        raise CoverageError(
            f"the coverage data of rule set {part.id} was gathered by another version of the harness: run the cases again"
        )
    return rules


def _set_measure(part: SetCoverage, rules: RuleSet) -> SetMeasure:
    courses = sorted(part.courses.values(), key=lambda course: course.case)
    checked = _checked(rules, {course.type for course in courses})
    looking = FILLING_RULES.union(*places_of(rules).looking.values())
    expected = {code for course in courses for code in course.expected}
    codes = {code for rule in rules.codes if (code := rules.retour_code(rule))}
    return SetMeasure(
        stamp=rules.stamp,
        cases=len(courses),
        types=tuple(sorted({type_ for _, type_ in checked} | {course.type for course in courses})),
        rules=tuple(_rule_coverage(rule, type_, courses, rule in looking) for rule, type_ in sorted(checked)),
        unexpected=tuple(sorted(codes - expected)),
    )


def _checked(rules: RuleSet, seen: Collection[str]) -> set[tuple[str, str]]:
    """Each rule with each message type that it is checked for; of retourberichten the filling instructions."""
    checked = {(code, message) for message, codes in rules.checked.items() for code in codes}
    filling = rules.catalogue.get(FILLING_RULE)
    heen = {type_ for _, type_ in checked}
    if filling is not None:
        retours = set(filling.messages)
    else:
        retours = set(seen) - heen if FILLING_RULE in rules.claimable_rules else set()
    answers = {served.type for served in rules.serving if rules.filling_of(served) == ANSWER_RULE}
    return (
        checked
        | {(FILLING_RULE, type_) for type_ in retours}
        | {(ANSWER_RULE, type_) for type_ in answers if type_ is not None}
    )


_NOT_KNOWN = "no template is known to look for the rule"


def _rule_coverage(rule: str, type_: str, courses: Iterable[Course], is_known: bool) -> RuleCoverage:
    fired, silent, unevaluated = [], [], 0
    for course in courses:
        if course.type != type_:
            continue
        if rule in course.fired:
            fired.append(course.case)
        elif rule in course.evaluated:
            silent.append(course.case)
        else:
            unevaluated += 1
    family = family_of(rule)
    waiver = None if is_known or silent else _NOT_KNOWN
    ways = (
        Way("rules", family, "fired", tuple(fired)),
        Way("rules", family, "silent", tuple(silent), waiver),
    )
    unknown = 0 if is_known else unevaluated
    return RuleCoverage(rule, type_, unevaluated - unknown, unknown, ways)


_Key = tuple[Path, int, BodyKind]
"""A body, whichever set it is reached in."""


def _files(opened: Sequence[tuple[SetCoverage, RuleSet]]) -> Iterator[FileMeasure]:
    reached: dict[_Key, set[str]] = {}
    known: dict[Path, dict[_Key, tuple[RunPlaces, Body]]] = {}
    decided: dict[Path, dict[int, tuple[RunPlaces, Decision]]] = {}
    data: dict[Path, bytes] = {}
    for part, rules in opened:
        courses = [course for course in part.courses.values() if course.level == "branches"]
        if not courses:
            continue
        places = places_of(rules)
        data |= places.files
        for body in places.bodies:
            known.setdefault(body.file, {}).setdefault(_key(body), (places, body))
        for decision in places.decisions:
            begin = places.bodies[decision.true].span.start
            decided.setdefault(decision.file, {}).setdefault(begin, (places, decision))
        for course in courses:
            for number in course.reached:
                reached.setdefault(_key(places.bodies[number]), set()).add(course.case)
    for file in sorted(known):
        yield _file(file, data[file], known[file], decided.get(file, {}), reached)


def _key(body: Body) -> _Key:
    return body.file, body.span.start, body.kind


def _file(
    file: Path,
    data: bytes,
    known: Mapping[_Key, tuple[RunPlaces, Body]],
    decided: Mapping[int, tuple[RunPlaces, Decision]],
    reached: Mapping[_Key, Collection[str]],
) -> FileMeasure:
    bodies = [
        body for _, body in sorted(known.values(), key=lambda pair: (pair[1].span.start, pair[1].number))
    ]
    family = SHARED
    places = []
    for body in bodies:
        if body.kind == "template":
            families = {family_of(rule) for rule in body.rules}
            family = families.pop() if len(families) == 1 else SHARED
            ways: tuple[Way, ...] = (Way("templates", family, "ran", _cases(reached, [body])),)
            places.append(PlaceCoverage(body.line, body.label, ways))
        elif (pair := decided.get(body.span.start)) is not None and body.kind in ("if", "when"):
            within, decision = pair
            false = [within.bodies[number] for number in decision.false]
            ways = (
                Way("branches", family, "true", _cases(reached, [body])),
                Way("branches", family, "false", _cases(reached, false)),
            )
            places.append(PlaceCoverage(body.line, body.label, ways))
    listed = tuple((body, _cases(reached, [body])) for body in bodies)
    return FileMeasure(file, data, tuple(places), listed)


def _cases(reached: Mapping[_Key, Collection[str]], bodies: Iterable[Body]) -> tuple[str, ...]:
    return tuple(sorted({case for body in bodies for case in reached.get(_key(body), ())}))
