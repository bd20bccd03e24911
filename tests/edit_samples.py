"""Edits, made from the keys that people write."""

from __future__ import annotations

from retour.messages.edits import RAW_EDITS, TREE_EDITS, written_edit
from retour.model import Edit, Place

HERE = Place("stop.cases.yaml", 7, 9)


def edit(**keys: object) -> Edit:
    """An edit of the tree: `edit(set="//Bsn", to="1")`; a key of two words has _ between them."""
    return _edit(written_edit("AnyEdit", "One edit", TREE_EDITS), keys)


def raw(**keys: object) -> Edit:
    """An edit of bytes."""
    return _edit(written_edit("AnyRaw", "One edit of bytes", RAW_EDITS), keys)


def _edit(model, keys) -> Edit:  # type: ignore[no-untyped-def]
    spelt = {name.rstrip("_").replace("_", " "): value for name, value in keys.items()}
    return model.model_validate(spelt).edit(HERE)
