"""`ruleset.yaml`: what a set says of itself; every key is optional, what it leaves out is read from the stylesheets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from retour.errors import RuleSetError
from retour.model import Place, Severity
from retour.rulesets.dialects import dialect_named
from retour.rulesets.reach import is_there, refuse_outside
from retour.text.complaints import complaint
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import YamlText

MANIFEST = "ruleset.yaml"
SCHEMA_FOLDERS = ("xsd", "schemas")
"""Where the XSDs of a set stand, unless its manifest says otherwise."""


def _stylesheet_alone(value: Any) -> Any:
    return {"stylesheet": value} if isinstance(value, str) else value


class EntryFields(BaseModel):
    """An entry in the long form; the stylesheet alone is the short one."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    stylesheet: str
    namespaces: tuple[str, ...] | None = None
    root: str | None = None


class SchematronFields(BaseModel):
    """The schema that the set's stylesheet was compiled from; `retour rules add` writes this.

    Attributes:
        sources: the files of the schema, the first its own; relative to the set's folder.
        transpiler: what compiled it, with its version.
        sha256: of the transpiler.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    sources: Annotated[list[str], Field(min_length=1)]
    phase: str
    transpiler: str
    licence: str
    sha256: str


class Manifest(BaseModel):
    """The keys of `ruleset.yaml`.

    Attributes:
        entries: entry stylesheets by message type; when given, no others are looked for.
        history: entries that judge a message by what went before it, by its type; those in the folder `history` when left out.
        severities: what the words of the report for how bad a finding is stand for, beside the usual ones of its dialect.
        warnings: `ignore` when a warning needs no name in a case.
        retour_codes: rule → retour code, before anything that the stylesheets say.
        catalogue: path of the catalogue, relative to the set's folder; like stylesheets, sets may share one.
        schemas: path of the folder with the XSDs, relative to the set's folder; `xsd` or `schemas` when left out.
        schematron: the schema that the set was compiled from.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    id: str | None = None
    standard: str | None = None
    release: str | None = None
    version: str | None = None
    about: str | None = None
    entries: dict[str, Annotated[EntryFields, BeforeValidator(_stylesheet_alone)]] | None = None
    history: dict[str, Annotated[EntryFields, BeforeValidator(_stylesheet_alone)]] | None = None
    dialect: str | None = None
    severities: dict[str, Severity] = {}
    warnings: Literal["ignore"] | None = None
    retour_codes: dict[str, str] = {}
    catalogue: str = "catalogue.yaml"
    schemas: str | None = None
    schematron: SchematronFields | None = None

    def catalogue_file(self, folder: Path) -> Path:
        """Where the catalogue of the set in a folder stands, if it has one."""
        return Path(os.path.normpath(folder / self.catalogue))

    def schemas_folder(self, folder: Path) -> Path:
        """Where the XSDs of the set in a folder stand, if it has any."""
        if self.schemas is not None:
            return Path(os.path.normpath(folder / self.schemas))
        return next(
            (found for name in SCHEMA_FOLDERS if (found := folder / name).is_dir()),
            folder / SCHEMA_FOLDERS[0],
        )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a set; an empty one when it has none.

    Raises:
        RuleSetError: with file, line and column, for the first thing that is wrong.
    """
    file = folder / MANIFEST
    if not is_there(file, folder):
        return Manifest()
    text = YamlText(file, MANIFEST, RuleSetError)
    try:
        manifest = Manifest.model_validate(text.value or {})
    except ValidationError as error:
        raise complaint(error, text, Manifest) from None
    _check_dialect(manifest, text)
    for key, entries in (("entries", manifest.entries), ("history", manifest.history)):
        for name, entry in (entries or {}).items():
            place = text.place((key, name))
            _refuse_outside_own_folder(entry.stylesheet, place)
            _refuse_absent(folder, entry.stylesheet, place)
    if "catalogue" in manifest.model_fields_set:
        place = text.place(("catalogue",))
        if Path(manifest.catalogue).is_absolute():
            raise RuleSetError(f"{manifest.catalogue} is no path relative to the set's folder", place)
        _refuse_absent(folder, manifest.catalogue, place)
    for number, name in enumerate(manifest.schematron.sources if manifest.schematron else ()):
        place = text.place(("schematron", "sources", number))
        _refuse_outside_own_folder(name, place)
        _refuse_absent(folder, name, place)
    if manifest.schemas is not None:
        _check_schemas(folder, manifest.schemas, text.place(("schemas",)))
    return manifest


def _check_dialect(manifest: Manifest, text: YamlText) -> None:
    if manifest.dialect is None:
        return
    try:
        dialect_named(manifest.dialect)
    except RuleSetError as error:
        raise RuleSetError(error.text, text.place(("dialect",))) from None


def _refuse_outside_own_folder(name: str, place: Place) -> None:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise RuleSetError(f"{name} lies outside the set's folder", place)


def _check_schemas(folder: Path, name: str, place: Place) -> None:
    if Path(name).is_absolute():
        raise RuleSetError(f"{name} is no path relative to the set's folder", place)
    found = Path(os.path.normpath(folder / name))
    refuse_outside(found, folder, place)
    if not found.is_dir():
        names = (
            [entry.name for entry in found.parent.iterdir() if entry.is_dir()]
            if found.parent.is_dir()
            else []
        )
        raise RuleSetError(f"there is no folder {name}{did_you_mean(found.name, names)}", place)
    if not any(found.glob("*.xsd")):
        raise RuleSetError(f"there are no XSDs in {name}", place)


def _refuse_absent(folder: Path, name: str, place: Place) -> None:
    file = Path(os.path.normpath(folder / name))
    refuse_outside(file, folder, place)
    if not is_there(file, folder, place):
        names = os.listdir(file.parent) if file.parent.is_dir() else []
        raise RuleSetError(f"there is no file {name}{did_you_mean(file.name, names)}", place)
