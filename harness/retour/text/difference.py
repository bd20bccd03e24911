"""What edits change of a message, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
"""Line feeds and tabs are none of them."""


def difference_lines(base: bytes, edited: bytes, base_name: str, edited_name: str) -> Iterator[str]:
    """A unified diff; bytes that are no UTF-8 and signs that can't be seen are written out."""
    before, after = (data.decode("utf-8", "backslashreplace").split("\n") for data in (base, edited))
    if all(
        line.endswith("\r") for line in (*before[:-1], *after[:-1])
    ):  # in a line end that all have, CR says nothing
        before, after = ([line.removesuffix("\r") for line in lines] for lines in (before, after))
    for line in unified_diff(_ended(before), _ended(after), base_name, edited_name, lineterm=""):
        yield written_out(line)


def written_out(text: str) -> str:
    """A text in which signs that can't be seen are written out."""
    return _CONTROL.sub(lambda sign: _sign(sign[0]), text)


def _ended(lines: list[str]) -> list[str]:
    """Lines, of which the last is marked when no line end follows it."""
    *whole, last = lines
    return [*whole, f"{last}\n\\ No newline at end of file"] if last else whole


def _sign(sign: str) -> str:
    return {"\r": "␍", "\ufeff": "<BOM>"}.get(sign, f"\\x{ord(sign):02x}")
