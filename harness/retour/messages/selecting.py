"""Paths as people write them in `at` and in edits: a printed path, or one that leaves things open.

It may begin with `//` (anywhere), leave positions out (any of them), use `*` for a name, narrow a step with predicates of XPath
1.0, in which names are local names too (`//Client[Bsn='999990019']/Naam`), and end in an attribute (`//Client/@soort`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from retour.text.limits import MAX_PATH, MAX_STEPS
from retour.text.nearest import did_you_mean, nearest
from retour.text.paths import NAME, MessageNode, NodePaths, printed_path

_STEP = re.compile(
    rf"(?P<axis>//?)(?P<at>@?)(?P<name>\*|{NAME})(?P<predicates>(?:\[(?:[^\[\]'\"]|'[^']*'|\"[^\"]*\")+\])*)"
)
_PREDICATE = re.compile(r"\[((?:[^\[\]'\"]|'[^']*'|\"[^\"]*\")+)\]")
_TOKEN = re.compile(
    rf"""(?P<literal>'[^']*'|"[^"]*")|(?P<axis>[\w-]+\s*::)|(?P<variable>\$\s*[\w.:-]*)"""
    rf"""|(?P<function>{NAME}(?::{NAME})?)\s*\(|(?P<attribute>@(?:\*|{NAME}))|(?P<prefixed>{NAME}:(?:\*|{NAME}))"""
    rf"""|(?P<name>{NAME})|(?P<number>\d+(?:\.\d+)?)|(?P<other>\S)|(?P<space>\s+)"""
)
_AND_OR = re.compile(r"^(?:and|or)\b")
_OPERATORS = {"and", "or", "div", "mod"}
_NODE_TESTS = {"comment", "node", "processing-instruction", "text"}
_FUNCTIONS = {
    "boolean",
    "ceiling",
    "concat",
    "contains",
    "count",
    "false",
    "floor",
    "last",
    "local-name",
    "name",
    "namespace-uri",
    "normalize-space",
    "not",
    "number",
    "position",
    "round",
    "starts-with",
    "string",
    "string-length",
    "substring",
    "substring-after",
    "substring-before",
    "sum",
    "translate",
    "true",
}
_INSTEAD = {
    "data": "leave data() out",
    "empty": "write not(Name)",
    "ends-with": "write contains(Name, 'text')",
    "exists": "write the name alone",
    "lower-case": "write translate(Name, 'ABC', 'abc') with the letters in question",
    "matches": "write contains(Name, 'text') or starts-with(Name, 'text')",
    "upper-case": "write translate(Name, 'abc', 'ABC') with the letters in question",
}
_COMPARISONS = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_EXAMPLE = "write a path as the report prints it, such as /Bericht/Clienten/Client[2]/Bsn or //Client[2]/Bsn"
_NOWHERE = etree.Element("nowhere")


class PathError(ValueError):
    """A path that can't be read; the text says what is wrong and where."""


