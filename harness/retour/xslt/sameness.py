"""Expressions and patterns that only are written otherwise: the same by the grammar of XPath, whatever the message.

Source: XPath 3.1, 3.3.5 (abbreviations), 3.3.1 (path operators), 3.1.3 (parentheses). What is compared are forms: two
expressions with one form give the same result; two with different forms may do so too.
"""

from __future__ import annotations

from collections.abc import Mapping

from retour.xslt.xpath import Expression, Node

Form = tuple[object, ...]
"""An expression without what makes no difference."""

_HERE: Form = (".",)
_THIS_NODE: Form = ("self::node()",)
"""The same as `.` where it is a step of a path; elsewhere `.` may be no node."""

_SELECTING = {
    "name",
    "symbol",
    "wildcard symbol",
    "expanded name",
    "kind test",
    "axis",
    "attribute reference",
}


def form(expression: Expression, prefixes: Mapping[str, str], default: str = "") -> Form:
    """The form of an expression or pattern.

    Args:
        prefixes: prefix → namespace.
        default: the namespace of elements' names without prefix.
    """
    return _form(expression.root, None, prefixes, default)


def _form(node: Node, parent: Node | None, prefixes: Mapping[str, str], default: str) -> Form:
    parts = tuple(_form(part, node, prefixes, default) for part in node.parts)
    if node.symbol == ":" and node.parts and node.parts[0].symbol == "(name)":
        uri = prefixes.get(str(node.parts[0].value), str(node.parts[0].value))
        return ("named", uri, *_local(node.parts[1], parts[1]))
    if node.symbol == "Q{":
        return ("named", str(node.parts[0].value).strip(), *_local(node.parts[1], parts[1]))
    if node.symbol == "(name)" and (
        parent is None or parent.symbol not in ("$", "@", "attribute", ":", "Q{")
    ):
        return ("named", default, str(node.value))
    if node.symbol == "(" and len(parts) == 1 and not _binds(parent):
        return parts[0]
    if node.label == "axis" and len(parts) == 1:
        return _of_axis(node, parts[0])
    if node.symbol == "/" and len(parts) == 2:
        return _of_path(node, parts)
    if node.symbol == "." and not parts:
        return _HERE
    return (node.symbol, node.label, str(node.value) if not parts else None, *parts)


def _binds(parent: Node | None) -> bool:
    """Whether parentheses make a difference in a part: before a predicate, or as the arguments of a call."""
    if parent is None:
        return False
    return parent.symbol in ("[", "=>", "!") or (parent.symbol == "(" and len(parent.parts) > 1)


def _local(node: Node, form: Form) -> Form:
    return (str(node.value),) if node.symbol in ("(name)", "*") else form


def _of_axis(node: Node, test: Form) -> Form:
    any_node = test[:2] == ("node", "kind test")
    if node.symbol == "child" and node.parts[0].symbol != "attribute":
        return test
    if node.symbol == "self" and any_node:
        return _THIS_NODE
    if node.symbol == "parent" and any_node:
        return ("..", "shortcut expression", "..")
    if node.symbol == "attribute":
        return ("@", "attribute reference", None, test)
    return (node.symbol, "axis", None, test)


def _of_path(node: Node, parts: tuple[Form, ...]) -> Form:
    first, second = parts
    if first in (_HERE, _THIS_NODE) and _selects(node.parts[1]):
        return second
    if second in (_HERE, _THIS_NODE) and _selects(node.parts[0]):
        return first
    return ("/", "operator", None, first, second)


def _selects(node: Node) -> bool:
    """Whether a part of a path can only give nodes, and asks for no position but in predicates of its own."""
    if node.symbol in ("[", "/", "//"):
        return bool(node.parts) and _selects(node.parts[0])
    return node.symbol == ".." or (node.label in _SELECTING and not _is_call(node))


def _is_call(node: Node) -> bool:
    """Whether a name with a namespace is that of a function."""
    return node.symbol in (":", "Q{") and node.parts[-1].label not in ("name", "wildcard symbol")
