"""Fragments: what several case files share, in a file of its own that they include."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from retour.cases.fields import (
    FragmentFields,
    OtherMessageFields,
    SharedFields,
    fragment_fields,
    without_own_keys,
)
from retour.cases.using import NamedEdits, PlacedEdit
from retour.errors import CaseFileError, RetourError
from retour.model import Level, Place, Sender
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.excerpts import excerpt
from retour.text.limits import MAX_FRAGMENTS
from retour.text.registers import registers
from retour.text.yaml_text import Placed, YamlText


@dataclass(frozen=True)
class WrittenMessage:
    """A message beside that of a case as a file names it, with where it does.

    Attributes:
        message: path of the message file.
    """

    message: Path
    name: str
    place: Place
    edits: Sequence[PlacedEdit] = ()
    raw: Sequence[PlacedEdit] = ()


def written_heen(
    fields: SharedFields, folder: Path, text: Placed, at: tuple[str | int, ...] = ()
) -> WrittenMessage | None:
    """The heenbericht that keys name; None when they name none.

    Args:
        folder: that its message file is relative to.
        at: where the keys stand in the text.
    """
    return None if fields.heen is None else _written(fields.heen, folder, text, (*at, "heen"))


def written_history(
    fields: SharedFields, folder: Path, text: Placed, at: tuple[str | int, ...] = ()
) -> Sequence[WrittenMessage] | None:
    """The earlier messages that keys name; None when they don't speak of them. See `written_heen`."""
    if fields.history is None:
        return None
    return [
        _written(each, folder, text, (*at, "history", number)) for number, each in enumerate(fields.history)
    ]


def written_registers(
    fields: SharedFields, folder: Path, within: Path, place: Callable[[str], Place]
) -> Mapping[str, tuple[str, ...]]:
    """The lists that keys give, by name.

    Args:
        folder: that files are relative to.
        within: the project's folder, in which they lie.
        place: where the list of a name stands.

    Raises:
        CaseFileError: a file lies outside the project, can't be read, or has no such columns.
    """
    found = {}
    for name, register in registers(fields.registers, folder).items():
        if register.file is not None:
            written = os.path.relpath(register.file, folder)
            _refuse_outside(register.file, written, project_of(folder, within), place(name))
        try:
            found[name] = register.values()
        except RetourError as error:
            raise CaseFileError(f"register {name}: {error}", place(name)) from None
    return found


def _written(
    fields: OtherMessageFields, folder: Path, text: Placed, at: tuple[str | int, ...]
) -> WrittenMessage:
    return WrittenMessage(
        folder / fields.message,
        fields.message,
        text.place((*at, "message")),
        [(edit, text.place((*at, "edit", number))) for number, edit in enumerate(fields.edit)],
        [(raw, text.place((*at, "raw", number))) for number, raw in enumerate(fields.raw)],
    )


@dataclass(frozen=True)
class Shared:
    """What the cases of a file have in common.

    Attributes:
        rules: as written; a relative path in a fragment is made absolute.
        message: path of the message file.
        heen: the heenbericht that the message answers.
        history: the messages that went before it; None when the file doesn't speak of them.
        registers: lists from outside by name.
        edits: edits by name, each with its place.
        fragments: the files that were included, by way of others too.
    """

    rules: str | None = None
    message: Path | None = None
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    levels: tuple[Level, ...] | None = None
    heen: WrittenMessage | None = None
    history: Sequence[WrittenMessage] | None = None
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sent: datetime | None = None
    now: datetime | None = None
    sender: Sender | None = None
    warnings: Literal["ignore"] | None = None
    edits: NamedEdits = field(default_factory=dict)
    fragments: tuple[Path, ...] = ()


def shared_by(file: Path, text: YamlText, fields: FragmentFields, within: Path) -> Shared:
    """What a file shares, its fragments included; a file wins over what it includes.

    Args:
        within: the project's folder, in which fragments lie; the file's own folder counts where the file lies outside it.

    Raises:
        CaseFileError: a fragment isn't there, lies outside the project, can't be used, or includes itself by way of others.
    """
    including = _Including(project_of(file.parent, within))
    return replace(including.shared(file, text, fields, ()), fragments=including.read)


