"""The edits of a case file as the edits that are applied."""

from __future__ import annotations

from retour.cases.fields import EDITS, RAW_EDITS, CopyFields, EditFields, RawFields
from retour.model import Edit, Place, RawEdit, Where


def edit_of(fields: EditFields, place: Place) -> Edit:
    """An edit, from the keys that it is written with; not for `use`, which only stands for others."""
    action = next(name for name in EDITS if name in fields.model_fields_set)
    subject: str | CopyFields | None = getattr(fields, action)
    where, target = _side(fields)
    copied = subject.copy_of if isinstance(subject, CopyFields) else None
    return Edit(
        action=action,
        path=(target if action == "add" else str(subject)) or "",
        place=place,
        value=str(subject) if action == "add" and copied is None else fields.to,
        source=copied,
        where=where,
        target=target if action == "move" else None,
        name=fields.name,
        times=fields.times or 2,
        settings=tuple(fields.settings),
    )


def raw_edit_of(fields: RawFields, place: Place) -> RawEdit:
    """An edit of bytes, from the keys that it is written with."""
    action = next(name for name in RAW_EDITS if name in fields.model_fields_set)
    if action == "truncate":
        return RawEdit(action, place, length=fields.truncate or 0)
    if action == "bom":
        return RawEdit("mark", place, text=fields.bom or "utf-8")
    text = getattr(fields, action) or ""
    return RawEdit(action, place, text=text, by=fields.by or "", before=fields.before)


def _side(fields: EditFields) -> tuple[Where, str | None]:
    sides: tuple[tuple[Where, str | None], ...] = (
        ("before", fields.before),
        ("after", fields.after),
        ("into", fields.into),
        ("into first", fields.into_first),
    )
    return next(((side, path) for side, path in sides if path is not None), ("into", None))
