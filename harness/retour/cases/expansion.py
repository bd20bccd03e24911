"""Tables: a case with `each` becomes one case per row, a file with `each` has all its cases once per row.

A case with `messages` becomes one case per file.

`{name}` is replaced by what the row says. A text that is nothing but one placeholder becomes the value itself, so a
list stays a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from retour.cases.corpora import MessagesError, messages_below
from retour.cases.fields import SharedFields, without_own_keys
from retour.cases.forms import one_text
from retour.errors import CaseFileError
from retour.model import Place
from retour.text.limits import MAX_CASES
from retour.text.placeholders import Placeholders
from retour.text.yaml_text import Value, YamlText

_OF_CORPUS = {"message": "messages", "skip": "except"}
"""By what a case of a corpus has a key, as far as that isn't the case that is written."""

_OF_CASES = tuple(SharedFields.model_fields)
"""What a file with `each` gives its cases row by row: the keys that a case may have too."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a case comes from.

    Attributes:
        case: its number in the file as it is written, counted from 0.
        row: the number of its row in its own table; None for a case without `each`.
        given: the keys that it has from the file alone.
        of_corpus: whether its message is one of `messages`.
    """

    case: int
    row: int | None
    given: frozenset[str]
    of_corpus: bool = False


class ExpandedText:
    """A case file with its tables written out.

    Args:
        folder: that of the file, in which its messages are looked up.

    Attributes:
        value: the content as `YamlText` has it, every row a case of its own.
        faults: why cases couldn't be written out, by their number in `value`, where they stand as in the file: `each` isn't of
            its form, a placeholder has no value, or `messages` fits nothing.

    Raises:
        CaseFileError: the `each` of the file isn't of its form, or there would be more than a limit allows.
    """

    def __init__(self, text: YamlText, folder: Path) -> None:
        self.error = text.error
        self.faults: dict[int, CaseFileError] = {}
        self._text = text
        self._folder = folder
        self._origins: list[_Origin] = []
        self._placeholders = Placeholders(text)
        self.value = self._expanded(without_own_keys(text.value))

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where a value stands in the file; a value that came from a row, where its placeholder stands."""
        return self._text.place(self._original(path), key=key)

    def row_place(self, case: int) -> Place | None:
        """Where the row of a case stands; None when it has none."""
        path = self.row_path(case)
        return None if path is None else self._text.place(path)

    def written(self, case: int) -> int:
        """The number of a case in the file as it is written, the same for all its rows."""
        return self._origins[case].case

    def row_path(self, case: int) -> tuple[str | int, ...] | None:
        """The path to the row of a case in the file as it is written; None when it has none."""
        origin = self._origins[case]
        return None if origin.row is None else ("cases", origin.case, "each", origin.row)

    def _original(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        if len(path) < 2 or path[0] != "cases" or not isinstance(path[1], int):
            return tuple(path)
        if path[1] >= len(self._origins):
            return tuple(path)
        origin = self._origins[path[1]]
        inner = path[2:]
        if origin.of_corpus and inner and inner[0] in _OF_CORPUS:
            inner = (_OF_CORPUS[str(inner[0])], *inner[1:])
        return tuple(inner) if inner and inner[0] in origin.given else ("cases", origin.case, *inner)

    def _expanded(self, value: Value) -> Value:
        if not isinstance(value, dict) or not isinstance(value.get("cases"), list):
            return value
        if "each" not in value:
            return {**value, "cases": self._cases(value, {}, "", {})}
        table = value["each"]
        if (
            not isinstance(table, dict)
            or not table
            or not all(isinstance(row, dict) for row in table.values())
        ):
            raise self._fault(
                "the 'each' of a file takes rows by name, each a mapping of names to values", ("each",)
            )
        cases: list[Value] = []
        for name, row in table.items():
            assert isinstance(row, dict)
            shared = {
                key: self._placeholders.filled(value[key], row, (key,)) for key in _OF_CASES if key in value
            }
            cases += self._cases(value, row, f"-{name}", shared)
        kept = {key: item for key, item in value.items() if key != "each" and key not in _OF_CASES}
        return {**kept, "cases": cases}

    def _cases(
        self,
        file: Mapping[str, Value],
        columns: Mapping[str, Value],
        ending: str,
        shared: Mapping[str, Value],
    ) -> list[Value]:
        """The cases of a file, for one row of its table."""
        cases: list[Value] = []
        written = file["cases"]
        assert isinstance(written, list)
        for number, case in enumerate(written):
            own = isinstance(case, dict) and "each" in case
            of_corpus = isinstance(case, dict) and "messages" in case
            for row, one, fault in self._written_out(case, number, columns):
                if len(self._origins) >= MAX_CASES:
                    raise self._too_many(("cases", number))
                given = {key: item for key, item in shared.items() if _is_missing(key, one)}
                self._origins.append(_Origin(number, row if own else None, frozenset(given), of_corpus))
                if fault is not None:
                    self.faults[len(self._origins) - 1] = fault
                cases.append(_with(one, given, shared, ending))
        return cases

    def _written_out(
        self, case: Value, number: int, columns: Mapping[str, Value]
    ) -> Iterator[tuple[int | None, Value, CaseFileError | None]]:
        """A case for each of its rows and messages, with the number of the row; as it stands, with the reason, where it can't be."""
        row: int | None = None
        try:
            for row, fill in enumerate(self._rows(case, number, columns)):
                try:
                    for one in self._corpus(fill(), number):
                        yield row, one, None
                except CaseFileError as error:
                    self._refuse_more(error)
                    yield row, case, error
        except CaseFileError as error:
            self._refuse_more(error)
            yield None, case, error

    def _refuse_more(self, error: CaseFileError) -> None:
        """A limit is that of the whole file."""
        if isinstance(error, _TooManyError) or self._placeholders.is_spent:
            raise error

    def _rows(self, case: Value, number: int, columns: Mapping[str, Value]) -> Sequence[Callable[[], Value]]:
        """What makes a case once, or once for each row of its own table; the columns are those of the file's row."""
        if not isinstance(case, dict):
            return [lambda: case]
        if "each" not in case:
            if not columns:
                return [lambda: case]
            return [
                lambda: {
                    key: self._placeholders.filled(value, columns, ("cases", number, key))
                    for key, value in case.items()
                }
            ]
        at = ("cases", number, "each")
        table = case["each"]
        if not isinstance(table, list) or not table or not all(isinstance(row, dict) for row in table):
            raise self._fault("'each' takes a list of rows, each a mapping of names to values", at)
        if len(self._origins) + len(table) > MAX_CASES:
            raise self._too_many(at)
        rest = {key: value for key, value in case.items() if key != "each"}
        return [
            partial(self._row, rest, {**columns, **row}, number, index)
            for index, row in enumerate(table)
            if isinstance(row, dict)
        ]

    def _row(self, case: Mapping[str, Value], row: Mapping[str, Value], number: int, index: int) -> Value:
        # A row may make use of its own columns, one step deep.
        row = {
            name: self._placeholders.filled(value, row, ("cases", number, "each", index, name))
            for name, value in row.items()
        }
        written = {
            key: self._placeholders.filled(value, row, ("cases", number, key)) for key, value in case.items()
        }
        if written.get("id") == case.get("id") and isinstance(case.get("id"), str):
            written["id"] = f"{case['id']}-{index + 1}"
        return written

    def _corpus(self, case: Value, number: int) -> list[Value]:
        """A case once, or once for each of its messages."""
        if not isinstance(case, dict) or "messages" not in case:
            return [case]
        patterns, excepted = _texts(one_text(case["messages"])), _reasons(case.get("except", {}))
        if not patterns or excepted is None:  # for the model to refuse
            return [case]
        if named := {"message", "retour"} & case.keys():
            raise self._fault(
                f"'messages' and '{named.pop()}' both name what is checked: leave one out", ("cases", number)
            )
        try:
            found = messages_below(self._folder, patterns, excepted)
        except MessagesError as error:
            raise self._fault(str(error), ("cases", number, *error.at)) from None
        rest = {key: value for key, value in case.items() if key not in ("messages", "except")}
        cases: list[Value] = []
        for message in found:
            skip = {} if message.reason is None else {"skip": message.reason}
            cases.append({**rest, "id": f"{case.get('id')}-{message.name}", "message": message.file, **skip})
        return cases

    def _fault(self, sentence: str, at: tuple[str | int, ...]) -> CaseFileError:
        return CaseFileError(sentence, self._text.place(at))

    def _too_many(self, at: tuple[str | int, ...]) -> CaseFileError:
        return _TooManyError(
            f"more than {MAX_CASES:,} cases, with the tables written out", self._text.place(at)
        )


