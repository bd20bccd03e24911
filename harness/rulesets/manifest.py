"""`ruleset.yaml`: what a set says of itself; every key is optional, what it leaves out is read from the stylesheets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from harness.complaints import complaint
from harness.errors import RuleSetError
from harness.yaml_text import YamlText

MANIFEST = "ruleset.yaml"


def _stylesheet_alone(value: Any) -> Any:
    return {"stylesheet": value} if isinstance(value, str) else value


class EntryFields(BaseModel):
    """An entry in the long form; the stylesheet alone is the short one."""

    model_config = ConfigDict(extra="forbid")

    stylesheet: str
    namespaces: tuple[str, ...] | None = None


class Manifest(BaseModel):
    """The keys of `ruleset.yaml`.

    Attributes:
        entries: entry stylesheets by message type; when given, no others are looked for.
        retour_codes: rule → retour code, before anything that the stylesheets say.
        catalogue: path of the catalogue, relative to the set's folder.
    """

    model_config = ConfigDict(extra="forbid")

    id: str | None = None
    standard: str | None = None
    release: str | None = None
    version: str | None = None
    about: str | None = None
    entries: dict[str, Annotated[EntryFields, BeforeValidator(_stylesheet_alone)]] | None = None
    dialect: str = "rapport"
    retour_codes: dict[str, str] = {}
    catalogue: str = "catalogue.yaml"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a set; an empty one when it has none.

    Raises:
        RuleSetError: with file, line and column, for the first thing that is wrong.
    """
    file = folder / MANIFEST
    if not file.is_file():
        return Manifest()
    text = YamlText(file, MANIFEST, RuleSetError)
    try:
        return Manifest.model_validate(text.value or {})
    except ValidationError as error:
        raise complaint(error, text, Manifest) from None
