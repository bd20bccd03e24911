"""Burgerservicenummers, and those that may be somebody's: test data holds none.

Source: the 11-test of the BSN, and the range 999900000-999999999 that is kept for tests; 123456782 and 000000000 are
the customary examples.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_NINE_DIGITS = re.compile(r"\d{9}")
_EXAMPLES = frozenset({"123456782", "000000000"})
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def looks_real(text: str, test_bsns: Collection[str]) -> bool:
    """Whether a text is a BSN that may have been given out.

    Args:
        test_bsns: those that a project knows to be nobody's.
    """
    if text.startswith("9999") or text in _EXAMPLES or text in test_bsns:
        return False
    return is_bsn(text)


def is_bsn(text: str) -> bool:
    """Whether a text is a BSN, of a test or of somebody: nine digits that pass the 11-test."""
    if not _NINE_DIGITS.fullmatch(text):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=True)) % 11 == 0
