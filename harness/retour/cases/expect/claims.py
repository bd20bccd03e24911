"""The keys of levels, `fires`, `schema` and so on: findings that are expected one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from glob import escape
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field

from retour.cases.expect.key import Data, Difference, Judgement, Key, Places, Select, Setting
from retour.cases.expect.known import (
    refuse_unjudged_rule,
    refuse_unknown_retour_code,
    refuse_unknown_rule,
)
from retour.cases.expect.scope import SCOPE, lies_within
from retour.cases.expect.words import wrong_finding
from retour.cases.forms import Since, Until, VersionFields, code_alone, one_text
from retour.cases.mistakes import Mistakes
from retour.errors import CaseFileError
from retour.language import mark
from retour.levels import LEVEL_CODES, LEVELS, LevelCheck
from retour.messages import PathError
from retour.messages.selecting import compile_path
from retour.model import ANYTHING, RULE_LEVELS, Claim, Expectation, Finding, Level, Severity
from retour.text.globs import Glob, fits
from retour.text.nearest import did_you_mean

Claims = tuple[Claim, ...]
Coded = TypeVar("Coded", Claim, Finding)


class ClaimFields(VersionFields):
    """An expected finding in the long form; each key narrows it."""

    code: str = Field(description="The rule, such as TR018; or the code of another level, such as bom.")
    retour: str | None = Field(default=None, description="The finding has this retour code, such as 9018.")
    at: Annotated[list[str], BeforeValidator(one_text)] = Field(
        default_factory=list,
        description="Paths that are among the locations of the finding, such as //Client[2]/Bsn.",
    )
    times: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Exactly so many findings match."
    )
    details: Glob | None = Field(
        default=None, description="A glob over the text that the rule set gives with the finding."
    )
    severity: Annotated[list[Severity], BeforeValidator(one_text)] = Field(
        default_factory=list,
        description="How bad the finding is: fatal, error, warning or information; of several, any.",
    )
    since: Since = None
    until: Until = None


ClaimList = list[Annotated[ClaimFields, BeforeValidator(code_alone)]]


def _anything_alone(value: Any) -> Any:
    if value == ANYTHING:
        return [value]
    if isinstance(value, str):
        raise ValueError(wrong_finding(value))
    return value


LevelClaims = Annotated[
    ClaimList,
    BeforeValidator(_anything_alone, json_schema_input_type=ClaimList | Literal["invalid"]),
    Field(min_length=1),
]


def level_keys() -> tuple[Key[Claims], ...]:
    """A key for each level, in the order of the levels; that of the rules for all that rules find."""
    return _level_keys(LEVELS)


@cache
def _level_keys(levels: tuple[LevelCheck[Any], ...]) -> tuple[Key[Claims], ...]:
    return tuple(level_key(level) for level in levels if _has_a_key(level))


def _has_a_key(level: LevelCheck[Any]) -> bool:
    return level.name == "rules" or level.name not in RULE_LEVELS


@cache
def level_key(level: LevelCheck[Any]) -> Key[Claims]:
    """The key under which the findings of a level are expected."""
    name, is_of_rules = level.key, level.name == "rules"
    return Key(
        name=name,
        about=_ABOUT_FIRES
        if is_of_rules
        else f"What is found at the level {level.name}: codes, or `invalid` for any.",
        form=ClaimList if is_of_rules else LevelClaims,
        data=_data,
        told=lambda claims: [describe(claim) for claim in claims],
        read=partial(_read, level.name, name),
        check=partial(_check, level, name),
        differences=_unmet,
        faults=_astray,
        unnamed=_unnamed,
        is_exact=lambda claims: True,
        can_fail=bool,
        accepted=partial(_accepted, level.name),
        is_about_rules=is_of_rules,
    )


def rules_key() -> Key[Claims]:
    """The key `fires`: all that rules find."""
    return next(level_key(level) for level in LEVELS if level.name == "rules")


_ABOUT_FIRES = "The rules that fire, each once or more, and no others; a code, or a mapping that narrows it."


def claims(expect: Expectation) -> Claims:
    """The findings that an expectation claims, of all levels."""
    return tuple(claim for key in level_keys() for claim in key.of(expect) or ())


def names_findings(expect: Expectation) -> bool:
    """Whether an expectation speaks of findings one by one; `fires: []` says that there are none."""
    return any(key.of(expect) is not None for key in level_keys())


def without_claims(expect: Expectation) -> Expectation:
    """An expectation that claims nothing."""
    for key in level_keys():
        expect = key.put(expect, None)
    return expect


def claiming(expect: Expectation, wanted: Sequence[Claim]) -> Expectation:
    """An expectation that claims these findings and no others; `fires: []` where there are none."""
    for key, each in zip(level_keys(), filter(_has_a_key, LEVELS), strict=True):
        of_level = tuple(claim for claim in wanted if claim.level == each.name)
        is_said = of_level or (each.name == "rules" and not wanted)
        expect = key.put(expect, of_level if is_said else None)
    return expect


def describe(claim: Claim) -> str:
    """A claim in one line, e.g. `TR018 (9018) at //Einddatum`, `file bom`."""
    parts = [_subject(claim)]
    if claim.retour is not None:
        parts.append(f"({claim.retour})")
    if claim.severities:
        parts.append(f"as {_called(claim.severities)}")
    if claim.at:
        parts.append("at " + " and ".join(claim.at))
    if claim.details is not None:
        parts.append(f"with details {claim.details!r}")
    if claim.times is not None:
        parts.append(f"× {claim.times}")
    return " ".join(parts)


def meets(finding: Finding, claim: Claim, select: Select) -> bool:
    """Whether a finding is what a claim claims."""
    if not _is_of(finding, claim):
        return False
    if claim.retour is not None and finding.retour != claim.retour:
        return False
    if claim.severities and finding.severity not in claim.severities:
        return False
    if claim.details is not None and not fits(finding.details or "", [claim.details]):
        return False
    if not claim.at:
        return True
    paths = {location.path for location in finding.locations if location.path is not None}
    try:
        return all(paths.intersection(select(path)) for path in claim.at)
    except PathError:  # told by `astray`
        return False


def astray(claim: Claim, select: Select) -> list[str]:
    """Why paths of a claim lead to nothing in a message."""
    reasons = []
    for path in claim.at:
        try:
            found = select(path)
        except PathError as error:
            reasons.append(str(error))
        else:
            reasons += [] if found else [f"at {path} selects nothing in this message"]
    return reasons


def _is_of(finding: Finding, claim: Claim) -> bool:
    """Whether a finding has the level and the code of a claim."""
    anything = claim.code == ANYTHING and claim.level != "rules" and finding.rejects
    return (finding.code == claim.code or anything) and finding.claimed_level == claim.level


def _read(level: Level, name: str, written: Sequence[ClaimFields], place: Places) -> Claims:
    read: dict[Claim, None] = {}
    wrong = Mistakes()
    for number, fields in enumerate(written):
        claim = wrong.of(_claim, level, fields, partial(place, name, number))
        if claim is not None and claim in read:
            wrong.note(
                CaseFileError("the same finding is claimed twice: say `times: 2` instead", claim.place)
            )
        elif claim is not None:
            read[claim] = None
    wrong.tell()
    return tuple(read)


def _claim(level: Level, fields: ClaimFields, place: Places) -> Claim:
    for path in fields.at:
        try:
            compile_path(path)
        except PathError as error:
            raise CaseFileError(str(error), place("at")) from None
    return Claim(
        fields.code,
        fields.retour,
        tuple(fields.at),
        fields.times,
        fields.details,
        tuple(fields.severity),
        place(),
        level,
        fields.since,
        fields.until,
    )


def _check(level: LevelCheck[Any], name: str, claimed: Claims, setting: Setting) -> None:
    if not claimed:
        return
    if not _is_judged(level.name, setting.judged):
        raise CaseFileError(
            f"the level {level.name} isn't judged here, `levels` leaves it out: the case could not pass",
            setting.place(name, key=True),
        )
    if (lacking := level.lacking(setting.case)) is not None:
        raise CaseFileError(lacking, setting.place(name, key=True))
    wrong = Mistakes()
    for number, claim in enumerate(claimed):
        if level.name == "rules":
            wrong.of(_check_rule, claim, setting, name, number)
        elif claim.code not in (codes := LEVEL_CODES[level.name]) and claim.code != ANYTHING:
            nearest = did_you_mean(claim.code, [*codes, ANYTHING])
            wrong.note(
                CaseFileError(
                    f"the level {level.name} has no code {claim.code!r}{nearest}",
                    setting.place(name, number, "code"),
                )
            )
    wrong.tell()


def _is_judged(level: Level, judged: Collection[Level]) -> bool:
    """Whether something may be found that is claimed at a level."""
    return any(one in judged for one in (RULE_LEVELS if level == "rules" else (level,)))


def _check_rule(claim: Claim, setting: Setting, *path: str | int) -> None:
    wrong = Mistakes()
    wrong.of(_refuse_unusable_rule, claim.code, setting, *path, "code")
    if claim.retour is not None:
        wrong.of(refuse_unknown_retour_code, claim.retour, setting, *path, "retour")
    wrong.tell()


def _refuse_unusable_rule(code: str, setting: Setting, *path: str | int) -> None:
    refuse_unknown_rule(code, setting, *path)
    refuse_unjudged_rule(code, setting, *path)
    if setting.rules is not None and not lies_within(code, SCOPE.of(setting.case.expect)):
        raise CaseFileError(
            f"{code} lies outside the scope of this case: it could not pass", setting.place(*path)
        )


def _astray(claimed: Claims, judgement: Judgement) -> Iterator[Difference]:
    """Claims at a place that the message doesn't have."""
    if (
        judgement.outcome.failed_level == "file"
    ):  # then there may be no message in which a path selects something
        return
    for claim in claimed:
        if reasons := astray(claim, judgement.select):
            yield Difference(f"{claim.place}: {'; '.join(reasons)}", missing=claim)


