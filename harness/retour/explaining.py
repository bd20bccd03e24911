"""What a code means: a rule, a retour code or what a level finds, where it is known, and the cases that speak of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from retour.cases import BrokenCase, read_cases
from retour.cases.expect import RETOUR_CODES, claims, silent_codes
from retour.errors import CaseFileError, RetourError
from retour.language import mark
from retour.levels import LEVEL_CODES, LevelCode
from retour.messages.envelopes import Fault, faults
from retour.model import CASE_FILE_SUFFIX, Case, Place
from retour.rulesets import Entry, GeneralCode, Rule, RuleSet
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.walking import files_below
from retour.workspace import Workspaces

GENERAL_MEANINGS: Mapping[str, str] = {
    "0001": mark("The message is refused as a whole, on technical grounds."),
    "0200": mark(
        "There is nothing to remark on this part of the message (its header, a client, a product): it was assessed."
    ),
    "0233": mark(
        "This part of the message (its header, a client, a product) was not assessed, since a check before it failed."
    ),
}
"""The retour codes that name no rule. Source: LDT_RetourCode in the schemas of iWmo 2.1."""


Kind = Literal["rule", "retour", "level", "chain"]
Manner = Literal["fires", "retour", "silent"]


@dataclass(frozen=True, slots=True)
class KnownRule:
    """What a rule set knows of a rule.

    Attributes:
        described: what the catalogue says; empty parts where it says nothing.
        entries: those that check it.
        checked: the messages that they check it in.
    """

    code: str
    retour: str | None
    described: Rule
    entries: tuple[Entry, ...]
    checked: tuple[str, ...]

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages that the rule is checked in, else those that the catalogue says."""
        return self.checked or self.described.messages


