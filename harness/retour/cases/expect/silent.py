"""The key `not`: rules that must stay silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BeforeValidator, Field

from retour.cases.expect.key import Data, Difference, Judgement, Key, Places, Select, Setting
from retour.cases.expect.known import refuse_unjudged_rule, refuse_unknown_rule
from retour.cases.expect.wording import finding_text
from retour.cases.forms import Fields, code_alone
from retour.cases.mistakes import Mistakes
from retour.language import mark
from retour.model import Expectation, Finding


class SilentFields(Fields):
    """A rule that stays silent, in the long form."""

    code: str = Field(description="The rule, such as TR101.")
    evaluated: bool = Field(
        default=False, description="true: something in the message makes the rule look, and it stays silent."
    )


@dataclass(frozen=True, slots=True)
class SilentRule:
    """A rule that must not fire.

    Attributes:
        evaluated: whether it must be evaluated all the same.
    """

    code: str
    evaluated: bool = False


Silent = tuple[SilentRule, ...]


def silent_codes(expect: Expectation) -> tuple[str, ...]:
    """The rules that an expectation says stay silent."""
    return tuple(rule.code for rule in SILENT.of(expect) or ())


def without_evaluation(expect: Expectation) -> Expectation:
    """The same expectation, in which it isn't asked any more whether silent rules are evaluated."""
    rules = SILENT.of(expect)
    if rules is None:
        return expect
    return SILENT.put(expect, tuple(replace(rule, evaluated=False) for rule in rules))


def _read(written: Sequence[SilentFields], place: Places) -> Silent | None:
    return tuple(SilentRule(fields.code, fields.evaluated) for fields in written) or None


def _check(rules: Silent, setting: Setting) -> None:
    wrong = Mistakes()
    for number, rule in enumerate(rules):
        wrong.of(refuse_unknown_rule, rule.code, setting, "not", number, "code")
        wrong.of(refuse_unjudged_rule, rule.code, setting, "not", number, "code")
    wrong.tell()


def _unnamed(rules: Silent, findings: Iterable[Finding], select: Select) -> list[Finding]:
    return [finding for finding in findings if not _names(rules, finding)]


def _names(rules: Silent, finding: Finding) -> bool:
    return finding.is_of_rule and any(finding.code == rule.code for rule in rules)


def _differences(rules: Silent, judgement: Judgement) -> Iterator[Difference]:
    for finding in judgement.outcome.findings:  # of those out of scope too
        if _names(rules, finding):
            reason = mark("%(found)s, where the case says it must stay silent") % {
                "found": finding_text(finding)
            }
            yield Difference(reason, unexpected=finding)
    for rule in rules:
        if (why := judgement.silence.undecided.get(rule.code)) is not None:
            yield Difference(
                mark("%(code)s must stay silent, and can't be decided: %(reason)s")
                % {"code": rule.code, "reason": why},
                codes=(rule.code,),
            )
        elif rule.evaluated and (why := judgement.silence.unevaluated(rule.code)):
            yield Difference(why)


def _data(rules: Silent) -> Data:
    return [{"code": rule.code, "evaluated": True} if rule.evaluated else rule.code for rule in rules]


def _accepted(rules: Silent | None, judgement: Judgement) -> Silent | None:
    """The rules that kept silent; one that wasn't evaluated is no longer said to be."""
    fired = {finding.code for finding in judgement.outcome.findings if finding.is_of_rule}
    known = judgement.outcome.evaluated or ()
    fired |= {each.code for each in judgement.outcome.undecided}
    kept = (rule for rule in rules or () if rule.code not in fired)
    return tuple(replace(rule, evaluated=rule.evaluated and rule.code in known) for rule in kept) or None


def _given_up(before: Silent, after: Silent | None) -> Iterator[str]:
    now = {rule.code: rule for rule in after or ()}
    for rule in before:
        if rule.code not in now:
            yield f"{rule.code} is taken out of `not`: until now it had to stay silent"
        elif rule.evaluated and not now[rule.code].evaluated:
            yield f"{rule.code} stays under `not`, but no longer has to be evaluated"


SILENT: Key[Silent] = Key(
    name="not",
    about="Rules that stay silent, whatever `allow` and `scope` say; a code, or a mapping that says more.",
    form=list[Annotated[SilentFields, BeforeValidator(code_alone)]],
    data=_data,
    told=lambda rules: [
        "not " + ", ".join(f"{rule.code} (evaluated)" if rule.evaluated else rule.code for rule in rules)
    ],
    read=_read,
    check=_check,
    differences=_differences,
    unnamed=_unnamed,
    words=lambda rules: [rule.code for rule in rules],
    accepted=_accepted,
    given_up=_given_up,
    probes=lambda rules: any(rule.evaluated for rule in rules),
    is_about_rules=True,
)
