"""Stylesheet files and what they reach through import and include.

A rule set is somebody else's program: the files are parsed without DTD, entities or network, what is reached must be
a stylesheet, and a stylesheet that could read files while it is compiled is refused. Imports may leave the set's
folder, because the published sets' do (`../../../common/2_0/basis.xsl`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.text.file_kinds import not_utf_8, other_than_file
from retour.text.nearest import did_you_mean
from retour.text.sizes import size_text
from retour.xslt.asking import Question, questions
from retour.xslt.names import XSL
from retour.xslt.static import refuse_opening

MAX_DEPTH = 50

_USUAL = 10_000_000
"""Bytes up to which the limits of libxml2 on what stands in a file hold."""

_KEPT = 100_000
"""Bytes up to which a stylesheet is kept for when its set is opened again, as it was or with another file changed."""

_MOST_KEPT = 1000
"""Stylesheets that are kept."""

_ROOTS = {f"{{{XSL}}}stylesheet", f"{{{XSL}}}transform"}
_NO_RELATIVE_PATH = re.compile(r"$|[A-Za-z][A-Za-z0-9+.-]*:|/|.*[\\#?\0]", re.DOTALL)
_ENCODINGS = {
    "UTF-8",
    "UTF-16",
    "UTF-16LE",
    "UTF-16BE",
    "US-ASCII",
    "ASCII",
    "ISO-8859-1",
    "ISO-8859-15",
    "WINDOWS-1252",
}
"""Those that every parser reads alike: what a processor compiles must be what was read here."""


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """One parsed stylesheet file.

    Attributes:
        path: absolute.
        data: the file's bytes.
        imports: absolute paths of what it imports, in document order.
        includes: the same of what it includes.
        asked: what it asks beside the message.
    """

    path: Path
    data: bytes = field(repr=False)
    root: etree._Element = field(repr=False)
    imports: tuple[Path, ...]
    includes: tuple[Path, ...]
    asked: tuple[Question, ...] = ()


class Stylesheets:
    """The stylesheet files of a set, each parsed once.

    Args:
        folder: the set's folder; error texts give paths relative to it.
        limit: bytes that a file may have; None where its size was looked at before.
    """

    def __init__(self, folder: Path, limit: int | None = None) -> None:
        self._folder = folder
        self._limit = limit
        self._parsed: dict[Path, Stylesheet] = {}
        self._reached: dict[Path, tuple[Stylesheet, ...]] = {}

    def get(self, path: Path) -> Stylesheet:
        """Parse a file.

        Raises:
            RuleSetError: it can't be read, isn't a stylesheet, has a DTD, links to something that isn't a relative
                path to an existing file, or could read files while it is compiled.
        """
        if path not in self._parsed:
            self._parsed[path] = self._parse(path)
        return self._parsed[path]

    def reached(self, path: Path) -> tuple[Stylesheet, ...]:
        """A stylesheet and all it reaches, each once, by import precedence: what overrides before what it overrides.

        Raises:
            RuleSetError: see `get`; also when a stylesheet imports itself by way of others, or the imports go too deep.
        """
        if path not in self._reached:
            found: dict[Path, Stylesheet] = {}
            self._reach(path, found, ())
            self._reached[path] = tuple(found.values())
        return self._reached[path]

    def shown(self, path: Path) -> str:
        """A path relative to the set's folder, with forward slashes."""
        return Path(os.path.relpath(path, self._folder)).as_posix()

    def _reach(self, path: Path, found: dict[Path, Stylesheet], trail: tuple[Path, ...]) -> None:
        # What a stylesheet includes stands on its own level; what any of that level imports stands below, last first.
        level = list(self._included(path, found, trail))
        for stylesheet, steps in reversed(level):
            for imported in reversed(stylesheet.imports):
                self._reach(imported, found, steps)

    def _included(
        self, path: Path, found: dict[Path, Stylesheet], trail: tuple[Path, ...]
    ) -> Iterator[tuple[Stylesheet, tuple[Path, ...]]]:
        if path in trail:
            circle = " → ".join(self.shown(step) for step in (*trail[trail.index(path) :], path))
            raise RuleSetError(f"imports in a circle: {circle}", Place(self.shown(path)))
        if len(trail) == MAX_DEPTH:
            raise RuleSetError(f"imports more than {MAX_DEPTH} levels deep", Place(self.shown(trail[0])))
        if path in found:
            return
        stylesheet = found[path] = self.get(path)
        steps = (*trail, path)
        yield stylesheet, steps
        for included in stylesheet.includes:
            yield from self._included(included, found, steps)

    def _parse(self, path: Path) -> Stylesheet:
        name = self.shown(path)
        data = _read(path, name, self._limit)
        root, asked = (_looked_at if len(data) <= _KEPT else _look_at)(path, name, data)
        imports = tuple(self._linked(path, name, link) for link in root.iterchildren(f"{{{XSL}}}import"))
        includes = tuple(self._linked(path, name, link) for link in root.iterchildren(f"{{{XSL}}}include"))
        return Stylesheet(path, data, root, imports, includes, asked)

    def _linked(self, path: Path, name: str, link: etree._Element) -> Path:
        href = unquote(link.get("href") or "").strip()
        place = Place(name, link.sourceline)
        if _NO_RELATIVE_PATH.match(href):
            raise RuleSetError(f"links to {href!r}; only relative paths are followed", place)
        target = Path(os.path.normpath(path.parent / href))
        if target in self._parsed or (target.is_file() and target.name in os.listdir(target.parent)):
            return target
        found = other_than_file(target)
        raise RuleSetError(
            f"links to {href}, which {found}" if found else f"links to {href}, {_absent(target)}", place
        )


