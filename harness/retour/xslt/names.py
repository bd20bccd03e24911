"""Names in a stylesheet: of its instructions, and what its prefixes stand for."""

from __future__ import annotations

from lxml import etree

STANDING_IN = ("_0", "_f")
"""The functions that the parser has in the place of those of stylesheets: without arguments, and with some."""

XSL = "http://www.w3.org/1999/XSL/Transform"
"""The namespace of all instructions, whatever their prefix."""


def is_xsl(element: etree._Element, *names: str) -> bool:
    """Whether an element is one of these instructions."""
    return any(element.tag == f"{{{XSL}}}{name}" for name in names)


def declared_prefixes(element: etree._Element) -> dict[str, str]:
    """Prefix → namespace, as an expression in an attribute of the element may use them."""
    return {prefix: uri for prefix, uri in element.nsmap.items() if prefix}


def inherited(element: etree._Element, name: str) -> str | None:
    """A standard attribute such as `xpath-default-namespace`, of the element or the nearest one around it that has it."""
    for around in (element, *element.iterancestors()):
        stated = around.get(name if str(around.tag).startswith(f"{{{XSL}}}") else f"{{{XSL}}}{name}")
        if stated is not None:
            return str(stated)
    return None
