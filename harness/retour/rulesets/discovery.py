"""Folder → contents of a rule set: the entries are found, and what they reach is read."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from string import digits

from retour.errors import RuleSetError, RuleSetNotFound
from retour.language import mark
from retour.model import MESSAGE_TYPE, Identity, Place
from retour.rulesets.catalogue import Catalogue, read_catalogue
from retour.rulesets.contents import Note, SetContents
from retour.rulesets.dialects import DIALECTS, dialect_among
from retour.rulesets.entry import Entry
from retour.rulesets.facts import Facts, filled, message_roots, placeholders, read_facts, retour_table
from retour.rulesets.manifest import MANIFEST, EntryFields, Manifest, read_manifest
from retour.rulesets.named_files import files_asked_for
from retour.rulesets.parameters import Parameter, declared_parameters
from retour.rulesets.reach import is_there, read_there, refuse_outside
from retour.rulesets.schema import Schema
from retour.text.file_kinds import not_utf_8, other_than_file
from retour.text.limits import STYLESHEET_LIMIT
from retour.xslt.stylesheets import Stylesheet, Stylesheets

HISTORY = "history"
"""The folder, in that of a set, with the entries that judge a message by what went before it."""

_MISNAMED = mark("names %(name)s, and the file is called %(file)s: elsewhere it may not be found")
_UNREAD_ORPHAN = mark("no entry includes it, and it can't be read: %(why)s")
_SCHEMA_LOCATION = re.compile(rb"""\bschemaLocation\s*=\s*["']([^"']+)["']""")
_RELEASE = re.compile(r"\d+(?:_\d+)+")


class _Reader:
    """The files of the set that is being opened, and what they tell, each read once."""

    def __init__(self, folder: Path, manifest: Manifest, limit: int | None) -> None:
        self.folder = folder
        self.stylesheets = Stylesheets(folder, limit)
        self._stated = manifest.dialect
        self._facts: dict[Path, Facts] = {}
        self._codes: dict[tuple[Path, str], frozenset[str]] = {}

    def facts(self, file: Path) -> Facts:
        if file not in self._facts:
            self._facts[file] = read_facts(self.stylesheets.get(file))
        return self._facts[file]

    def dialect(self, files: Iterable[Path]) -> str:
        """The name of the dialect in which stylesheets report: as the manifest says, or by what they declare."""
        return self._stated or dialect_among(
            {space for file in files for space in self.facts(file).namespaces}
        )

    def codes(self, file: Path, dialect: str) -> frozenset[str]:
        """The rules that a stylesheet can report; none are known in a dialect that isn't."""
        if (file, dialect) not in self._codes:
            known = DIALECTS.get(dialect)
            found = known.codes(self.stylesheets.get(file).root) if known is not None else ()
            self._codes[file, dialect] = frozenset(found)
        return self._codes[file, dialect]

    def retour_codes(self, file: Path, dialect: str) -> Iterable[str]:
        """The retour codes that a stylesheet writes itself."""
        known = DIALECTS.get(dialect)
        return known.retour_codes(self.stylesheets.get(file).root) if known is not None else ()

    def reached(self, entry: Entry) -> list[Facts]:
        """What the files of an entry tell, the entry itself first."""
        return [self.facts(sheet.path) for sheet in self.stylesheets.reached(entry.path)]

    def place(self, file: Path, line: int | None = None) -> Place:
        return Place(self.stylesheets.shown(file), line)