def _look_at(path: Path, name: str, data: bytes) -> tuple[etree._Element, tuple[Question, ...]]:
    """The tree of a stylesheet, which nobody changes, and what it asks."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=len(data) > _USUAL,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RuleSetError("not well-formed XML", Place(name, *error.position)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise RuleSetError("has a DTD (<!DOCTYPE …>), which a stylesheet here may not have", Place(name))
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() not in _ENCODINGS:
        raise RuleSetError(f"is in the encoding {encoding}: save it as UTF-8", Place(name))
    if root.tag not in _ROOTS:
        raise RuleSetError("is not an XSLT stylesheet", Place(name))
    refuse_opening(root, name)
    return root, questions(root, data, path)


_looked_at = lru_cache(maxsize=_MOST_KEPT)(_look_at)


def _read(path: Path, name: str, limit: int | None) -> bytes:
    """The bytes of a file; of a device there would be no end, and at a pipe we would wait for who writes."""
    if (found := other_than_file(path)) is not None:
        raise RuleSetError(f"{found}, and no stylesheet", Place(name))
    if (why := not_utf_8(path)) is not None:
        raise RuleSetError(why, Place(name))
    try:
        with path.open("rb") as file:
            data = file.read(-1 if limit is None else limit + 1)
    except OSError as error:
        raise RuleSetError(f"can't be read: {error.strerror}", Place(name)) from None
    if limit is not None and len(data) > limit:
        raise RuleSetError(
            f"larger than {size_text(limit)}: where that is right, raise stylesheet_limit in the configuration",
            Place(name),
        )
    return data


def _absent(target: Path) -> str:
    """Why there is no such file: the first part of its path that isn't there, and what is there in its place."""
    while not target.parent.is_dir():
        target = target.parent
    names = sorted(os.listdir(target.parent))
    for name in names:
        if name != target.name and name.lower() == target.name.lower():
            kind = "folder" if (target.parent / name).is_dir() else "file"
            return f"but the {kind} is called {name}: upper and lower case must be the same"
    return "which doesn't exist" + did_you_mean(target.name, names)


def walk(stylesheet: Stylesheet, *names: str) -> Iterator[etree._Element]:
    """The instructions of the given names (in the XSLT namespace), in document order."""
    yield from stylesheet.root.iter(*(f"{{{XSL}}}{name}" for name in names))
