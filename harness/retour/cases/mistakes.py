"""Mistakes in a case file, gathered so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ParamSpec, TypeVar

from retour.errors import CaseFileError

_MOST_TOLD = 100
"""Mistakes that are told of one file."""

T = TypeVar("T")
P = ParamSpec("P")


class Mistakes:
    """What is found wrong while a file is read."""

    def __init__(self, found: Iterable[CaseFileError] = ()) -> None:
        self._found = list(found)

    def __iter__(self) -> Iterator[CaseFileError]:
        return iter(self._found)

    def note(self, error: CaseFileError) -> None:
        """Note a mistake, or those of which an error tells."""
        self._found += error.mistakes

    def __bool__(self) -> bool:
        return bool(self._found)

    def of(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What a step comes to; None where it can't be taken, which is noted."""
        try:
            return step(*args, **kwargs)
        except CaseFileError as error:
            self.note(error)
            return None

    def tell(self) -> None:
        """Raise what was found, if anything.

        Raises:
            CaseFileError: all of it.
        """
        if self._found:
            raise together(self._found)


def together(errors: Iterable[CaseFileError]) -> CaseFileError:
    """Mistakes as one error: each once, in the order of the file."""
    found = {str(each): each for error in errors for each in error.mistakes}
    first, *rest = sorted(found.values(), key=_position)
    if (left := len(rest) + 1 - _MOST_TOLD) > 0:
        rest = [*rest[: _MOST_TOLD - 1], CaseFileError(f"{left:,} more mistakes", first.place)]
    return CaseFileError(first.text, first.place, rest)


def _position(error: CaseFileError) -> tuple[str, int, int]:
    place = error.place
    return ("", 0, 0) if place is None else (place.file, place.line or 0, place.column or 0)
