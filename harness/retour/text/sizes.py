"""Sizes as people write them: `500 MB`, `2 GB`, or a plain number of bytes."""

from __future__ import annotations

import re

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kMG]?B)?")
_BYTES = {"GB": 1_000_000_000, "MB": 1_000_000, "kB": 1_000, "B": 1, None: 1}


def parse_size(text: str | float) -> int:
    """Turn a written size into bytes.

    Raises:
        ValueError: with a sentence, when the text is no size or nothing.
    """
    match = _SIZE.fullmatch(str(text).strip())
    size = int(float(match["number"]) * _BYTES[match["unit"]]) if match else 0
    if size <= 0:
        raise ValueError(f"{text!r} is no size: write for example 500 MB or 2 GB")
    return size


def size_text(size: int) -> str:
    """Bytes as people write them, in the largest unit of which there is one at least: `1.5 GB`."""
    unit, bytes_ = next((unit, bytes_) for unit, bytes_ in _BYTES.items() if size >= bytes_ and unit)
    return f"{size / bytes_:.4g} {unit}"
