"""The results of a run on the disk, for those of a run with many findings would fill the memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterator
from typing import Any

from retour.reports.document import Spread, document_pieces
from retour.reports.ordering import result_order


class ResultSpool(Collection[dict[str, Any]]):
    """Takes results in any order, and gives them in theirs: as a document, or one by one."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it goes with this object
        self._places: list[tuple[Any, int, int]] = []
        self._spread = Spread()

    def add(self, result: dict[str, Any], number: int | None = None) -> None:
        """Take in a result, as `result_of` makes it.

        Args:
            number: which of all it is; None for its place in the case files.

        Raises:
            OSError: there is no room for it.
        """
        data = self._spread.seen(result).encode("utf-8", "surrogatepass")
        place = result_order(result) if number is None else number
        self._places.append((place, self._file.tell(), len(data)))
        self._file.write(data)

    def pieces(self, engine: str) -> Iterator[str]:
        """The document, in pieces."""
        yield from document_pieces(engine, self._texts(), self._spread)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(json.loads, self._texts())

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, result: object) -> bool:
        return any(each == result for each in self)

    def _texts(self) -> Iterator[str]:
        self._places.sort()
        for _, start, length in self._places:
            self._file.seek(start)
            yield self._file.read(length).decode("utf-8", "surrogatepass")
