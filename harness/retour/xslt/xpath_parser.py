"""What elementpath does: it parses XPath as stylesheets write it, and knows which texts are of which type."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from elementpath import ElementPathError, XPathContext
from elementpath.datatypes import UntypedAtomic
from elementpath.tdop import Parser
from elementpath.xpath31 import XPath31Parser
from lxml import etree

from retour.xslt.names import STANDING_IN

_XS = "http://www.w3.org/2001/XMLSchema"


class _XPathParser(XPath31Parser):
    """XPath as stylesheets write it: with the functions that XSLT adds; read only, nothing of it is evaluated."""

    def parse(self, source: str) -> Any:
        return Parser.parse(self, source)


for _name, _arguments in (
    ("current", 0),
    ("current-group", 0),
    ("current-grouping-key", 0),
    ("document", (1, 2)),
    ("element-available", 1),
    ("function-available", (1, 2)),
    ("key", (2, 3)),
    ("regex-group", 1),
    ("system-property", 1),
    ("type-available", 1),
    ("unparsed-entity-uri", 1),
    (STANDING_IN[0], 0),
    (STANDING_IN[1], None),
):
    _XPathParser.function(_name, nargs=_arguments)
_XPathParser.build()


def parse_tokens(text: str, namespaces: Iterable[tuple[str, str]]) -> Any | None:
    """The tokens of an expression or a pattern, as a tree; None when it isn't one.

    Args:
        namespaces: prefix and namespace, as far as declared where the expression stands.
    """
    try:
        return _XPathParser(namespaces=dict(namespaces)).parse(text)
    except (ElementPathError, RecursionError, ValueError, ArithmeticError):
        return None


def castable(value: str, type_: str) -> bool:
    """Whether a text can be converted to a type of XML Schema; it can be to one that isn't known here.

    Args:
        type_: the local name, such as `date`.
    """
    try:
        context = XPathContext(root=etree.Element("none"), variables={"value": UntypedAtomic(value)})
        return bool(_cast(type_).evaluate(context))
    except Exception:  # the processor decides
        return True


@cache
def _cast(type_: str) -> Any:
    return XPath31Parser(namespaces={"xs": _XS}).parse(f"$value castable as xs:{type_}")
