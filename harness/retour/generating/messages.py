"""Schemas × a manner × seed → messages."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Protocol

from lxml import etree

from retour.errors import GeneratingError
from retour.generating.mining import Hints
from retour.generating.schemas import Attribute, Element, Group, Name, Particle, SchemaFolder
from retour.generating.simple_types import SimpleType
from retour.generating.values import Values
from retour.model import Identity

_ROOM = (40, 120, 300)
"""Elements after which a message takes no more than it must have; one of these for each message."""

_DENSITIES = (0.1, 0.5, 0.9)
"""How likely something optional is there; one of these for each message."""

_DEEPEST = 40
_ALMOST_THE_SAME = 0.4
"""How often what comes again is almost the same as what stands before it, at boundaries."""


class Manner(Protocol):
    """How a message is filled."""

    def text(self, type_: SimpleType, name: str) -> str:
        """A text that a type takes, for an element of that local name."""
        ...

    def times(self, least: int, most: int | None) -> int:
        """How often something comes that comes so often at least and at most; None for any number."""
        ...

    def comes_as_before(self) -> bool:
        """Whether what comes again is to be almost the same as what stands before it."""
        ...

    def mentions(self, name: str) -> bool:
        """Whether the value of an element makes a difference to a rule, as far as is known."""
        ...


class AtBoundaries:
    """Fills messages so that rules are about to fire, or just do.

    Args:
        hints: what rules compare elements with.
    """

    def __init__(self, hints: Hints, random: Random) -> None:
        self._hints = hints
        self._random = random
        self._values = Values(hints, random)
        self.room = random.choice(_ROOM)
        self._density = random.choice(_DENSITIES)

    def text(self, type_: SimpleType, name: str) -> str:
        return self._values.text(type_, name)

    def times(self, least: int, most: int | None) -> int:
        if most is None or most > 1:
            more = self._random.choice((0, 0, 0, 1, 1, 2))
            wanted = max(least, 1 if self._random.random() < self._density else 0) + more
            return max(least, wanted if most is None else min(wanted, most))
        return 1 if least or self._random.random() < self._density else 0

    def comes_as_before(self) -> bool:
        return self._random.random() < _ALMOST_THE_SAME

    def mentions(self, name: str) -> bool:
        return name in self._hints.values


def generate_messages(
    schemas: SchemaFolder, message: Identity, hints: Hints, seed: str, number: int
) -> Iterator[bytes]:
    """Valid messages of one type, as files, with values at boundaries; the same arguments give the same.

    Args:
        message: what the messages are.
        hints: what rules compare elements with.

    Raises:
        GeneratingError: no schema declares such a message, or its schema can't be followed.
    """
    root = declared_root(schemas, message)
    for each in range(number):
        random = Random(f"{seeded(seed, message)}/{each}")
        manner = AtBoundaries(hints, random)
        yield file_of(MessageWriter(schemas, manner, random, manner.room).message(root))


def seeded(seed: str, message: Identity) -> str:
    """A seed for the messages of one kind alone."""
    return f"{seed}/{message.namespace}" + (f"#{message.root}" if message.root else "")


def declared_root(schemas: SchemaFolder, message: Identity) -> Element:
    """The root element of messages.

    Raises:
        GeneratingError: no schema declares it.
    """
    root = schemas.root(message)
    if root is None:
        what = message.root or ("Bericht" if message.type else "root element of messages")
        where = f"namespace {message.namespace}" if message.namespace else "no namespace"
        raise GeneratingError(f"no schema declares a {what} in {where}")
    return root


def file_of(message: etree._Element) -> bytes:
    """A message as a file, with the line ends that the standards ask for."""
    text: bytes = etree.tostring(message, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.replace(b"\n", b"\r\n")


class MessageWriter:
    """Writes one message, or a part of one.

    Args:
        room: elements after which it takes no more than it must have.
    """

    def __init__(self, schemas: SchemaFolder, manner: Manner, random: Random, room: int) -> None:
        self._schemas = schemas
        self._manner = manner
        self._random = random
        self._room = room

    def message(self, root: Element) -> etree._Element:
        """A whole message."""
        first, *others = self._schemas.namespaces(root.name[0])
        prefixes = {"m": first} | {f"b{number or ''}": uri for number, uri in enumerate(others)}
        prefixes = {prefix: uri for prefix, uri in prefixes.items() if uri}
        written = etree.Element(tag_of(root), nsmap=prefixes)
        self.fill(written, root)
        return written

    def fill(self, written: etree._Element, element: Element, depth: int = 0) -> None:
        """Give an element that is empty what its declaration asks for.

        Raises:
            GeneratingError: its schema can't be followed.
        """
        if depth > _DEEPEST:
            raise GeneratingError(f"{element.name[1]} lies more than {_DEEPEST} levels deep")
        self._room -= 1
        for attribute in self._schemas.attributes(element):
            if attribute.is_required or self._times(0, 1):
                written.set(tag_of(attribute), self._text(attribute.fixed, attribute.type_, attribute.name))
        content = self._schemas.content(element)
        if isinstance(content, SimpleType):
            written.text = self._text(element.declaration.get("fixed"), content, element.name)
        else:
            self._add(written, content, depth)

    def _text(self, fixed: str | None, type_: SimpleType, name: Name) -> str:
        return self._manner.text(type_, name[1]) if fixed is None else fixed

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
            elif previous is not None and self._manner.comes_as_before():
                parent.append(self._almost_the_same(previous, particle))
            else:
                previous = etree.SubElement(parent, tag_of(particle))
                self.fill(previous, particle, depth + 1)

    def _times(self, least: int, most: int | None) -> int:
        return least if self._room <= 0 else self._manner.times(least, most)

    def _almost_the_same(self, previous: etree._Element, element: Element) -> etree._Element:
        """A copy, for keys that come twice; often with one text that is another, of an element that rules mention."""
        copy = deepcopy(previous)
        leaves = list(self._leaves(copy, element))
        if leaves and self._random.random() < 0.7:
            mentioned = [each for each in leaves if self._manner.mentions(etree.QName(each[0]).localname)]
            leaf, type_ = self._random.choice(mentioned or leaves)
            leaf.text = self._manner.text(type_, etree.QName(leaf).localname)
        self._room -= sum(1 for _ in copy.iter())
        return copy

    def _leaves(
        self, written: etree._Element, element: Element
    ) -> Iterator[tuple[etree._Element, SimpleType]]:
        content = self._schemas.content(element)
        if isinstance(content, SimpleType):
            yield written, content
            return
        declared = {tag_of(part): part for part in _elements(content)}
        for child in written:
            yield from self._leaves(child, declared[child.tag])


def _elements(group: Group) -> Iterator[Element]:
    for part in group.parts:
        if isinstance(part, Group):
            yield from _elements(part)
        else:
            yield part


def tag_of(declared: Element | Attribute) -> str:
    """The name of a declared element or attribute, as lxml writes it."""
    uri, local = declared.name
    return f"{{{uri}}}{local}" if uri else local
