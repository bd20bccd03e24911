"""How keys of a case file are written: mappings without unknown keys, and short forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from retour.text.versions import VersionRange, patch_level

PatchLevel = Annotated[str, AfterValidator(patch_level)]
Since = Annotated[
    PatchLevel | None,
    Field(alias="from", description="The patch level of the rule set from which it holds, such as 1.9.19."),
]
Until = Annotated[
    PatchLevel | None, Field(description="The patch level from which it no longer holds, such as 1.9.22.")
]


class Fields(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class VersionFields(Fields):
    """A mapping that says at which patch levels of the rule set it holds, by `since` and `until`.

    Who inherits it has these as its last keys.
    """

    if TYPE_CHECKING:
        since: Since
        until: Until

    @property
    def range(self) -> VersionRange:
        """The patch levels at which it holds."""
        return VersionRange(self.since, self.until)

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if self.range.is_empty:
            raise ValueError(f"no patch level is {self.since} or later and before {self.until}")
        return self


def code_alone(value: Any) -> Any:
    """A code is short for a mapping that says no more."""
    return {"code": value} if isinstance(value, str) else value


def one_text(value: Any) -> Any:
    """A text is short for a list of it."""
    return [value] if isinstance(value, str) else value
