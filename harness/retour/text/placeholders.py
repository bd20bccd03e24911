"""Placeholders in a YAML file: `{name}` is replaced by what a row says.

A text that is nothing but one placeholder becomes the value itself, so a list stays a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from retour.errors import RetourError
from retour.text.limits import MAX_CHARACTERS, MAX_VALUES
from retour.text.yaml_text import Placed, Value

PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w-]*)\}")
"""A name in braces, for which a row has the value."""

At = tuple[str | int, ...]
"""Where a value stands: keys and indexes from the top of the file."""


class Placeholders:
    """Fills the placeholders of one file, and counts what that makes of it.

    Args:
        text: the file.
    """

    def __init__(self, text: Placed) -> None:
        self._text = text
        self._values = 0
        self._characters = 0

    @property
    def is_spent(self) -> bool:
        """Whether a limit was exceeded; from then on nothing is filled any more."""
        return self._values > MAX_VALUES or self._characters > MAX_CHARACTERS

    def filled(self, value: Value, row: Mapping[str, Value], at: At) -> Value:
        """A value with its placeholders replaced.

        Args:
            row: what the names stand for.
            at: where the value stands.

        Raises:
            RetourError: of the file's class; a name has no value, is a list or a mapping inside other text, or there would be
                more than a limit allows.
        """
        self._count(1, at)
        if isinstance(value, list):
            return [self.filled(item, row, (*at, number)) for number, item in enumerate(value)]
        if isinstance(value, dict):
            return {
                self._text_of(key, row, at): self.filled(item, row, (*at, key)) for key, item in value.items()
            }
        if not isinstance(value, str):
            return value
        whole = PLACEHOLDER.fullmatch(value)
        if whole is None:
            return self._text_of(value, row, at)
        put = self._cell(whole[1], row, at)
        self._count_all(put, at)
        return put

    def _text_of(self, text: str, row: Mapping[str, Value], at: At) -> str:
        parts = PLACEHOLDER.split(text)  # every second one is a name
        if len(parts) == 1:
            return text
        parts[1::2] = [self._inline(name, row, at) for name in parts[1::2]]
        self._characters += sum(map(len, parts))
        if self._characters > MAX_CHARACTERS:
            raise self._fault(f"more than {MAX_CHARACTERS:,} characters, with the tables written out", at)
        return "".join(parts)

    def _inline(self, name: str, row: Mapping[str, Value], at: At) -> str:
        value = self._cell(name, row, at)
        if isinstance(value, (list, dict)):
            raise self._fault(f"{{{name}}} is a list or a mapping: it can't stand inside other text", at)
        return value or ""

    def _cell(self, name: str, row: Mapping[str, Value], at: At) -> Value:
        if name == "n" and name not in row:  # the copies of `repeat` are counted by it
            return "{n}"
        if name not in row:
            raise self._fault(f"{{{name}}} has no value in this row; it has {', '.join(row) or 'none'}", at)
        return row[name]

    def _count_all(self, value: Value, at: At) -> None:
        """Count what a placeholder puts in its place, each time that it does."""
        if isinstance(value, (list, dict)):
            self._count(len(value), at)
            for item in value.values() if isinstance(value, dict) else value:
                self._count_all(item, at)

    def _count(self, values: int, at: At) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            raise self._fault(f"more than {MAX_VALUES:,} values, with the tables written out", at)

    def _fault(self, sentence: str, at: At) -> RetourError:
        return self._text.error(sentence, self._text.place(at))