def discover(folder: Path, stylesheet_limit: int | None = STYLESHEET_LIMIT) -> SetContents:
    """Read a set from its folder.

    Args:
        stylesheet_limit: bytes that a stylesheet may have; None for any number.

    Raises:
        RuleSetError: there is no set in the folder, or it can't be used.
    """
    folder = Path(os.path.abspath(folder))
    if not folder.is_dir():
        raise RuleSetNotFound(f"no rule set at {folder.name}: there is no such folder")
    if (why := not_utf_8(folder)) is not None:
        raise RuleSetError(f"the rule set in {folder.name} {why}")
    manifest = read_manifest(folder)
    reader = _Reader(folder, manifest, stylesheet_limit)
    entries, helpers, broken = _entries(reader, manifest)
    schemas = manifest.schemas_folder(folder)
    alone = () if entries or helpers else _of_schemas_alone(reader, manifest, schemas)
    if not (entries or helpers or alone):
        raise _no_set(folder, manifest, broken)
    standard, release = _standard_and_release(reader, manifest, [*entries, *helpers], alone)
    history = tuple(_of_release(entry, standard, release) for entry in _history(reader, manifest, broken))
    everything = [*entries, *helpers, *history]
    files = dict.fromkeys(file for entry in everything for file in entry.files)
    dialect = reader.dialect(files)
    if manifest.severities and DIALECTS[dialect].graded is None:
        text = f"severities: reports in the dialect {dialect} don't tell how bad a finding is"
        raise RuleSetError(text, Place(MANIFEST))
    catalogue = _catalogue(folder, manifest, everything)
    check_errors = _check_errors(reader, files)
    stated = {rule.code: rule.retour for rule in catalogue.rules.values() if rule.retour}
    version, version_notes = _version(reader, manifest, everything)
    compiled_from = manifest.schematron.sources if manifest.schematron is not None else ()
    described = [
        folder / MANIFEST,
        manifest.catalogue_file(folder),
        *(folder / name for name in compiled_from),
        *_schema_files(schemas, folder),
    ]
    described = [file for file in described if is_there(file, folder)]
    described += dict.fromkeys(file for entry in everything for file in entry.lists)
    data = {sheet.path: sheet.data for sheet in (*map(reader.stylesheets.get, files), *check_errors)}
    data |= {file: read_there(file, folder) for file in described}
    return SetContents(
        id=manifest.id or "/".join(part for part in (standard, release) if part) or folder.name,
        standard=standard,
        release=release,
        version=version,
        folder=folder,
        entries=tuple(_of_release(entry, standard, release) for entry in entries),
        helpers=tuple(_of_release(helper, standard, release) for helper in helpers),
        history=history,
        broken=broken,
        schemas=schemas,
        schematron=manifest.schematron,
        dialect=dialect,
        severities=manifest.severities,
        ignores_warnings=manifest.warnings == "ignore",
        retour_codes=retour_table(check_errors) | stated | manifest.retour_codes,
        catalogue=catalogue.rules,
        general_codes=catalogue.general,
        literals=frozenset(code for file in files for code in reader.retour_codes(file, dialect)),
        notes=(
            *version_notes,
            *_unfilled(reader, check_errors),
            *_orphans(reader, files, dialect),
            *_misnamed(reader, {file: data[file] for file in described if file.parent == schemas}),
        ),
        files=tuple(sorted(data)),
        sha256=digest(data),
    )


def digest(files: Mapping[Path, bytes]) -> str:
    """SHA-256 over files and their names relative to the folder that holds them all."""
    top = Path(os.path.commonpath([file.parent for file in files]))
    whole = hashlib.sha256()
    for name, data in sorted((file.relative_to(top).as_posix(), data) for file, data in files.items()):
        whole.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return whole.hexdigest()


def _no_set(folder: Path, manifest: Manifest, broken: Mapping[str, RuleSetError]) -> RuleSetError:
    """Why there is no set in a folder: of stylesheets that can't be read, the error of the first that would be an entry."""
    for name, error in broken.items():
        if MESSAGE_TYPE.fullmatch(name):
            return error
    if broken and len(broken) == sum(1 for _ in _candidates(folder, manifest)):
        return next(iter(broken.values()))
    return RuleSetNotFound(
        f"no rule set in {folder.name}: no stylesheet in it transforms a message and writes a report; a set of schemas "
        f"alone has a {MANIFEST}, and its XSDs in the folder xsd or schemas"
    )


Entries = tuple[tuple[Entry, ...], tuple[Entry, ...], dict[str, RuleSetError]]
"""The entries with a message type of their own, the helpers, and by name why others can't be read."""


