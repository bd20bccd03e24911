"""How the lines of a message file are laid out.

Source: iStandaarden OP192 asks for CR and LF at the end of a line, and a line end after every element.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WRONG_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_TAG_AFTER_TAG = re.compile(rb">[ \t]*<(?!!)")
_OTHER_MARKUP = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)


class LineEnd(NamedTuple):
    """The end of a line, counted from 1: `LF alone` or `CR alone`."""

    line: int
    found: str


def wrong_line_end(data: bytes) -> LineEnd | None:
    """The first line of a file that doesn't end in CR and LF; the last one needs no end."""
    if data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n"):
        return None
    wrong = _WRONG_END.search(data)
    assert wrong is not None
    line = data.count(b"\n", 0, wrong.start()) + 1
    return LineEnd(line, "LF alone" if wrong.group() == b"\n" else "CR alone")


def one_line_fault(data: bytes) -> int | None:
    """The first line on which an element begins or ends beside another; None when there is none.

    An element that holds text, or nothing, is written on one line: `<Bsn>999990019</Bsn>`.
    """
    data = _OTHER_MARKUP.sub(_ends_of_lines, data)
    for pair in _TAG_AFTER_TAG.finditer(data):
        tag = data[data.rfind(b"<", 0, pair.start()) + 1 : pair.start() + 1]
        if tag.startswith(b"!"):
            continue
        opens = not tag.startswith(b"/") and not tag.endswith(b"/>")
        if opens and data.startswith(b"/", pair.end()):  # an element with nothing in it
            continue
        return data.count(b"\n", 0, pair.start()) + 1
    return None


def _ends_of_lines(markup: re.Match[bytes]) -> bytes:
    """What stays of a comment, an instruction or a CDATA section: its line ends, so that lines keep their numbers."""
    text = b"text" if markup.group().startswith(b"<![") else b""
    return text + b"\n" * markup.group().count(b"\n")
