"""Case files with other expectations: the text of the file × what cases are to expect → the new text.

Only the words that say something else change: comments, order, quotes, spaces and line ends stay.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from retour.cases.expect import Data, Key, expect_keys
from retour.cases.patch_levels import as_written
from retour.cases.splicing import Splice, WrittenYaml
from retour.cases.writing import expectation_data, flow_text
from retour.errors import CaseFileError
from retour.model import ALWAYS, Case, Expectation
from retour.text.placeholders import PLACEHOLDER


def rewritten(text: str, changes: Sequence[tuple[Case, Expectation]], closed: Collection[Case] = ()) -> str:
    """The text of a case file in which cases have another expectation.

    Args:
        text: of the file, as the cases were loaded from it; without byte order mark.
        changes: cases of the file, each with what it is to say is right.
        closed: those among them whose known gap goes.

    Raises:
        CaseFileError: what a case expects is written in a place that it shares with others.
    """
    written = _yaml_of(text)
    splices = [splice for case, expect in changes for splice in _Rewriting(written, case).splices(expect)]
    for case in {id(case): case for case in closed}.values():
        splices += _Rewriting(written, case).without_gap()
    return written.spliced(splices)


@lru_cache(maxsize=4)
def _yaml_of(text: str) -> WrittenYaml:
    """Where things stand in a file, found out once for all its cases."""
    return WrittenYaml(text)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A value that is to change.

    Attributes:
        parent: the mapping that it stands in: that of the case, or its row.
        own: whether the case alone has it; a case of a table shares what isn't in its row.
    """

    node: yaml.Node
    parent: yaml.MappingNode
    own: bool


