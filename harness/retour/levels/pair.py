"""The level «pair»: whether the message is the retour that its heenbericht calls for."""

from __future__ import annotations

from retour.engines import Reply
from retour.levels.codes import LevelCode
from retour.levels.judged import Judged, Left, Task, joined
from retour.levels.level import LevelCheck
from retour.levels.rules import run
from retour.levels.schema import validation
from retour.levels.steps import Address, Addressed, Entered, addressed, entered, opened, receive
from retour.model import Case, Finding
from retour.retours import PAIR_CODES, Pair, Side, pair_findings

_SOURCE = "the header layout of 2.1 and IV028; beyond the header inferred"
_NO_RETOUR = LevelCode(
    "pair",
    "no-retour-due",
    "The heenbericht isn't valid against its schema, which an error message (Fo01) answers and no retour.",
    "the codes StUF055 and CC02 of the chain",
)

PAIR_LEVEL_CODES = (
    *(LevelCode("pair", code, meaning, _SOURCE) for code, meaning in PAIR_CODES.items()),
    _NO_RETOUR,
)


def judge_pair(step: Addressed) -> Task | Judged | Left:
    """What makes the message no answer to its heenbericht.

    Raises:
        MessageError, RuleSetError: the heenbericht can't be read, or no rules judge it.
    """
    retour = step.entered
    if retour.check.answers is None:
        return Left("not applicable", "no heenbericht is named")
    heen = entered(opened(receive(retour.check.answers)))
    sent, answered = heen.opened.envelope, retour.opened.envelope
    pair = Pair(
        Side.of(heen.message, sent.envelope.reference if sent else None),
        Side.of(retour.message, answered.envelope.cross_reference if answered else None),
    )
    to = addressed(heen).to if _is_judged_by(step, heen) else None
    return _task(retour, pair, to) if isinstance(to, Address) else _judged(retour, pair)


def _is_judged_by(retour: Addressed, heen: Entered) -> bool:
    """Whether the rules that check a retour are those of a heenbericht."""
    return isinstance(retour.to, Address) and heen.message.identity == retour.to.heen


def _task(retour: Entered, pair: Pair, to: Address) -> Task:
    """The work of finding out what the schema of the heenbericht and its rules say."""
    validated, ran = validation(to), run(to)
    orders = [ran.order] if isinstance(validated, Left) else [validated.order, ran.order]

    def judge(reply: Reply) -> Judged:
        if isinstance(validated, Task) and (invalid := validated.judge(reply).findings):
            return Judged([_NO_RETOUR.finding(_why_none_is_due(invalid[0]))])
        return _judged(retour, Pair(pair.heen, pair.retour, to.rules, ran.judge(reply).findings))

    return Task(joined(orders).order, judge)


def _judged(retour: Entered, pair: Pair) -> Judged:
    return Judged([retour.placed(finding) for finding in pair_findings(pair)])


def _why_none_is_due(first: Finding) -> str:
    line = first.locations[0].line if first.locations else None
    where = f" (line {line}: {first.details})" if line is not None else f" ({first.details})"
    return (
        f"the heenbericht isn't valid against its schema{where}, and is answered with an error message, Fo01"
    )


def _lacking(case: Case) -> str | None:
    if case.heen is not None:
        return None
    return "says what is wrong with a pair, and names no heenbericht: add `heen`"


PAIR_LEVEL = LevelCheck(
    "pair",
    Addressed,
    judge_pair,
    PAIR_LEVEL_CODES,
    is_asked=lambda check: check.answers is not None,
    lacking=_lacking,
)
