"""What a message holds against what a scenario gives: values, what must be absent, and keys of earlier messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from retour.language import mark
from retour.messages import nearby, select_nodes, text_of
from retour.scenarios.model import Deviation, Given, SharedKey, StoryStep
from retour.text.excerpts import excerpt
from retour.text.paths import MessageNode, NodePaths

_MOST_LISTED = 5
_NOTHING = mark("nothing")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A key that can't be looked up, and why."""

    reason: str


def differing_values(root: etree._Element, step: StoryStep) -> Iterator[Deviation]:
    """What differs from the values of a step."""
    look = _Look(root, "values")
    for given in step.values:
        yield from look.for_one(given.path, given.texts)
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
            found += look.for_one(key.path, (wanted,), key)
    return found, unknown


def text_at(root: etree._Element, path: str) -> str | Unknown:
    """The text of the one node that a path selects in an earlier message."""
    nodes = select_nodes(root, path)
    if len(nodes) != 1:
        return Unknown(
            mark("%(path)s selects %(found)s there") % {"path": path, "found": len(nodes) or _NOTHING}
        )
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

    def for_one(
        self, path: str, texts: Iterable[str], because: SharedKey | None = None
    ) -> Iterator[Deviation]:
        """What is wrong with the one node that a path must select.

        Args:
            texts: any of which will do.
            because: what it has in common with an earlier message; None where the scenario gives the texts.
        """
        wanted = told = " or ".join(texts)
        if because is not None:
            told = mark("%(wanted)s, as %(at)s of step %(step)s") % {
                "wanted": wanted,
                "at": because.at,
                "step": because.step,
            }
        nodes = select_nodes(self._root, path)
        if not nodes:
            text = mark("wanted %(wanted)s, found nothing") % {"wanted": told}
            if there := nearby(self._root, path):
                text = mark("wanted %(wanted)s, found nothing; nearby there are %(elements)s") % {
                    "wanted": told,
                    "elements": ", ".join(there[:_MOST_LISTED]),
                }
            yield self._deviation(path, None, text, wanted, _NOTHING)
        elif len(nodes) > 1:
            listed = [f"{self._printed(node)} {_quoted(_text(node))}" for node in nodes[:_MOST_LISTED]]
            more = ", …" if len(nodes) > _MOST_LISTED else ""
            came = f"{len(nodes)}: {', '.join(listed)}{more}"
            once = mark("%(wanted)s, once") % {"wanted": told}
            yield self._deviation(path, nodes[0], _differing(once, came), wanted, f"{len(nodes)} of it")
        elif (text := _text(nodes[0])) not in [each.strip() for each in texts]:
            yield self._of_node(nodes[0], told, wanted, text)

    def for_none(self, given: Given) -> Iterator[Deviation]:
        """What is found where nothing should be."""
        for node in select_nodes(self._root, given.path):
            yield self._of_node(node, _NOTHING, _NOTHING, _text(node))

    def _of_node(self, node: MessageNode, told: str, wanted: str, found: str) -> Deviation:
        return self._deviation(self._printed(node), node, _differing(told, _quoted(found)), wanted, found)

    def _deviation(
        self, path: str, node: MessageNode | None, text: str, wanted: str, found: str
    ) -> Deviation:
        line = None if node is None else node.element.sourceline
        return Deviation(self._layer, f"{path}: {text}", path, line, wanted, found)

    def _printed(self, node: MessageNode) -> str:
        return self._paths.printed(node.element, node.attribute)


def _differing(wanted: str, came: str) -> str:
    return mark("wanted %(wanted)s, found %(came)s") % {"wanted": wanted, "came": came}


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
