"""Tables: a case with `each` becomes one case per row, `{name}` in it replaced by what the row says.

A text that is nothing but one placeholder becomes the value itself, so a list stays a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from retour.errors import RetourError
from retour.model import Place
from retour.text.yaml_text import Value, YamlText

PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w-]*)\}")
"""A name in braces, for which a row has the value."""


class ExpandedText:
    """A case file with its tables written out.

    Attributes:
        value: the content as `YamlText` has it, every row a case of its own.
        rows: for each case the number of its row, counted from 0; None for a case without `each`.

    Raises:
        RetourError: of the file's class; `each` is no list of mappings, or a placeholder has no value.
    """

    def __init__(self, text: YamlText) -> None:
        self.error = text.error
        self.rows: list[int | None] = []
        self._text = text
        self._origins: list[int] = []
        self.value = self._expanded(text.value)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where a value stands in the file; a value that came from a row, where its placeholder stands."""
        return self._text.place(self._original(path), key=key)

    def row_place(self, case: int) -> Place | None:
        """Where the row of a case stands; None when it has none."""
        row = self.rows[case]
        return None if row is None else self._text.place(("cases", self._origins[case], "each", row))

    def _original(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        if (
            len(path) >= 2
            and path[0] == "cases"
            and isinstance(path[1], int)
            and path[1] < len(self._origins)
        ):
            return "cases", self._origins[path[1]], *path[2:]
        return tuple(path)

    def _expanded(self, value: Value) -> Value:
        if not isinstance(value, dict) or not isinstance(value.get("cases"), list):
            return value
        cases: list[Value] = []
        for number, case in enumerate(value["cases"]):  # type: ignore[arg-type]
            rows = self._rows(case, number)
            for row, written in enumerate(rows):
                cases.append(written)
                self._origins.append(number)
                self.rows.append(row if isinstance(case, dict) and "each" in case else None)
        return {**value, "cases": cases}

    def _rows(self, case: Value, number: int) -> list[Value]:
        if not isinstance(case, dict) or "each" not in case:
            return [case]
        at = ("cases", number, "each")
        table = case["each"]
        if not isinstance(table, list) or not table or not all(isinstance(row, dict) for row in table):
            raise self._fault("'each' takes a list of rows, each a mapping of names to values", at)
        rest = {key: value for key, value in case.items() if key != "each"}
        return [
            self._row(rest, row, number, index) for index, row in enumerate(table) if isinstance(row, dict)
        ]

    def _row(self, case: Mapping[str, Value], row: Mapping[str, Value], number: int, index: int) -> Value:
        # A row may make use of its own columns, one step deep.
        row = {
            name: self._filled(value, row, ("cases", number, "each", index, name))
            for name, value in row.items()
        }
        written = {key: self._filled(value, row, ("cases", number, key)) for key, value in case.items()}
        if written.get("id") == case.get("id") and isinstance(case.get("id"), str):
            written["id"] = f"{case['id']}-{index + 1}"
        return written

    def _filled(self, value: Value, row: Mapping[str, Value], at: tuple[str | int, ...]) -> Value:
        if isinstance(value, list):
            return [self._filled(item, row, (*at, number)) for number, item in enumerate(value)]
        if isinstance(value, dict):
            return {
                self._text_of(key, row, at): self._filled(item, row, (*at, key))
                for key, item in value.items()
            }
        if not isinstance(value, str):
            return value
        whole = PLACEHOLDER.fullmatch(value)
        return self._named(whole[1], row, at) if whole else self._text_of(value, row, at)

    def _text_of(self, text: str, row: Mapping[str, Value], at: tuple[str | int, ...]) -> str:
        return PLACEHOLDER.sub(lambda match: self._inline(match[1], row, at), text)

    def _inline(self, name: str, row: Mapping[str, Value], at: tuple[str | int, ...]) -> str:
        value = self._named(name, row, at)
        if isinstance(value, (list, dict)):
            raise self._fault(f"{{{name}}} is a list or a mapping: it can't stand inside other text", at)
        return value or ""

    def _named(self, name: str, row: Mapping[str, Value], at: tuple[str | int, ...]) -> Value:
        if name == "n" and name not in row:  # the copies of `repeat` are counted by it
            return "{n}"
        if name not in row:
            raise self._fault(f"{{{name}}} has no value in this row; it has {', '.join(row) or 'none'}", at)
        return row[name]

    def _fault(self, sentence: str, at: tuple[str | int, ...]) -> RetourError:
        return self._text.error(sentence, self._text.place(at))