class _Rewriting:
    def __init__(self, written: WrittenYaml, case: Case) -> None:
        self._written = written
        self._case = case
        self._node, self._row = self._found()

    def splices(self, expect: Expectation) -> list[Splice]:
        if expect == self._case.right:
            return []
        slot = self._expectation()
        self._refuse_shared(slot.node)
        if isinstance(slot.node, yaml.MappingNode):
            return self._in_mapping(slot, slot.node, as_written(self._case, expect))
        self._refuse_unless_own(slot)
        if self._written.is_alias(slot.node):
            if self._case.span != ALWAYS or self._case.elsewhere:
                raise self._refusal("it says by an alias at which patch levels it holds")
            return [self._written.replaced(slot.node, flow_text(expectation_data(expect)))]
        return self._in_place_of_valid(slot, expect)

    def _expectation(self) -> _Slot:
        """The expectation that holds, one of several perhaps."""
        value = _entry(self._node, "expect")
        if value is None and _entry(self._node, "known") is not None:
            raise self._refusal(
                "it says what is known and not what is right; write that under `expect` first"
            )
        if value is None:
            raise self._refusal("its expectation comes by <<, with the mapping that it names")
        slot = self._slot(value, self._node, own=self._row is None)
        number = self._case.span.number
        if number is None:
            return slot
        self._refuse_shared(slot.node)
        if not isinstance(slot.node, yaml.SequenceNode):
            raise self._refusal("its expectations come by an alias")
        return self._slot(slot.node.value[number], slot.parent, own=slot.own)

    def without_gap(self) -> list[Splice]:
        """What the case says of a known gap taken out; where that is all that it says, what is right comes in its place."""
        node = self._node
        numbers = {key.value: number for number, (key, _) in enumerate(node.value)}
        if (
            self._row is not None
            or "known" not in numbers
            or self._written.is_shared(node.value[numbers["known"]][1])
        ):
            raise self._refusal("it shares `known` with others")
        if "expect" in numbers:
            return self._written.edited(node, [numbers["known"]], [])
        right = f"expect: {flow_text(expectation_data(self._case.right))}"
        return [self._written.entry_replaced(node, numbers["known"], right)]

    def _found(self) -> tuple[yaml.MappingNode, yaml.MappingNode | None]:
        """The node of the case, and its row if it is one of a table."""
        if _entry(self._written.root, "each") is not None:
            raise self._refusal("all rows of the file's `each` share it; change it by hand")
        cases = _entry(self._written.root, "cases")
        for node in cases.value if isinstance(cases, yaml.SequenceNode) else ():
            if not isinstance(node, yaml.MappingNode):
                continue
            rows = _entry(node, "each")
            if rows is None and self._is_here(node):
                self._refuse_if_shared(cases, node)
                self._refuse_if_of_corpus(node)
                return node, None
            for row in rows.value if isinstance(rows, yaml.SequenceNode) else ():
                if isinstance(row, yaml.MappingNode) and self._is_here(row):
                    self._refuse_if_shared(cases, node, rows, row)
                    self._refuse_if_of_corpus(node)
                    return node, row
        raise self._refusal("it stands behind an alias")

    def _is_here(self, node: yaml.Node) -> bool:
        mark = node.start_mark
        return (mark.line + 1, mark.column + 1) == (self._case.place.line, self._case.place.column)

    def _slot(self, node: yaml.Node, parent: yaml.MappingNode, *, own: bool) -> _Slot:
        """A value, or what the row gives for it."""
        match = PLACEHOLDER.fullmatch(node.value) if isinstance(node, yaml.ScalarNode) else None
        if self._row is None or own or match is None or self._written.is_alias(node):
            return _Slot(node, parent, own)
        value = _entry(self._row, match[1])
        if value is None:
            raise self._refusal(f"the row has its {match[1]!r} from <<")
        if _uses(self._node, match[0]) > 1:
            raise self._refusal(f"{match[0]} stands for other things in it as well")
        return _Slot(value, self._row, own=True)

    def _in_place_of_valid(self, slot: _Slot, expect: Expectation) -> list[Splice]:
        """`expect: valid` → `expect:` with a line `fires: […]` below, or between braces where its parent has them."""
        entries = [_entry_text(key, expect) for key in expect_keys() if key.of(expect) is not None]
        if slot.parent.flow_style:
            return [self._written.replaced(slot.node, f"{{{', '.join(entries)}}}")]
        key = next(key for key, value in slot.parent.value if value is slot.node)
        indent = self._written.column(key) + self._step()
        return self._written.below(slot.node, entries, indent)

    def _in_mapping(self, slot: _Slot, node: yaml.MappingNode, new: Expectation) -> list[Splice]:
        old = as_written(self._case, self._case.right)
        if slot.own and self._can_be_valid(node, new):
            return [self._written.replaced(node, "valid")]
        numbers = {key.value: number for number, (key, _) in enumerate(node.value)}
        splices: list[Splice] = []
        removed: list[int] = []
        added: list[str] = []
        for key in expect_keys():
            before, after = (None if key.of(each) is None else key.data(key.of(each)) for each in (old, new))
            if before == after:
                continue
            if after is None and slot.own:
                removed += self._entries(numbers, key.name)
            elif before is None and key.name not in numbers:
                added.append(_entry_text(key, new))
            else:
                splices += self._changed(self._inner(node, key.name, slot), before, after)
        if removed or added:
            self._refuse_unless_own(slot)
        if removed and added:
            splices.append(self._written.entry_replaced(node, removed.pop(0), added.pop()))
        if removed or added:
            splices += self._written.edited(node, removed, added)
        return splices

    def _can_be_valid(self, node: yaml.MappingNode, new: Expectation) -> bool:
        """Whether nothing is left to say but `valid`, and no comment would be lost with the rest."""
        if {"valid", "from", "until"} & {key.value for key, _ in node.value} or expectation_data(
            new
        ) != "valid":
            return False
        return not self._written.has_comment(node.start_mark.index, self._written.end(node))

    def _inner(self, node: yaml.MappingNode, key: str, slot: _Slot) -> _Slot:
        value = _entry(node, key)
        if value is None:
            raise self._refusal(f"its {key!r} comes by <<, with the mapping that it names")
        inner = self._slot(value, node, own=slot.own)
        self._refuse_shared(inner.node)
        return inner

    def _entries(self, numbers: dict[str, int], key: str) -> list[int]:
        if key not in numbers:
            raise self._refusal(f"its {key!r} comes by <<, with the mapping that it names")
        return [numbers[key]]

    def _changed(self, slot: _Slot, old: Data | None, new: Data | None) -> list[Splice]:
        """What stands under a key, changed; None is nothing."""
        if isinstance(slot.node, yaml.SequenceNode):
            return self._list(slot, slot.node, _items(old), _items(new))
        self._refuse_unless_own(slot)  # an alias, a single word, or a key without a value
        return [self._written.replaced(slot.node, flow_text([] if new is None else new))]

    def _list(
        self, slot: _Slot, node: yaml.SequenceNode, old: Sequence[Data], new: Sequence[Data]
    ) -> list[Splice]:
        """Items that stay keep their place and their words; new ones come at the end."""
        coming = list(new)
        splices: list[Splice] = []
        removed: list[int] = []
        for number, item in enumerate(old):
            now = next((other for other in coming if _is_but_for_times(item, other)), None)
            if now is None:
                removed.append(number)
                continue
            coming.remove(now)
            if now != item:
                splices.append(self._renumbered(slot, node.value[number], now))
        if removed or coming:
            self._refuse_unless_own(slot)
            style = _quote(node) or '"' * any(isinstance(item, str) and item.isdigit() for item in new)
            added = [_quoted(item, style) if isinstance(item, str) else flow_text(item) for item in coming]
            splices += self._written.edited(node, removed, added)
        return splices

    def _renumbered(self, slot: _Slot, item: yaml.Node, now: Data) -> Splice:
        value = _entry(item, "times")
        if value is None or not isinstance(item, yaml.MappingNode) or not isinstance(now, Mapping):
            raise self._refusal("its 'times' comes by <<, with the mapping that it names")
        times = self._slot(value, item, own=slot.own)
        self._refuse_unless_own(times)
        return self._written.replaced(times.node, str(now["times"]))

    def _step(self) -> int:
        """By how much the file indents what an `expect` holds."""
        cases = _entry(self._written.root, "cases")
        for case in cases.value if isinstance(cases, yaml.SequenceNode) else ():
            for key, value in case.value if isinstance(case, yaml.MappingNode) else ():
                if isinstance(value, yaml.MappingNode) and not value.flow_style:
                    return self._written.column(value) - self._written.column(key)
        return 2

    def _refuse_unless_own(self, slot: _Slot) -> None:
        if not slot.own:
            raise self._refusal(
                'all rows of the table share it; give the rows their own, as in `expect: {fires: "{fires}"}`'
            )

    def _refuse_shared(self, node: yaml.Node) -> None:
        """Refuse to change what has an anchor in it that is used elsewhere."""
        if any(map(self._written.is_shared, _nodes(node))):
            raise self._refusal("its expectation has an anchor, and an alias elsewhere uses it")

    def _refuse_if_shared(self, *nodes: yaml.Node | None) -> None:
        if any(node is not None and self._written.is_shared(node) for node in nodes):
            raise self._refusal("it has an anchor, and an alias elsewhere uses it")

    def _refuse_if_of_corpus(self, node: yaml.MappingNode) -> None:
        if _entry(node, "messages") is not None:
            raise self._refusal("all its messages share it; give this one a case, and name it under `except`")

    def _refusal(self, reason: str) -> CaseFileError:
        return CaseFileError(
            f"the expectation of {self._case.id} can't be changed alone: {reason}", self._case.place
        )


