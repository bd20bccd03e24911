"""A Schematron schema (ISO/IEC 19757-3), with what it includes written out in it.

A schema is somebody else's program. What it includes is read here, and only from its own folder: what compiles it then has no
need to read anything.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.text.file_kinds import other_than_file
from retour.text.nearest import did_you_mean

NAMESPACE = "http://purl.oclc.org/dsdl/schematron"
ALL_PHASES = "#ALL"
MAX_BYTES = 16 * 1024 * 1024
MAX_INCLUDED = 1000
"""How many inclusions a schema may come to, with those in what it includes."""

MAX_DEPTH = 50

_OLD_NAMESPACE = "http://www.ascc.net/xml/schematron"
_SCHEMA, _INCLUDE, _EXTENDS, _RULE, _NS, _PATTERN, _PHASE, _ACTIVE = (
    f"{{{NAMESPACE}}}{name}"
    for name in ("schema", "include", "extends", "rule", "ns", "pattern", "phase", "active")
)
_ASSERTIONS = (f"{{{NAMESPACE}}}assert", f"{{{NAMESPACE}}}report")
_BINDINGS = ("xslt2", "xslt3", "xpath2", "xpath3", "xpath31")
"""Those of which XSLT 3.0 keeps the meaning."""

_NO_RELATIVE_PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|.*[\\?\0]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SchematronSchema:
    """A schema that can be compiled.

    Attributes:
        path: of its file, absolute.
        root: the schema, with all that it includes.
        files: those that it is made of, its own first; absolute.
    """

    path: Path
    root: etree._Element = field(repr=False)
    files: tuple[Path, ...]

    @property
    def text(self) -> str:
        """The schema as one document."""
        written: str = etree.tostring(self.root, encoding="unicode")
        return written

    def place_of(self, expression: str) -> Place | None:
        """Where an expression of the schema stands; None when it stands nowhere as it is."""
        for file in self.files:
            for element in _parsed(file, self.path.parent).iter(f"{{{NAMESPACE}}}*"):
                if expression in element.attrib.values():
                    return Place(_shown(file, self.path.parent), element.sourceline)
        return None


def read_schema(path: Path) -> SchematronSchema:
    """Read a schema from its file.

    Raises:
        RuleSetError: it can't be read, is no Schematron schema, is for another language than XPath 2 or 3, or includes what isn't
            there or lies outside its folder.
    """
    path = Path(os.path.abspath(path))
    inclusions = _Inclusions(path.parent)
    root = inclusions.parse(path)
    place = Place(path.name, root.sourceline)
    if root.tag != _SCHEMA:
        raise RuleSetError(_no_schema(root), place)
    binding = root.get("queryBinding", "").strip().lower()
    if binding not in _BINDINGS:
        raise RuleSetError(_other_binding(binding), place)
    inclusions.write_out(root, path, ())
    schema = SchematronSchema(path, root, tuple(inclusions.files))
    _refuse_empty(root, place)
    _refuse_unknown_patterns(root, path.name)
    return schema


def chosen_phase(schema: SchematronSchema, phase: str | None) -> str:
    """The phase that is compiled: the one that is asked for, else the schema's own default, else all patterns.

    Raises:
        RuleSetError: the schema has no such phase.
    """
    known = [str(each.get("id")) for each in schema.root.iter(_PHASE)]
    chosen = phase or schema.root.get("defaultPhase", ALL_PHASES)
    if chosen not in (*known, ALL_PHASES):
        asked = "" if phase else ", its defaultPhase"
        hint = did_you_mean(chosen, known, "its phases are") if known else ": it has no phases at all"
        raise RuleSetError(f"has no phase {chosen!r}{asked}{hint}", Place(schema.path.name))
    if chosen != ALL_PHASES and not any(_active(schema.root, chosen)):
        raise RuleSetError(
            f"the phase {chosen!r} has no patterns: it would accept everything", Place(schema.path.name)
        )
    return chosen


def _active(root: etree._Element, phase: str) -> Iterator[str]:
    for each in root.iter(_PHASE):
        if each.get("id") == phase:
            yield from (active.get("pattern", "") for active in each.iter(_ACTIVE))


def _no_schema(root: etree._Element) -> str:
    name = etree.QName(root)
    if name.namespace == _OLD_NAMESPACE:
        return (
            f"is a schema in Schematron 1.5 ({_OLD_NAMESPACE}): only ISO Schematron ({NAMESPACE}) is compiled"
        )
    inside = f" in namespace {name.namespace}" if name.namespace else ""
    return (
        f"is no Schematron schema: its root is {name.localname}{inside}, and should be schema in {NAMESPACE}"
    )


def _other_binding(binding: str) -> str:
    said = f"queryBinding {binding!r}" if binding else "no queryBinding, which stands for xslt (XPath 1.0)"
    return (
        f"has {said}: SchXslt2 makes XSLT 3.0 of it, in which expressions of another language may mean something else. If they "
        'mean the same in XPath 2 and 3, say so in the schema: queryBinding="xslt2" or "xslt3"'
    )


def _refuse_empty(root: etree._Element, place: Place) -> None:
    if next(root.iter(*_ASSERTIONS), None) is None:
        raise RuleSetError("has no assert and no report: it would accept everything", place)


def _refuse_unknown_patterns(root: etree._Element, name: str) -> None:
    patterns = [str(each.get("id")) for each in root.iter(_PATTERN) if each.get("id")]
    for active in root.iter(_ACTIVE):
        wanted = active.get("pattern", "")
        if wanted not in patterns:
            raise RuleSetError(
                f"the phase {active.getparent().get('id')!r} names a pattern {wanted!r} that the schema doesn't have"
                f"{did_you_mean(wanted, patterns)}",
                Place(name),
            )


class _Inclusions:
    """Reads the files of one schema."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._included = 0
        self.files: dict[Path, None] = {}

    def parse(self, file: Path) -> etree._Element:
        root = _parsed(file, self._folder)
        self.files[file] = None
        return root

    def write_out(self, root: etree._Element, file: Path, trail: Sequence[tuple[Path, str]]) -> None:
        """Put what an element includes in the place where it is included."""
        # Those in what is put there were written out before it was.
        for element in list(root.iter(_INCLUDE, _EXTENDS)):
            if element.get("href") is None:
                if element.tag == _INCLUDE:
                    raise RuleSetError("an include without href", self._place(file, element))
                continue
            found = self._external(element, file, trail)
            if element.tag == _EXTENDS and found.tag != _RULE:
                raise RuleSetError(
                    f"extends {element.get('href')}, which is no rule but {etree.QName(found).localname}",
                    self._place(file, element),
                )
            _replace(element, list(found) if element.tag == _EXTENDS else [found])

    def _external(
        self, element: etree._Element, file: Path, trail: Sequence[tuple[Path, str]]
    ) -> etree._Element:
        """What an element includes, with its own inclusions written out."""
        place = self._place(file, element)
        name, _, fragment = element.get("href", "").strip().partition("#")
        target = self._target(unquote(name), file, place)
        step = (target, fragment)
        self._included += 1
        if step in trail:
            raise RuleSetError(f"includes itself, by way of {_shown(target, self._folder)}", place)
        if len(trail) == MAX_DEPTH or self._included > MAX_INCLUDED:
            raise RuleSetError(
                f"includes more than {MAX_DEPTH} levels deep, or more than {MAX_INCLUDED} times in all", place
            )
        found = self.parse(target)
        if fragment:
            marked = [
                each
                for each in found.iter(etree.Element)
                if fragment in (each.get("id"), each.get("{http://www.w3.org/XML/1998/namespace}id"))
            ]
            if not marked:
                raise RuleSetError(f"includes {element.get('href')}: there is no such element in it", place)
            found = marked[0]
        if found.tag == _INCLUDE:
            raise RuleSetError(f"includes {element.get('href')}, which is an include itself", place)
        self.write_out(found, target, (*trail, step))
        return _with_namespaces(found)

    def _target(self, name: str, file: Path, place: Place) -> Path:
        if not name:
            return file
        if _NO_RELATIVE_PATH.match(name):
            raise RuleSetError(f"includes {name!r}; only relative paths are followed", place)
        target = Path(os.path.normpath(file.parent / name))
        by_links = Path(os.path.realpath(target)).is_relative_to(os.path.realpath(self._folder))
        if not target.is_relative_to(self._folder) or not by_links:
            raise RuleSetError(
                f"includes {name}, which lies outside the folder of the schema: nothing else is read", place
            )
        if not target.is_file():
            names = sorted(os.listdir(target.parent)) if target.parent.is_dir() else []
            kind = other_than_file(target) or f"doesn't exist{did_you_mean(target.name, names)}"
            raise RuleSetError(f"includes {name}, which {kind}", place)
        return target

    def _place(self, file: Path, element: etree._Element) -> Place:
        return Place(_shown(file, self._folder), element.sourceline)