def _entries(reader: _Reader, manifest: Manifest) -> Entries:
    entries, helpers, by_root = [], [], []
    broken: dict[str, RuleSetError] = {}
    for name, path, fields in _candidates(reader.folder, manifest):
        try:
            entry = _entry(reader, path, name)
        except RuleSetError as error:
            broken[name] = error
            continue
        if fields is not None and (fields.namespaces is not None or fields.root is not None):
            entries.append(_as_stated(reader, entry, fields))
        elif any(facts.takes_message for facts in reader.reached(entry)):
            own = tuple(space for space in entry.namespaces if Identity.of(space).type == name)
            if own or (not entry.namespaces and MESSAGE_TYPE.fullmatch(name)):
                entries.append(replace(entry, namespaces=own))
            elif name in entry.codes:
                continue  # a rule file, which also runs on its own
            elif len(entry.namespaces) == 1:
                entries.append(replace(entry, name=Identity.of(entry.namespaces[0]).type or name))
            elif entry.namespaces:
                helpers.append(replace(entry, name=path.stem))
            elif (stranger := _of_another_domain(reader, entry, is_stated=fields is not None)) is not None:
                entries.append(stranger)
        elif (
            not entry.namespaces
            and any(facts.takes_root for facts in reader.reached(entry))
            and (stranger := _of_another_domain(reader, entry, is_stated=fields is not None)) is not None
        ):
            by_root.append(stranger)
    # A part of another entry may take the root too.
    entries += [
        entry
        for entry in by_root
        if not any(entry.path in other.files for other in (*entries, *by_root) if other is not entry)
    ]
    shared = Counter(file for entry in (*entries, *helpers) for file in entry.files)
    helpers = [entry for entry in helpers if shared[entry.path] == 1]
    # A merged helper is the same in one file: the plain one says more when something is wrong with it.
    helpers.sort(key=lambda entry: (-len(entry.files), entry.name))
    return tuple(entries), tuple(helpers), broken


def _as_stated(reader: _Reader, entry: Entry, fields: EntryFields) -> Entry:
    """An entry for the messages that the manifest names."""
    namespaces = fields.namespaces
    if namespaces is None:
        namespaces = entry.namespaces or tuple(_roots(reader, entry)) or ("",)
    roots = {} if fields.root is None else dict.fromkeys(namespaces, (fields.root,))
    return replace(entry, namespaces=namespaces, roots=roots)


def _of_another_domain(reader: _Reader, entry: Entry, *, is_stated: bool) -> Entry | None:
    """An entry for messages that are no iStandaarden ones, as far as its patterns tell for which; None when it is none.

    Args:
        is_stated: whether the manifest names it.
    """
    writes = {
        known.name
        for known in DIALECTS.values()
        for facts in reader.reached(entry)
        if known.namespace in facts.namespaces
    }
    roots = _roots(reader, entry)
    # A stylesheet that writes a report of the iStandaarden, and looks at no message, is a part of a set.
    if is_stated or (writes and (roots or writes != {"rapport"})):
        known_roots = {space: names for space, names in roots.items() if names}
        return replace(entry, namespaces=tuple(roots), roots=known_roots)
    return None


def _roots(reader: _Reader, entry: Entry) -> dict[str, tuple[str, ...]]:
    reports = {known.namespace for known in DIALECTS.values()}
    found = message_roots(reader.stylesheets.reached(entry.path))
    return {space: names for space, names in found.items() if space not in reports and (space or names)}


def _history(reader: _Reader, manifest: Manifest, broken: dict[str, RuleSetError]) -> tuple[Entry, ...]:
    """The entries that judge a message by what went before it, each named after the type of that message.

    Args:
        broken: gets the reasons why others can't be read.
    """
    found = []
    for name, path, fields in _history_candidates(reader.folder, manifest):
        try:
            entry = _entry(reader, path, name)
        except RuleSetError as error:
            broken[f"history/{name}"] = error
            continue
        stated = fields.namespaces if fields is not None else None
        own = stated or tuple(space for space in entry.namespaces if Identity.of(space).type == name)
        if not own:
            broken[f"history/{name}"] = RuleSetError(
                f"an entry of the history is named after the type of the messages that it judges, and declares their "
                f"namespace: this one declares none of a {name}",
                reader.place(path),
            )
            continue
        others = tuple(space for space in entry.namespaces if space not in own)
        found.append(replace(entry, namespaces=own, others=others))
    return tuple(sorted(found, key=lambda entry: entry.name))


def _history_candidates(folder: Path, manifest: Manifest) -> Iterator[tuple[str, Path, EntryFields | None]]:
    """Stylesheets that are entries of the history; see `_candidates`."""
    if manifest.history is not None:
        for name, fields in manifest.history.items():
            yield _entry_name(name), folder / fields.stylesheet, fields
    else:
        below = folder / HISTORY
        for path in sorted([*below.glob("*.xsl"), *below.glob("*.xslt")]):
            yield _entry_name(path.stem), path, None