def _entry(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """What a mapping itself has for a key."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for own, value in node.value if own.value == key), None)


def _nodes(node: yaml.Node) -> list[yaml.Node]:
    """A node and all that is in it."""
    if isinstance(node, yaml.MappingNode):
        return [node, *(inner for entry in node.value for part in entry for inner in _nodes(part))]
    if isinstance(node, yaml.SequenceNode):
        return [node, *(inner for item in node.value for inner in _nodes(item))]
    return [node]


def _uses(case: yaml.MappingNode, placeholder: str) -> int:
    """How often a placeholder stands in a case, its rows left out."""
    scalars = [
        node.value
        for key, value in case.value
        if key.value != "each"
        for node in _nodes(value)
        if isinstance(node, yaml.ScalarNode)
    ]
    return sum(text.count(placeholder) for text in scalars)


def _is_but_for_times(item: Data, other: Data) -> bool:
    """Whether two items are the same, or differ in the number that both give."""
    if isinstance(item, Mapping) and isinstance(other, Mapping) and "times" in item and "times" in other:
        return {**item, "times": other["times"]} == other
    return item == other


def _items(data: Data | None) -> Sequence[Data]:
    """The items of a list; a word that is short for a list of it is one."""
    if data is None:
        return ()
    return [data] if isinstance(data, str) or not isinstance(data, Sequence) else data


def _entry_text(key: Key[Any], expect: Expectation) -> str:
    return f"{key.name}: {flow_text(key.data(key.of(expect)))}"


def _quote(node: yaml.SequenceNode) -> str:
    """The quotes that the first word of a list has."""
    first = next((item for item in node.value if isinstance(item, yaml.ScalarNode)), None)
    return first.style if first is not None and first.style in ("'", '"') else ""


def _quoted(text: str, quote: str) -> str:
    plain = flow_text(text)
    return f"{quote}{text}{quote}" if plain == text and quote else plain
