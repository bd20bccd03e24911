"""Outcome of a heenbericht → the retourbericht that it calls for, or why there is none."""

from __future__ import annotations

from datetime import date

from retour.checking import Subject
from retour.errors import NotJudged, RetourError
from retour.language import mark
from retour.model import RULE_LEVELS, Outcome
from retour.retours import answer

_REFUSED = mark(
    "%(found)s; a message that fails at the level %(level)s is answered with an error message (Fo01), and with no retour"
)
_NO_RULES = mark("no rules judge %(identity)s, so no retour can be made of it")


def reply_to(
    outcome: Outcome, subject: Subject, identification: str | None = None, day: date | None = None
) -> bytes:
    """The retourbericht on a heenbericht that was judged.

    Args:
        subject: what was judged.
        identification: the retour's own; None for one made of that of the heenbericht.
        day: of the retour; None for that of the heenbericht.

    Raises:
        RetourError: the message can't be judged, fails before the rules, or nothing answers such a message.
    """
    if outcome.problem is not None:
        raise NotJudged(outcome.problem)
    if outcome.failed_level not in (None, *RULE_LEVELS):
        first = outcome.errors[0]
        line = first.locations[0].line if first.locations else None
        where = f":{line}" if line is not None else ""
        raise RetourError(
            f"{outcome.message}{where}: {_REFUSED % {'found': first.details, 'level': outcome.failed_level}}"
        )
    if subject.message is None or subject.rules is None:
        raise RetourError(f"{outcome.message}: {_NO_RULES % {'identity': outcome.identity}}")
    findings = [finding for finding in outcome.errors if finding.is_of_rule]
    return answer(subject.message, subject.rules, findings, identification, day)
