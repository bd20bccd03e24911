"""Edits by name: `use` stands for those that a file, or a fragment, has under `edits`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from retour.errors import CaseFileError
from retour.messages.edits import WrittenEdit
from retour.model import Edit, Place
from retour.text.limits import MAX_EDITS, MAX_NESTING
from retour.text.nearest import did_you_mean

PlacedEdit = tuple[WrittenEdit, Place]
"""An edit as it is written, and where."""

NamedEdits = Mapping[str, Sequence[PlacedEdit]]


def edits_of(written: Iterable[PlacedEdit], named: NamedEdits) -> tuple[Edit, ...]:
    """The edits of one message, `use` written out.

    Raises:
        CaseFileError: no edits have the name, they use themselves, or there are more than one message may have.
    """
    found: list[Edit] = []
    for met, (edit, place) in enumerate(_written_out(written, named, ()), 1):
        if met > MAX_EDITS:
            raise CaseFileError(
                f"more than {MAX_EDITS:,} edits of one message, with `use` written out", place
            )
        if edit.other("use") is None:
            found.append(edit.edit(place))
    return tuple(found)


def _written_out(
    written: Iterable[PlacedEdit], named: NamedEdits, trail: tuple[str, ...]
) -> Iterator[PlacedEdit]:
    """Every edit, and every `use` before what it stands for."""
    for edit, place in written:
        yield edit, place
        name = edit.other("use")
        if name is None:
            continue
        if name in trail:
            raise CaseFileError(f"the edits {name!r} use themselves", place)
        if name not in named:
            raise CaseFileError(
                f"no edits are called {name!r}{did_you_mean(name, named, 'there are')}", place
            )
        if len(trail) >= MAX_NESTING:
            raise CaseFileError(f"more than {MAX_NESTING} named edits that use each other", place)
        yield from _written_out(named[name], named, (*trail, name))
