"""Schemas × hints × seed → messages."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random

from lxml import etree

from retour.errors import GeneratingError
from retour.generating.mining import Hints
from retour.generating.schemas import Element, Group, Particle, SchemaFolder
from retour.generating.simple_types import SimpleType
from retour.generating.values import Values

_ROOM = (40, 120, 300)
"""Elements after which a message takes no more than it must have; one of these for each message."""

_DENSITIES = (0.1, 0.5, 0.9)
"""How likely something optional is there; one of these for each message."""

_DEEPEST = 40


def generate_messages(
    schemas: SchemaFolder, namespace: str, hints: Hints, seed: str, number: int
) -> Iterator[bytes]:
    """Valid messages of one type, as files; the same arguments give the same.

    Args:
        namespace: of the messages.
        hints: what rules compare elements with.

    Raises:
        GeneratingError: no schema declares a Bericht in that namespace, or its schema can't be followed.
    """
    root = schemas.root(namespace)
    if root is None:
        raise GeneratingError(f"no schema declares a Bericht in namespace {namespace}")
    for each in range(number):
        yield _Writer(schemas, hints, Random(f"{seed}/{namespace}/{each}")).message(root)


class _Writer:
    """Writes one message."""

    def __init__(self, schemas: SchemaFolder, hints: Hints, random: Random) -> None:
        self._schemas = schemas
        self._hints = hints
        self._random = random
        self._values = Values(hints, random)
        self._room = random.choice(_ROOM)
        self._density = random.choice(_DENSITIES)

    def message(self, root: Element) -> bytes:
        first, *others = self._schemas.namespaces(root.name[0])
        prefixes = {"m": first} | {f"b{number or ''}": uri for number, uri in enumerate(others)}
        written = etree.Element(_tag(root), nsmap=prefixes)
        self._fill(written, root, 0)
        text: bytes = etree.tostring(written, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return text.replace(b"\n", b"\r\n")  # the line ends that the standards ask for

    def _fill(self, written: etree._Element, element: Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise GeneratingError(f"{element.name[1]} lies more than {_DEEPEST} levels deep")
        self._room -= 1
        content = self._schemas.content(element)
        if isinstance(content, SimpleType):
            written.text = self._values.text(content, element.name[1])
        else:
            self._add(written, content, depth)

    def _add(self, parent: etree._Element, particle: Particle, depth: int) -> None:
        """Add a particle to an element, as often as it comes."""
        previous: etree._Element | None = None
        for _ in range(self._times(particle.least, particle.most)):
            if isinstance(particle, Group):
                parts = particle.parts
                if particle.kind == "choice" and parts:
                    parts = (self._random.choice(parts),)
                for part in parts:
                    self._add(parent, part, depth)
            elif previous is not None and self._random.random() < 0.4:
                parent.append(self._almost_the_same(previous, particle))
            else:
                previous = etree.SubElement(parent, _tag(particle))
                self._fill(previous, particle, depth + 1)

    def _times(self, least: int, most: int | None) -> int:
        if self._room <= 0:
            return least
        if most is None or most > 1:
            more = self._random.choice((0, 0, 0, 1, 1, 2))
            wanted = max(least, 1 if self._random.random() < self._density else 0) + more
            return max(least, wanted if most is None else min(wanted, most))
        return 1 if least or self._random.random() < self._density else 0

    def _almost_the_same(self, previous: etree._Element, element: Element) -> etree._Element:
        """A copy, for keys that come twice; often with one text that is another, of an element that rules mention."""
        copy = deepcopy(previous)
        leaves = list(self._leaves(copy, element))
        if leaves and self._random.random() < 0.7:
            mentioned = [each for each in leaves if etree.QName(each[0]).localname in self._hints.values]
            leaf, type_ = self._random.choice(mentioned or leaves)
            leaf.text = self._values.text(type_, etree.QName(leaf).localname)
        self._room -= sum(1 for _ in copy.iter())
        return copy

    def _leaves(
        self, written: etree._Element, element: Element
    ) -> Iterator[tuple[etree._Element, SimpleType]]:
        content = self._schemas.content(element)
        if isinstance(content, SimpleType):
            yield written, content
            return
        declared = {_tag(part): part for part in _elements(content)}
        for child in written:
            yield from self._leaves(child, declared[child.tag])


def _elements(group: Group) -> Iterator[Element]:
    for part in group.parts:
        if isinstance(part, Group):
            yield from _elements(part)
        else:
            yield part


def _tag(element: Element) -> str:
    uri, local = element.name
    return f"{{{uri}}}{local}" if uri else local
