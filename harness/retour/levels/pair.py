"""The level «pair»: whether the message is the retour that its heenbericht calls for."""

from __future__ import annotations

from retour.levels.codes import LevelCode
from retour.levels.level import LevelCheck
from retour.levels.passage import Passage
from retour.levels.rules import check_rules
from retour.levels.schema import check_schema
from retour.messages import EiMessage, Message
from retour.model import Finding
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


def check_pair(passage: Passage) -> list[Finding] | None:
    """What makes the message no answer to its heenbericht; None where none is named.

    Raises:
        MessageError: the heenbericht can't be read.
        NotAReport, RuleSetError: what the rules said of it can't be read.
    """
    answered = passage.answered
    if answered is None:
        return None
    answered.take_in()
    sent = answered.opened.envelope.reference if answered.opened else None
    referred = passage.opened.envelope.cross_reference if passage.opened else None
    pair = Pair(Side.of(_said(answered), sent), Side.of(_said(passage), referred))
    if answered.reply is not None:
        if invalid := check_schema(answered):
            return [_NO_RETOUR.finding(_why_none_is_due(invalid))]
        pair = Pair(pair.heen, pair.retour, answered.rules, check_rules(answered))
    return [passage.placed(finding) for finding in pair_findings(pair)]


def _said(passage: Passage) -> Message | EiMessage:
    message = passage.ei or passage.message
    assert message is not None, "the message is read before its pair is judged"
    return message


def _why_none_is_due(invalid: list[Finding]) -> str:
    first = invalid[0]
    line = first.locations[0].line if first.locations else None
    where = f" (line {line}: {first.details})" if line is not None else f" ({first.details})"
    return (
        f"the heenbericht isn't valid against its schema{where}, and is answered with an error message, Fo01"
    )


PAIR_LEVEL = LevelCheck(
    "pair",
    check_pair,
    PAIR_LEVEL_CODES,
    is_asked=lambda check: check.answers is not None,
    needs_reply=True,
    without_rules=True,
)