def _entry_name(name: str) -> str:
    """The name of an entry: a type of the iStandaarden in capitals, and any other as it is written."""
    return name.upper() if MESSAGE_TYPE.fullmatch(name.upper()) else name


def _candidates(folder: Path, manifest: Manifest) -> Iterator[tuple[str, Path, EntryFields | None]]:
    """Stylesheets that may be entries: name, path, and what the manifest says of them."""
    if manifest.entries is not None:
        for name, fields in manifest.entries.items():
            yield _entry_name(name), folder / fields.stylesheet, fields
    else:
        for path in sorted([*folder.glob("*.xsl"), *folder.glob("*.xslt")]):
            yield _entry_name(path.stem), path, None


def _entry(reader: _Reader, path: Path, name: str) -> Entry:
    sheets = reader.stylesheets.reached(path)
    reached = [reader.facts(sheet.path) for sheet in sheets]
    dialect = reader.dialect(sheet.path for sheet in sheets)
    reports = {known.namespace for known in DIALECTS.values()}
    named = files_asked_for(sheets, reader.folder, reader.stylesheets.shown)
    lists = {file: read_there(file, reader.folder) for file, found in named if found}
    return Entry(
        name=name,
        path=path,
        namespaces=_sorted(
            space for facts in reached for space in facts.namespaces - reports if Identity.of(space).type
        ),
        codes=_sorted(code for sheet in sheets for code in reader.codes(sheet.path, dialect)),
        declared=_declared(reader, sheets),
        files=tuple(sorted(sheet.path for sheet in sheets)),
        sha256=digest({sheet.path: sheet.data for sheet in sheets} | lists),
        named=named,
        asks=frozenset(question.kind for sheet in sheets for question in sheet.asked),
    )


def _declared(reader: _Reader, sheets: Iterable[Stylesheet]) -> tuple[Parameter, ...]:
    """The parameters of stylesheets, of which one that overrides another comes first."""
    found: dict[str, Parameter] = {}
    for sheet in sheets:
        for parameter in declared_parameters(sheet, reader.stylesheets.shown(sheet.path)):
            found.setdefault(parameter.name, parameter)
    return tuple(found[name] for name in sorted(found))


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _standard_and_release(
    reader: _Reader, manifest: Manifest, entries: Sequence[Entry], alone: Iterable[Identity]
) -> tuple[str | None, str | None]:
    """Standard and release; messages of another domain need have none.

    Args:
        alone: the messages of a set that has schemas alone.
    """
    headers = [
        facts.header for entry in entries for facts in reader.reached(entry) if facts.header is not None
    ]
    served = [of for of in (*alone, *(of for entry in entries for of in entry.serves)) if of.type is not None]
    releases = Counter((of.standard, of.release) for of in served).most_common(1)
    inferred = releases[0][0] if releases else _named_by_folder(reader.folder)
    standard = manifest.standard or next((h.standard for h in headers if h.standard), inferred[0])
    release = manifest.release or next((h.release for h in headers if h.release), inferred[1])
    if (standard is None or release is None) and any(MESSAGE_TYPE.fullmatch(entry.name) for entry in entries):
        raise RuleSetError(
            f"neither the stylesheets nor their namespaces tell standard and release: say so in {MANIFEST}"
        )
    return standard.lower() if standard else None, release


def _named_by_folder(folder: Path) -> tuple[str | None, str | None]:
    """Standard and release by the official names of folders: `wmo/2_1` is iwmo 2.1."""
    if not _RELEASE.fullmatch(folder.name):
        return None, None
    standard = folder.parent.name.lower()
    return standard if standard.startswith("i") else f"i{standard}", folder.name.replace("_", ".")


def _of_release(entry: Entry, standard: str | None, release: str | None) -> Entry:
    """An entry without namespaces of other releases that its files happen to declare too."""
    served = [Identity.of(space) for space in entry.namespaces]
    fitting = tuple(of.namespace for of in served if (of.standard, of.release) == (standard, release))
    if not fitting:
        return entry
    others = tuple(space for space in entry.namespaces if space not in fitting) if entry.others else ()
    return replace(entry, namespaces=fitting, others=(*entry.others, *others))


