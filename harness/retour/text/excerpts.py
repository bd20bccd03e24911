"""What somebody wrote, quoted in a sentence: so much of it that it is recognised."""

from __future__ import annotations

LONGEST = 60


def excerpt(text: str) -> str:
    """A text in quotes, on one line, cut off where it is long."""
    flat = " ".join(text.split()) if "\n" in text else text
    return repr(flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…")
