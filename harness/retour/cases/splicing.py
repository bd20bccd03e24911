"""YAML text with some pieces of it replaced, and every other byte left alone.

A round trip through a parser and an emitter would set the spaces, quotes and line widths of the whole file anew. Here
the parser only tells where things stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

import yaml

Splice = tuple[int, int, str]
"""From, to, and what comes in its place; offsets count characters."""

Items = list[tuple[int, int]]
"""Begin and end of each item of a list, or of each entry of a mapping."""

_ALIAS = "*"
"""The style of the leaf that stands for an alias."""


class WrittenYaml:
    """YAML text, and where everything in it stands.

    An alias is a leaf of its own here, not what it stands for: nothing is changed at a distance.

    Args:
        text: one YAML document, without byte order mark; it is known to be sound.

    Attributes:
        root: the node of the whole document.
        newline: how lines end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        composer = _Composer(text)
        root = composer.get_single_node()
        assert root is not None
        self.root: yaml.Node = root
        self._shared = composer.shared
        self._dashes: list[int] = []
        self._colons: list[int] = []
        self._hashes: list[int] = []
        self._note_tokens()

    def column(self, node: yaml.Node) -> int:
        """How far from the left a node begins, counted from 0."""
        return int(node.start_mark.column)

    def end(self, node: yaml.Node) -> int:
        """Where a node ends; the white space and the comments after it aren't part of it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        begin, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return int(begin + len(self.text[begin:end].rstrip()))
        return int(end)

    def is_alias(self, node: yaml.Node) -> bool:
        """Whether a node is an alias."""
        return isinstance(node, yaml.ScalarNode) and node.style == _ALIAS

    def is_shared(self, node: yaml.Node) -> bool:
        """Whether an alias elsewhere stands for this node."""
        return id(node) in self._shared

    def has_comment(self, begin: int, end: int) -> bool:
        """Whether there is a comment in a stretch of the text."""
        return any(begin <= position < end for position in self._hashes)

    def replaced(self, node: yaml.Node, text: str) -> Splice:
        """A node replaced by a value on the same line; what was empty gets the value after its colon."""
        begin, end = node.start_mark.index, self.end(node)
        if begin == end or (isinstance(node, yaml.CollectionNode) and not node.flow_style):
            begin, text = self._colon(begin), f" {text}"
        return begin, max(begin, end), text

    def below(self, node: yaml.Node, lines: Sequence[str], indent: int) -> list[Splice]:
        """A node that is one word replaced by lines below its key; a comment beside it stays there."""
        end = self.end(node)
        written = "".join(self.newline + " " * indent + line for line in lines)
        stop = self._line_end(end)
        return [(self._colon(node.start_mark.index), end, ""), (stop, stop, written)]

    def entry_replaced(self, node: yaml.MappingNode, number: int, text: str) -> Splice:
        """A key and its value replaced."""
        begin, end = self._items(node)[number]
        return begin, end, text

    def edited(
        self, node: yaml.CollectionNode, removed: Collection[int], added: Sequence[str]
    ) -> list[Splice]:
        """A list without some of its items and with new ones at its end; or a mapping, and its entries.

        Args:
            removed: by number, counted from 0.
            added: each on one line.
        """
        if node.flow_style:
            return self._edited_flow(node, removed, added)
        items = self._items(node)
        prefix = "- " if isinstance(node, yaml.SequenceNode) else ""
        indent = self.text[self._line_start(items[0][0]) : items[0][0]]
        splices = [
            (self._line_end_before(items[number][0]), self._line_end(items[number][1]), "")
            for number in removed
        ]
        lines = "".join(f"{self.newline}{indent}{prefix}{text}" for text in added)
        kept = [end for number, (_, end) in enumerate(items) if number not in removed]
        if not kept and not added:
            colon = self._colon(node.start_mark.index)
            return [(colon, colon, " []"), *splices]
        stop = self._line_end(kept[-1]) if kept else self._line_end_before(items[0][0])
        return [*splices, (stop, stop, lines)] if added else splices

    def appended(self, node: yaml.SequenceNode, lines: Sequence[str]) -> Splice:
        """A block list with an item of several lines at its end, with a blank line before it where the others have one."""
        items = self._items(node)
        indent = self.text[self._line_start(items[0][0]) : items[0][0]]
        stop = self._line_end(items[-1][1])
        while self._is_deeper_comment(following := self._next_line(stop), len(indent)):
            stop = self._line_end(following)
        blank = len(items) == 1 or not self._line_before(items[-1][0]).strip()
        written = [*([""] if blank else []), *(indent + line for line in lines)]
        return stop, stop, "".join(self.newline + line for line in written)

    def spliced(self, splices: Sequence[Splice]) -> str:
        """The text with its pieces replaced; of two that are put in at one point, the first comes first."""
        pieces, position = [], 0
        for begin, end, new in sorted(splices, key=lambda splice: splice[:2]):
            assert begin >= position, "two changes of one piece"
            pieces += [self.text[position:begin], new]
            position = end
        return "".join([*pieces, self.text[position:]])

    def _edited_flow(
        self, node: yaml.CollectionNode, removed: Collection[int], added: Sequence[str]
    ) -> list[Splice]:
        items, new = self._items(node), ", ".join(added)
        if not items:
            close = node.end_mark.index - 1
            opening = max(self.text.rfind("[", 0, close), self.text.rfind("{", 0, close))
            return [(opening + 1, close, new)]
        kept = [number for number in range(len(items)) if number not in removed]
        if not kept:
            return [(items[0][0], items[-1][1], new)]
        last = kept[-1]
        splices = [(items[number][0], items[number + 1][0], "") for number in removed if number < last]
        begin, end = items[last][1], items[-1][1]
        if last + 1 < len(items) and self.has_comment(begin, items[last + 1][0]):
            return [*splices, (items[last + 1][0], end, new)]  # the comment is that of the item before
        return [*splices, (begin, end, f", {new}" if new else "")]

    def _items(self, node: yaml.CollectionNode) -> Items:
        if isinstance(node, yaml.MappingNode):
            return [(key.start_mark.index, self.end(value)) for key, value in node.value]
        if node.flow_style:
            return [(item.start_mark.index, self.end(item)) for item in node.value]
        return [(self._before(self._dashes, item.start_mark.index), self.end(item)) for item in node.value]

    def _colon(self, position: int) -> int:
        """Where the colon before a value ends."""
        return self._before(self._colons, position)

    def _before(self, positions: Sequence[int], position: int) -> int:
        return positions[bisect_right(positions, position) - 1]

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" else end

    def _line_end_before(self, position: int) -> int:
        return self._line_end(self._line_start(position) - 1)

    def _next_line(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end + 1

    def _line_before(self, position: int) -> str:
        start = self._line_start(position)
        return self.text[self._line_start(max(0, start - 1)) : start]

    def _is_deeper_comment(self, position: int, indent: int) -> bool:
        line = self.text[position : self._line_end(position)]
        return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) > indent

    def _note_tokens(self) -> None:
        end = 0
        for token in _tokens(self.text):
            begin = token.start_mark.index
            self._hashes += [number for number in range(end, begin) if self.text[number] == "#"]
            if isinstance(token, yaml.BlockEntryToken):
                self._dashes.append(begin)
            elif isinstance(token, yaml.ValueToken):
                self._colons.append(token.end_mark.index)
            end = max(end, token.end_mark.index)


def _tokens(text: str) -> Iterator[yaml.Token]:
    yield from yaml.scan(text, Loader=yaml.SafeLoader)


class _Composer(yaml.SafeLoader):
    """Makes a leaf of an alias, and remembers the node that it stands for."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.shared: set[int] = set()

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call]
            self.shared.add(id(self.anchors.get(event.anchor)))
            leaf = yaml.ScalarNode("", event.anchor, style=_ALIAS)
            leaf.start_mark, leaf.end_mark = event.start_mark, event.end_mark
            return leaf
        if isinstance(event, yaml.NodeEvent):
            self.anchors.pop(event.anchor, None)  # an anchor that is given again counts from here on
        return super().compose_node(parent, index)
