r"""Texts that match a pattern of an XML schema.

Source: W3C, XML Schema Part 2: Datatypes (second edition), appendix F, regular expressions. Not read: character
properties (`\p{L}`), `\i` and `\c`, and subtraction of classes (`[a-z-[aeiou]]`), which the message schemas don't use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from retour.errors import GeneratingError

_UNIVERSE = "".join(map(chr, range(32, 127))).replace("_", "") + "éëÀÖø"
"""What a class that is open to all is taken to hold: ASCII, and letters with diacritics; not _, of which notions differ."""

_MORE = 3
"""How many more than its least an open repetition takes at most."""

_SPACES = " \t\n\r"
_ESCAPES = {
    "d": "0123456789",
    "s": " ",
    "w": "".join(char for char in _UNIVERSE if char.isalnum()),
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_QUANTITY = re.compile(r"\{(\d+)(?:(,)(\d*))?\}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that may come several times: one of these characters, or one of these sequences of pieces."""

    least: int
    most: int
    characters: str = ""
    branches: tuple[tuple[_Piece, ...], ...] = ()


def matching(pattern: str, random: Random) -> str:
    """A text that matches a pattern.

    Raises:
        GeneratingError: the pattern is wrong, or has something that isn't read.
    """
    return _text(_parsed(pattern), random)


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as one of Python, to be matched with `fullmatch`.

    Raises:
        GeneratingError: see `matching`.
    """
    _parsed(pattern)
    # ^ and $ are characters like any other, but for the ^ that a class begins with.
    plain = re.sub(
        r"\\.|\[\^|[\^$]", lambda found: found[0] if len(found[0]) == 2 else f"\\{found[0]}", pattern
    )
    return re.compile(plain)


@lru_cache(maxsize=512)
def _parsed(pattern: str) -> tuple[tuple[_Piece, ...], ...]:
    return _PatternParser(pattern).pattern()


def _text(branches: tuple[tuple[_Piece, ...], ...], random: Random) -> str:
    return "".join(_repeated(piece, random) for piece in random.choice(branches))


def _repeated(piece: _Piece, random: Random) -> str:
    one: Callable[[], str] = (
        (lambda: _text(piece.branches, random)) if piece.branches else lambda: random.choice(piece.characters)
    )
    return "".join(one() for _ in range(random.randint(piece.least, piece.most)))


class _PatternParser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def pattern(self) -> tuple[tuple[_Piece, ...], ...]:
        branches = self._branches()
        if self._at < len(self._pattern):
            raise self._wrong(f"{self._pattern[self._at]!r} stands alone")
        return branches

    def _branches(self) -> tuple[tuple[_Piece, ...], ...]:
        branches = [self._branch()]
        while self._take("|"):
            branches.append(self._branch())
        return tuple(branches)

    def _branch(self) -> tuple[_Piece, ...]:
        pieces = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            pieces.append(self._piece())
        return tuple(pieces)

    def _piece(self) -> _Piece:
        characters = ""
        branches: tuple[tuple[_Piece, ...], ...] = ()
        if self._take("("):
            branches = self._branches()
            if not self._take(")"):
                raise self._wrong("a ( isn't closed")
        elif self._take("["):
            characters = self._class()
        else:
            characters = self._character()
        least, most = self._quantity()
        return _Piece(least, most, characters, branches)

    def _character(self) -> str:
        char = self._next()
        if char == ".":
            return _UNIVERSE
        return self._escaped() if char == "\\" else char

    def _class(self) -> str:
        negated = self._take("^")
        found = ""
        while not self._take("]"):
            if self._pattern[self._at : self._at + 2] == "-[":
                raise self._wrong("a class is subtracted from another")
            first = self._next()
            characters = self._escaped() if first == "\\" else first
            if len(characters) == 1 and self._is_range() and self._take("-"):
                last = self._next()
                end = self._escaped() if last == "\\" else last
                characters = "".join(map(chr, range(ord(characters), ord(end) + 1)))
            found += characters
        if not negated:
            return found
        return "".join(char for char in _UNIVERSE if char not in found)

    def _is_range(self) -> bool:
        following = self._pattern[self._at : self._at + 2]
        return following[:1] == "-" and following not in ("-]", "-[")

    def _escaped(self) -> str:
        char = self._next()
        if char in "pPicIC":
            raise self._wrong(f"\\{char} is not read")
        if char in "DSW":
            return "".join(each for each in _UNIVERSE if each not in _ESCAPES[char.lower()] + _SPACES)
        return _ESCAPES.get(char, char)

    def _quantity(self) -> tuple[int, int]:
        if self._take("?"):
            return 0, 1
        if self._take("*"):
            return 0, _MORE
        if self._take("+"):
            return 1, 1 + _MORE
        found = _QUANTITY.match(self._pattern, self._at)
        if found is None:
            return 1, 1
        self._at = found.end()
        least = int(found[1])
        if found[2] is None:
            return least, least
        return least, int(found[3]) if found[3] else least + _MORE

    def _next(self) -> str:
        if self._at >= len(self._pattern):
            raise self._wrong("it ends too early")
        self._at += 1
        return self._pattern[self._at - 1]

    def _take(self, char: str) -> bool:
        if self._pattern[self._at : self._at + 1] != char:
            return False
        self._at += 1
        return True

    def _wrong(self, why: str) -> GeneratingError:
        return GeneratingError(f"the pattern {self._pattern!r} can't be read: {why}")
