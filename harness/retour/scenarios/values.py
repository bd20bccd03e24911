"""What a message holds against what a scenario gives: values, what must be absent, and keys of earlier messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from retour.messages import nearby, select_nodes, text_of
from retour.scenarios.model import Deviation, Given, SharedKey, StoryStep
from retour.text.excerpts import excerpt
from retour.text.paths import MessageNode, NodePaths

_MOST_LISTED = 5
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A key that can't be looked up, and why."""

    reason: str


def differing_values(root: etree._Element, step: StoryStep) -> Iterator[Deviation]:
    """What differs from the values of a step."""
    look = _Look(root, "values")
    for given in step.values:
        yield from look.for_one(given.path, given.texts, "")
    for given in step.absent:
        yield from look.for_none(given)


def differing_keys(
    root: etree._Element, step: StoryStep, resolve: Callable[[SharedKey], str | Unknown]
) -> tuple[list[Deviation], list[str]]:
    """What differs from earlier messages, and why some keys can't be compared."""
    look = _Look(root, "keys")
    found: list[Deviation] = []
    unknown: list[str] = []
    for key in step.same:
        wanted = resolve(key)
        if isinstance(wanted, Unknown):
            unknown.append(f"{key.path}: {wanted.reason}")
        else:
            found += look.for_one(key.path, (wanted,), f", as {key.at} of step {key.step}")
    return found, unknown


def text_at(root: etree._Element, path: str) -> str | Unknown:
    """The text of the one node that a path selects in an earlier message."""
    nodes = select_nodes(root, path)
    if len(nodes) != 1:
        return Unknown(f"{path} selects {len(nodes) or _NOTHING} there")
    return _text(nodes[0])


class _Look:
    """Compares nodes of one message.

    Args:
        layer: to which what differs belongs.
    """

    def __init__(self, root: etree._Element, layer: str) -> None:
        self._root = root
        self._layer = layer
        self._paths = NodePaths(root)

    def for_one(self, path: str, texts: Iterable[str], because: str) -> Iterator[Deviation]:
        """What is wrong with the one node that a path must select.

        Args:
            texts: any of which will do.
            because: why that is wanted, for the sentence.
        """
        wanted = " or ".join(texts)
        nodes = select_nodes(self._root, path)
        if not nodes:
            there = nearby(self._root, path)
            hint = f"; nearby there are {', '.join(there[:_MOST_LISTED])}" if there else ""
            yield self._deviation(path, None, f"{wanted}{because}", wanted, _NOTHING, f"{_NOTHING}{hint}")
        elif len(nodes) > 1:
            listed = [f"{self._printed(node)} {_quoted(_text(node))}" for node in nodes[:_MOST_LISTED]]
            more = ", …" if len(nodes) > _MOST_LISTED else ""
            told = f"{len(nodes)}: {', '.join(listed)}{more}"
            yield self._deviation(
                path, nodes[0], f"{wanted}{because}, once", wanted, f"{len(nodes)} of it", told
            )
        elif (text := _text(nodes[0])) not in [each.strip() for each in texts]:
            yield self._of_node(nodes[0], f"{wanted}{because}", wanted, text)

    def for_none(self, given: Given) -> Iterator[Deviation]:
        """What is found where nothing should be."""
        for node in select_nodes(self._root, given.path):
            yield self._of_node(node, _NOTHING, _NOTHING, _text(node))

    def _of_node(self, node: MessageNode, told: str, wanted: str, found: str) -> Deviation:
        return self._deviation(self._printed(node), node, told, wanted, found, _quoted(found))

    def _deviation(
        self, path: str, node: MessageNode | None, told: str, wanted: str, found: str, came: str
    ) -> Deviation:
        line = None if node is None else node.element.sourceline
        text = f"{path}: wanted {told}, found {came}"
        return Deviation(self._layer, text, path, line, wanted, found)

    def _printed(self, node: MessageNode) -> str:
        return self._paths.printed(node.element, node.attribute)


def _text(node: MessageNode) -> str:
    """The text of an element, white space around it left out; of one that holds others, `elements`."""
    if node.attribute is not None:
        named: dict[str, str] = {
            etree.QName(name).localname: value for name, value in node.element.attrib.items()
        }
        return named[node.attribute].strip()
    return text_of(node.element).strip()


def _quoted(text: str) -> str:
    """A text of a message in a sentence: as it is where it is a plain word, else quoted."""
    return text if text and text.isprintable() and " " not in text and len(text) <= 60 else excerpt(text)
