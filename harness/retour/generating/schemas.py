"""XSD files → what a message is made of: elements, how often they come, and the texts that they take.

Read are named and local types, groups, sequences, choices, `all`, extensions, restrictions and attributes: what the published
message schemas and their envelopes are written in, and most others. Of a union the first type is taken, of a list one item. Not
read are substitution groups, and what may be anything. Source: W3C, XML Schema Part 1: Structures (second edition).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from lxml import etree

from retour.errors import GeneratingError
from retour.generating.simple_types import PRIMITIVES, SimpleType
from retour.model import Identity, Place

_XS_URI = "http://www.w3.org/2001/XMLSchema"
_XS = f"{{{_XS_URI}}}"
_XML_URI = "http://www.w3.org/XML/1998/namespace"
_OF_XML = {"lang": "language", "id": "NCName", "base": "anyURI"}
"""The types of the attributes that XML itself knows."""
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_LENGTHS = ("length", "minLength", "maxLength")
_DIGITS = ("totalDigits", "fractionDigits")

Name = tuple[str, str]
"""Namespace and local name."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts in order, or one of them.

    Attributes:
        most: None for any number.
    """

    kind: Literal["sequence", "choice"]
    parts: tuple[Particle, ...]
    least: int = 1
    most: int | None = 1


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a message; its content is read from its declaration when it is asked for.

    Attributes:
        most: None for any number.
    """

    name: Name
    declaration: etree._Element
    least: int = 1
    most: int | None = 1


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element.

    Attributes:
        fixed: its only value; None where its type tells.
    """

    name: Name
    type_: SimpleType
    is_required: bool
    fixed: str | None = None


Particle = Element | Group
Content = SimpleType | Group


class SchemaFolder:
    """The schemas in a folder, at any depth.

    Args:
        folder: holds the XSD files.

    Raises:
        GeneratingError: there are none, or one can't be read.
    """

    def __init__(self, folder: Path) -> None:
        files = sorted(file for file in folder.rglob("*") if file.suffix.lower() == ".xsd")
        if not files:
            raise GeneratingError(f"{folder}: no .xsd files in this folder")
        self._folder = folder
        self._documents = {file: _parsed(file, folder) for file in files}
        self._contents: dict[etree._Element, Content] = {}
        self._attributes: dict[etree._Element, tuple[Attribute, ...]] = {}
        self._at_top: dict[tuple[str, ...], Mapping[Name, etree._Element]] = {}

    def root(self, message: Identity) -> Element | None:
        """The root element of messages; None when no schema here declares it.

        Where a message is known by its namespace alone: `Bericht`, else the one element that stands in no other.
        """
        if message.root is not None:
            return self.declared((message.namespace, message.root))
        if (usual := self.declared((message.namespace, "Bericht"))) is not None:
            return usual
        within = {
            _resolved(each, each.get("ref", ""))
            for document in self._documents.values()
            for each in document.iter(f"{_XS}element")
            if each.get("ref")
        }
        alone = [name for name in self._elements if name[0] == message.namespace and name not in within]
        return self.declared(alone[0]) if len(alone) == 1 else None

    def declared(self, name: Name) -> Element | None:
        """An element that may be the root of a message; None when no schema here declares it so."""
        found = self._elements.get(name)
        return None if found is None else Element(name, found)

    def namespaces(self, namespace: str) -> tuple[str, ...]:
        """The target namespaces that a message of a namespace may use, itself first."""
        found = [namespace]
        for document in self._documents.values():
            if document.get("targetNamespace") == namespace:
                imports = document.iterchildren(f"{_XS}import")
                found += [uri for each in imports if (uri := each.get("namespace")) not in (None, *found)]
        return tuple(found)

    def content(self, element: Element) -> Content:
        """What stands in an element: a simple type's text, or other elements.

        Raises:
            GeneratingError: its type isn't there, or is written in a way that isn't read.
        """
        if element.declaration not in self._contents:
            self._contents[element.declaration] = self._content(element.declaration)
        return self._contents[element.declaration]

    def attributes(self, element: Element) -> tuple[Attribute, ...]:
        """The attributes that an element may have.

        Raises:
            GeneratingError: see `content`.
        """
        if element.declaration not in self._attributes:
            self._attributes[element.declaration] = tuple(self._attributes_of(element.declaration))
        return self._attributes[element.declaration]

    def _attributes_of(self, declaration: etree._Element) -> Iterator[Attribute]:
        """Those of a declaration's type, those of the type that it extends first."""
        reference = declaration.get("type", "")
        type_ = declaration.find(f"{_XS}complexType")
        if type_ is None and reference:
            type_ = self._types.get(_resolved(declaration, reference))
        if type_ is not None and type_.tag == f"{_XS}complexType":
            yield from self._attributes_in(type_)

    def _attributes_in(self, type_: etree._Element) -> Iterator[Attribute]:
        own = {each.name: each for each in self._own_attributes(type_)}
        for step in type_.iterfind(f"{_XS}*/{_XS}*"):
            if step.tag not in (f"{_XS}extension", f"{_XS}restriction"):
                continue
            own |= {each.name: each for each in self._own_attributes(step)}
            base = self._types.get(_resolved(step, step.get("base", "")))
            if base is not None and base.tag == f"{_XS}complexType":
                yield from (each for each in self._attributes_in(base) if each.name not in own)
        yield from own.values()

    def _own_attributes(self, parent: etree._Element) -> Iterator[Attribute]:
        for child in parent.iterchildren(f"{_XS}attribute", f"{_XS}attributeGroup"):
            if child.tag == f"{_XS}attributeGroup":
                yield from self._own_attributes(self._named(child, "attributeGroup"))
            elif child.get("use") != "prohibited":
                yield self._attribute(child)

    def _attribute(self, child: etree._Element) -> Attribute:
        is_required, fixed = child.get("use") == "required", child.get("fixed")
        declaration, uri = child, ""
        if reference := child.get("ref"):
            uri, name = _resolved(child, reference)
            if uri == _XML_URI:
                return Attribute((uri, name), SimpleType(_OF_XML.get(name, "string")), is_required, fixed)
            declaration = self._named(child, "attribute")
        elif child.get("form", child.getroottree().getroot().get("attributeFormDefault")) == "qualified":
            uri = child.getroottree().getroot().get("targetNamespace", "")
        type_ = self._content(declaration)
        if not isinstance(type_, SimpleType):
            raise self._wrong(declaration, "an attribute whose type has elements")
        fixed = declaration.get("fixed") if fixed is None else fixed
        return Attribute((uri, declaration.get("name", "")), type_, is_required, fixed)

    def _named(self, reference: etree._Element, kind: str) -> etree._Element:
        """What a reference to a group or an attribute leads to.

        Raises:
            GeneratingError: to nothing.
        """
        name = reference.get("ref", "")
        found = self._top(kind).get(_resolved(reference, name))
        if found is None:
            raise self._wrong(reference, f"there is no {kind} {name}")
        return found

    def _content(self, declaration: etree._Element) -> Content:
        if declaration.get("type"):
            return self._type_named(declaration, declaration.get("type"))
        for child in declaration:
            if child.tag == f"{_XS}simpleType":
                return self._simple(child)
            if child.tag == f"{_XS}complexType":
                return self._complex(child)
        return SimpleType("string")

    def _type_named(self, place: etree._Element, reference: str) -> Content:
        name = _resolved(place, reference)
        if name[0] == _XS_URI:
            if name[1] not in PRIMITIVES:
                raise self._wrong(place, f"the built-in type {name[1]} is not read")
            return SimpleType(name[1])
        found = self._types.get(name)
        if found is None:
            raise self._wrong(place, f"there is no type {reference}")
        return self._simple(found) if found.tag == f"{_XS}simpleType" else self._complex(found)

    def _simple(self, type_: etree._Element) -> SimpleType:
        restriction = type_.find(f"{_XS}restriction")
        if restriction is None:
            return self._first_of(type_)
        inner = restriction.find(f"{_XS}simpleType")
        base = (
            self._simple(inner)
            if inner is not None
            else self._type_named(restriction, restriction.get("base", ""))
        )
        if not isinstance(base, SimpleType):
            raise self._wrong(restriction, "restricts a type that has elements")
        return _restricted(base, restriction)

    def _first_of(self, type_: etree._Element) -> SimpleType:
        """The first type of a union, or that of the items of a list."""
        (several,) = type_.iterchildren(f"{_XS}union", f"{_XS}list")
        named = (several.get("memberTypes") or several.get("itemType") or "").split()
        found = (
            self._type_named(several, named[0])
            if named
            else self._simple(next(several.iterchildren(f"{_XS}simpleType")))
        )
        if not isinstance(found, SimpleType):
            raise self._wrong(several, "made of a type that has elements")
        return found

    def _complex(self, type_: etree._Element) -> Content:
        simple = type_.find(f"{_XS}simpleContent")
        if simple is not None:
            step = next(simple.iterchildren(f"{_XS}extension", f"{_XS}restriction"))
            return self._type_named(step, step.get("base", ""))
        complex_ = type_.find(f"{_XS}complexContent")
        if complex_ is None:
            return self._group(type_)
        step = next(complex_.iterchildren(f"{_XS}extension", f"{_XS}restriction"))
        own = self._group(step)
        if step.tag == f"{_XS}restriction":
            return own
        base = self._type_named(step, step.get("base", ""))
        return Group("sequence", (*((base,) if isinstance(base, Group) else ()), own))

    def _group(self, parent: etree._Element) -> Group:
        """The elements of a complex type; none for one that is empty."""
        parts = tuple(self._particles(parent))
        return parts[0] if len(parts) == 1 and isinstance(parts[0], Group) else Group("sequence", parts)

    def _particles(self, parent: etree._Element) -> Iterator[Particle]:
        for child in parent.iterchildren(etree.Element):
            kind = etree.QName(child).localname
            least, most = _occurrences(child)
            if kind == "element":
                yield self._element(child, least, most)
            elif kind in ("sequence", "all"):
                yield Group("sequence", tuple(self._particles(child)), least, most)
            elif kind == "choice":
                yield Group("choice", tuple(self._particles(child)), least, most)
            elif kind == "group":
                inner = tuple(self._particles(self._named(child, "group")))
                yield Group("sequence", inner, least, most)
            elif kind == "any" and least > 0:
                raise self._wrong(child, f"xs:{kind} is not read")

    def _element(self, child: etree._Element, least: int, most: int | None) -> Element:
        if reference := child.get("ref"):
            name = _resolved(child, reference)
            if name not in self._elements:
                raise self._wrong(child, f"there is no element {reference}")
            return Element(name, self._elements[name], least, most)
        schema = child.getroottree().getroot()
        qualified = child.get("form", schema.get("elementFormDefault")) == "qualified"
        uri = schema.get("targetNamespace", "") if qualified else ""
        return Element((uri, child.get("name", "")), child, least, most)

    @property
    def _elements(self) -> Mapping[Name, etree._Element]:
        return self._top("element")

    @property
    def _types(self) -> Mapping[Name, etree._Element]:
        return self._top("simpleType", "complexType")

    def _top(self, *kinds: str) -> Mapping[Name, etree._Element]:
        """What stands at the top of the schemas, of some kinds, such as `element`."""
        if kinds not in self._at_top:
            tags = [f"{_XS}{kind}" for kind in kinds]
            found: dict[Name, etree._Element] = {}
            for document in self._documents.values():
                for child in document.iterchildren(*tags):
                    found.setdefault((document.get("targetNamespace", ""), child.get("name", "")), child)
            self._at_top[kinds] = found
        return self._at_top[kinds]

    def _wrong(self, element: etree._Element, text: str) -> GeneratingError:
        root = element.getroottree().getroot()
        file = next(file for file, document in self._documents.items() if document is root)
        return GeneratingError(text, Place(str(file), element.sourceline))


