"""Paths as the official report prints them: `/Bericht/Clienten/Client[2]/Bsn`.

Local names in any namespace, 1-based position among the siblings of that name. A person may also write a path
that begins with `//` (anywhere), leave positions out (any of them), use `*` for a name, or narrow a step with a
predicate of XPath 1.0, in which names are local names too: `//Client[Bsn='999990019']/Naam`.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

from lxml import etree

_STEP = re.compile(
    r"(?P<axis>//?)(?P<name>\*|[^\W\d][\w.\-]*)(?P<predicates>(?:\[(?:[^\[\]'\"]|'[^']*'|\"[^\"]*\")+\])*)"
)
_PRINTED = re.compile(r"(?:/[^\W\d][\w.\-]*(?:\[[1-9][0-9]{0,8}\])?)+")
_TOKEN = re.compile(
    r"""(?P<literal>'[^']*'|"[^"]*")|(?P<function>[^\W\d][\w.\-]*\s*\()|(?P<attribute>@[\w.\-*]+)"""
    r"""|(?P<name>[^\W\d][\w.\-]*)|(?P<number>\d+(?:\.\d+)?)|(?P<other>\S)|(?P<space>\s+)"""
)
_POSITION_ZERO = re.compile(r"\[\s*0+\s*\]")
_OPERATORS = {"and", "or", "div", "mod"}


class PathError(ValueError):
    """A path that can't be read; the text says what is wrong and where."""


def select(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements of a message that a path selects, in document order.

    Raises:
        PathError: the path is not in the notation.
    """
    try:
        return list(compile_path(path)(root.getroottree()))
    except etree.XPathEvalError:
        raise PathError(f"{path!r} has a predicate that can't be worked out") from None


def find_paths(root: etree._Element, path: str) -> list[str]:
    """The nodes that a path selects, each as the report would print it; see `select`."""
    return [printed_path(element) for element in select(root, path)]


def line_of(root: etree._Element, path: str) -> int | None:
    """The line of the one node that a printed path selects, counted from 1; None when it selects none or several."""
    followed = _followed(root, path)
    try:
        found = select(root, path) if followed is None else [followed]
    except PathError:
        return None
    return found[0].sourceline if len(found) == 1 else None


def _followed(root: etree._Element, path: str) -> etree._Element | None:
    """The node that a printed path leads to step by step, which among thousands of siblings is much quicker than XPath.

    None when there isn't one, or when a step without a position leads to several.
    """
    if _PRINTED.fullmatch(path) is None:
        return None
    names = [step.partition("[")[::2] for step in path[1:].split("/")]
    nodes = [root] if names[0] == (etree.QName(root).localname, "") else []
    for name, position in names[1:]:
        if len(nodes) != 1:
            return None
        children = nodes[0].iterchildren(f"{{*}}{name}")
        first = int(position[:-1]) - 1 if position else 0
        nodes = list(islice(children, first, first + 1 if position else 2))
    return nodes[0] if len(nodes) == 1 else None


def nearby(root: etree._Element, path: str) -> list[str]:
    """Paths that do exist near one that selects nothing: what stands where the path ceases to lead on."""
    steps = [step.end() for step in _STEP.finditer(path)]
    for end in reversed(steps[:-1]):
        found = select(root, path[:end])
        if found:
            return list(
                dict.fromkeys(printed_path(child) for child in found[0] if isinstance(child.tag, str))
            )
    missing = path.rpartition("/")[2].partition("[")[0]
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    return [f"//{name}" for name in get_close_matches(missing, sorted(names), 3)]


def printed_path(element: etree._Element) -> str:
    """The path of an element as the official report prints it."""
    steps = []
    node: etree._Element | None = element
    while node is not None:
        name = etree.QName(node).localname
        before = sum(1 for _ in node.itersiblings(f"{{*}}{name}", preceding=True))
        alone = not before and next(node.itersiblings(f"{{*}}{name}"), None) is None
        steps.append(name if alone else f"{name}[{before + 1}]")
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


@lru_cache(maxsize=4096)
def compile_path(path: str) -> etree.XPath:
    """Turn a path into an XPath that ignores namespaces.

    Raises:
        PathError: the path is not in the notation.
    """
    steps = []
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise PathError(
                f"{path!r} can't be read from {path[position:]!r}: write a path as the report prints it, "
                "such as /Bericht/Clienten/Client[2]/Bsn or //Client[2]/Bsn"
            )
        if _POSITION_ZERO.search(step["predicates"]):
            raise PathError(f"{path!r} has position 0: positions count from 1")
        test = "*" if step["name"] == "*" else _by_local_name(step["name"])
        steps.append(f"{step['axis']}{test}{_predicates(step['predicates'])}")
        position = step.end()
    if not steps:
        raise PathError("the path is empty: write one such as /Bericht/Clienten/Client[2]/Bsn")
    try:
        return etree.XPath("".join(steps))
    except etree.XPathSyntaxError:
        raise PathError(f"{path!r} has a predicate that is no XPath") from None


def _by_local_name(name: str) -> str:
    return f"*[local-name()='{name}']"


def _predicates(text: str) -> str:
    """Predicates with each element name turned into a test of the local name."""
    written = []
    operand = False  # whether the last token was one, so that a name after it can only be an operator
    for token in _TOKEN.finditer(text):
        is_operator = operand and token["name"] in _OPERATORS
        written.append(_by_local_name(token["name"]) if token["name"] and not is_operator else token.group())
        if not token["space"]:
            operand = (
                not is_operator and (not token["other"] or token["other"] in ")].*") and not token["function"]
            )
    return "".join(written)
