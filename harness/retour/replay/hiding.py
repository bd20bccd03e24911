"""What of a message may be told: nothing personal, unless it was asked for. BSNs are hashed, with a salt that only the user has."""

from __future__ import annotations

import hashlib
import hmac
import re

from retour.messages import Message, text_of
from retour.text.bsns import is_bsn

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")

_HIDDEN = "(bsn)"

_HEX = 32
"""Digits of a hash that are told: 128 bits."""

SAFE_ERRORS = frozenset(
    {
        "bom",
        "compile-limit",
        "depth",
        "dtd",
        "empty",
        "encoding",
        "engine-unavailable",
        "memory-limit",
        "not-judged",
        "not-served",
        "output-limit",
        "parameter",
        "rule-set",
        "schema-unusable",
        "size",
        "static-error",
        "time-limit",
        "unreadable",
        "worker-died",
    }
)
"""The kinds of errors whose sentences never repeat what a message holds."""


def hashed(bsn: str, salt: bytes) -> str:
    """A BSN as it is told: the same for the same salt, and not to be found out without it."""
    return hmac.new(salt, bsn.encode(), hashlib.sha256).hexdigest()[:_HEX]


def without_bsns(text: str, salt: bytes | None) -> str:
    """A name, or a sentence with one, in which a BSN stands hashed; without a salt as `(bsn)`."""

    def hide(found: re.Match[str]) -> str:
        if not is_bsn(found[0]):
            return found[0]
        return _HIDDEN if salt is None else hashed(found[0], salt)

    return _NINE_DIGITS.sub(hide, text)


def clients_of(message: Message, salt: bytes) -> list[str]:
    """The BSNs of a message, hashed, each once, in the order in which they stand there."""
    bsns = (text_of(element).strip() for element in message.root.iter("{*}Bsn"))
    return list(dict.fromkeys(hashed(bsn, salt) for bsn in bsns if bsn))
