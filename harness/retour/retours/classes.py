"""The classes of a message: the parts that a retourbericht repeats, each with retour codes of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from retour.messages import ADDED_IN_RETOUR, text_of
from retour.model import Location
from retour.retours.claims import CLAIM_TOTAL, IN_CLAIM_ALONE, repeated_path
from retour.retours.codes import RETOUR_CODES
from retour.rulesets import RuleSet
from retour.rulesets.schema import Schema, Type
from retour.text.paths import NodePaths

HEADER = "Header"

_NO_CONTENT = ADDED_IN_RETOUR | IN_CLAIM_ALONE | {CLAIM_TOTAL}
"""What isn't compared when a retour repeats a class; totals are held against what they add up to."""

Content = tuple[tuple[str, str], ...]
"""The texts of a class, each with the path of local names that leads to it."""


@dataclass(frozen=True)
class MessageClass:
    """A class as it stands in a message; the whole message is one too, for what stands in it.

    Attributes:
        kind: the local names that lead to it from the root of the heenbericht, such as `Clienten/Client`.
        path: as the official report prints it.
        content: its own texts, without those of the classes in it and without what a retour adds.
        within: the classes in it, in document order.
        codes: the elements with its retour codes; none in a heenbericht.
    """

    element: etree._Element = field(repr=False)
    kind: str
    path: str
    content: Content
    within: tuple[MessageClass, ...]
    codes: tuple[etree._Element, ...]

    @property
    def place(self) -> Location:
        """Where it stands in its message."""
        return Location(self.path, self.element.sourceline)

    @property
    def name(self) -> str:
        """The name of its element in the heenbericht."""
        return self.kind.rpartition("/")[2]

    @property
    def said(self) -> list[str]:
        """Its retour codes."""
        return [text_of(code).strip() for code in self.codes]

    @cached_property
    def whole(self) -> tuple[object, ...]:
        """What it says with all that is in it."""
        return (self.kind, self.content, tuple(each.whole for each in self.within))

    def all(self) -> Iterator[MessageClass]:
        """The classes in it at any depth, in document order."""
        for each in self.within:
            yield each
            yield from each.all()


def kinds_of_classes(retour: etree._Element, rules: RuleSet | None) -> Collection[str]:
    """Which parts of a message are classes: where the schema of its retour has room for codes, or the retour has some.

    Args:
        retour: its root.
    """
    name = etree.QName(retour)
    known: Collection[str] = ()
    if rules is not None:
        known = kinds_in(rules.schema, rules.schema.root_type(name.namespace or "", name.localname))
    found = {
        "/".join(etree.QName(step).localname for step in [*reversed(list(codes.iterancestors()))][1:])
        for codes in retour.iter(f"{{*}}{RETOUR_CODES}")
    }
    return {*known, *_in_heen(found)}


def kinds_in(schema: Schema, retour: Type | None) -> Collection[str]:
    """Which parts of a heenbericht are classes, by the type of the root of its retour."""
    return _in_heen(schema.places_of(RETOUR_CODES, retour))


def _in_heen(kinds: Iterable[str]) -> Collection[str]:
    return {place for kind in kinds if (place := repeated_path(kind)) is not None}


def classes_of(root: etree._Element, kinds: Collection[str]) -> MessageClass:
    """The classes of a message, its header left out."""
    return _class(root, (), kinds, NodePaths(root))


def _class(
    element: etree._Element, steps: tuple[str, ...], kinds: Collection[str], paths: NodePaths
) -> MessageClass:
    content: list[tuple[str, str]] = []
    within: list[MessageClass] = []
    codes: list[etree._Element] = []

    def collect(parent: etree._Element, inner: tuple[str, ...]) -> None:
        """Gather what stands in an element, down to the next classes."""
        children = [(child, _local_name(child)) for child in parent.iterchildren(etree.Element)]
        if not children:
            if inner:
                content.append(("/".join(inner), text_of(parent).strip()))
            return
        for child, name in children:
            below = (*inner, name)
            kind = repeated_path("/".join((*steps, *below)))
            if name == RETOUR_CODES:
                codes.extend(child.iterchildren(etree.Element))
            elif kind is not None and kind in kinds and kind != HEADER:
                within.append(_class(child, tuple(kind.split("/")), kinds, paths))
            elif name not in _NO_CONTENT and kind != HEADER:
                collect(child, below)

    collect(element, ())
    path = paths.printed(element)
    return MessageClass(element, "/".join(steps), path, tuple(content), tuple(within), tuple(codes))


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
