"""What goes around a message: the envelope of the GGK, opened, checked and made."""

from harness.envelopes.codes import ENVELOPE_CODES, EnvelopeCode, envelope_finding
from harness.envelopes.contents import (
    FUNCTIE_VERSIONS,
    Contents,
    contents_findings,
    contents_of,
    functie_versions,
)
from harness.envelopes.envelope import Envelope, Kind, begins_like_envelope, is_envelope
from harness.envelopes.faults import Fault, faults, raised
from harness.envelopes.inside import Inside, read_any, read_inside
from harness.envelopes.opening import Opened, open_envelope
from harness.envelopes.wrapping import Label, unwrap, wrap

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
    "Opened",
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
