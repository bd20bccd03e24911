"""Printed paths: how a node of a message is written for people, as the official report does: `/Bericht/Clienten/Client[2]/Bsn`.

Local names, whatever the namespace; a position, counted from 1, only where the element has siblings of its name; an attribute as
`@name` at the end. Rule sets and libraries write paths in other forms. Those are read here as well, and lead to the same nodes:

- `path()` of XPath 3: `/Q{urn:m}Bericht[1]/Q{urn:m}Header[1]`; Clark names: `/{urn:m}Bericht`;
- Schematron: `/*:Bericht[namespace-uri()='urn:m'][1]`, `/*[local-name()='Bericht' and namespace-uri()='urn:m'][1]`;
- prefixes, `/m:Bericht[1]`, of the message where it has them, else of the stylesheet;
- libxml2: `/*/*[2]/b:Naam`;
- positions where there are no siblings, or none where only one way leads on; `text()` and the like, for the element around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

NAME = r"[^\W\d][\w.\-]*"
"""A name without a prefix, as a pattern."""

MAX_LENGTH = 20_000
"""Longer paths lead to no node."""

_SHORT = 500
"""Characters of paths whose steps are kept."""

_ANY = "*"
_STEP = re.compile(
    rf"""(?P<axis>//?)(?:child::|(?P<attribute>@|attribute::))?
    (?:(?P<within>(?:text|node|comment|processing-instruction)\([^()\[\]]*\))
    |(?:Q?\{{(?P<namespace>[^{{}}]*)\}}|(?P<prefix>\*|{NAME}):)?(?P<name>\*|{NAME}))
    (?P<predicates>(?:\[(?:[^\[\]'"]|'[^']*'|"[^"]*")*\])*)""",
    re.VERBOSE,
)
_TEST = r"""(?:local-name|namespace-uri|name)\(\s*\.?\s*\)\s*=\s*(?:'[^']*'|"[^"]*")"""
_PREDICATES = re.compile(
    rf"""(?P<tests>(?:\[\s*{_TEST}(?:\s+and\s+{_TEST})*\s*\])*)
    (?:\[\s*(?:position\(\)\s*=\s*)?(?P<position>\d{{1,9}})\s*\])?""",
    re.VERBOSE,
)
_ONE_TEST = re.compile(r"(?P<function>[a-z-]+)\([^)]*\)\s*=\s*(?P<quote>['\"])(?P<value>.*?)(?P=quote)")


@dataclass(frozen=True, slots=True)
class MessageNode:
    """A node of a message that a path can lead to: an element, or with a local name one of its attributes."""

    element: etree._Element
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class _Test:
    """What a step asks of a node; None asks nothing, and the prefix "" that there is none."""

    name: str | None = None
    namespace: str | None = None
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    test: _Test
    position: int | None = None
    anywhere: bool = False
    is_attribute: bool = False
    is_within: bool = False


class NodePaths:
    """The paths of one message's nodes. The children of each element are looked at once, however many paths are asked for.

    Args:
        root: of the message; not to be changed as long as paths are asked for.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._numbered: dict[etree._Element, dict[etree._Element, str]] = {}
        self._alike: dict[tuple[etree._Element, _Test], Sequence[etree._Element]] = {}
        self._by_step: dict[etree._Element, dict[str, etree._Element]] = {}

    def printed(self, element: etree._Element, attribute: str | None = None) -> str:
        """The printed path of an element, or of the attribute of it that has this local name."""
        steps = [] if attribute is None else [f"@{attribute}"]
        while (parent := element.getparent()) is not None:
            steps.append(self._steps(parent)[element])
            element = parent
        steps.append(etree.QName(element).localname)
        return "/" + "/".join(reversed(steps))

    def element_at(self, path: str) -> etree._Element | None:
        """The element to which a printed path leads; None for a path in another form, and for that of an attribute."""
        before, _, inner = path.partition("/")
        root, *steps = inner.split("/")
        if before or root != etree.QName(self._root).localname:
            return None
        element: etree._Element | None = self._root
        for step in steps:
            if element is None:
                break
            element = self._children_by_step(element).get(step)
        return element

    def find(self, path: str) -> MessageNode | None:
        """The one node to which a path leads, in whatever form it is written; None where it leads to none or to several."""
        if (element := self.element_at(path)) is not None:
            return MessageNode(element)
        steps = _steps_of(path)
        if not steps or steps[0].is_within or steps[0].is_attribute:
            return None
        found = self._first(steps[0])
        for number, step in enumerate(steps[1:], 2):
            if step.is_attribute:
                return _one(self._attributes(found, step.test)) if number == len(steps) else None
            if not step.is_within:
                found = [node for parent in found for node in self._children(parent, step)]
        return _one([MessageNode(element) for element in found])

    def find_as_far(self, path: str | None) -> etree._Element:
        """The element at a path of libxml2, or the last one on the way to it; the root where there is none.

        libxml2 writes `*` for a name in a default namespace, and a position only where it isn't 1.
        """
        here = self._root
        for step in (_steps_of(path or "") or ())[1:]:
            lexical = replace(step.test, prefix=step.test.prefix or "") if step.test.name else step.test
            next_ones = self._children(here, _Step(lexical, step.position or 1))
            if step.is_attribute or step.is_within or not next_ones:
                break
            here = next_ones[0]
        return here

    def _first(self, step: _Step) -> Sequence[etree._Element]:
        if not step.anywhere:
            return [self._root] if _fits(self._root, step.test) and step.position in (None, 1) else []
        elements = self._root.iter(f"{{*}}{step.test.name or _ANY}")
        return [element for element in elements if _fits(element, step.test) and self._is_at(element, step)]

    def _is_at(self, element: etree._Element, step: _Step) -> bool:
        """Whether an element has the position of a step among those like it."""
        if step.position is None:
            return True
        parent = element.getparent()
        return step.position == 1 if parent is None else element in self._children(parent, step)

    def _children(self, parent: etree._Element, step: _Step) -> Sequence[etree._Element]:
        alike = self._like(parent, step.test)
        return alike if step.position is None else alike[max(0, step.position - 1) : step.position]

    def _like(self, parent: etree._Element, test: _Test) -> Sequence[etree._Element]:
        """The children for which a test holds."""
        key = (parent, test)
        if key not in self._alike:
            named = [
                child for child in parent.iterchildren(f"{{*}}{test.name or _ANY}") if _fits(child, test)
            ]
            prefixed = [child for child in named if (child.prefix or "") == test.prefix]
            # A prefix that the message doesn't have here is one of the stylesheet, and says nothing.
            self._alike[key] = prefixed if prefixed or test.prefix == "" else named
        return self._alike[key]

    def _attributes(self, elements: Iterable[etree._Element], test: _Test) -> list[MessageNode]:
        return [
            MessageNode(element, name.localname)
            for element in elements
            for name in map(etree.QName, element.attrib)
            if test.name in (None, name.localname)
            and test.namespace in (None, name.namespace or "")
            and (test.prefix is None or element.nsmap.get(test.prefix) in (None, name.namespace))
        ]

    def _children_by_step(self, parent: etree._Element) -> dict[str, etree._Element]:
        """The children of an element, each by how it is printed."""
        if parent not in self._by_step:
            self._by_step[parent] = {step: child for child, step in _numbered(_elements_in(parent))}
        return self._by_step[parent]

    def _steps(self, parent: etree._Element) -> dict[etree._Element, str]:
        """How the children of an element are printed."""
        if parent not in self._numbered:
            self._numbered[parent] = dict(_numbered(_elements_in(parent)))
        return self._numbered[parent]


def printed_path(element: etree._Element) -> str:
    """The printed path of one element; of several in one message `NodePaths` is quicker."""
    return NodePaths(element).printed(element)


def names_in(path: str) -> list[str]:
    """The names of a printed path, its positions left out."""
    return [step.partition("[")[0] for step in path.split("/")[1:]]


def paths_above(path: str) -> Iterator[str]:
    """A printed path, and those of the elements around its node, from the inside out."""
    while path:
        yield path
        path = path_around(path)


def path_around(path: str) -> str:
    """The printed path of the element around a node; empty for the root."""
    return path.rpartition("/")[0]


def _elements_in(parent: etree._Element) -> list[etree._Element]:
    return list(parent.iterchildren(etree.Element))


def _numbered(children: Sequence[etree._Element]) -> Iterator[tuple[etree._Element, str]]:
    names = [etree.QName(child).localname for child in children]
    twins, seen = Counter(names), Counter[str]()
    for child, name in zip(children, names, strict=True):
        seen[name] += 1
        yield child, f"{name}[{seen[name]}]" if twins[name] > 1 else name


def _fits(element: etree._Element, test: _Test) -> bool:
    name = etree.QName(element)
    return test.name in (None, name.localname) and test.namespace in (None, name.namespace or "")


def _one(nodes: Sequence[MessageNode]) -> MessageNode | None:
    return nodes[0] if len(nodes) == 1 else None


def _steps_of(path: str) -> tuple[_Step, ...] | None:
    """The steps of a path in any of the forms; None where it is in none of them."""
    return _known_steps(path) if len(path) <= _SHORT else _read_steps(path)


def _read_steps(path: str) -> tuple[_Step, ...] | None:
    steps: list[_Step] = []
    position = 0
    while position < len(path) <= MAX_LENGTH:
        found = _STEP.match(path, position)
        step = None if found is None else _step_of(found)
        if found is None or step is None or (step.anywhere and steps):
            return None
        steps.append(step)
        position = found.end()
    return tuple(steps) or None


_known_steps = lru_cache(maxsize=2048)(_read_steps)
"""The same rules write the same paths in many reports."""


def _step_of(found: re.Match[str]) -> _Step | None:
    predicates = _PREDICATES.fullmatch(found["predicates"])
    if predicates is None:
        return None
    test: _Test | None = _Test(
        None if found["name"] == _ANY else found["name"],
        found["namespace"],
        None if found["prefix"] == _ANY else found["prefix"],
    )
    for each in _ONE_TEST.finditer(predicates["tests"]):
        test = test and _narrowed(test, each["function"], each["value"])
    if test is None:
        return None
    return _Step(
        test,
        None if predicates["position"] is None else int(predicates["position"]),
        anywhere=found["axis"] == "//",
        is_attribute=found["attribute"] is not None,
        is_within=found["within"] is not None,
    )


def _narrowed(test: _Test, function: str, value: str) -> _Test | None:
    """A test with one more thing asked of the node; None where that contradicts it."""
    if function == "namespace-uri":
        return replace(test, namespace=value) if test.namespace in (None, value) else None
    prefix, _, name = value.rpartition(":")
    if test.name not in (None, name):
        return None
    return replace(test, name=name, prefix=(prefix or None) if function == "name" else test.prefix)