def _unnamed(claimed: Claims, findings: Iterable[Finding], select: Select) -> list[Finding]:
    of_code = _by_code(claimed)
    of_any = of_code.get(ANYTHING, [])
    return [
        finding
        for finding in findings
        if not any(meets(finding, claim, select) for claim in (*of_code.get(finding.code, ()), *of_any))
    ]


def _by_code(coded: Iterable[Coded]) -> dict[str, list[Coded]]:
    """Claims or findings by their codes: there may be hundreds of each, which needn't all be held against each other."""
    found: dict[str, list[Coded]] = {}
    for each in coded:
        found.setdefault(each.code, []).append(each)
    return found


def _met(claim: Claim, findings: Iterable[Finding], select: Select) -> int:
    return sum(meets(finding, claim, select) for finding in findings)


def _unmet(claimed: Claims, judgement: Judgement) -> Iterator[Difference]:
    of_code = _by_code(judgement.judged)
    for claim in claimed:
        findings = judgement.judged if claim.code == ANYTHING else of_code.get(claim.code, ())
        met = _met(claim, findings, judgement.select)
        if met != claim.times if claim.times is not None else met == 0:
            yield Difference(_unmet_reason(claim, met, judgement), missing=claim)


def _unmet_reason(claim: Claim, met: int, judgement: Judgement) -> str:
    if met:
        what = describe(replace(claim, times=None))
        said = (
            mark("%(what)s was expected %(times)s, but fired %(doing)s")
            if claim.level == "rules"
            else mark("%(what)s was expected %(times)s, but was found %(doing)s")
        )
        return said % {"what": what, "times": _times(claim.times), "doing": _times(met)}
    silence = judgement.silence
    if (ended := silence.ended_before(claim.level)) is not None:
        return _did_not_come(claim, ended)
    if any(_is_of(finding, claim) for finding in judgement.judged):
        said = (
            mark("%(what)s fired, but not %(narrowed)s")
            if claim.level == "rules"
            else mark("%(what)s was found, but not %(narrowed)s")
        )
        return said % {"what": _subject(claim), "narrowed": _narrowed(claim)}
    why = silence.why(claim.code) if claim.level == "rules" else None
    return _did_not_come(claim, why)


