"""Which elements the XSDs of a rule set declare, by namespace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def declared_elements(folder: Path) -> Mapping[str, frozenset[str]]:
    """The names of all elements that the schemas below a folder declare, at any depth.

    Returns:
        The names by namespace; a namespace that no schema describes is left out. When a schema can't be read, or has
        no namespace of its own and so may be part of any, nothing can be told and nothing is returned.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(folder.rglob("*.xsd")):
        try:
            schema = etree.parse(file, _PARSER).getroot()
        except (OSError, etree.XMLSyntaxError):
            return {}
        namespace = schema.get("targetNamespace")
        if namespace is None:
            return {}
        found[namespace] |= _names(schema)
    return {namespace: frozenset(names) for namespace, names in found.items()}


def _names(schema: etree._Element) -> set[str]:
    """The elements of a schema that stand in its namespace."""
    qualified = schema.get("elementFormDefault") == "qualified"
    names = set()
    for element in schema.iter(f"{_XS}element"):
        local = element.getparent() is not schema
        form = element.get("form", "qualified" if qualified else "unqualified")
        if element.get("name") and (not local or form == "qualified"):
            names.add(element.get("name"))
    return names
