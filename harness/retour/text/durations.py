"""Durations as people write them: `5s`, `500ms`, `1m`, or a plain number of seconds."""

from __future__ import annotations

import re

_DURATION = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s|m)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, None: 1.0}

_LONGEST = 24 * 60 * 60.0


def parse_duration(text: str | float) -> float:
    """Turn a written duration into seconds.

    Raises:
        ValueError: with a sentence, when the text is no duration, not longer than zero, or longer than a day.
    """
    match = _DURATION.fullmatch(str(text).strip())
    seconds = float(match["number"]) * _SECONDS[match["unit"]] if match else 0.0
    if seconds <= 0:
        raise ValueError(f"{text!r} is no duration: write for example 5s, 500ms or 1m")
    if seconds > _LONGEST:
        raise ValueError(f"{text!r} is longer than a day, which is the longest that anything may take here")
    return seconds
