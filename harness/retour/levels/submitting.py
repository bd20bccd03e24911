"""A check → the message as a system under test gets it; or why such a check can't be asked of it.

A subject is given a message and no more. What else a check holds the message against, a subject would have to be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from retour.errors import RetourError, SubjectError
from retour.language import mark
from retour.levels.check import Check
from retour.levels.registry import judged_levels
from retour.levels.steps import Address, Addressed, Opened, Steps, edited_bytes, receive
from retour.messages import EiMessage
from retour.subjects.said import Submission

if TYPE_CHECKING:
    from retour.subjects.description import SystemUnderTest

_WHOLE = ("file", "schema", "rules")
"""The levels that a subject judges as one: it can't be asked for one of them alone."""


def submission(steps: Steps, check: Check, subject: SystemUnderTest) -> Submission:
    """The message of a check for a subject.

    Raises:
        SubjectError: the check asks for more than the subject can be told.
        MessageError: the message can't be read at all.
    """
    if (why := why_not_asked(check, subject, steps)) is not None:
        raise SubjectError(f"{subject.fields.name} can't be asked this: {why}", "subject-cannot")
    data = steps.data
    if data is None:
        raise SubjectError(
            f"{subject.fields.name} can't be asked this: the message is too large", "subject-cannot"
        )
    earlier = None
    if check.history is not None:
        earlier = tuple((each.check.message.name, edited_bytes(each.check)) for each in check.history)
    return Submission(check.message.name, data, earlier)


def why_not_asked(check: Check, subject: SystemUnderTest, steps: Steps) -> str | None:
    """Why a check can't be asked of a subject, as a clause; None when it can."""
    return next(_obstacles(check, subject, steps), None)


def first_steps(check: Check) -> Steps:
    """The way of a check's message through the steps.

    Raises:
        MessageError: there is no such file, or an edit doesn't fit it.
    """
    return Steps(receive(check))


def _obstacles(check: Check, subject: SystemUnderTest, steps: Steps) -> Iterator[str]:
    takes = subject.fields.takes
    if check.parameters:
        yield mark("it takes no stylesheet parameters (%(parameters)s)") % {
            "parameters": ", ".join(check.parameters)
        }
    if check.answers is not None:
        yield mark("it is given a message, and no heenbericht beside it")
    if check.history is not None and "history" not in takes:
        yield mark("it takes no earlier messages (`takes: [history]`)")
    if check.registers:
        yield mark("it takes no lists from outside (%(registers)s)") % {
            "registers": ", ".join(check.registers)
        }
    if check.sent is not None or check.sender is not None:
        yield mark("it can't be told when a message is sent, and by whom")
    if check.probes is not None:
        yield mark("it doesn't tell which rules were evaluated")
    judged = judged_levels(check.levels, check.workspace.configuration)
    if left_out := [level for level in _WHOLE if level not in judged]:
        yield mark("it judges messages as a whole, and here %(left_out)s would be left out") % {
            "left_out": " and ".join(left_out)
        }
    yield from _of_the_message(subject, steps)


def _of_the_message(subject: SystemUnderTest, steps: Steps) -> Iterator[str]:
    """What stands in the way in the message itself; one that can't be read is for the subject to refuse."""
    try:
        opened = steps.at(Opened)
    except RetourError:
        return
    if opened.envelope is not None and "envelopes" not in subject.fields.takes:
        yield mark("it takes no envelopes (`takes: [envelopes]`)")
    if isinstance(opened.file, EiMessage):
        if "ei" not in subject.fields.takes:
            yield mark("it takes no EI (`takes: [ei]`)")
        return
    type_ = opened.within.identity.type
    if not subject.judges(type_):
        yield (
            mark("it doesn't judge %(type)s (`messages`)") % {"type": type_}
            if type_
            else mark("it doesn't judge messages of this kind (`messages`)")
        )
    try:
        to = steps.at(Addressed).to
        clock = to.clock if isinstance(to, Address) else None
    except RetourError:
        return
    if clock is not None and clock != "machine":
        yield f"it can't be told that it is {clock} for its rules"
