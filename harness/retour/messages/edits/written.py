"""How edits are written: one mapping, in which one key names the edit and others go with it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, create_model, model_validator
from pydantic.fields import FieldInfo

from retour.messages.edits.edit import EditKeys, keys_given, needed_keys, written_keys
from retour.model import Edit, Place


class WrittenEdit(BaseModel):
    """One edit, in the keys of all of its sort.

    Attributes:
        kinds: what it can be.
        others: keys that can stand in the place of an edit.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    kinds: ClassVar[Sequence[type[EditKeys]]] = ()
    others: ClassVar[Sequence[str]] = ()

    _how: EditKeys | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _is_one_edit(self) -> Self:
        self._how = self._read()
        return self

    def _read(self) -> EditKeys | None:
        """The edit; None where another key stands in its place.

        Raises:
            ValueError: its keys don't go together.
        """
        given = keys_given(self)
        names = [name for name in (*(kind.name for kind in self.kinds), *self.others) if name in given]
        if not names:
            raise ValueError("no edit, where exactly one belongs")
        if len(names) > 1:
            raise ValueError(f"{' and '.join(map(repr, names))}: one edit at a time")
        kind = next((kind for kind in self.kinds if kind.name == names[0]), None)
        if kind is None:
            _refuse(names[0], "has no use for", set(given) - set(names))
            return None
        _refuse(names[0], "needs", needed_keys(kind) - set(given))
        _refuse(names[0], "has no use for", set(given) - set(written_keys(kind).values()))
        try:
            return kind.model_validate(given)
        except ValidationError as error:
            raise ValueError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None

    def other(self, name: str) -> str | None:
        """What a key says that stands in the place of an edit; None where it doesn't."""
        value: str | None = keys_given(self).get(name)
        return value

    def edit(self, place: Place) -> Edit:
        """The edit, to be made; where none of the other keys stands."""
        return Edit(self._how, place)

    @classmethod
    def choices(cls) -> list[list[str]]:
        """The keys that must stand together, for each thing that it can be."""
        of_edits = [[kind.name, *sorted(needed_keys(kind) - {kind.name})] for kind in cls.kinds]
        return [*of_edits, *([name] for name in cls.others)]


@lru_cache(maxsize=8)
def written_edit(
    name: str, about: str, kinds: tuple[type[EditKeys], ...], others: tuple[tuple[str, str], ...] = ()
) -> type[WrittenEdit]:
    """The model of a mapping that is one of some edits.

    Args:
        name, about: of the model, for the schema.
        others: keys that can stand in the place of an edit, each with what it means.
    """
    fields: dict[str, Any] = {}
    for kind in kinds:
        keys = {key: kind.model_fields[field] for field, key in written_keys(kind).items()}
        for key in (kind.name, *keys):
            fields.setdefault(key, _optional(keys[key], key))
    for key, meaning in others:
        fields[key] = str, Field(default=None, alias=key, description=meaning)
    words = [f"`{key}`" for key in (*(kind.name for kind in kinds), *(key for key, _ in others))]
    model = create_model(
        name,
        __base__=WrittenEdit,
        __doc__=f"{about}: exactly one of {', '.join(words[:-1])} and {words[-1]}.",
        # A key may have a name that Python or pydantic takes for itself.
        **{f"key_{key}": entry for key, entry in fields.items()},
    )
    model.kinds, model.others = kinds, tuple(key for key, _ in others)
    return model


def _optional(info: FieldInfo, key: str) -> Any:
    """A key of one edit among those of all: it needn't be given."""
    written: Any = info.annotation
    for each in info.metadata:
        written = Annotated[written, each]
    return written, Field(default=None, alias=key, description=info.description)


def _refuse(name: str, how: str, keys: AbstractSet[str]) -> None:
    if keys:
        raise ValueError(f"{name!r} {how} {' and '.join(map(repr, sorted(keys)))}")
