"""What an opened envelope holds, read as the message that it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from retour.errors import MessageError
from retour.messages import EiFault, EiMessage, Message, is_ei, parse_message, read_ei
from retour.messages.envelopes.envelope import Envelope, begins_like_envelope, is_envelope
from retour.messages.envelopes.opening import OpenedEnvelope, open_envelope
from retour.model import Identity

_MESSAGE_TYPE = re.compile(r"(?P<family>WMO|JW)3[0-9]{2}")


class Inside(NamedTuple):
    """A message that was in an envelope.

    Attributes:
        faults: what is wrong with it, where it is EI.
    """

    message: Message | EiMessage
    faults: tuple[EiFault, ...] = ()


def read_inside(opened: OpenedEnvelope, name: str) -> Inside | None:
    """The message in an envelope; None where there is none, but a table or a text, say.

    Args:
        name: how to call the message towards the user.

    Raises:
        MessageError: it can't be read, or is an envelope itself.
    """
    data, payload = opened.data, opened.envelope.payload
    if data is None or payload is None:
        return None
    if is_ei(data):
        ei, faults = read_ei(data, name)
        if ei.identity.type is None:
            ei = replace(ei, identity=_as_labelled(opened.envelope))
        return Inside(ei, faults)
    functie = opened.envelope.functie or ""
    if payload.kind == "text" and not data.lstrip().startswith(b"<") and not _MESSAGE_TYPE.match(functie):
        return None
    message = parse_message(data, name)
    if is_envelope(message.root):
        raise MessageError("an envelope in an envelope", kind="envelope")
    return Inside(message)


def read_any(data: bytes, name: str) -> tuple[Message | EiMessage, bool]:
    """The message in a file of any kind, and whether it is in an envelope; an empty envelope is the message itself.

    Raises:
        MessageError: it can't be read.
    """
    if is_ei(data):
        return read_ei(data, name)[0], False
    message = parse_message(data, name, long_texts=begins_like_envelope(data))
    inside = read_inside(open_envelope(message.root), name) if is_envelope(message.root) else None
    return (message, False) if inside is None else (inside.message, True)


def _as_labelled(envelope: Envelope) -> Identity:
    """What a message is by its envelope: that of JW321 and JW322 knows what their header doesn't tell."""
    found = _MESSAGE_TYPE.fullmatch(envelope.functie or "")
    return Identity("") if found is None else Identity("", f"i{found['family'].lower()}", None, found.group())
