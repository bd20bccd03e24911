"""The XSDs of a rule set: which one a message is validated against, and what they tell of names.

Of names they tell which elements stand below their parent, and in which namespace.

Source of the form: the published schemas are of the Venetian Blind kind, one base schema and one per message, with
named types and local elements that are all qualified.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Identity, Place
from retour.text.display import shown
from retour.text.paths import names_in

_XS = "{http://www.w3.org/2001/XMLSchema}"
_MOST_RESTRICTIONS = 20
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

Type = tuple[str, str]
"""Namespace and name of a complex type."""


class Declared(NamedTuple):
    """An element as a schema declares it; its type is None when it is written in place."""

    namespace: str
    type: Type | None
    required: bool


@dataclass(frozen=True, slots=True)
class ValueType:
    """What a schema asks of a value.

    Attributes:
        name: as people call the type, e.g. `LDT_Geslacht`.
        built_in: the type of XML Schema that it comes down to, e.g. `date`.
        patterns: one of them must fit.
        values: the code list, each code with what its annotation says of it.
        lowest, highest: of a number.
        shortest, longest: of a text, in characters.
    """

    name: str
    built_in: str
    patterns: tuple[str, ...] = ()
    values: Mapping[str, str | None] = field(default_factory=dict)
    lowest: str | None = None
    highest: str | None = None
    shortest: str | None = None
    longest: str | None = None


class Schema:
    """The schemas in a folder; none when there is no such folder.

    Whatever is asked of it raises a RuleSetError where one of its files can't be read, or is no schema: what a damaged
    file declares, and of which messages, nobody knows.

    Args:
        folder: holds the XSD files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file_of(self, namespace: str) -> Path | None:
        """The XSD with the root elements of a namespace; None when there is none."""
        return self._files.get(namespace)

    @cached_property
    def sha256(self) -> str:
        """Over all XSDs of the folder and their names."""
        whole = hashlib.sha256()
        for file in self._paths:
            whole.update(file.name.encode() + b"\0" + hashlib.sha256(_bytes(file)).digest())
        return whole.hexdigest()

    @property
    def files(self) -> Collection[Path]:
        """The XSDs that messages are held against: those with root elements."""
        return self._files.values()

    @property
    def messages(self) -> tuple[Identity, ...]:
        """The messages that the schemas are of, by their root elements; sorted."""
        found = {Identity.of(namespace, root) for namespace, root in self._roots}
        return tuple(sorted(found, key=lambda of: (of.namespace, of.root or "")))

    def namespace_of(self, parent: etree._Element, name: str) -> str | None:
        """The namespace of a child of that name below an element of a message; None where no schema tells."""
        declared = self._declared(parent, name)
        return declared.namespace if declared else None

    def requires(self, parent: etree._Element, name: str) -> bool:
        """Whether an element of a message must have a child of that name; no where no schema tells."""
        declared = self._declared(parent, name)
        return declared is not None and declared.required

    def root_type(self, namespace: str, name: str) -> Type | None:
        """The type of the element that messages of a namespace begin with; None where no schema tells."""
        return self._roots.get((namespace, name))

    def versions(self, namespace: str) -> Mapping[str, str]:
        """What the schema of a namespace says of its version and that of its base schema, by name; see IV034 of iWmo 3.2.

        Returns:
            Such as `BerichtXsdVersie` → `1.0.0`; nothing where no schema tells.
        """
        file = self.file_of(namespace)
        stated = () if file is None else self._parsed[file].iterfind(f"{_XS}annotation/{_XS}appinfo/*")
        return {etree.QName(each).localname: (each.text or "").strip() for each in stated}

    def children(self, type_: Type | None) -> Mapping[str, Declared]:
        """The elements that stand in one of a complex type, by name, in their order; none for any other type."""
        return {} if type_ is None else self._types.get(type_, {})

    def places_of(self, name: str, type_: Type | None) -> frozenset[str]:
        """Where below an element of a type elements may have a child of that name.

        Returns:
            Paths of local names, such as `Clienten/Client`; the element itself is the empty path.
        """
        return frozenset(self._places(name, type_, ()))

    def _places(self, name: str, type_: Type | None, above: tuple[tuple[str, Type], ...]) -> Iterator[str]:
        if type_ is None or type_ in (known for _, known in above):  # a type that holds itself has no end
            return
        declared = self.children(type_)
        if name in declared:
            yield "/".join(step for step, _ in above)
        for step, child in declared.items():
            yield from self._places(name, child.type, (*above, (step, type_)))

    def simple_type(self, namespace: str, path: str) -> ValueType | None:
        """The simple type at a printed path; None where no schema tells, or an element with elements in it stands there.

        Args:
            namespace: of the root of the message.
        """
        root, *steps = names_in(path)
        here = self._roots.get((namespace, root))
        for step in steps:
            declared = self._child(here, step)
            here = declared.type if declared is not None else None
        return self._simple(here)

    def _simple(self, type_: Type | None, depth: int = 0) -> ValueType | None:
        """A named simple type, with what it takes over from the type that it restricts."""
        found = self._simple_types.get(type_) if type_ is not None else None
        if found is None or type_ is None:
            return ValueType(type_[1], type_[1]) if type_ is not None and type_[0] == _XS[1:-1] else None
        restriction = found.find(f"{_XS}restriction")
        if restriction is None or depth > _MOST_RESTRICTIONS:
            return None
        base = self._simple(_reference(restriction, restriction.get("base", "")), depth + 1)
        return base and _restricted(type_[1], restriction, base)

    @cached_property
    def _simple_types(self) -> Mapping[Type, etree._Element]:
        return {
            (document.get("targetNamespace", ""), type_.get("name", "")): type_
            for document in self._documents
            for type_ in document.iterchildren(f"{_XS}simpleType")
        }

    def _declared(self, parent: etree._Element, name: str) -> Declared | None:
        way = (parent.tag, *(element.tag for element in parent.iterancestors()))
        if way not in self._found:
            self._found[way] = self._type_at(way)
        return self._child(self._found[way], name)

    def _type_at(self, way: Sequence[str]) -> Type | None:
        """The type of an element, by its name and those of the elements around it, from the inside out."""
        root, *steps = map(etree.QName, reversed(way))
        here = self._roots.get((root.namespace or "", root.localname))
        for step in steps:
            found = self._child(here, step.localname)
            if found is None or found.namespace != (step.namespace or ""):
                return None
            here = found.type
        return here

    @cached_property
    def _found(self) -> dict[tuple[str, ...], Type | None]:
        return {}

    def _child(self, type_: Type | None, name: str) -> Declared | None:
        return self.children(type_).get(name)

    @cached_property
    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("*.xsd"))

    @cached_property
    def _parsed(self) -> Mapping[Path, etree._Element]:
        return {file: _root(file) for file in self._paths}

    @property
    def _documents(self) -> Collection[etree._Element]:
        return self._parsed.values()

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        return {
            document.get("targetNamespace", ""): file
            for file, document in self._parsed.items()
            if document.find(f"{_XS}element") is not None
        }

    @cached_property
    def _roots(self) -> Mapping[tuple[str, str], Type | None]:
        return {
            (declared.namespace, name): declared.type
            for document in self._documents
            for name, declared in _elements(document, document).items()
        }

    @cached_property
    def _types(self) -> Mapping[Type, Mapping[str, Declared]]:
        types = {}
        for document in self._documents:
            for type_ in document.iterchildren(f"{_XS}complexType"):
                types[document.get("targetNamespace", ""), type_.get("name", "")] = _elements(type_, document)
        return types


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = "leads nowhere" if file.is_symlink() and not file.exists() else error.strerror
        raise RuleSetError(f"the schema can't be read: {reason}", Place(shown(file))) from None


