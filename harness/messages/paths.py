"""Paths as the official report prints them: `/Bericht/Clienten/Client[2]/Bsn`.

Local names in any namespace, 1-based position among the siblings of that name. A person may also write a path
that begins with `//` (anywhere), leave positions out (any of them), or use `*` for a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

_STEP = re.compile(r"(?P<axis>//?)(?P<name>\*|[^\W\d][\w.\-]*)(?:\[(?P<position>[1-9]\d*)\])?")


class PathError(ValueError):
    """A path that can't be read; the text says what is wrong and where."""


def find_paths(root: etree._Element, path: str) -> list[str]:
    """The nodes of a message that a path selects, each as the report would print it, in document order.

    Raises:
        PathError: the path is not in the notation.
    """
    found = compile_path(path)(root.getroottree())
    return [printed_path(element) for element in found]


def line_of(root: etree._Element, path: str) -> int | None:
    """The line of the one node that a printed path selects, counted from 1; None when it selects none or several."""
    try:
        found = compile_path(path)(root.getroottree())
    except PathError:
        return None
    return found[0].sourceline if len(found) == 1 else None


def printed_path(element: etree._Element) -> str:
    """The path of an element as the official report prints it."""
    steps = []
    node: etree._Element | None = element
    while node is not None:
        name = etree.QName(node).localname
        parent = node.getparent()
        twins = [] if parent is None else [child for child in parent if _local_name(child) == name]
        steps.append(f"{name}[{twins.index(node) + 1}]" if len(twins) > 1 else name)
        node = parent
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
        test = "*" if step["name"] == "*" else f"*[local-name()='{step['name']}']"
        place = f"[{step['position']}]" if step["position"] else ""
        steps.append(f"{step['axis']}{test}{place}")
        position = step.end()
    if not steps:
        raise PathError("the path is empty: write one such as /Bericht/Clienten/Client[2]/Bsn")
    return etree.XPath("".join(steps))


def _local_name(node: etree._Element) -> str | None:
    return etree.QName(node).localname if isinstance(node.tag, str) else None
