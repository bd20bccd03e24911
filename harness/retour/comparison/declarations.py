"""A stylesheet module → its declarations in one form, so that only what differs to a processor differs here.

Comments, white space, prefixes, the order of attributes and the version of the set make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from retour.comparison.names import Names

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_XPATHS = {"select", "match", "test", "use", "value", "count", "from"}
_NAMES = {"name", "mode", "use-attribute-sets"}
_VERSION = "XSLTVersie"
_VERSION_VARIABLE = "xsltVersion"
_IDENTIFYING = ("name", "match", "mode", "priority", "href", "elements", "stylesheet-prefix")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A child of a stylesheet: a template, a variable, an import.

    Attributes:
        kind: `template`, `variable`, `import` …
        label: what it is known by, e.g. `template match="aw33:Client" mode="TR018"`.
        mode: of a template.
        href: of an import or include.
        line: in the module.
        lines: the whole in one form, a line for each node.
    """

    kind: str
    label: str
    mode: str | None
    href: str | None
    line: int
    lines: tuple[str, ...]


def declarations(data: bytes, names: Names) -> tuple[Declaration, ...]:
    """The declarations of a module, in document order."""
    root = etree.fromstring(data, _PARSER)
    return tuple(_declaration(child, names) for child in root.iterchildren(etree.Element))


def _declaration(element: etree._Element, names: Names) -> Declaration:
    kind = etree.QName(element).localname
    attributes = _attributes(element, names)
    known_by = [f'{name}="{attributes[name]}"' for name in _IDENTIFYING if name in attributes]
    return Declaration(
        kind=kind,
        label=" ".join([kind, *known_by]),
        mode=attributes.get("mode"),
        href=attributes.get("href"),
        line=element.sourceline or 0,
        lines=tuple(_lines(element, names, "")),
    )


def _lines(element: etree._Element, names: Names, indent: str) -> Iterator[str]:
    qualified = etree.QName(element)
    name = names.of(qualified.namespace, qualified.localname)
    attributes = "".join(f' {key}="{value}"' for key, value in sorted(_attributes(element, names).items()))
    yield f"{indent}<{name}{attributes}>"
    if qualified.localname == _VERSION or element.get("name") == _VERSION_VARIABLE:
        return
    inner = indent + "  "
    exact = element.tag == f"{_XSL}text"
    yield from _text(element.text, names, inner, exact)
    for child in element.iterchildren(etree.Element):
        yield from _lines(child, names, inner)
        yield from _text(child.tail, names, inner, exact)


def _text(text: str | None, names: Names, indent: str, exact: bool) -> Iterator[str]:
    if exact and text:
        yield indent + repr(text)
    elif text and text.strip():
        yield indent + names.text(" ".join(text.split()))


def _attributes(element: etree._Element, names: Names) -> dict[str, str]:
    prefixes, is_xsl = element.nsmap, element.tag.startswith(_XSL)
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        attribute = etree.QName(key)
        name = names.of(attribute.namespace, attribute.localname)
        if is_xsl and name in _XPATHS:
            found[name] = names.xpath(value, prefixes)
        elif is_xsl and name in _NAMES:
            found[name] = " ".join(names.qualified(each, prefixes) for each in value.split())
        else:
            found[name] = names.text(" ".join(value.split()))
    if element.get("name") == _VERSION_VARIABLE:
        found.pop("select", None)
    return found