class _Including:
    """Reads the fragments of one case file, each once, whatever the ways that lead to it."""

    def __init__(self, within: Path) -> None:
        self._within = within
        self._read: dict[Path, Shared] = {}

    @property
    def read(self) -> tuple[Path, ...]:
        """The fragments that were read."""
        return tuple(self._read)

    def shared(self, file: Path, text: YamlText, fields: FragmentFields, trail: tuple[Path, ...]) -> Shared:
        shared = Shared()
        for number, name in enumerate(fields.include):
            path = Path(os.path.normpath(file.parent / name))
            place = text.place(("include", number))
            if path in (file, *trail):
                circle = " → ".join(step.name for step in (*trail, file, path))
                raise CaseFileError(f"includes itself: {circle}", place)
            shared = _over(shared, self._fragment(path, name, place, (*trail, file)))
        edits = {
            name: [(edit, text.place(("edits", name, number))) for number, edit in enumerate(items)]
            for name, items in fields.edits.items()
        }
        return _over(shared, _own(file, text, fields, edits, self._within))

    def _fragment(self, path: Path, name: str, place: Place, trail: tuple[Path, ...]) -> Shared:
        if path in self._read:
            return self._read[path]
        _refuse_outside(path, name, self._within, place)
        if not path.is_file():
            raise CaseFileError(f"no file {name} to include", place)
        if len(self._read) + len(trail) > MAX_FRAGMENTS:
            raise CaseFileError(f"more than {MAX_FRAGMENTS} files are included, by way of others too", place)
        text, model = YamlText(path, shown(path), CaseFileError), fragment_fields()
        try:
            fields = model.model_validate(without_own_keys(text.value) or {})
        except ValidationError as error:
            raise complaint(error, text, model) from None
        shared = self.shared(path, text, fields, trail)
        if shared.rules is not None and shared.rules.startswith("."):
            # Relative to the fragment, not to who includes it.
            shared = replace(shared, rules=os.path.normpath(path.parent / shared.rules))
        self._read[path] = shared
        return shared


def fragments_of(file: Path, within: Path) -> tuple[Path, ...]:
    """The fragments that a case file includes, also by way of others, each once.

    Args:
        within: the project's folder, in which they lie.

    Raises:
        CaseFileError: the file, or a fragment, can't be used.
    """
    text, model = YamlText(file, shown(file), CaseFileError), fragment_fields()
    value = text.value if isinstance(text.value, dict) else {}
    try:
        fields = model.model_validate({name: given for name, given in value.items() if name == "include"})
    except ValidationError as error:
        raise complaint(error, text, model) from None
    including = _Including(project_of(file.parent, within))
    including.shared(file, text, fields, ())
    return including.read


def project_of(folder: Path, within: Path) -> Path:
    """The folder from which a case file in a folder may take files: that of the project, its own where it lies outside that."""
    return within if folder.resolve().is_relative_to(within.resolve()) else folder


def _refuse_outside(path: Path, name: str, within: Path, place: Place) -> None:
    """Hold that a fragment lies in its project: a case file is somebody else's, and errors tell of what it includes.

    Raises:
        CaseFileError: it doesn't; nothing of it is read.
    """
    if not path.resolve().is_relative_to(within.resolve()):
        raise CaseFileError(
            f"{excerpt(name)} lies outside the project's folder {shown(within)}: take files from inside it",
            place,
        )


def _own(file: Path, text: YamlText, fields: SharedFields, edits: NamedEdits, within: Path) -> Shared:
    message = None if fields.message_file is None else file.parent / fields.message_file
    levels = None if fields.levels is None else tuple(fields.levels)
    return Shared(
        rules=fields.rules,
        message=message,
        tags=tuple(fields.tags),
        parameters=fields.parameters,
        time_limit=fields.time_limit,
        levels=levels,
        heen=written_heen(fields, file.parent, text),
        history=written_history(fields, file.parent, text),
        registers=written_registers(
            fields, file.parent, within, lambda name: text.place(("registers", name))
        ),
        sent=fields.sent,
        now=fields.pinned,
        sender=fields.sender,
        warnings=fields.warnings,
        edits=edits,
    )


def _over(below: Shared, above: Shared) -> Shared:
    return Shared(
        rules=above.rules or below.rules,
        message=above.message or below.message,
        tags=tuple(dict.fromkeys([*below.tags, *above.tags])),
        parameters={**below.parameters, **above.parameters},
        time_limit=above.time_limit or below.time_limit,
        levels=above.levels or below.levels,
        heen=above.heen or below.heen,
        history=below.history if above.history is None else above.history,
        registers={**below.registers, **above.registers},
        sent=above.sent or below.sent,
        now=above.now or below.now,
        sender=above.sender or below.sender,
        warnings=above.warnings or below.warnings,
        edits={**below.edits, **above.edits},
    )
