"""How the lines of a message file are laid out.

Source: iStandaarden OP192 asks for CR and LF at the end of a line, and a line end after every element.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from retour.language import mark

_WRONG_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_TAG_AFTER_TAG = re.compile(rb">[ \t]*<(?!!)")
_BEGINNINGS = re.compile(rb"<!--|<\?|<!\[CDATA\[")
_ENDS = {b"<!--": b"-->", b"<?": b"?>", b"<![CDATA[": b"]]>"}


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
    return LineEnd(line, mark("LF alone") if wrong.group() == b"\n" else mark("CR alone"))


def one_line_fault(data: bytes) -> int | None:
    """The first line on which an element begins or ends beside another; None when there is none.

    An element that holds text, or nothing, is written on one line: `<Bsn>999990019</Bsn>`.
    """
    data = _tags_and_texts(data)
    for pair in _TAG_AFTER_TAG.finditer(data):
        tag = data[data.rfind(b"<", 0, pair.start()) + 1 : pair.start() + 1]
        if tag.startswith(b"!"):
            continue
        opens = not tag.startswith(b"/") and not tag.endswith(b"/>")
        if opens and data.startswith(b"/", pair.end()):  # an element with nothing in it
            continue
        return data.count(b"\n", 0, pair.start()) + 1
    return None


def _tags_and_texts(data: bytes) -> bytes:
    """A file without comments, instructions and CDATA sections; their line ends stay, so that lines keep their numbers."""
    kept, position = [], 0
    while (begin := _BEGINNINGS.search(data, position)) is not None:
        end = data.find(_ENDS[begin.group()], begin.end())
        if end < 0:  # not closed: the parser will say so
            break
        text = b"text" if begin.group() == b"<![CDATA[" else b""
        kept += [data[position : begin.start()], text, b"\n" * data.count(b"\n", begin.start(), end)]
        position = end + len(_ENDS[begin.group()])
    return b"".join([*kept, data[position:]])
