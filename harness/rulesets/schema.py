"""What the XSDs of a rule set tell of names: which elements stand below their parent, and in which namespace.

Source of the form: the published schemas are of the Venetian Blind kind, one base schema and one per message, with
named types and local elements that are all qualified.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

Name = tuple[str, str]
"""Namespace and local name."""

Type = tuple[str, str]
"""Namespace and name of a complex type."""


class Declared(NamedTuple):
    """An element as a schema declares it; its type is None when it is written in place."""

    namespace: str
    type: Type | None
    required: bool


class Schema:
    """The schemas in a folder; none when there is no such folder.

    Args:
        folder: holds the XSD files; a file that can't be read is left out.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def namespace_of(self, parent: etree._Element, name: str) -> str | None:
        """The namespace of a child of that name below an element of a message; None where no schema tells."""
        declared = self._declared(parent, name)
        return declared.namespace if declared else None

    def requires(self, parent: etree._Element, name: str) -> bool:
        """Whether an element of a message must have a child of that name; no where no schema tells."""
        declared = self._declared(parent, name)
        return declared is not None and declared.required

    @cached_property
    def element_paths(self) -> frozenset[tuple[Name, ...]]:
        """Where elements can stand in a message: their names from the root down.

        What is written in place below an element that has no named type isn't followed, and a type that stands within
        itself is followed once.
        """
        found: set[tuple[Name, ...]] = set()
        waiting: list[tuple[tuple[Name, ...], tuple[Type, ...], Type | None]] = [
            ((root,), (), type_) for root, type_ in self._roots.items()
        ]
        while waiting:
            path, above, type_ = waiting.pop()
            found.add(path)
            if type_ is not None and type_ not in above:
                for name, declared in self._types.get(type_, {}).items():
                    waiting.append(((*path, (declared.namespace, name)), (*above, type_), declared.type))
        return frozenset(found)

    def _declared(self, parent: etree._Element, name: str) -> Declared | None:
        chain = [etree.QName(element) for element in reversed([parent, *parent.iterancestors()])]
        here = self._roots.get((chain[0].namespace or "", chain[0].localname))
        for step in chain[1:]:
            found = self._child(here, step.localname)
            if found is None or found.namespace != (step.namespace or ""):
                return None
            here = found.type
        return self._child(here, name)

    def _child(self, type_: Type | None, name: str) -> Declared | None:
        return None if type_ is None else self._types.get(type_, {}).get(name)

    @cached_property
    def _documents(self) -> list[etree._Element]:
        documents = []
        for file in sorted(self._folder.glob("*.xsd")):
            try:
                documents.append(etree.parse(file, _PARSER).getroot())
            except (OSError, etree.XMLSyntaxError):
                continue
        return documents

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


def _elements(parent: etree._Element, document: etree._Element) -> dict[str, Declared]:
    """The elements that are declared in a part of a schema, by name."""
    found = {}
    depth = f"{_XS}element" if parent is document else f".//{_XS}element"
    for element in parent.findall(depth):
        if name := element.get("name"):
            prefix, _, local = element.get("type", "").rpartition(":")
            uri = element.nsmap.get(prefix or None, "")
            found[name] = Declared(
                document.get("targetNamespace", ""),
                (uri, local) if local else None,
                element.get("minOccurs") != "0",
            )
    return found
