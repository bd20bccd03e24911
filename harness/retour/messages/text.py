"""The one text of an element: comments and processing instructions are no part of it, wherever they stand.

The tree of a message has none, see `reading`. In other trees they split a text in several, of which lxml's `text` is the
first alone.
"""

from __future__ import annotations

from lxml import etree


def text_of(element: etree._Element | None) -> str:
    """The text that stands in an element itself, its white space included; empty where there is no element.

    The texts of elements in it are left out.
    """
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    return "".join([element.text or "", *(child.tail or "" for child in element)])
