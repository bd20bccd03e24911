"""Lists from outside, such as all municipalities: written out, or in a file with one value a line or with columns."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from retour.errors import ConfigurationError
from retour.model import Place
from retour.text.display import shown
from retour.text.file_kinds import other_than_file
from retour.text.nearest import did_you_mean

MAX_BYTES = 50 * 1024 * 1024
"""Of a file with a list."""


def _one_text(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class RegisterFile(BaseModel):
    """A list in a file.

    Attributes:
        file: relative to the file that names it.
        columns: of a file with headings, those that make up a value; without them each line is a value.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    file: str
    columns: Annotated[list[str], BeforeValidator(_one_text)] = Field(default_factory=list)


def _file_alone(value: Any) -> Any:
    if isinstance(value, str):
        return {"file": value}
    is_file = isinstance(value, dict) and "file" in value and value.keys() <= RegisterFile.model_fields.keys()
    if not is_file and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise ValueError("a register is a list of texts, a file, or {file, columns}")
    return value


RegisterFields = Annotated[
    list[str] | RegisterFile,
    BeforeValidator(_file_alone, json_schema_input_type=str | list[str] | RegisterFile),
]
"""A list as it is written: its values, its file, or its file with columns."""


@dataclass(frozen=True, slots=True)
class Register:
    """A list from outside.

    Attributes:
        written: its values, where they are written out.
        file: where they stand otherwise.
        columns: see `RegisterFile`.
    """

    written: tuple[str, ...] = ()
    file: Path | None = None
    columns: tuple[str, ...] = ()

    def values(self) -> tuple[str, ...]:
        """The values; those of several columns with a space between them.

        Raises:
            ConfigurationError: the file can't be read, or has no such columns.
        """
        if self.file is None:
            return self.written
        if (kind := other_than_file(self.file)) is not None:
            raise ConfigurationError(f"{kind}, not a file with a list", Place(shown(self.file)))
        try:
            state = self.file.stat()
        except OSError as error:
            reason = "no such file" if isinstance(error, FileNotFoundError) else error.strerror
            raise ConfigurationError(f"the list can't be read: {reason}", Place(shown(self.file))) from None
        if state.st_size > MAX_BYTES:
            raise ConfigurationError(
                f"larger than the {MAX_BYTES // 1024**2} MB that a list may have", Place(shown(self.file))
            )
        return _read(self.file, self.columns, state.st_mtime_ns)


def registers(written: Mapping[str, list[str] | RegisterFile], folder: Path) -> Mapping[str, Register]:
    """Lists by name.

    Args:
        folder: that their files are relative to.
    """
    return {
        name: Register((), folder / each.file, tuple(each.columns))
        if isinstance(each, RegisterFile)
        else Register(tuple(each))
        for name, each in written.items()
    }


@lru_cache(maxsize=32)
def _read(file: Path, columns: tuple[str, ...], changed: int) -> tuple[str, ...]:
    """The values in a file.

    Args:
        changed: when it was; a file that has changed is read again.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ConfigurationError(f"the list can't be read: {error.strerror}", Place(shown(file))) from None
    except UnicodeDecodeError:
        raise ConfigurationError("the list isn't written in UTF-8", Place(shown(file))) from None
    if not columns:
        return tuple(text for line in lines if (text := line.strip()))
    delimiter = ";" if lines and ";" in lines[0] else ","
    rows = csv.reader(lines, delimiter=delimiter)
    headings = [heading.strip() for heading in next(rows, [])]
    for column in columns:
        if column not in headings:
            raise ConfigurationError(
                f"the list has no column {column!r}{did_you_mean(column, headings, 'it has')}",
                Place(shown(file), 1),
            )
    places = [headings.index(column) for column in columns]
    found: dict[str, None] = {}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(places):
            raise ConfigurationError(
                f"a line with {len(row)} columns, where the first has {len(headings)}",
                Place(shown(file), rows.line_num),
            )
        found[" ".join(row[place].strip() for place in places)] = None
    return tuple(found)
