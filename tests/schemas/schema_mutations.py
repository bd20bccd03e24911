"""Messages spoilt in every way that a schema may notice or not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from schema_instances import MessageSchema

ALIEN = "{http://example.org/alien}Alien"


def mutated(ours: MessageSchema, theirs: MessageSchema, seed: int) -> Iterator[tuple[str, etree._Element]]:
    """Messages with a word on what was done to them: exhaustive on elements and values, then at random."""
    whole = ours.maximal()
    yield "minimal", ours.minimal()
    yield "maximal", whole
    yield from _elements(whole)
    yield from _values(whole, ours, theirs)
    yield from _at_random(whole, random.Random(seed), 300)


def _elements(whole: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Every element left out, doubled, swapped with the next, in another namespace, under another name."""
    for number, element in enumerate(whole.iter()):
        path = whole.getroottree().getpath(element)
        for change in (_drop, _double, _swap, _into_another_namespace, _rename, _alien, _attribute, _text):
            copy = deepcopy(whole)
            if change(list(copy.iter())[number]):
                yield f"{change.__name__} {path}", copy


def _values(
    whole: etree._Element, ours: MessageSchema, theirs: MessageSchema
) -> Iterator[tuple[str, etree._Element]]:
    """Every leaf with the boundary values of its type in either schema."""
    our_values, their_values = ours.leaf_values(), theirs.leaf_values()
    copy = deepcopy(whole)
    done = set()
    for element in copy.iter():
        path = "/".join(etree.QName(step).localname for step in reversed([element, *element.iterancestors()]))
        if len(element) or path in done:
            continue
        done.add(path)
        before = element.text
        for value in dict.fromkeys([*our_values[path], *their_values.get(path, ())]):
            element.text = value
            yield f"{path} = {value!r}", copy
        element.text = before


def _at_random(
    whole: etree._Element, chance: random.Random, number: int
) -> Iterator[tuple[str, etree._Element]]:
    """Several changes at once."""
    changes = (_drop, _double, _swap, _into_another_namespace, _rename, _alien, _attribute)
    for index in range(number):
        copy = deepcopy(whole)
        for _ in range(chance.randint(1, 3)):
            chance.choice(changes)(chance.choice(list(copy.iter())))
        yield f"at random {index}", copy


def _drop(element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    parent.remove(element)
    return True


def _double(element: etree._Element) -> bool:
    if element.getparent() is None:
        return False
    element.addnext(deepcopy(element))
    return True


def _swap(element: etree._Element) -> bool:
    after = element.getnext()
    if after is None:
        return False
    after.addnext(element)
    return True


def _into_another_namespace(element: etree._Element) -> bool:
    root = element.getroottree().getroot()
    others = {etree.QName(other).namespace for other in root.iter()} - {etree.QName(element).namespace}
    if not others:
        return False
    element.tag = f"{{{sorted(map(str, others))[0]}}}{etree.QName(element).localname}"
    return True


def _rename(element: etree._Element) -> bool:
    element.tag = f"{element.tag}x"
    return True


def _alien(element: etree._Element) -> bool:
    etree.SubElement(element, ALIEN)
    return True


def _attribute(element: etree._Element) -> bool:
    element.set("spoilt", "yes")
    return True


def _text(element: etree._Element) -> bool:
    if not len(element):
        return False
    element.text = "text between elements"
    return True
