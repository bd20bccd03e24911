"""A Schematron schema compiled, and installed as a rule set: the schema and what came of it, locked together."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from retour.engines import Engine
from retour.errors import RuleSetError
from retour.model import Place
from retour.rulesets import RuleSet, install
from retour.rulesets.manifest import MANIFEST, read_manifest
from retour.schematron.compiling import CompiledSchema, compile_schema, refuse_broken
from retour.schematron.schema import SchematronSchema, chosen_phase, read_schema
from retour.schematron.transpiler import Transpiler
from retour.schematron.trial import refuse_unfit
from retour.text.limits import STYLESHEET_LIMIT
from retour.text.scratch import scratch_folder
from retour.text.writing import write_scratch
from retour.xslt.asking import files_named, questions
from retour.xslt.names import XSL

_PAPERS = ("LICENSE*", "LICENCE*", "README*")
_LINKS = (f"{{{XSL}}}include", f"{{{XSL}}}import")


@dataclass(frozen=True, slots=True)
class Served:
    """The messages that a schema is for, where its patterns don't tell; see `entries` of a manifest."""

    namespaces: Sequence[str] = ()
    root: str | None = None


def add_schema(
    source: Path,
    project: Path,
    engine: Engine,
    transpiler: Transpiler,
    *,
    phase: str | None = None,
    served: Served | None = None,
    shelf: Path | None = None,
    to: str | None = None,
    replace: bool = False,
    schemas: Path | None = None,
    stylesheet_limit: int = STYLESHEET_LIMIT,
) -> list[RuleSet]:
    """Compile a schema, and install what comes of it, with the schema, as a rule set.

    A `ruleset.yaml` beside the schema is taken along, with the catalogue and the XSDs that it names.

    Args:
        phase: the phase to compile; the schema's default phase, else all patterns, when left out.
        served: the messages that it is for; as its patterns tell when left out.

    Returns:
        The installed set; see `install` for the other arguments.

    Raises:
        RuleSetError: the schema can't be used.
        ConfigurationError: the transpiler can't be used.
        InstallError: see `install`.
    """
    schema = read_schema(source)
    chosen = chosen_phase(schema, phase)
    refuse_unfit(transpiler, engine)
    compiled = compile_schema(schema, chosen, transpiler, engine)
    with scratch_folder() as scratch:
        folder = scratch / schema.path.stem
        sheet = folder / f"{schema.path.name}.xsl"
        write_scratch(sheet, compiled.data)
        _copy(_taken_along(schema, compiled), schema.path.parent, folder)
        manifest = _manifest(schema, compiled, transpiler, sheet.name, served or Served())
        write_scratch(folder / MANIFEST, manifest.encode())
        refuse_broken(sheet, schema, engine)
        return install(
            folder,
            project,
            shelf=shelf,
            to=to,
            replace=replace,
            schemas=schemas,
            stylesheet_limit=stylesheet_limit,
        )


def _taken_along(schema: SchematronSchema, compiled: CompiledSchema) -> Iterator[Path]:
    """The files of a schema, and those beside it that belong to it."""
    folder = schema.path.parent
    yield from schema.files
    yield from _reached(compiled.root, compiled.data, schema.path, {})
    manifest = read_manifest(folder)
    yield manifest.catalogue_file(folder)
    yield from manifest.schemas_folder(folder).rglob("*.xsd")
    for pattern in _PAPERS:
        yield from sorted(folder.glob(pattern))


def _reached(root: etree._Element, data: bytes, path: Path, found: dict[Path, None]) -> Iterable[Path]:
    """The stylesheets and code lists that a stylesheet names; whether they are fit for it is seen when the set is opened."""
    for file in files_named(questions(root, data, path)):
        found[file] = None
    for link in root.iterchildren(*_LINKS):
        file = Path(os.path.normpath(path.parent / (link.get("href") or "")))
        if file in found or not file.is_file():
            continue
        found[file] = None
        text = file.read_bytes()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        parsed = etree.fromstring(text, parser)
        if parsed is not None:
            _reached(parsed, text, file, found)
    return found


def _copy(files: Iterable[Path], folder: Path, to: Path) -> None:
    """Copy those of some files that lie in a folder, links followed; of others nothing is read."""
    real = Path(os.path.realpath(folder))
    for file in dict.fromkeys(files):
        lies_in = file.is_relative_to(folder) and Path(os.path.realpath(file)).is_relative_to(real)
        if lies_in and file.is_file():
            target = to / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _manifest(
    schema: SchematronSchema, compiled: CompiledSchema, transpiler: Transpiler, sheet: str, served: Served
) -> str:
    """The manifest of the set: what stands beside the schema, and what was compiled."""
    entry: dict[str, Any] = {"stylesheet": sheet}
    if served.namespaces:
        entry["namespaces"] = list(served.namespaces)
    if served.root is not None:
        entry["root"] = served.root
    folder = schema.path.parent
    beside = folder / MANIFEST
    said = yaml.safe_load(beside.read_text(encoding="utf-8")) or {} if beside.is_file() else {}
    for key in ("entries", "history", "dialect", "schematron"):
        if key in said:
            raise RuleSetError(f"{key} can't be said beside a schema, which tells it itself", Place(MANIFEST))
    said |= {
        "entries": {re.sub(r"\s+", "-", schema.path.stem): entry},
        "dialect": "svrl",
        "schematron": {
            "sources": [file.relative_to(folder).as_posix() for file in schema.files],
            "phase": compiled.phase,
            "transpiler": transpiler.called(compiled.version),
            "licence": transpiler.licence,
            "sha256": transpiler.sha256,
        },
    }
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
