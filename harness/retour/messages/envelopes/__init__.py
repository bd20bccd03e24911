"""What goes around a message: the envelope of the GGK, opened, checked and made."""

from retour.messages.envelopes.codes import ENVELOPE_CODES, EnvelopeCode, envelope_finding
from retour.messages.envelopes.contents import (
    FUNCTIE_VERSIONS,
    Contents,
    contents_findings,
    contents_of,
    functie_versions,
)
from retour.messages.envelopes.envelope import Envelope, Kind, begins_like_envelope, is_envelope
from retour.messages.envelopes.faults import Fault, faults, raised
from retour.messages.envelopes.inside import Inside, read_any, read_inside
from retour.messages.envelopes.opening import OpenedEnvelope, open_envelope
from retour.messages.envelopes.wrapping import Label, unwrap, wrap

__all__ = [
    "ENVELOPE_CODES",
    "FUNCTIE_VERSIONS",
    "Contents",
    "Envelope",
    "EnvelopeCode",
    "Fault",
    "Inside",
    "Kind",
    "Label",
    "OpenedEnvelope",
    "begins_like_envelope",
    "contents_findings",
    "contents_of",
    "envelope_finding",
    "faults",
    "functie_versions",
    "is_envelope",
    "open_envelope",
    "raised",
    "read_any",
    "read_inside",
    "unwrap",
    "wrap",
]
