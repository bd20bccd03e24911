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
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from harness.errors import RuleSetError
from harness.model import Place

XSL = "http://www.w3.org/1999/XSL/Transform"

_ROOTS = {f"{{{XSL}}}stylesheet", f"{{{XSL}}}transform"}
_LINKS = (f"{{{XSL}}}import", f"{{{XSL}}}include")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
_READS = re.compile(
    r"\b(?:doc|doc-available|document|unparsed-text[a-z-]*|json-doc|(?:uri-)?collection|"
    r"environment-variable|available-environment-variables|transform|load-xquery-module)\s*\("
)


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """One parsed stylesheet file.

    Attributes:
        path: absolute.
        data: the file's bytes.
        imports: absolute paths of what it imports and includes, in document order.
    """

    path: Path
    data: bytes = field(repr=False)
    root: etree._Element = field(repr=False)
    imports: tuple[Path, ...]


class Stylesheets:
    """The stylesheet files of a set, each parsed once.

    Args:
        folder: the set's folder; error texts give paths relative to it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parsed: dict[Path, Stylesheet] = {}

    def get(self, path: Path) -> Stylesheet:
        """Parse a file.

        Raises:
            RuleSetError: it can't be read, isn't a stylesheet, has a DTD, links to something that isn't a relative
                path to an existing file, or could read files while it is compiled.
        """
        if path not in self._parsed:
            self._parsed[path] = self._parse(path)
        return self._parsed[path]

    def reached(self, path: Path) -> list[Stylesheet]:
        """A stylesheet and all it reaches, each once: before what it imports.

        Raises:
            RuleSetError: see `get`; also when a stylesheet imports itself by way of others.
        """
        found: dict[Path, Stylesheet] = {}
        self._reach(path, found, ())
        return list(found.values())

    def shown(self, path: Path) -> str:
        """A path relative to the set's folder, with forward slashes."""
        return Path(os.path.relpath(path, self._folder)).as_posix()

    def _reach(self, path: Path, found: dict[Path, Stylesheet], trail: tuple[Path, ...]) -> None:
        if path in trail:
            circle = " → ".join(self.shown(step) for step in (*trail[trail.index(path) :], path))
            raise RuleSetError(f"imports in a circle: {circle}", Place(self.shown(path)))
        if path in found:
            return
        stylesheet = found[path] = self.get(path)
        for linked in stylesheet.imports:
            self._reach(linked, found, (*trail, path))

    def _parse(self, path: Path) -> Stylesheet:
        name = self.shown(path)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            data = path.read_bytes()
            root = etree.fromstring(data, parser)
        except OSError as error:
            raise RuleSetError(f"can't be read: {error.strerror}", Place(name)) from None
        except etree.XMLSyntaxError as error:
            raise RuleSetError("not well-formed XML", Place(name, *error.position)) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise RuleSetError("has a DTD (<!DOCTYPE …>), which a stylesheet here may not have", Place(name))
        if root.tag not in _ROOTS:
            raise RuleSetError("is not an XSLT stylesheet", Place(name))
        _refuse_static_reads(root, name)
        imports = tuple(self._linked(path, name, link) for link in root.iterchildren(*_LINKS))
        return Stylesheet(path, data, root, imports)

    def _linked(self, path: Path, name: str, link: etree._Element) -> Path:
        href = link.get("href") or ""
        place = Place(name, link.sourceline)
        if not href or _SCHEME.match(href):
            raise RuleSetError(f"links to {href!r}; only relative paths are followed", place)
        target = Path(os.path.normpath(path.parent / unquote(href)))
        names = sorted(os.listdir(target.parent)) if target.parent.is_dir() else []
        if target.name in names and target.is_file():
            return target
        twins = [other for other in names if other.lower() == target.name.lower()]
        if twins:
            raise RuleSetError(
                f"links to {href}, but the file is called {twins[0]}: upper and lower case must be the same",
                place,
            )
        near = get_close_matches(target.name, names, 1)
        raise RuleSetError(
            f"links to {href}, which doesn't exist" + (f", did you mean {near[0]}?" if near else ""), place
        )


def walk(stylesheet: Stylesheet, *names: str) -> Iterator[etree._Element]:
    """The instructions of the given names (in the XSLT namespace), in document order."""
    yield from stylesheet.root.iter(*(f"{{{XSL}}}{name}" for name in names))


def _refuse_static_reads(root: etree._Element, name: str) -> None:
    for element in root.iter(etree.Element):
        expressions = [element.get("use-when"), element.get(f"{{{XSL}}}use-when"), element.get("_use-when")]
        if element.get("static", "no").strip() in {"yes", "true", "1"}:
            expressions += [element.get("select"), element.get("_select")]
        if any(expression and _READS.search(expression) for expression in expressions):
            raise RuleSetError(
                "reads a file, or its surroundings, while it is compiled: a rule set may not",
                Place(name, element.sourceline),
            )
