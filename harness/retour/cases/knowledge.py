"""What a case says of a rule set and of levels, held against what these have: codes, retour codes, parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase

from retour.cases.fields import CLAIM_KEYS, ExpectFields
from retour.errors import CaseFileError
from retour.levels import LEVEL_CODES, LEVEL_NAMES
from retour.model import ANYTHING, Case, Level
from retour.rulesets import FILLING_RULE, RuleSet
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import Placed

Path = tuple[str | int, ...]


def check_codes(rules: RuleSet, expect: ExpectFields, at: Path, text: Placed) -> None:
    """Every code that an expectation names is one that the set knows.

    Raises:
        CaseFileError: with the nearest known code.
    """
    if not rules.codes or rules.broken:  # codes worked out at run time, or in a file that can't be read
        return
    codes = rules.codes | {FILLING_RULE}
    for number, claim in enumerate(expect.fires or ()):
        where = (*at, "fires", number, "code")
        _known(claim.code, codes, rules, where, text)
        if expect.scope and not any(fnmatchcase(claim.code, glob) for glob in expect.scope):
            raise CaseFileError(
                f"{claim.code} lies outside the scope of this case: it could not pass", text.place(where)
            )
        if claim.retour is not None:
            _known_retour(claim.retour, rules, (*at, "fires", number, "retour"), text)
    for number, silent in enumerate(expect.silent):
        _known(silent.code, codes, rules, (*at, "not", number, "code"), text)
    for key, globs in (("allow", expect.allow), ("scope", expect.scope)):
        for number, glob in enumerate(globs):
            if not any(fnmatchcase(code, glob) for code in codes):
                _known(glob, codes, rules, (*at, key, number), text)
    for number, code in enumerate(expect.retour or ()):
        _known_retour(code, rules, (*at, "retour", number), text)


def check_levels(judged: Collection[Level], expect: ExpectFields, at: Path, text: Placed) -> None:
    """What is expected of levels can come: each is judged, and finds what is named.

    Raises:
        CaseFileError: with the nearest code of the level.
    """
    if expect.messages and "rules" not in judged:
        raise CaseFileError(
            "the level rules isn't judged here, `levels` leaves it out: no stylesheet says a message",
            text.place((*at, "messages"), key=True),
        )
    for level in LEVEL_NAMES:
        claims = expect.claims(level)
        if not claims:
            continue
        if level not in judged:
            raise CaseFileError(
                f"the level {level} isn't judged here, `levels` leaves it out: the case could not pass",
                text.place((*at, CLAIM_KEYS[level]), key=True),
            )
        codes = LEVEL_CODES[level]
        for number, claim in enumerate(claims if level != "rules" else ()):
            if claim.code not in codes and claim.code != ANYTHING:
                place = text.place((*at, CLAIM_KEYS[level], number, "code"))
                raise CaseFileError(
                    f"the level {level} has no code {claim.code!r}{did_you_mean(claim.code, codes)}", place
                )


def check_needs(case: Case, expect: ExpectFields, at: Path, text: Placed) -> None:
    """What is expected of the transition or of a pair has what it is judged by, and so has who sends the message.

    Raises:
        CaseFileError: it hasn't.
    """
    if expect.transition and case.sent is None:
        raise CaseFileError(
            "says what the transition finds, and not when the message is sent: add `sent`",
            text.place((*at, "expect", "transition"), key=True),
        )
    if expect.pair and case.heen is None:
        raise CaseFileError(
            "says what is wrong with a pair, and names no heenbericht: add `heen`",
            text.place((*at, "expect", "pair"), key=True),
        )
    if case.sender is not None and case.sent is None:
        place = text.place((*at, "sender"), key=True)
        if place == text.place(at):
            place = text.place(("sender",), key=True)
        raise CaseFileError("says who sends the message, and not when: add `sent`", place)


def check_parameters(rules: RuleSet, parameters: Mapping[str, str], at: Path, text: Placed) -> None:
    """Every parameter is one that a stylesheet of the set declares: the processor accepts any name in silence.

    Raises:
        CaseFileError: with the nearest declared name.
    """
    declared = {name for entry in (*rules.entries, *rules.helpers) for name in entry.parameters}
    for name in parameters:
        if name not in declared:
            hint = did_you_mean(name, declared) or ("; it declares none" if not declared else "")
            here = (*at, "parameters", name)
            place = text.place(here, key=True)
            if place == text.place(at):
                place = text.place(("parameters", name), key=True)
            raise CaseFileError(f"rule set {rules.id} has no stylesheet parameter {name!r}{hint}", place)


def _known(code: str, known: Iterable[str], rules: RuleSet, at: Path, text: Placed) -> None:
    if code not in known:
        raise CaseFileError(
            f"rule set {rules.id} has no rule {code!r}{did_you_mean(code, known)}", text.place(at)
        )


def _known_retour(code: str, rules: RuleSet, at: Path, text: Placed) -> None:
    if code not in rules.known_retour_codes:
        hint = did_you_mean(code, rules.known_retour_codes)
        raise CaseFileError(f"rule set {rules.id} knows no retour code {code!r}{hint}", text.place(at))
