"""SchXslt2, which makes XSLT 3.0 of a Schematron schema: where it lies, its licence and its version.

Source: https://git.sr.ht/~dmaus/schxslt2. It doesn't come with the harness.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from retour.errors import ConfigurationError
from retour.text.display import shown

NAMESPACE = "http://dmaus.name/ns/2023/schxslt"

_FILE = "transpile.xsl"
_HOME = "https://git.sr.ht/~dmaus/schxslt2"
_FOLDERS = "schxslt2*"
"""What a checkout, or an unpacked release, in the project or beside it is called."""

_LICENCE = re.compile(r"^(.*\bLicen[cs]e\b.*)$", re.MULTILINE)
_LEVELS = 5
"""How far above the file its licence and its pom.xml may lie: in a checkout it is four folders deep."""


@dataclass(frozen=True, slots=True)
class Transpiler:
    """A SchXslt2.

    Attributes:
        path: of transpile.xsl; absolute.
        licence: as the first line of its licence calls it.
        project_version: that of the checkout; None where there is none.
        sha256: of transpile.xsl.
    """

    path: Path
    licence: str
    project_version: str | None
    sha256: str

    def called(self, version: str | None) -> str:
        """What it is called.

        Args:
            version: the one that it states of itself: a checkout states `development`.
        """
        known = version if version not in (None, "development") else self.project_version or version
        return f"SchXslt2 {known or 'of unknown version'}"


def find_transpiler(named: Path | None, project: Path) -> Transpiler:
    """The transpiler of a project.

    Args:
        named: transpile.xsl, or a folder in which it lies, as an option or the configuration names it.
        project: the folder in which, or beside which, a checkout is looked for when none is named.

    Raises:
        ConfigurationError: there is none, or what is named is none.
    """
    if named is not None:
        file = named if named.is_file() else _in_folder(named)
        if file is None:
            raise ConfigurationError(f"there is no {_FILE} of SchXslt2 at {shown(named)}: {_ADVICE}")
        return _read(file)
    for place in (project, project.parent):
        for folder in sorted(place.glob(_FOLDERS)):
            if (file := _in_folder(folder)) is not None:
                return _read(file)
    raise ConfigurationError(f"a Schematron schema is compiled by SchXslt2, and none is known: {_ADVICE}")


_ADVICE = (
    f"get a release or a checkout from {_HOME}, and name its {_FILE}, or its folder, as `schematron_transpiler` in "
    "retour.toml or with --transpiler"
)


def _in_folder(folder: Path) -> Path | None:
    return next(iter(sorted(folder.rglob(_FILE))), None) if folder.is_dir() else None


def _read(file: Path) -> Transpiler:
    try:
        data = file.resolve().read_bytes()
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, etree.XMLSyntaxError) as error:
        raise ConfigurationError(f"{shown(file)} can't be read: {error}") from None
    if NAMESPACE not in root.nsmap.values():
        raise ConfigurationError(f"{shown(file)} isn't that of SchXslt2: {_ADVICE}")
    above = file.resolve().parents[:_LEVELS]
    return Transpiler(
        file.resolve(), _licence(above, root), _project_version(above), hashlib.sha256(data).hexdigest()
    )


def _licence(above: Sequence[Path], root: etree._Element) -> str:
    for folder in above:
        for file in sorted(folder.glob("LICEN[CS]E*")):
            if found := _LICENCE.search(file.read_text(encoding="utf-8", errors="replace")):
                return found[1].strip()
    said = root.xpath("string(preceding-sibling::comment()[1])")
    return "MIT License" if "Permission is hereby granted, free of charge" in said else "not stated"


def _project_version(above: Sequence[Path]) -> str | None:
    for folder in above:
        pom = folder / "pom.xml"
        if pom.is_file():
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                found = etree.parse(str(pom), parser).find("{http://maven.apache.org/POM/4.0.0}version")
            except etree.XMLSyntaxError:
                return None
            return None if found is None else (found.text or "").strip().removeprefix("v") or None
    return None
