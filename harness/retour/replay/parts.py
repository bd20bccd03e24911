"""Rows → Parquet files, in folders by standard and type; with the same rows they are the same to the byte."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
from pyarrow import parquet

from retour.errors import ReplayError
from retour.replay.columns import COLUMNS, NAMES, PARTITIONS, SECONDS, ColumnType
from retour.replay.journal import Numbered
from retour.text.writing import reasons

OUTCOMES = "outcomes"
"""The folder of the rows."""

_FOUND = pa.struct(
    [
        ("level", pa.string()),
        ("code", pa.string()),
        ("retour", pa.string()),
        ("severity", pa.string()),
        ("times", pa.int64()),
        ("path", pa.string()),
        ("line", pa.int64()),
        ("details", pa.string()),
    ]
)
_CHANGED = pa.struct([("kind", pa.string()), ("rule", pa.string()), ("times", pa.int64())])
_TYPES: dict[ColumnType, Any] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "number": pa.int64(),
    "date": pa.date32(),
    "found": pa.list_(_FOUND),
    "changes": pa.list_(_CHANGED),
}
_SCHEMA = pa.schema(
    [(each.name, _TYPES[each.type]) for each in COLUMNS if each.name not in (*PARTITIONS, SECONDS)]
)
_SECONDS_SCHEMA = pa.schema([("number", pa.int64()), (SECONDS, pa.float64())])


def write_parts(folder: Path, group: int, rows: Iterable[Numbered]) -> None:
    """Write the rows of a group of batches.

    Args:
        folder: of the replay.
        rows: in the order of their numbers.

    Raises:
        ReplayError: they can't be written.
    """
    by_partition: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    seconds: list[dict[str, Any]] = []
    for number, line in rows:
        row = dict(zip(NAMES, [number, *json.loads(line)], strict=True))
        partition = tuple(row.pop(name) for name in PARTITIONS)
        seconds.append({"number": number, SECONDS: row.pop(SECONDS)})
        by_partition.setdefault(partition, []).append(_typed(row))
    name = f"part-{group:06}.parquet"
    for partition, found in sorted(by_partition.items()):
        named = [f"{key}={quote(value, safe='')}" for key, value in zip(PARTITIONS, partition, strict=True)]
        _write(folder.joinpath(OUTCOMES, *named, name), found, _SCHEMA)
    _write(folder / SECONDS / name, seconds, _SECONDS_SCHEMA)


def remove_leavings(folder: Path) -> None:
    """Remove what a run that was killed left half written."""
    for left in folder.rglob(".retour-*.tmp"):
        left.unlink(missing_ok=True)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    if row["dated"] is not None:
        row["dated"] = date.fromisoformat(row["dated"])
    row["found"] = _structs(_FOUND, row["found"])
    row["changes"] = _structs(_CHANGED, row["changes"])
    return row


def _structs(type_: Any, rows: Sequence[Sequence[Any]] | None) -> list[dict[str, Any]] | None:
    names = [field.name for field in type_]
    return None if rows is None else [dict(zip(names, row, strict=True)) for row in rows]


def _write(file: Path, rows: list[dict[str, Any]], schema: Any) -> None:
    temporary = file.with_name(f".retour-{file.name}.tmp")
    with reasons(file, ReplayError):
        file.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(pa.Table.from_pylist(rows, schema), temporary, compression="zstd")
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(file)