def _with_namespaces(element: etree._Element) -> etree._Element:
    """A copy of an element that declares itself all that is declared where it stands, and the prefixes of its schema."""
    spaces = dict(element.nsmap)
    schema = element.getroottree().getroot()
    if schema.tag == _SCHEMA:
        spaces |= {each.get("prefix"): each.get("uri") for each in schema.iterchildren(_NS)}
    copy = etree.Element(element.tag, dict(element.attrib), nsmap=spaces)
    copy.text = element.text
    copy.extend(element)
    return copy


def _replace(element: etree._Element, by: Sequence[etree._Element]) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for offset, each in enumerate(by, 1):
        parent.insert(at + offset, each)
    parent.remove(element)


def _parsed(file: Path, folder: Path) -> etree._Element:
    """The root of a file.

    Raises:
        RuleSetError: it can't be read, is no XML, or has a DTD.
    """
    name = _shown(file, folder)
    if (kind := other_than_file(file)) is not None:
        raise RuleSetError(f"{kind}, and no schema", Place(name))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise RuleSetError(f"can't be read: {error.strerror}", Place(name)) from None
    if len(data) > MAX_BYTES:
        raise RuleSetError(f"larger than {MAX_BYTES // 1024**2} MB, no schema is", Place(name))
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RuleSetError(f"not well-formed XML: {error.msg}", Place(name, *error.position)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise RuleSetError("has a DTD (<!DOCTYPE …>), which a schema here may not have", Place(name))
    return root


def _shown(file: Path, folder: Path) -> str:
    return Path(os.path.relpath(file, folder)).as_posix()
