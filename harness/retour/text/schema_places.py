"""Where in a message libxml2 found something, as the official report prints it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lxml import etree

_STEP = re.compile(r"(?P<name>[^'\[/()@]+)(?:\[(?P<number>\d+)\])?$")
_ANY = "*"


@dataclass
class _Children:
    """The children of an element by their names as they are written, and the steps that they are printed with."""

    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    elements: list[etree._Element] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


class Places:
    """The elements of one message; the children of each element are counted once, however many are asked for.

    Args:
        root: of the message; not to be changed as long as places are asked for.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._counted: dict[etree._Element, _Children] = {}

    def find(self, path: str | None) -> tuple[etree._Element, str]:
        """The element at a path of libxml2, or the last one on the way to it, and its printed path.

        libxml2 writes names with their prefixes, and `*` for one in a default namespace.
        """
        here, printed = self._root, f"/{etree.QName(self._root).localname}"
        for written in (path or "").split("/")[2:]:
            step = _STEP.match(written)
            children = self._children(here)
            like = children.by_name.get(step["name"], ()) if step is not None else ()
            number = int(step["number"] or 1) if step is not None else 0
            if not 0 < number <= len(like):
                break
            index = like[number - 1]
            here, printed = children.elements[index], f"{printed}/{children.steps[index]}"
        return here, printed

    def _children(self, parent: etree._Element) -> _Children:
        if parent not in self._counted:
            self._counted[parent] = _counted(parent)
        return self._counted[parent]


def _counted(parent: etree._Element) -> _Children:
    children = _Children()
    children.elements = list(parent.iterchildren(etree.Element))
    names = [etree.QName(child).localname for child in children.elements]
    twins, seen = Counter(names), Counter[str]()
    for index, (child, name) in enumerate(zip(children.elements, names, strict=True)):
        seen[name] += 1
        children.steps.append(f"{name}[{seen[name]}]" if twins[name] > 1 else name)
        children.by_name[f"{child.prefix}:{name}" if child.prefix else name].append(index)
        children.by_name[_ANY].append(index)
    return children
