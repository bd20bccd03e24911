"""Texts that stand in a stylesheet as they are, and aren't worked out at run time."""

from __future__ import annotations

import re

from lxml import etree

from retour.xslt.names import XSL

_DOUBLED = re.compile(r"\{\{|\}\}")
_BRACE = re.compile(r"[{}]")
_LITERAL = re.compile(r"""^\s*(?:'([^']*)'|"([^"]*)")\s*$""")


def given_text(element: etree._Element) -> str | None:
    """The text that a variable or parameter is given, when it is given as plain text."""
    select = element.get("select")
    if select is None:
        return written_text(element)
    literal = _LITERAL.match(select)
    return None if literal is None else (literal.group(1) or literal.group(2) or "").strip()


def written_text(element: etree._Element) -> str | None:
    """The text that an element holds, with single spaces; None when an instruction works it out."""
    if any(child.tag != f"{{{XSL}}}text" for child in element):
        return None
    return " ".join("".join(element.itertext()).split())


def attribute_written(element: etree._Element, name: str) -> str | None:
    """An attribute of an element that a stylesheet writes out: "" when it has none, None when it is worked out at run time."""
    if (template := element.get(name)) is not None:
        text = _DOUBLED.sub(lambda brace: brace[0][0], template)
        return None if _BRACE.search(_DOUBLED.sub("", template)) else " ".join(text.split())
    for child in element.iterchildren(f"{{{XSL}}}attribute"):
        if child.get("name") == name:
            return given_text(child)
    return ""
