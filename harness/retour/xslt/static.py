"""What a processor evaluates while it compiles a stylesheet: it may open nothing, and ask for nothing outside the rule set.

A rule set is somebody else's program, and the lock-down of an engine holds only from when it has compiled. So static
variables and parameters, `use-when` and shadow attributes (`_select`, `_name`, …) may use what is listed here, and nothing
else: a list of what is forbidden would miss a spelling. Source of what is static: XSLT 3.0, 3.13.1, 9.5 and 9.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.xslt.expressions import template_parts
from retour.xslt.names import XSL, declared_prefixes, is_xsl
from retour.xslt.xpath import Expression, Node, parse_xpath

_FN = "http://www.w3.org/2005/xpath-functions"
_XS = "http://www.w3.org/2001/XMLSchema"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_FUNCTIONS = frozenset(
    [
        "abs",
        "boolean",
        "ceiling",
        "codepoints-to-string",
        "compare",
        "concat",
        "contains",
        "count",
        "distinct-values",
        "element-available",
        "empty",
        "encode-for-uri",
        "ends-with",
        "exactly-one",
        "exists",
        "false",
        "floor",
        "function-available",
        "head",
        "index-of",
        "last",
        "lower-case",
        "matches",
        "max",
        "min",
        "normalize-space",
        "normalize-unicode",
        "not",
        "number",
        "one-or-more",
        "position",
        "replace",
        "reverse",
        "round",
        "round-half-to-even",
        "starts-with",
        "string",
        "string-join",
        "string-length",
        "string-to-codepoints",
        "subsequence",
        "substring",
        "substring-after",
        "substring-before",
        "sum",
        "system-property",
        "tail",
        "tokenize",
        "translate",
        "true",
        "type-available",
        "upper-case",
        "zero-or-one",
    ]
)
_PROPERTIES = frozenset(
    [
        "is-schema-aware",
        "product-name",
        "product-version",
        "supports-backwards-compatibility",
        "supports-dynamic-evaluation",
        "supports-higher-order-functions",
        "supports-namespace-axis",
        "supports-serialization",
        "supports-streaming",
        "vendor",
        "vendor-url",
        "version",
        "xpath-version",
        "xsd-version",
    ]
)
_OPERATORS = frozenset(
    [
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "+",
        "-",
        "*",
        "div",
        "idiv",
        "mod",
        "and",
        "or",
        "||",
        ",",
        "to",
        "!",
        "=>",
        "cast",
        "castable",
        "instance",
        "treat",
        "if",
        "for",
        "let",
        "some",
        "every",
    ]
)
_TYPED = ("cast", "castable", "instance", "treat")
_LITERALS = frozenset({"(string)", "(integer)", "(decimal)", "(float)"})
_BUILT = {
    "array": "an array",
    "inline function": "a function of its own",
    "map": "a map",
    "partial function": "a function with arguments left open",
}
_UNCLEAR = re.compile(rf"\(:|Q\{{(?!\s*(?:{re.escape(_FN)}|{re.escape(_XS)}|{re.escape(XSL)})\s*\}})")
"""What two parsers might read differently: comments, and names with a namespace that this module has no use for."""

_NEVER_STATIC = {"no", "false", "0"}
_DECIDING = {"static", "use-when"}
"""Attributes that may not be worked out: what they say decides what is evaluated."""

_OPENING = {
    "import-schema": "imports a schema (xsl:import-schema)",
    "package": "is a package (xsl:package)",
    "use-package": "uses a package (xsl:use-package)",
}
_SUSPECTS = etree.XPath(
    "//*[@xml:base or @xsl:*] | //xsl:import-schema | //xsl:package | //xsl:use-package"
    " | //xsl:*[@use-when or @static or @parameter-document or @*[starts-with(local-name(), '_')]]",
    namespaces={"xsl": XSL},
)

_MAY_USE = (
    "what is evaluated while a rule set is compiled may use only literals, operators, static variables, "
    "and functions on texts, numbers and booleans"
)


def is_static(element: etree._Element) -> bool:
    """Whether a variable or parameter gets its value while the stylesheet is compiled."""
    return any(element.get(name, "no").strip() not in _NEVER_STATIC for name in ("static", "_static"))


def refuse_opening(root: etree._Element, name: str) -> None:
    """Refuse a stylesheet with which a processor would open more, while it compiles, than the links show.

    Args:
        name: how to call the stylesheet towards the user.

    Raises:
        RuleSetError: something in it could, or can't be read so that one would know.
    """
    for element in _SUSPECTS(root):
        for reason in _reasons(element):
            raise RuleSetError(reason, Place(name, element.sourceline))


def _reasons(element: etree._Element) -> Iterator[str]:
    """What an element could open, in sentences without their subject."""
    if _XML_BASE in element.attrib:
        yield "has xml:base, which would send its links elsewhere"
    namespaces = {f"{{{XSL}}}"}
    if str(element.tag).startswith(f"{{{XSL}}}"):
        namespaces.add("")
        opening = _OPENING.get(etree.QName(element).localname)
        if opening is not None:
            yield f"{opening}, which a rule set may not"
        if is_xsl(element, "output") and "parameter-document" in _plain_names(element):
            yield "reads a file of settings (parameter-document), which a rule set may not"
    for key, value in element.attrib.items():
        namespace, brace, name = key.rpartition("}")
        if namespace + brace in namespaces:
            yield from _of_attribute(element, name, value)


def _plain_names(element: etree._Element) -> set[str]:
    return {str(name).removeprefix("_") for name in element.attrib}


def _of_attribute(element: etree._Element, name: str, value: str) -> Iterator[str]:
    """What an attribute could open; with an underscore before its name it is worked out first."""
    plain = name.removeprefix("_")
    is_evaluated = plain == "use-when" or (plain == "select" and is_static(element))
    if name == plain:
        if is_evaluated:
            yield from _of_expression(value, element, name)
    elif plain == "href":
        yield "has _href, which would send its links elsewhere"
    elif not _is_worked_out(value):
        if is_evaluated:
            yield from _of_expression(value.replace("{{", "{").replace("}}", "}"), element, name)
    elif is_evaluated or plain in _DECIDING:
        yield f"works out {plain} while it is compiled ({name}), so what it will say can't be read: write {plain} itself"
    else:
        for part in _worked_out(value):
            yield from _of_expression(part, element, name)


def _is_worked_out(value: str) -> bool:
    """Whether an attribute value template has expressions in it."""
    return "{" in value.replace("{{", "")


def _worked_out(value: str) -> Iterator[str]:
    """The expressions in an attribute value template; where the braces don't fit, a text that is none."""
    return (value[start:end] for start, end in template_parts(value))