def _did_not_come(claim: Claim, why: str | None) -> str:
    words = {"what": describe(claim), "why": why}
    if claim.level == "rules":
        said = mark("%(what)s did not fire: %(why)s") if why else mark("%(what)s did not fire")
    else:
        said = mark("%(what)s was not found: %(why)s") if why else mark("%(what)s was not found")
    return said % words


def _narrowed(claim: Claim) -> str:
    """The parts of a claim that narrow it, e.g. `with 9018 at //Einddatum`."""
    parts = [] if claim.retour is None else [f"with {claim.retour}"]
    parts += [f"as {_called(claim.severities)}"] if claim.severities else []
    parts += ["at " + " and ".join(claim.at)] if claim.at else []
    parts += [] if claim.details is None else [f"with details {claim.details!r}"]
    return " ".join(parts)


def _called(severities: Sequence[Severity]) -> str:
    known = {"fatal": "a fatal error", "error": "an error", "warning": "a warning"}
    return " or ".join(known.get(severity, severity) for severity in severities)


def _subject(claim: Claim) -> str:
    return claim.code if claim.level == "rules" else f"{claim.level} {claim.code}"


def _times(number: int | None) -> str:
    return mark("once") if number == 1 else mark("%(number)s times") % {"number": number}


def _data(claimed: Claims) -> Data:
    written = [_claim_data(claim) for claim in claimed]
    return ANYTHING if written == [ANYTHING] and claimed[0].level != "rules" else written


