"""What a document begins with, before its first element: white space, comments, processing instructions."""

from __future__ import annotations

import re

_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def prolog_end(data: bytes) -> int:
    """The offset of what follows in the bytes of a document: its root element, or a DTD.

    Where a comment or an instruction isn't closed, that of its own beginning.
    """
    position = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    while (skipped := _SKIPPED.match(data, position)) is not None:
        position = skipped.end()
    return position