def _version(reader: _Reader, manifest: Manifest, entries: Sequence[Entry]) -> tuple[str | None, list[Note]]:
    """The set's version, and a note when it has none."""
    if manifest.version is not None:
        return manifest.version, []
    unfilled: list[Note] = []
    for entry in entries:
        for facts in reader.reached(entry):
            if facts.header is not None and facts.header.version:
                return facts.header.version, []
        for file, facts in zip(reader.stylesheets.reached(entry.path), reader.reached(entry), strict=True):
            if filled(facts.version):
                return facts.version, []
            if facts.version and not unfilled:
                text = mark("the version is left unfilled: %(text)s") % {"text": facts.version}
                unfilled.append(Note("placeholder", text, reader.place(file.path)))
    return None, unfilled or [Note("no-version", mark("the set doesn't state its version"))]


def _catalogue(folder: Path, manifest: Manifest, entries: Iterable[Entry]) -> Catalogue:
    """The catalogue, without the messages of another standard that shares it."""
    file = manifest.catalogue_file(folder)
    if not is_there(file, folder):
        return Catalogue()
    return read_catalogue(file, manifest.catalogue).among(
        {entry.name.rstrip(digits) for entry in entries}, manifest.standard
    )


def _of_schemas_alone(reader: _Reader, manifest: Manifest, schemas: Path) -> tuple[Identity, ...]:
    """The messages of a set that has a manifest, schemas, and no stylesheet that would be an entry.

    Raises:
        RuleSetError: a schema is damaged.
    """
    folder = reader.folder
    sheets = (*_candidates(folder, manifest), *_history_candidates(folder, manifest))
    if sheets or not is_there(folder / MANIFEST, folder) or not _schema_files(schemas, folder):
        return ()
    return Schema(schemas).messages


def _schema_files(schemas: Path, folder: Path) -> list[Path]:
    """The XSDs of a set; a link to a folder that doesn't exist is not the same as no schemas."""
    if (kind := other_than_file(schemas)) not in (None, "is a folder"):
        raise RuleSetError(f"{kind}, and should be the folder of the XSDs", Place(schemas.name))
    refuse_outside(schemas, folder, Place(schemas.name))
    return sorted(schemas.glob("*.xsd"))


def _check_errors(reader: _Reader, files: Iterable[Path]) -> list[Stylesheet]:
    """The stylesheets that state the retour codes: the set's own before the ones it shares with others."""
    homes = [reader.folder, reader.folder / "common", *sorted({file.parent for file in files})]
    found = dict.fromkeys(home / "check_errors.xsl" for home in homes)
    return [reader.stylesheets.get(file) for file in found if file.is_file()]


def _unfilled(reader: _Reader, stylesheets: Iterable[Stylesheet]) -> list[Note]:
    return [
        Note("placeholder", mark("left unfilled: %(text)s") % {"text": text}, reader.place(sheet.path, line))
        for sheet in stylesheets
        for text, line in placeholders(sheet)
    ]


def _misnamed(reader: _Reader, schemas: Mapping[Path, bytes]) -> Iterator[Note]:
    """Schemas that name a file beside them in another case than it has: some file systems forgive it, and so do we."""
    names = {file.name.lower(): file.name for file in schemas}
    for file, data in schemas.items():
        for match in _SCHEMA_LOCATION.finditer(data):
            name = match[1].decode("utf-8", "replace")
            there = names.get(name.lower(), name)
            if there != name:
                line = data.count(b"\n", 0, match.start()) + 1
                text = _MISNAMED % {"name": name, "file": there}
                yield Note(
                    "schema-name", text, Place(Path(os.path.relpath(file, reader.folder)).as_posix(), line)
                )


def _orphans(reader: _Reader, files: Collection[Path], dialect: str) -> list[Note]:
    """Rule files that no entry includes."""
    notes = []
    for file in sorted(reader.folder.rglob("*.xsl")):
        if file in files or file.parent == reader.folder or "common" in file.relative_to(reader.folder).parts:
            continue
        try:
            codes = reader.codes(file, dialect)
        except RuleSetError as error:
            notes.append(Note("orphan", _UNREAD_ORPHAN % {"why": error.text}, error.place))
            continue
        if codes:
            text = mark("no entry includes it: %(codes)s is never checked") % {
                "codes": ", ".join(sorted(codes))
            }
            notes.append(Note("orphan", text, reader.place(file)))
    return notes