def _root(file: Path) -> etree._Element:
    """The root element of a schema."""
    try:
        root = etree.fromstring(_bytes(file), _PARSER)
    except etree.XMLSyntaxError as error:
        reason = re.sub(r", line \d+, column \d+.*", "", (error.msg or "").partition("\n")[0])
        raise RuleSetError(
            f"the schema isn't well-formed XML: {reason or 'it is empty'}",
            Place(shown(file), error.position[0] or None),
        ) from None
    if root.tag != f"{_XS}schema":
        name = etree.QName(root).localname
        raise RuleSetError(f"no schema: it begins with {name}, not with xs:schema", Place(shown(file)))
    return root


def _elements(parent: etree._Element, document: etree._Element) -> dict[str, Declared]:
    """The elements that are declared in a part of a schema, by name."""
    found = {}
    depth = f"{_XS}element" if parent is document else f".//{_XS}element"
    for element in parent.findall(depth):
        if name := element.get("name"):
            found[name] = Declared(
                document.get("targetNamespace", ""),
                _reference(element, element.get("type", "")),
                element.get("minOccurs") != "0",
            )
    return found


def _reference(element: etree._Element, written: str) -> Type | None:
    """The type that a name in a schema stands for; None for no name."""
    prefix, _, local = written.rpartition(":")
    return (element.nsmap.get(prefix or None, ""), local) if local else None


def _restricted(name: str, restriction: etree._Element, base: ValueType) -> ValueType:
    def facet(facet: str, inherited: str | None) -> str | None:
        own = restriction.find(f"{_XS}{facet}")
        return inherited if own is None else own.get("value")

    patterns = tuple(one.get("value", "") for one in restriction.iterchildren(f"{_XS}pattern"))
    values = {
        one.get("value", ""): " ".join(one.itertext()).strip() or None
        for one in restriction.iterchildren(f"{_XS}enumeration")
    }
    return ValueType(
        name,
        base.built_in,
        patterns or base.patterns,
        values or base.values,
        facet("minInclusive", base.lowest),
        facet("maxInclusive", base.highest),
        facet("minLength", base.shortest),
        facet("maxLength", base.longest),
    )
