"""What a key of `expect` is: how it is written, what it makes of an outcome, and what of it an outcome would change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from retour.cases.expect.silence import Silence
from retour.model import Case, Claim, Expectation, Finding, Level, Outcome, Place, Problem
from retour.rulesets import RuleSet

T = TypeVar("T")

Data = str | bool | int | Sequence["Data"] | Mapping[str, "Data"]
"""A value as YAML has it."""

Select = Callable[[str], Collection[str]]
"""Path in a message → the printed paths of the nodes that it selects."""


class Places(Protocol):
    """Where things stand that an expectation holds."""

    def __call__(self, *path: str | int, key: bool = False) -> Place:
        """The place of what a path of keys and indexes leads to, or of its key; of the whole expectation without one."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """What a case stands in, for keys to be held against.

    Attributes:
        case: with all that it expects.
        judged: the levels that are judged.
        rejects: whether a finding that meets a claim rejects the message; all but warnings do.
        rules: the rule set; None when it can't be opened, or when its codes can't be told.
        has_registers: whether there are lists from outside.
    """

    case: Case
    place: Places
    judged: Collection[Level]
    rejects: Callable[[Claim], bool]
    rules: RuleSet | None
    has_registers: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome as a case looks at it.

    Attributes:
        judged: the findings that the case looks at, warnings too.
        intolerable: those among them that it doesn't let pass: errors, and warnings of rules.
        unnamed: those of them that it would have to name, and doesn't.
        ignores_warnings: whether warnings of rules need no name.
    """

    expect: Expectation
    outcome: Outcome
    select: Select
    silence: Silence
    judged: tuple[Finding, ...]
    intolerable: tuple[Finding, ...]
    unnamed: tuple[Finding, ...]
    ignores_warnings: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that reject the message, of those that the case looks at."""
        return tuple(finding for finding in self.judged if finding.rejects)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which an outcome differs from what a case expects.

    Attributes:
        reason: one sentence.
        missing: the claim that isn't met.
        unexpected: the finding that the case has no room for.
        codes: what else it is about: rules, or retour codes that didn't come.
    """

    reason: str
    missing: Claim | None = None
    unexpected: Finding | None = None
    codes: tuple[str, ...] = ()


def _as_it_is(value: Any, place: Places) -> Any:
    return value


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Key(Generic[T]):
    """One key of `expect`. What it holds is a value of type T, or None where a case doesn't say it.

    Most hooks get this value; each has a default that leaves all as it is.

    Attributes:
        name: as it is written.
        about: what it says, in a sentence for editors.
        form: the type that pydantic holds what is written against.
        data: a value as it is written.
        told: a value in words, line by line, under «expected».
        read: what is written → the value; raises CaseFileError.
        check: holds a value against its setting; raises CaseFileError.
        differences: how an outcome differs from a value.
        faults: why no verdict can be reached: the case file itself is wrong.
        awaits: whether it expects the problem that prevented an outcome.
        judges: whether a value lets the case look at a finding.
        tolerates: whether it lets a finding pass unnamed.
        unnamed: those of some findings that it doesn't name.
        is_exact: whether with it all that isn't named is too much, whatever else leaves that open.
        is_open: whether with it findings need no name.
        can_fail: whether it asks for something that may not come.
        words: those in it that would say nothing when they stood there twice.
        accepted: the value that fits a judgement, for as much of the expectation as it is about; see `accepting`.
        given_up: sentences on what a case no longer says when one value becomes another.
        is_about_rules: whether a set without rules can't meet it.
        listens: whether the texts of xsl:message must be kept for it.
        probes: whether it must be known which rules were evaluated.
    """

    name: str
    about: str
    form: Any
    data: Callable[[T], Data]
    told: Callable[[T], Sequence[str]]
    read: Callable[[Any, Places], T | None] = _as_it_is
    check: Callable[[T, Setting], None] = lambda value, setting: None
    differences: Callable[[T, Judgement], Iterable[Difference]] = lambda value, judgement: ()
    faults: Callable[[T, Judgement], Iterable[Difference]] = lambda value, judgement: ()
    awaits: Callable[[T, Problem], bool] = lambda value, problem: False
    judges: Callable[[T, Finding], bool] = lambda value, finding: True
    tolerates: Callable[[T, Finding], bool] = lambda value, finding: False
    unnamed: Callable[[T, Sequence[Finding], Select], Sequence[Finding]] = lambda value, findings, select: (
        findings
    )
    is_exact: Callable[[T], bool] = lambda value: False
    is_open: Callable[[T], bool] = lambda value: False
    can_fail: Callable[[T], bool] = lambda value: True
    words: Callable[[T], Iterable[str]] = lambda value: ()
    accepted: Callable[[T | None, Judgement], T | None] = lambda value, judgement: value
    given_up: Callable[[T, T | None], Iterable[str]] = lambda before, after: ()
    is_about_rules: bool = False
    listens: Callable[[T], bool] = lambda value: False
    probes: Callable[[T], bool] = lambda value: False

    def of(self, expect: Expectation) -> T | None:
        """What an expectation says under this key; None where it doesn't."""
        value: T | None = expect.said.get(self.name)
        return value

    def put(self, expect: Expectation, value: T | None) -> Expectation:
        """An expectation that says something else under this key; nothing for None."""
        said = {name: other for name, other in expect.said.items() if name != self.name}
        return replace(expect, said=said if value is None else {**said, self.name: value})
