"""Sentences that were made in English, said in another language: found again by the texts that they were made of.

What is found keeps its English sentence, for machines and for what is kept of earlier runs. Who shows it to people asks for it in their language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLACE = re.compile(r"%\((\w+)\)s")

_AROUND = re.compile(r"%\(said\)s")
"""With what a text begins that goes around a whole sentence: it is looked for before the sentence itself."""

_SAID_AGAIN = (
    *("found", "why", "limits", "near", "names", "wanted", "times", "doing", "message"),
    *("sets", "places", "folders", "span", "said", "end"),
)
"""The values that are parts of sentences themselves; others are those of messages and rule sets, and stay as they are."""

_RAISED = "raised"
"""The value that lists error codes of the chain, each with who raises it."""

_SAID = "said"
"""The value without which nothing is said of a sentence: no half of it is to be in another language."""

_SHORTEST = 8
"""Letters that a text has by itself, by which a whole sentence may be known."""


class Sentences:
    """The sentences of one language.

    Args:
        texts: English text → the same in this language.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        known = sorted(texts, key=lambda pair: (not _AROUND.match(pair[0]), -len(_PLACE.sub("", pair[0]))))
        self._exact = {text: said for text, said in known if not _PLACE.search(text)}
        self._forms = [
            (_form(text), said, len(_PLACE.sub("", text))) for text, said in known if _PLACE.search(text)
        ]

    def said(self, sentence: str, shortest: int = _SHORTEST) -> str:
        """A sentence in this language, with what stands before a colon as it is; the whole as it is where it isn't known."""
        if (exact := self._exact.get(sentence)) is not None:
            return exact
        for form, said, length in self._forms:
            if length >= shortest and (found := form.fullmatch(sentence)) is not None:
                values = {name: self._value(name, value) for name, value in found.groupdict().items()}
                if _SAID not in values or values[_SAID] != found[_SAID]:
                    return said % values
        before, colon, rest = sentence.partition(": ")
        return f"{before}{colon}{self.said(rest)}" if colon else sentence

    def _value(self, name: str, value: str) -> str:
        if name == _RAISED:
            return ", ".join(map(self._raised, value.split(", ")))
        if name not in _SAID_AGAIN:
            return value
        said = self.said(value, 0)
        return said.replace(" or ", " of ") if name in ("names", "wanted") else said

    def _raised(self, code: str) -> str:
        """An error code of the chain, and of whom it is."""
        number, _, issuers = code.partition(" of ")
        return f"{number} van {' of '.join(self.said(each, 0) for each in issuers.split(' or '))}"


def _form(text: str) -> re.Pattern[str]:
    """What a text comes to, whatever the values."""
    parts = _PLACE.split(text)
    seen: set[str] = set()
    written = ""
    for number, part in enumerate(parts):
        if number % 2 == 0:
            written += re.escape(part.replace("%%", "%"))
        elif part in seen:
            written += f"(?P={part})"
        else:
            seen.add(part)
            written += f"(?P<{part}>.*?)"
    return re.compile(written, re.DOTALL)
