r"""Text made harmless: what a message, a report, a rule set or a file name says never gives orders to who shows it.

Written as `\u001b` are: control characters (a terminal obeys them), marks that change the direction of a text (what is read isn't
what is there), line separators, and lone surrogates (bytes of a file name that are no UTF-8). So are the first characters of what
a CI server obeys in its log: `::error` at the beginning of a line, `##[error]`, `##vso[…]`, `##teamcity[…]`. JSON means the same
before and after.
"""

from __future__ import annotations

import re

_UNSEEN = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff"
)
_HARMFUL = re.compile(rf"[{_UNSEEN}]|^(?=\s*::)\s*:|#(?=#(?:vso|teamcity)?\[)", re.MULTILINE)
_HARMFUL_IN_A_LINE = re.compile(rf"[\n\t]|{_HARMFUL.pattern}")


def plain(text: str) -> str:
    """A text of several lines, made harmless; line feeds and tabs stay."""
    return _HARMFUL.sub(_escaped, text)


def one_line(text: str) -> str:
    """A name or another text that has to stay on its line, made harmless; a line feed in it becomes a character like others."""
    return _HARMFUL_IN_A_LINE.sub(_escaped, text)


def markdown_text(text: str) -> str:
    """A text that Markdown leaves as it is, on one line."""
    escaped = "".join(f"\\{char}" if char in "\\`*_[]|#<>" else char for char in text)
    return " ".join(escaped.split())


def is_plain(text: str) -> bool:
    """Whether a name has nothing that would have to be made harmless."""
    return one_line(text) == text


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    return f"{text[:-1]}\\u{ord(text[-1]):04x}"