def select(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements of a message that a path selects, in document order.

    Raises:
        PathError: the path is not in the notation, or selects attributes.
    """
    nodes = select_nodes(root, path)
    if any(node.attribute is not None for node in nodes):
        raise PathError(f"{path!r} selects an attribute, where an element is meant")
    return [node.element for node in nodes]


def select_nodes(root: etree._Element, path: str) -> list[MessageNode]:
    """The elements, or the attributes, of a message that a path selects, in document order.

    Raises:
        PathError: the path is not in the notation.
    """
    try:
        found = compile_path(path)(root.getroottree())
    except etree.XPathError:  # beyond what libxml2 wants to spend on it
        raise PathError(f"{path!r} can't be worked out on this message: write a simpler path") from None
    return [_node(each) for each in found]


def find_paths(root: etree._Element, path: str) -> list[str]:
    """The printed paths of the nodes that a path selects; see `select_nodes`."""
    paths = NodePaths(root)
    return [paths.printed(node.element, node.attribute) for node in select_nodes(root, path)]


def nearby(root: etree._Element, path: str) -> list[str]:
    """Paths that do exist near one that selects nothing: what stands where the path ceases to lead on."""
    steps = list(_STEP.finditer(path))
    for step in reversed(steps[:-1]):
        found = select_nodes(root, path[: step.end()])
        if found and steps[-1]["at"]:
            return [f"@{etree.QName(name).localname}" for name in found[0].element.attrib]
        if found:
            return list(dict.fromkeys(map(printed_path, found[0].element.iterchildren(etree.Element))))
    missing = steps[-1]["name"]
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    return [f"//{name}" for name in nearest(missing, names, 3)]


@lru_cache(maxsize=4096)
def compile_path(path: str) -> etree.XPath:
    """Turn a path into an XPath that ignores namespaces.

    Raises:
        PathError: the path is not in the notation.
    """
    if len(path) > MAX_PATH:
        raise PathError(
            f"the path {path[:40]!r}… has {len(path):,} characters; at most {MAX_PATH:,} are read"
        )
    steps = list(_steps(path))
    if not steps:
        raise PathError("the path is empty: write one such as /Bericht/Clienten/Client[2]/Bsn")
    if len(steps) > MAX_STEPS:
        raise PathError(f"the path {path[:40]!r}… has {len(steps)} steps; at most {MAX_STEPS} are read")
    return etree.XPath("".join(steps))


def _steps(path: str) -> Iterator[str]:
    """The steps of a path as those of an XPath."""
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None or (step["at"] and step.end() < len(path)):
            raise PathError(f"{path!r} can't be read from {path[position:]!r}: {_EXAMPLE}")
        if path[step.end() : step.end() + 1] == ":" and step["name"] != "*":
            raise PathError(
                f"{path!r} can't be read from {path[step.end() :]!r}: write names without a prefix"
            )
        predicates = [_predicate(path, each[1]) for each in _PREDICATE.finditer(step["predicates"])]
        yield f"{step['axis']}{step['at']}{_by_local_name(step['name'])}{''.join(predicates)}"
        position = step.end()


def _by_local_name(name: str) -> str:
    return "*" if name == "*" else f"*[local-name()='{name}']"


def _predicate(path: str, text: str) -> str:
    """A predicate with each name turned into a test of the local name.

    Raises:
        PathError: it is no XPath 1.0, or asks for what isn't there.
    """
    if text.strip().isdigit():
        if not int(text):
            raise PathError(f"{path!r} has position 0: positions count from 1")
        return f"[{text}]"
    written, eager = [], []
    operand = False  # whether the last token was one, so that a name after it can only be an operator
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        is_operator = operand and kind == "name" and token["name"] in _OPERATORS
        part = token.group() if is_operator else _translated(path, token, operand=operand)
        written.append(part)
        eager.append(_AND_OR.sub("=", part) if operand else part)
        if kind != "space":
            operand = not is_operator and kind != "function" and (kind != "other" or part in ")].*")
    _refuse_unusable(path, text, "".join(eager))
    return f"[{''.join(written)}]"


def _translated(path: str, token: re.Match[str], *, operand: bool) -> str:
    """A part of a predicate as that of an XPath."""
    if token["axis"]:
        raise PathError(f"{path!r} names an axis, {token['axis']!r}: only /, // and @ are known here")
    if token["variable"]:
        raise PathError(f"{path!r} has a variable, {token['variable']!r}: write its value")
    if token["prefixed"]:
        raise PathError(f"{path!r} has a prefix in {token['prefixed']!r}: write names without a prefix")
    if token["function"]:
        return _function(path, token)
    if token["attribute"]:
        return "@" + _by_local_name(token["attribute"][1:])
    if token["name"]:
        if operand and token["name"] in _COMPARISONS:
            instead = _COMPARISONS[token["name"]]
            raise PathError(f"{path!r} has {token['name']!r}, which isn't XPath 1.0: write {instead}")
        return _by_local_name(token["name"])
    return token.group()


def _function(path: str, token: re.Match[str]) -> str:
    name = token["function"]
    if name in _FUNCTIONS or name in _NODE_TESTS or name in _OPERATORS:
        return token.group()
    instead = _INSTEAD.get(name.rpartition(":")[2])
    hint = f"; {instead}" if instead else did_you_mean(name, _FUNCTIONS, show="{}()".format)
    raise PathError(f"{path!r} calls {name}(), which isn't XPath 1.0{hint}")


def _refuse_unusable(path: str, text: str, eager: str) -> None:
    """Refuse a predicate that can't be worked out on any node.

    Args:
        eager: it, with `=` for `and` and `or`: so all of it is worked out, whatever the node.
    """
    try:
        etree.XPath(f"self::node()[{eager}]")(_NOWHERE)
    except etree.XPathError as error:
        reason = str(error).partition("\n")[0]
        raise PathError(f"{path!r} has a predicate that is no XPath 1.0, [{text}]: {reason}") from None


def _node(found: object) -> MessageNode:
    if isinstance(found, etree._Element):
        return MessageNode(found)
    assert isinstance(found, etree._ElementUnicodeResult)
    return MessageNode(found.getparent(), etree.QName(found.attrname).localname)
