"""How keys of a case file are written: mappings without unknown keys, and short forms."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Fields(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid")


def code_alone(value: Any) -> Any:
    """A code is short for a mapping that says no more."""
    return {"code": value} if isinstance(value, str) else value


def one_text(value: Any) -> Any:
    """A text is short for a list of it."""
    return [value] if isinstance(value, str) else value