def _parsed(file: Path, folder: Path) -> etree._Element:
    name = str(file)
    try:
        root = etree.parse(file, _PARSER).getroot()
    except OSError as error:
        raise GeneratingError(f"can't be read: {error.strerror}", Place(name)) from None
    except etree.XMLSyntaxError as error:
        raise GeneratingError("not well-formed XML", Place(name, *error.position)) from None
    if root.tag != f"{_XS}schema":
        raise GeneratingError("is not an XML schema", Place(name))
    return root


def _resolved(element: etree._Element, reference: str) -> Name:
    prefix, _, local = reference.rpartition(":")
    return element.nsmap.get(prefix or None, ""), local


def _occurrences(element: etree._Element) -> tuple[int, int | None]:
    most = element.get("maxOccurs", "1")
    return int(element.get("minOccurs", "1")), None if most == "unbounded" else int(most)


def _restricted(base: SimpleType, restriction: etree._Element) -> SimpleType:
    """A type with what one step of restriction adds."""
    facets = [
        (etree.QName(facet).localname, facet.get("value", ""))
        for facet in restriction.iterchildren(etree.Element)
    ]
    patterns = tuple(value for name, value in facets if name == "pattern")
    listed = tuple(value for name, value in facets if name == "enumeration")
    return replace(
        base,
        patterns=(*base.patterns, patterns) if patterns else base.patterns,
        enumeration=listed or base.enumeration,
        bounds=base.bounds + tuple((name, value) for name, value in facets if name in _BOUNDS),
        lengths=base.lengths + tuple((name, int(value)) for name, value in facets if name in _LENGTHS),
        digits=base.digits + tuple((name, int(value)) for name, value in facets if name in _DIGITS),
    )
