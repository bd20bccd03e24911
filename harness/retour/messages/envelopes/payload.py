"""What an envelope holds: base64 → bytes, within limits.

Nothing in an envelope is decompressed, so no bomb goes off: what is decoded is never more than three quarters of the
25 MB that the envelope may have.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64encode

from retour.language import mark
from retour.messages import text_of
from retour.messages.envelopes.codes import envelope_finding
from retour.messages.envelopes.envelope import Payload
from retour.model import Finding

_SPACE = " \t\r\n"
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/= \t\r\n]")
_PADDED = re.compile(r"[^=]*={0,2}[ \t\r\n=]*")
_COMPRESSED = {
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x28\xb5\x2f\xfd": "zstandard",
}


def decode(payload: Payload) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes that an envelope holds, and what is wrong with them; None when something is."""
    text = text_of(payload.element)
    fault = _fault(text)
    if fault is not None:
        return None, (
            envelope_finding(
                "base64", mark("the content is no base64: %(why)s") % {"why": fault}, payload.element
            ),
        )
    data = binascii.a2b_base64(text)
    if not data:
        return None, (
            envelope_finding("payload-empty", mark("there is nothing in the envelope"), payload.element),
        )
    form = next((form for start, form in _COMPRESSED.items() if data.startswith(start)), None)
    if form is not None and payload.kind == "xml":
        sentence = mark("the content is compressed (%(form)s); a message goes into an envelope as it is") % {
            "form": form
        }
        return None, (envelope_finding("payload-compressed", sentence, payload.element),)
    return data, ()


def _fault(text: str) -> str | None:
    """What makes a text no base64, as `xs:base64Binary` has it."""
    strange = _NOT_BASE64.search(text)
    if strange is not None:
        return mark("character %(character)s at position %(place)s is not one of its 64") % {
            "character": repr(strange.group()),
            "place": strange.start() + 1,
        }
    if not _PADDED.fullmatch(text) or text.count("=") > 2:
        return mark("an = stands elsewhere than at the end")
    digits = len(text) - sum(map(text.count, _SPACE))
    if digits % 4:
        return mark("%(digits)s characters are no whole number of fours") % {"digits": digits}
    last = "".join(text[-1000:].split())[-4:]
    if last and b64encode(binascii.a2b_base64(last)).decode() != last:
        return mark("%(last)s at the end holds bits that belong to no byte") % {"last": repr(last)}
    return None
