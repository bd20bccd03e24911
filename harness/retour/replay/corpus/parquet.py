"""A Parquet file as a corpus: one column has the bytes of the messages, another one their names, perhaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retour.messages import MAX_BYTES
from retour.replay.corpus.item import Columns, CorpusItem
from retour.replay.corpus.members import broken, damaged
from retour.text.nearest import did_you_mean

_AT_A_TIME = 16
"""Rows that are in memory together; each may hold the largest of messages."""

_NAMES = ("message", "name", "path", "file", "filename", "bestand", "id")
"""What a column with names is called, as a rule."""


def parquet_items(path: Path, name: str, columns: Columns) -> Iterator[CorpusItem]:
    """See `Reader`; row by row. A message without a name is called by its row, as `17.xml`, counted from 1."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
        holding = _holding(file.schema_arrow, columns.message, path)
        naming = _naming(file.schema_arrow, columns.name, holding, path)
        wanted = [holding] if naming is None else [holding, naming]
        size, rows = path.stat().st_size, max(file.metadata.num_rows, 1)
        number = 0
        for batch in file.iter_batches(batch_size=_AT_A_TIME, columns=wanted, use_threads=False):
            messages = batch.column(batch.schema.get_field_index(holding))
            names = None if naming is None else batch.column(batch.schema.get_field_index(naming))
            for index in range(batch.num_rows):
                number += 1
                called = None if names is None else names[index].as_py()
                label = f"{name}/{number}.xml" if called is None else f"{name}/{called}"
                yield _item(label, messages[index].as_py(), size * number // rows)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise damaged(path, "Parquet file", error) from None


def _item(name: str, value: Any, at: int) -> CorpusItem:
    if value is None:
        return CorpusItem(name, problem="there is nothing in this row", at=at)
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value)
    return CorpusItem(name, data[: MAX_BYTES + 1], at=at)


def _holding(schema: Any, wanted: str | None, path: Path) -> str:
    """The column with the messages."""
    binary: list[str] = [field.name for field in schema if _is_binary(field.type)]
    if wanted is not None:
        _refuse_unknown(wanted, schema.names, path)
        if wanted in binary or _is_text(schema.field(wanted).type):
            return wanted
        raise broken(path, f"the column {wanted!r} holds {schema.field(wanted).type}, where bytes are meant")
    if len(binary) == 1:
        return binary[0]
    if binary:
        raise broken(path, f"several columns hold bytes: say which with --column, {' or '.join(binary)}")
    raise broken(
        path,
        f"no column holds bytes: the columns are {', '.join(schema.names)}; --column names one with texts",
    )


def _naming(schema: Any, wanted: str | None, holding: str, path: Path) -> str | None:
    """The column with the names; None where there is none."""
    if wanted is not None:
        _refuse_unknown(wanted, schema.names, path)
        return wanted
    texts = {field.name for field in schema if _is_text(field.type) and field.name != holding}
    return next((name for name in _NAMES if name in texts), None)


def _refuse_unknown(name: str, names: list[str], path: Path) -> None:
    if names.count(name) != 1:
        what = f"there is no column {name!r}" if name not in names else f"several columns are called {name!r}"
        raise broken(path, f"{what}{did_you_mean(name, names, 'the columns are')}")


def _is_binary(type_: Any) -> bool:
    from pyarrow import types

    return bool(types.is_binary(type_) or types.is_large_binary(type_) or types.is_binary_view(type_))


def _is_text(type_: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(type_) or types.is_large_string(type_) or types.is_string_view(type_))
