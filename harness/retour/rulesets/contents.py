"""What the files of a rule set tell, as it was found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retour.errors import RuleSetError
from retour.model import Place, Severity
from retour.rulesets.catalogue import GeneralCode, Rule
from retour.rulesets.entry import Entry
from retour.rulesets.manifest import SchematronFields


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a set that is worth knowing and no error.

    Attributes:
        kind: `orphan`, `placeholder`, `no-version` or `schema-name`.
    """

    kind: str
    text: str
    place: Place | None = None


@dataclass(frozen=True)
class SetContents:
    """What the files of a rule set tell.

    Attributes:
        id: `standard/release`, e.g. `iwmo/2.1`, unless the manifest gives another; without these the name of the folder.
        standard, release: None where neither the manifest, nor the stylesheets, nor the messages tell.
        version: as the set states it; None when it doesn't, or left a placeholder there.
        entries: one for each message type, sorted by name; none where the set has schemas alone.
        helpers: entries that serve several types at once, such as all.xsl; used where a type has none of its own.
        history: entries that judge a message by what went before it, one for each message type that has one, sorted by name.
        broken: why stylesheets that would be entries can't be read, by name; of one of the history with `history/` before it.
        dialect: the form of the report.
        severities: how bad findings are, by the words that the set has for it beside the usual ones of its dialect.
        ignores_warnings: whether a warning needs no name in a case.
        schemas: the folder of the XSDs; it needn't be there.
        schematron: the schema that its stylesheet was compiled from; None when it wasn't.
        retour_codes: rule → retour code, as far as the set states it.
        catalogue: rule → description; empty when the set has no catalogue.
        general_codes: retour code that names no rule → description, from the catalogue.
        literals: retour codes that the stylesheets write themselves.
        files: all that the set consists of: what any entry reaches, the stylesheets that state retour codes, the
            manifest, the catalogue and the XSDs; absolute, sorted.
        sha256: over these files; it doesn't depend on where the set lies.
    """

    id: str
    standard: str | None
    release: str | None
    version: str | None
    folder: Path
    entries: tuple[Entry, ...]
    helpers: tuple[Entry, ...]
    history: tuple[Entry, ...]
    broken: Mapping[str, RuleSetError]
    dialect: str
    severities: Mapping[str, Severity]
    ignores_warnings: bool
    schemas: Path
    schematron: SchematronFields | None
    retour_codes: Mapping[str, str]
    catalogue: Mapping[str, Rule]
    general_codes: Mapping[str, GeneralCode]
    literals: frozenset[str]
    notes: tuple[Note, ...]
    files: tuple[Path, ...] = field(repr=False)
    sha256: str
