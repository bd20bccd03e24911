"""The level «pair»: whether the message is the retour that its heenbericht calls for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from retour.engines import Reply
from retour.errors import LevelNotJudged
from retour.language import mark
from retour.levels.codes import LevelCode
from retour.levels.history import judge_history
from retour.levels.judged import Judged, Left, Task, joined
from retour.levels.level import LevelCheck
from retour.levels.rules import run
from retour.levels.schema import validation
from retour.levels.steps import Address, Addressed, Entered, addressed, entered, opened, receive
from retour.model import Case, Finding, Identity
from retour.retours import PAIR_CODES, Pair, Side, pair_findings

_SOURCE = mark("the header layout of 2.1, IV028 and IV087; beyond the header inferred")
_NO_RETOUR = LevelCode(
    "pair",
    "no-retour-due",
    mark(
        "The heenbericht isn't valid against its schema, which an error message (Fo01) answers and no retour."
    ),
    mark("the codes StUF055 and CC02 of the chain"),
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
        return Left("not applicable", mark("no heenbericht is named"))
    heen = entered(opened(receive(retour.check.answers)))
    sent, answered = heen.opened.envelope, retour.opened.envelope
    pair = Pair(
        Side.of(heen.message, sent.envelope.reference if sent else None),
        Side.of(retour.message, answered.envelope.cross_reference if answered else None),
    )
    if (to := _judge_of(step, heen, pair)) is None:
        return _judged(retour, pair)
    return _task(retour, pair, to)


def _judge_of(retour: Addressed, heen: Entered, pair: Pair) -> Address | None:
    """The rule set that judges the heenbericht; None where what the pair says without rules is all that can be said of it.

    Raises:
        LevelNotJudged: no set judges it, and so nobody knows which codes are called for.
    """
    if pair.roots is None:
        return None
    to = retour.to
    if isinstance(to, Address) and heen.message.identity in _answered(to):
        found = addressed(heen).to
        if isinstance(found, Address):
            return found
    if pair_findings(pair):
        return None
    raise LevelNotJudged(
        f"the level pair can't be judged: no rule set judges the heenbericht, {heen.message.identity}"
    )


def _answered(to: Address) -> Collection[Identity]:
    """What the message may answer."""
    return {*to.message.identity.answered(), *(() if to.heen is None else (to.heen,))}


def _task(retour: Entered, pair: Pair, to: Address) -> Task:
    """The work of finding out what the schema of the heenbericht says, its rules, and those across messages."""
    validated, before = validation(to), judge_history(Addressed(to.entered, to))
    tasks = [task for task in (validated, run(to), before) if isinstance(task, Task)]
    whole = joined([task.order for task in tasks])

    def judge(reply: Reply) -> Judged:
        replies = whole.replies(reply)
        if isinstance(validated, Task) and (invalid := validated.judge(replies[0]).findings):
            return Judged([_NO_RETOUR.finding(_why_none_is_due(invalid[0]))])
        judged = [task.judge(each) for task, each in zip(tasks, replies, strict=True)]
        findings = [finding for one in judged for finding in one.findings]
        decided = _decided(to, judged) if isinstance(before, Task) else ()
        return _judged(retour, Pair(pair.heen, pair.retour, to.rules, findings, decided))

    return Task(whole.order, judge)


def _decided(to: Address, judged: Iterable[Judged]) -> Collection[str]:
    """The rules across messages that were decided."""
    undecided = {each.code for one in judged if one.told is not None for each in one.told.undecided}
    return to.rules.history_codes_for(to.message.identity) - undecided


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
