"""Two releases × messages × engines → what differs, rule by rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from retour.checking import Subject, outcome_job
from retour.comparison.expected import ExpectedChanges
from retour.comparison.inputs import Input
from retour.comparison.outcomes import KINDS, Change, ChangeKind, changes_between
from retour.comparison.releases import Release
from retour.comparison.templates import DeclarationChange, FileChanges, declaration_changes, file_changes
from retour.engines import Engine, Job
from retour.errors import as_retour_error
from retour.model import Finding, Outcome, Place, Problem, RuleSetStamp

MOST_EXAMPLES = 3
"""How many examples of a kind of change are kept, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class ReleaseRun:
    """A release, and what ran it.

    Attributes:
        name: as the user named it.
        engine: product and version.
    """

    name: str
    stamp: RuleSetStamp
    engine: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind in one rule.

    Attributes:
        number: how many there are.
        messages: in how many messages.
        reason: why they are expected; None when they aren't.
        examples: the first few, of different messages; or all.
    """

    kind: ChangeKind
    number: int
    messages: int
    reason: str | None
    examples: tuple[Change, ...]

    @property
    def more(self) -> int:
        """How many there are besides the examples."""
        return self.number - len(self.examples)


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A rule that behaves differently, or the kind of a problem that one side has.

    Attributes:
        retour: its retour code in the new set, or in the old one.
        meaning, meaning_nl: what the rule means, in English and in Dutch, where a catalogue says so.
        fired: in how many messages it fired, old and new.
        declarations: what changed in its stylesheets.
    """

    rule: str
    retour: str | None
    meaning: str | None
    meaning_nl: str | None
    fired: tuple[int, int]
    groups: tuple[ChangeGroup, ...]
    declarations: tuple[DeclarationChange, ...]


