"""A message in whichever form it comes: XML or EI, in an envelope or without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.envelopes.envelope import Envelope, begins_like_envelope, is_envelope
from harness.envelopes.opening import open_envelope
from harness.errors import MessageError
from harness.messages import EiMessage, Message, is_ei, parse_message, read_ei
from harness.model import Identity, Place

_STANDARDS: Mapping[str, str] = {"WMO": "iwmo", "JW": "ijw"}
"""The standard, by the letters that its types of message begin with."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message, and the envelope around it; None when it came without one."""

    message: Message | EiMessage
    envelope: Envelope | None = None

    @property
    def identity(self) -> Identity:
        """What the message says it is, else what its envelope says: the codes of JW321 and JW322 aren't public."""
        identity = self.message.identity
        functie = self.envelope.functie if self.envelope is not None else None
        if identity.type is not None or functie is None:
            return identity
        return identity_of_type(functie)


def identity_of_type(type_: str) -> Identity:
    """The identity of a message of which the type alone is known, such as JW321."""
    standard = next((name for family, name in _STANDARDS.items() if type_.startswith(family)), None)
    return Identity("", standard, None, type_) if standard is not None else Identity("")


def receive(data: bytes, name: str) -> Received:
    """Read a message, out of its envelope when it is in one; what is wrong with the envelope is not looked for.

    Args:
        name: how to call the file towards the user.

    Raises:
        MessageError: there is no message in it that can be read.
    """
    if is_ei(data):
        return Received(read_ei(data, name)[0])
    message = parse_message(data, name, long_texts=begins_like_envelope(data))
    if not is_envelope(message.root):
        return Received(message)
    opened = open_envelope(message.root)
    if opened.data is None:
        raise MessageError(
            f"an envelope ({opened.envelope.kind}) without a message in it that can be read",
            Place(name),
            "not-served",
        )
    if is_ei(opened.data):
        return Received(read_ei(opened.data, name)[0], opened.envelope)
    return Received(parse_message(opened.data, name), opened.envelope)
