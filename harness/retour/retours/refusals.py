"""Which message a retourbericht refuses as a whole, and by what a message is known.

Source: a retour repeats the header of its heenbericht, and 0001 stands in the header alone (IV028 of iWmo 3.2).
"""

from __future__ import annotations

from typing import NamedTuple

from retour.messages import EiMessage, Message
from retour.model import Identity
from retour.retours.codes import REFUSED, header_codes
from retour.retours.headings import Heading, heading_of, heading_repeated


class Reference(NamedTuple):
    """What tells one message from others: its type, who sent it, and what the sender calls it."""

    standard: str | None
    type: str | None
    sender: str
    identification: str


def reference_of(message: Message | EiMessage) -> Reference | None:
    """By what a message is known; None where its header doesn't tell."""
    return _reference(heading_of(message), message.identity)


def reference_answered(retour: Message | EiMessage) -> Reference | None:
    """By what the heenbericht is known that a retourbericht answers; None for any other message, or where it doesn't tell."""
    answered = next(iter(retour.identity.answered()), None)
    return None if answered is None else _reference(heading_repeated(retour), answered)


def refused_by(message: Message) -> Reference | None:
    """The message that a retourbericht refuses as a whole; None for any other message, and any other retour."""
    return reference_answered(message) if REFUSED in header_codes(message.root) else None


def _reference(heading: Heading, identity: Identity) -> Reference | None:
    by = heading.texts.get("afzender") or heading.texts.get("aanbieder")
    number = heading.first("identification")
    if by is None or number is None:
        return None
    return Reference(identity.standard, identity.type, by.text, number.text)