@dataclass(frozen=True, slots=True)
class Mention:
    """A case that speaks of a code.

    Attributes:
        manner: it expects the rule to fire, the retour code to come, or the rule to stay silent.
    """

    manner: Manner
    case: Case


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one rule set knows of a code.

    Attributes:
        known: the rule, or the rules behind the retour code; none where the set's stylesheets write the code
            themselves.
        general: what the set's catalogue says of a retour code that names no rule.
        cases: those that are judged by this set, in the order of their files.
    """

    rules: RuleSet
    known: tuple[KnownRule, ...]
    general: GeneralCode | None = None
    cases: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a level finds under a code.

    Attributes:
        chain: the error codes with which the stations of the chain would refuse it.
        cases: those that expect it, in the order of their files.
    """

    known: LevelCode
    chain: tuple[Fault, ...] = ()
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means.

    Attributes:
        code: as the rule sets or the levels write it.
        general: the meaning of a retour code that names no rule.
        sets: what each rule set knows of it, in the order in which they win.
        levels: what is found under the code at other levels than the rules, in the order of the levels.
        fault: the error code of the chain, when it is one.
        found_as: what is found where the chain would raise it, as `level code`, or as `level` for all of its codes.
    """

    code: str
    kind: Kind
    general: str | None
    sets: tuple[Knowledge, ...]
    levels: tuple[Found, ...] = ()
    fault: Fault | None = None
    found_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundCases:
    """The cases below a folder.

    Attributes:
        cases: each with the folder of the rule set that judges it.
        broken: why case files can't be used.
    """

    cases: tuple[tuple[Case, Path], ...]
    broken: tuple[RetourError, ...]


def explain(code: str, sets: Sequence[RuleSet], scope: str) -> Explanation:
    """What a code means in rule sets and at levels; no difference is made between upper and lower case.

    Args:
        scope: how to call these sets towards the user, as the subject of a sentence.

    Raises:
        RetourError: none of them knows it; with the nearest code that one does.
    """
    names = {name.casefold(): name for rules in sets for name in _retour_codes(rules)}
    names |= {general: general for general in GENERAL_MEANINGS}
    names |= {name.casefold(): name for rules in sets for name in _rule_names(rules)}
    beside = [*faults(), *(code for codes in LEVEL_CODES.values() for code in codes)]
    names = {code.casefold(): code for code in beside} | names
    found = names.get(code.strip().casefold())
    if found is None:
        raise RetourError(f"{scope} no rule or retour code {code!r}{did_you_mean(code, names.values())}")
    if any(found in _rule_names(rules) for rules in sets):
        known = [Knowledge(rules, (_known(rules, found),)) for rules in sets if found in _rule_names(rules)]
        return Explanation(found, "rule", None, tuple(known))
    if levels := tuple(_found(codes[found]) for codes in LEVEL_CODES.values() if found in codes):
        return Explanation(found, "level", None, (), levels)
    if (fault := faults().get(found)) is not None:
        return Explanation(found, "chain", fault.meaning, (), fault=fault, found_as=tuple(_found_as(found)))
    knowing = [rules for rules in sets if found in _retour_codes(rules)]
    general = next(
        (rules.general_codes[found].meaning for rules in knowing if found in rules.general_codes), None
    )
    return Explanation(
        found,
        "retour",
        general or GENERAL_MEANINGS.get(found),
        tuple(
            Knowledge(rules, tuple(_behind(rules, found)), rules.general_codes.get(found))
            for rules in knowing
        ),
    )


def with_cases(explanation: Explanation, found: FoundCases) -> Explanation:
    """An explanation with the cases that speak of the code."""
    return replace(
        explanation,
        sets=tuple(
            replace(knowledge, cases=tuple(_mentions(explanation, knowledge, found)))
            for knowledge in explanation.sets
        ),
        levels=tuple(replace(one, cases=tuple(_claiming(one.known, found))) for one in explanation.levels),
    )


def find_cases(folder: Path) -> FoundCases:
    """Read every case file below a folder, hidden and built folders left out."""
    workspaces = Workspaces()
    cases: list[tuple[Case, Path]] = []
    broken: list[RetourError] = []
    walk = files_below(folder, lambda name: name.endswith(CASE_FILE_SUFFIX))
    broken += [CaseFileError(f"can't be read: {reason}", Place(shown(path))) for path, reason in walk.unread]
    for file in walk.files:
        try:
            workspace = workspaces.of(file)
            for case in read_cases(file, workspace):
                if isinstance(case, BrokenCase):
                    broken.append(case.error)
                    continue
                rules = workspace.shelf.get(case.rules or "", case.file.parent)
                cases.append((case, rules.folder))
        except RetourError as error:
            broken.append(error)
    return FoundCases(tuple(cases), tuple(broken))


def _rule_names(rules: RuleSet) -> Collection[str]:
    return rules.codes | set(rules.catalogue) | set(rules.retour_codes)


def _retour_codes(rules: RuleSet) -> Collection[str]:
    return rules.known_retour_codes | set(rules.general_codes)


def _known(rules: RuleSet, code: str) -> KnownRule:
    described = rules.catalogue.get(code, Rule(code=code))
    checked = tuple(message for message, codes in rules.checked.items() if code in codes)
    return KnownRule(code, rules.retour_code(code), described, rules.checking(code), checked)


def _behind(rules: RuleSet, retour: str) -> Iterator[KnownRule]:
    """The rules that a retour code stands for."""
    return (_known(rules, code) for code in sorted(_rule_names(rules)) if rules.retour_code(code) == retour)


def _mentions(explanation: Explanation, knowledge: Knowledge, found: FoundCases) -> Iterator[Mention]:
    codes = {rule.code for rule in knowledge.known}
    retour = explanation.code if explanation.kind == "retour" else _own_retour(knowledge)
    for case, folder in found.cases:
        if folder == knowledge.rules.folder and (manner := _manner(case, codes, retour)):
            yield Mention(manner, case)


def _found(code: LevelCode) -> Found:
    return Found(code, tuple(faults()[fault] for fault in code.chain))


def _found_as(fault: str) -> Iterator[str]:
    """What is found where the chain would raise an error code: codes of levels, or a whole level."""
    for level, codes in LEVEL_CODES.items():
        found = [code.code for code in codes.values() if fault in code.chain]
        yield from [level] if found and len(found) == len(codes) else [f"{level} {code}" for code in found]


def _claiming(code: LevelCode, found: FoundCases) -> Iterator[Case]:
    """The cases that expect what a level finds under a code."""
    for case, _ in found.cases:
        claimed = claims(case.expect)
        if any((claim.level, claim.code) == (code.level, code.code) for claim in claimed):
            yield case


def _own_retour(knowledge: Knowledge) -> str | None:
    """The retour code of a rule, when it stands for no other rule of the set."""
    (rule,) = knowledge.known
    alone = rule.retour and len(list(_behind(knowledge.rules, rule.retour))) == 1
    return rule.retour if alone else None


def _manner(case: Case, codes: Iterable[str], retour: str | None) -> Manner | None:
    found = claims(case.expect)
    if any(claim.code in codes for claim in found):
        return "fires"
    if retour is not None and (
        retour in (RETOUR_CODES.of(case.expect) or ()) or any(claim.retour == retour for claim in found)
    ):
        return "retour"
    silent = [*silent_codes(case.expect), *(case.known.silent if case.known and case.known.holds else ())]
    return "silent" if any(code in codes for code in silent) else None