def _of_expression(text: str, element: etree._Element, attribute: str) -> Iterator[str]:
    """What a static expression uses that isn't on the list."""
    prefixes = declared_prefixes(element)
    expression = None if _UNCLEAR.search(text) else parse_xpath(text, prefixes)
    if expression is None:
        yield f"has a static expression in {attribute} that can't be read: {_MAY_USE}"
        return
    for node, above in expression.walk():
        used = _foreign_part(expression, node, above, prefixes)
        if used is not None:
            yield f"uses {used} in {attribute}: {_MAY_USE}"
            return


def _foreign_part(
    expression: Expression, node: Node, above: tuple[Node, ...], prefixes: dict[str, str]
) -> str | None:
    """A part as people call it, unless it is one that the list names."""
    parent = above[-1] if above else None
    if node.label in _BUILT:
        return _BUILT[node.label]
    written = " ".join(expression.of(node).split())
    if node.label in ("function", "constructor function"):
        return _foreign_function(node, parent, prefixes)
    if node.symbol == "$":
        return None
    if (
        node.symbol == "(name)"
    ):  # of a variable or a type; without context a name of an element selects nothing
        return None if parent is not None and parent.symbol in ("$", ":", *_TYPED) else written
    if node.symbol in ("(", "["):
        is_call = node.symbol == "(" and len(node.parts) > 1
        return "a call of a function that isn't named" if is_call else None
    if node.symbol in (":", "Q{", ".") or node.symbol in _LITERALS:
        return None
    return None if node.symbol in _OPERATORS else written


def _foreign_function(node: Node, parent: Node | None, prefixes: dict[str, str]) -> str | None:
    """A function as people call it, unless it is on the list; in which namespace tells the part that it stands in."""
    namespace = _FN
    if parent is not None and parent.symbol in (":", "Q{") and parent.parts[-1] is node:
        first = str(parent.parts[0].value)
        namespace = first.strip() if parent.symbol == "Q{" else prefixes.get(first, "")
    if namespace == _XS:  # a conversion to a type
        return None
    if namespace != _FN or node.symbol not in _FUNCTIONS:
        return f"{node.symbol}()"
    if node.symbol == "system-property" and not _is_harmless_property(node, prefixes):
        return "system-property() of more than a property of XSLT"
    return None


def _is_harmless_property(call: Node, prefixes: dict[str, str]) -> bool:
    """Whether the argument is the written name of a property that tells of the processor only."""
    if len(call.parts) != 1 or call.parts[0].symbol != "(string)":
        return False
    name = str(call.parts[0].value).strip()
    if name.startswith(f"Q{{{XSL}}}"):
        return name.removeprefix(f"Q{{{XSL}}}") in _PROPERTIES
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix) == XSL and local in _PROPERTIES
