"""Messages without what is in them: names of elements stay, their values go, for a page that strangers may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from retour.text.difference import written_out
from retour.text.plain import plain

HIDDEN = "…"
"""What stands for a value."""

_ATTRIBUTE = re.compile(r"""([^\s=<>"']+)(\s*=\s*)("[^"]*"|'[^']*')""")
_WORD = re.compile(r"\S+")

_ENDS = {"!--": "-->", "![CDATA[": "]]>", "?": "?>"}
"""How what isn't a tag begins, after its `<`, and what ends it."""

_SHORTEST = 3
"""Characters of a value that is sought in other texts: shorter ones are codes, and stand in any sentence."""


def without_values(text: str) -> str:
    """A message in which every value, comment and instruction is `…`; lines and names stay where they are.

    What is no XML is hidden as a whole, word by word.
    """
    return "".join(_WORD.sub(HIDDEN, piece) if is_value else piece for piece, is_value in _pieces(text))


class ShownMessage:
    """A message as a page may show it.

    Args:
        text: the message; None when it can't be had.
        values: whether its values are shown.
    """

    def __init__(self, text: str | None, values: bool) -> None:
        self._text = text
        self._values = values
        self._kept = MessageValues(None if values else text)

    def sentence(self, text: str) -> str:
        """A sentence about the message, as it may be shown."""
        return self._kept.kept_out_of(text)

    def part(self, text: str) -> str:
        """A part of a message as it may be shown."""
        return text if self._values else without_values(text)

    @cached_property
    def text(self) -> str | None:
        """The message as it may be shown, with signs that can't be seen written out."""
        if self._text is None:
            return None
        return plain(written_out(self.part(self._text).replace("\r\n", "\n")))

    @cached_property
    def lines(self) -> list[str]:
        """Its lines; none when it can't be had."""
        return [] if self.text is None else self.text.split("\n")


class MessageValues:
    """The values of a message, to be kept out of sentences about it.

    Args:
        text: the message; None when nothing has to be kept out.
    """

    def __init__(self, text: str | None = None) -> None:
        pieces = () if text is None else _pieces(text)
        found = {piece.strip() for piece, is_value in pieces if is_value}
        self._found = sorted((each for each in found if len(each) >= _SHORTEST), key=len, reverse=True)

    def kept_out_of(self, sentence: str) -> str:
        """A sentence in which each value, as a word or more of its own, is `…`."""
        for value in self._found:
            if value in sentence:
                sentence = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", HIDDEN, sentence)
        return sentence


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a value."""
    before, *chunks = text.split("<")
    yield before, True
    end = ""
    for chunk in chunks:
        end = end or next((ends for begins, ends in _ENDS.items() if chunk.startswith(begins)), "")
        inside, found, after = chunk.partition(end or ">")
        if end or not found:
            yield f"<{inside}{found}", True
        elif "=" in inside:
            yield from _attributes(f"<{inside}>")
        else:
            yield f"<{inside}>", False
        end = "" if found else end
        if after:
            yield after, True


def _attributes(tag: str) -> Iterator[tuple[str, bool]]:
    """A tag in pieces: the values of its attributes, those that declare namespaces left out, and what is between them."""
    at = 0
    for found in _ATTRIBUTE.finditer(tag):
        if found[1].partition(":")[0] != "xmlns":
            yield tag[at : found.start(3) + 1], False
            yield tag[found.start(3) + 1 : found.end() - 1], True
            at = found.end() - 1
    yield tag[at:], False
