"""Which message a retourbericht refuses as a whole, and by what a message is known.

Source: a retour copies the header of its heenbericht, and 0001 stands in the header alone (IV028 of iWmo 3.2); a claim of
3.0 and later is answered by a 325, which names it in DeclaratieIdentificatie.
"""

from __future__ import annotations

from typing import NamedTuple

from retour.messages import EiMessage, Message
from retour.retours.codes import REFUSED, header_codes
from retour.retours.headings import Heading, heading_of


class Reference(NamedTuple):
    """What tells one message from others: its type, who sent it, and what the sender calls it."""

    standard: str | None
    type: str | None
    sender: str
    identification: str


def reference_of(message: Message | EiMessage) -> Reference | None:
    """By what a message is known; None where its header doesn't tell."""
    heading = heading_of(message)
    identity = message.identity
    return _reference(heading, identity.standard, identity.type, "berichtidentificatie/identificatie")


def reference_answered(retour: Message | EiMessage) -> Reference | None:
    """By what the heenbericht is known that a retourbericht answers; None for any other message, or where it doesn't tell."""
    heading, identity = heading_of(retour), retour.identity
    if (answered := next(iter(identity.answered()), None)) is not None:
        identification = "berichtidentificatie/identificatie"
        return _reference(heading, answered.standard, answered.type, identification)
    if (identity.type or "").endswith("325"):
        claim = str(identity.type).replace("325", "323")
        identification = "declaratieidentificatie/identificatie"
        return _reference(heading, identity.standard, claim, identification, sender="ontvanger")
    return None


def refused_by(message: Message) -> Reference | None:
    """The message that a retourbericht refuses as a whole; None for any other message, and any other retour."""
    return reference_answered(message) if REFUSED in header_codes(message.root) else None


def _reference(
    heading: Heading, standard: str | None, type_: str | None, identification: str, sender: str = "afzender"
) -> Reference | None:
    texts = heading.texts
    by = texts.get(sender) or texts.get("aanbieder")
    number = texts.get(identification) or texts.get("declaratiefactuuridentificatie/declarantfactuurnummer")
    return None if by is None or number is None else Reference(standard, type_, by.text, number.text)
