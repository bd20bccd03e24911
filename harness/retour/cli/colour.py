"""Colour on a terminal: how messages fared, and the codes of what was found."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import get_args

from retour.language import ENGLISH, Texts
from retour.model import OutcomeStatus

_STANDINGS: Mapping[OutcomeStatus, str] = {
    "accepted": "32",
    "nothing found": "32",
    "rejected": "31",
    "error": "35",
}
"""Green, red and magenta, as terminals number them."""

_CODE = re.compile(r"^( {2}(?:\S+ )??)(\S+)(?= → |  )|(?<=: )(L\d{3})(?= )", re.MULTILINE)
"""The code at the beginning of a finding, behind its level where that isn't the rules; and that of a check of lint."""


def is_coloured() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asks for none."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """A text that stands out, where there are colours."""
    return f"\033[1m{text}\033[0m" if is_coloured() else text


def painter(texts: Texts = ENGLISH) -> Callable[[str], str]:
    """What gives colour to the outcome of messages; it leaves them as they are where there are no colours."""
    if not is_coloured():
        return lambda text: text
    colours = {texts(status): _STANDINGS[status] for status in get_args(OutcomeStatus)}
    words = "|".join(map(re.escape, sorted(colours, key=len, reverse=True)))
    standing = re.compile(rf"(?:^(?=\S)[^\n]*?: |(?<=\d) )(?P<word>{words})(?=[ ,;]|$)", re.MULTILINE)

    def painted(text: str) -> str:
        found = standing.sub(lambda each: _in(colours[each["word"]], each, "word"), text)
        return _CODE.sub(lambda each: _in("1", each, 3 if each[3] else 2), found)

    return painted


def _in(colour: str, found: re.Match[str], group: int | str) -> str:
    begin, end = (each - found.start() for each in found.span(group))
    return f"{found[0][:begin]}\033[{colour}m{found[group]}\033[0m{found[0][end:]}"