def _claim_data(claim: Claim) -> Data:
    """A claim as it is written: its code alone when there is no more to it."""
    data: dict[str, Data] = {"code": claim.code}
    if claim.retour is not None:
        data["retour"] = claim.retour
    if claim.at:
        data["at"] = claim.at[0] if len(claim.at) == 1 else list(claim.at)
    if claim.times is not None:
        data["times"] = claim.times
    if claim.details is not None:
        data["details"] = claim.details
    if claim.severities:
        several = len(claim.severities) > 1
        data["severity"] = list(claim.severities) if several else claim.severities[0]
    if claim.since is not None:
        data["from"] = claim.since
    if claim.until is not None:
        data["until"] = claim.until
    return data if len(data) > 1 else claim.code


def _accepted(level: Level, claimed: Claims | None, judgement: Judgement) -> Claims | None:
    """The claims that are met, those with another number counted anew, and what nothing names, as exactly as what it comes for."""
    kept = [_kept(claim, judgement) for claim in claimed or ()]
    lost = [claim for claim, left in zip(claimed or (), kept, strict=True) if left is None]
    unnamed = [finding for finding in judgement.unnamed if finding.claimed_level == level]
    new = []
    for finding in unnamed:
        claim = _like(_model(finding, lost, claimed or ()), finding, judgement)
        if claim.times is not None:
            claim = replace(claim, times=_met(claim, unnamed, judgement.select))
        new.append(claim)
    accepted = tuple(dict.fromkeys([*(claim for claim in kept if claim is not None), *new]))
    return accepted or (None if claimed is None else ())


def _model(finding: Finding, lost: Sequence[Claim], claimed: Claims) -> Claim | None:
    """Whose parts a claim of a finding is to have: those of one for its code that is no longer met, else of one that names places."""
    of_code = [claim for claim in lost if claim.code == finding.code]
    with_places = [Claim(claim.code, at=claim.at) for claim in claimed if claim.at]
    return next(iter([*of_code, *with_places]), None)


def _like(model: Claim | None, finding: Finding, judgement: Judgement) -> Claim:
    """A claim that a finding meets, with the parts that another claim has; its code alone without one."""
    whole = narrowest(finding, judgement.select)
    if model is None:
        return Claim(whole.code, level=whole.level)
    details = None if model.details is None or finding.details is None else escape(finding.details)
    return Claim(
        whole.code,
        whole.retour if model.retour is not None else None,
        whole.at if model.at else (),
        model.times,
        details,
        severities=(finding.severity,) if model.severities else (),
        level=whole.level,
    )


def narrowest(finding: Finding, select: Select) -> Claim:
    """The claim that says of a finding what can be said: its retour code, its places, and that it is no error.

    Args:
        select: how paths select nodes of the message; a location that doesn't lead to itself is left out.
    """
    paths = dict.fromkeys(location.path for location in finding.locations if location.path is not None)
    return Claim(
        finding.code,
        finding.retour,
        tuple(path for path in paths if _leads_to_itself(path, select)),
        severities=() if finding.severity == "error" else (finding.severity,),
        level=finding.claimed_level,
    )


def _leads_to_itself(path: str, select: Select) -> bool:
    try:
        return path in select(path)
    except ValueError:  # not in the notation: what a set prints needn't be
        return False


def _kept(claim: Claim, judgement: Judgement) -> Claim | None:
    met = _met(claim, judgement.judged, judgement.select)
    return None if not met else claim if claim.times in (None, met) else replace(claim, times=met)