class _TooManyError(CaseFileError):
    """More cases than a file may have."""


def _texts(written: Any) -> list[str]:
    """A list of texts; none when it isn't one."""
    return written if isinstance(written, list) and all(isinstance(each, str) for each in written) else []


def _reasons(written: Any) -> dict[str, str] | None:
    """Reasons by name; None when it isn't that."""
    if isinstance(written, dict) and all(isinstance(each, str) and each.strip() for each in written.values()):
        return written
    return None


def _is_missing(key: str, case: Value) -> bool:
    """Whether a case leaves a key to its file; `message` and `retour` name the same thing."""
    names = {"message", "retour"} if key in ("message", "retour") else {key}
    return isinstance(case, dict) and names.isdisjoint(case)


def _with(case: Value, given: Mapping[str, Value], shared: Mapping[str, Value], ending: str) -> Value:
    """A case with what its file gives it, its tags and parameters beside those of the file."""
    if not isinstance(case, dict):
        return case
    written = {**case, **given}
    if isinstance(case.get("id"), str):
        written["id"] = f"{case['id']}{ending}"
    for key in ("tags", "parameters"):
        if key in shared and key not in given:
            written[key] = _together(shared[key], case[key])
    return written


def _together(shared: Value, own: Value) -> Value:
    """Two lists or two mappings in one; what isn't of that form as it is, for the model to refuse."""
    if isinstance(shared, list) and isinstance(own, list):
        return [*shared, *own]
    if isinstance(shared, dict) and isinstance(own, dict):
        return {**shared, **own}
    return own if isinstance(shared, (list, dict)) else shared
