"""What an edit is: the keys that it is written with, and what it does with a message."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from retour.messages.edits.workplace import Workplace
from retour.model import Place

NewText = Annotated[str, Field(description="The new text, the new name, or the value of the attribute.")]
"""The key `to`, which several edits have."""


@dataclass(frozen=True, slots=True)
class Put:
    """A text that an edit writes into a message, for who looks for data that shouldn't be there.

    Attributes:
        path: of the element that it becomes the text of; None for XML.
        instead_of: the text that it takes the place of, where that is stated.
    """

    text: str
    path: str | None = None
    instead_of: str | None = None


class EditKeys(BaseModel):
    """The keys of one kind of edit: the one that names it, those that it needs, and those that it may have.

    Attributes:
        name: the key that names it, as it is written.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)

    name: ClassVar[str]

    def puts(self) -> Iterable[Put]:
        """What it writes into the message."""
        return ()


class TreeEdit(EditKeys):
    """An edit of a message's tree."""

    @abstractmethod
    def apply(self, work: Workplace) -> bytes:
        """The bytes of the message with the change made.

        Raises:
            EditError: it doesn't fit the message.
        """


class ByteEdit(EditKeys):
    """An edit of a message's bytes, for what no tree can show: a byte order mark, a wrong encoding, a file cut short."""

    @abstractmethod
    def apply(self, data: bytes, place: Place) -> bytes:
        """The bytes with the change made.

        Raises:
            EditError: it doesn't fit the message; with its place.
        """


@cache
def written_keys(model: type[BaseModel]) -> Mapping[str, str]:
    """The fields of a model, each with its key as people write it."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


@cache
def needed_keys(kind: type[EditKeys]) -> frozenset[str]:
    """The keys that an edit must have."""
    keys = written_keys(kind)
    return frozenset(keys[name] for name, field in kind.model_fields.items() if field.is_required())


def keys_given(fields: BaseModel) -> dict[str, Any]:
    """What is given, by key as it is written."""
    keys = written_keys(type(fields))
    return {keys[name]: getattr(fields, name) for name in fields.model_fields_set}