@dataclass(frozen=True, slots=True)
class UnjudgedMessages:
    """Messages of which neither side reached a verdict, for one kind of reason; the first of these is told.

    Attributes:
        exit_code: the highest that the reasons stand for.
    """

    kind: str
    messages: int
    text: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class UnneededChange:
    """An expected change that didn't come.

    Attributes:
        place: of its entry in the file.
    """

    rule: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two releases.

    Attributes:
        declarations: all that changed in stylesheets; empty when one set is compared with itself.
        messages: how many both sides judged, or one of them did.
        stopped: how many of these get to the rules on neither side, for something is wrong at a level before.
        not_served: how many neither set checks.
        rules: that behave differently, by code.
        errors: kinds of problems that one side has and the other hasn't.
        silent: rules whose stylesheets changed and that behave the same: rule → in how many messages they fired.
        unneeded: expected changes that didn't come.
        changed: the names of the messages whose outcome changed, expected or not.
    """

    old: ReleaseRun
    new: ReleaseRun
    files: FileChanges
    declarations: tuple[DeclarationChange, ...]
    messages: int
    stopped: int
    not_served: int
    rules: tuple[RuleDifference, ...]
    errors: tuple[RuleDifference, ...]
    silent: tuple[tuple[str, int], ...]
    unjudged: tuple[UnjudgedMessages, ...]
    unneeded: tuple[UnneededChange, ...]
    changed: frozenset[str]

    @property
    def as_expected(self) -> bool:
        """Whether every change in an outcome is an expected one."""
        found = (*self.rules, *self.errors)
        return all(group.reason is not None for difference in found for group in difference.groups)

    @property
    def same_set(self) -> bool:
        """Whether one set was compared with itself, by two engines."""
        return self.old.stamp.sha256 == self.new.stamp.sha256 and self.old.engine != self.new.engine


def compare(
    old: Release,
    new: Release,
    inputs: Sequence[Input],
    engines: tuple[Engine, Engine],
    expected: ExpectedChanges,
    seen: Callable[[], None] = lambda: None,
    most_examples: int | None = MOST_EXAMPLES,
    told: Callable[[Outcome], Outcome] = lambda outcome: outcome,
) -> Comparison:
    """Compare two releases.

    Args:
        engines: that run the old set and the new one; they may be the same.
        seen: called for each message that is done.
        most_examples: of each kind of change in a rule; None for all there are.
        told: what of an outcome both sides could tell.
    """
    before = engines[0].submit([_job(each, old) for each in inputs])
    after = engines[1].submit([_job(each, new) for each in inputs])
    outcomes = []
    changes: list[Change] = []
    for one, other in zip(before, after, strict=True):
        pair = told(one.result()), told(other.result())
        try:
            changes += changes_between(*pair)
        except Exception as error:
            failed = Outcome(pair[1].message, problem=as_retour_error(error).problem)
            pair = failed, failed
        outcomes.append(pair)
        seen()
    declared = declaration_changes(old, new)
    fired = (_fired(one for one, _ in outcomes), _fired(other for _, other in outcomes))
    by_rule = _grouped(change for change in changes if change.kind != "error")
    by_problem = _grouped(change for change in changes if change.kind == "error")
    unjudged = _unjudged(outcomes)
    not_served = sum(each.messages for each in unjudged if each.kind == "not-served")
    return Comparison(
        old=ReleaseRun(old.name, old.rules.stamp, engines[0].name),
        new=ReleaseRun(new.name, new.rules.stamp, engines[1].name),
        files=file_changes(old, new),
        declarations=declared,
        messages=len(inputs) - sum(each.messages for each in unjudged),
        stopped=sum(_is_stopped(one) and _is_stopped(other) for one, other in outcomes),
        not_served=not_served,
        rules=tuple(
            RuleDifference(
                rule,
                _retour(found),
                new.rules.meaning(rule) or old.rules.meaning(rule),
                new.rules.meaning(rule, "nl") or old.rules.meaning(rule, "nl"),
                (fired[0][rule], fired[1][rule]),
                _groups(found, expected, most_examples),
                tuple(change for change in declared if change.rule == rule),
            )
            for rule, found in by_rule.items()
        ),
        errors=tuple(
            RuleDifference(kind, None, None, None, (0, 0), _groups(found, expected, most_examples), ())
            for kind, found in by_problem.items()
        ),
        silent=tuple(
            (rule, fired[1][rule])
            for rule in sorted({change.rule for change in declared if change.rule is not None} - set(by_rule))
        ),
        unjudged=tuple(each for each in unjudged if each.kind != "not-served"),
        unneeded=tuple(
            UnneededChange(entry.rule, entry.why, place) for entry, place in expected.unneeded(changes)
        ),
        changed=frozenset(change.message for change in changes),
    )


def _retour(changes: Sequence[Change]) -> str | None:
    """The retour code that a finding of a rule has, in the new set where it is there."""
    found = [side for change in changes for side in (change.new, change.old) if isinstance(side, Finding)]
    return next((finding.retour for finding in found), None)


def _job(each: Input, release: Release) -> Job[Outcome]:
    def then(outcome: Outcome, _: Subject) -> Outcome:
        return replace(outcome, report=None)  # thousands of them are kept

    try:
        return outcome_job(each.check(release.rules), then)
    except Exception as error:
        return Job.done(Outcome(each.name, problem=as_retour_error(error).problem))


def _grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.rule].append(change)
    return dict(sorted(found.items()))


def _groups(
    changes: Sequence[Change], expected: ExpectedChanges, most_examples: int | None
) -> tuple[ChangeGroup, ...]:
    found: defaultdict[tuple[ChangeKind, str | None], list[Change]] = defaultdict(list)
    for change in changes:
        entry = expected.covering(change)
        found[change.kind, entry.why if entry else None].append(change)
    order = sorted(found, key=lambda key: (KINDS.index(key[0]), key[1] or ""))
    return tuple(
        ChangeGroup(
            kind,
            len(found[kind, reason]),
            len(_by_message(found[kind, reason])),
            reason,
            _examples(found[kind, reason], most_examples),
        )
        for kind, reason in order
    )


def _by_message(changes: Sequence[Change]) -> dict[str, Change]:
    """The first change of each message."""
    found: dict[str, Change] = {}
    for change in changes:
        found.setdefault(change.message, change)
    return found


def _examples(changes: Sequence[Change], most: int | None) -> tuple[Change, ...]:
    return tuple(changes) if most is None else tuple(_by_message(changes).values())[:most]


def _fired(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Rule → in how many messages it fired."""
    return Counter(code for outcome in outcomes for code in {finding.code for finding in outcome.findings})


def _is_stopped(outcome: Outcome) -> bool:
    """Whether a level before the rules rejects a message."""
    return any(each.level == "rules" and each.status == "not reached" for each in outcome.levels)


def _unjudged(outcomes: Sequence[tuple[Outcome, Outcome]]) -> list[UnjudgedMessages]:
    found: defaultdict[str, list[tuple[str, Problem]]] = defaultdict(list)
    for one, other in outcomes:
        if one.problem and other.problem and one.problem.kind == other.problem.kind:
            found[other.problem.kind].append((other.message, other.problem))
    return [
        UnjudgedMessages(
            kind,
            len(these),
            f"{these[0][0]}: {these[0][1].text}",
            max(problem.exit_code for _, problem in these),
        )
        for kind, these in sorted(found.items())
    ]
