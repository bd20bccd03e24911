"""The key `error`: the rule set stops on the message, as it is meant to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from retour.cases.expect.key import Difference, Judgement, Key, Setting
from retour.errors import CaseFileError, DynamicError
from retour.language import mark
from retour.model import RULE_LEVELS, Problem

ErrorName = Literal["dynamic"]

_KINDS: dict[ErrorName, str] = {"dynamic": DynamicError.kind}
_GOES_WITH = {"error", "mentions"}


def _check(name: ErrorName, setting: Setting) -> None:
    others = [key for key in setting.case.expect.said if key not in _GOES_WITH]
    if others:
        raise CaseFileError(
            f"expects an error and '{others[0]}': of a message on which the rule set stops, nothing else is known",
            setting.place("error", key=True),
        )
    if not any(level in setting.judged for level in RULE_LEVELS):
        raise CaseFileError(
            "the level rules isn't judged here, `levels` leaves it out: no stylesheet can stop",
            setting.place("error", key=True),
        )


def _awaits(name: ErrorName, problem: Problem) -> bool:
    return problem.kind == _KINDS[name]


def _differences(name: ErrorName, judgement: Judgement) -> Iterator[Difference]:
    if judgement.outcome.problem is None:
        yield Difference(f"the rule set didn't stop, where the case expects a {name} error")


def _accepted(name: ErrorName | None, judgement: Judgement) -> ErrorName | None:
    return None if judgement.outcome.problem is None else name


ERROR: Key[ErrorName] = Key(
    name="error",
    about='dynamic: the stylesheet stops on this message, by xsl:message terminate="yes" or an error of its own.',
    form=ErrorName,
    data=lambda name: name,
    told=lambda name: [mark("a %(kind)s error") % {"kind": name}],
    check=_check,
    awaits=_awaits,
    differences=_differences,
    is_open=lambda name: True,
    accepted=_accepted,
)
