"""YAML as text with positions: every scalar is taken as written, and every value knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer, ComposerError
from yaml.resolver import Resolver

from retour.errors import RetourError
from retour.model import Place
from retour.text.excerpts import excerpt
from retour.text.file_kinds import other_than_file
from retour.text.limits import MAX_FILE, MAX_NESTING, MAX_VALUES
from retour.text.yaml_nesting import too_deep

_PATH_WITH_POSITION = re.compile(r"/\w+\[")

_TOO_DEEP = f"more than {MAX_NESTING} lists and mappings inside each other"

Value = str | list["Value"] | dict[str, "Value"] | None


class _Found(NamedTuple):
    """What a key or an index leads to, with the key."""

    key: yaml.Node | None
    value: yaml.Node


class Placed(Protocol):
    """Something written in a YAML file, whose values can be pointed at.

    Attributes:
        error: the class of the errors about it.
    """

    error: type[RetourError]

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value at a path of keys and indexes stands, or its key; as deep as the path can be followed."""
        ...


class _Converted(NamedTuple):
    """A list or a mapping, with how many values it holds and how deep they stand in each other."""

    value: Value
    values: int
    depth: int


def bytes_of(file: Path, name: str, error: type[RetourError]) -> bytes:
    """The bytes of a file, as many as are looked at; see `YamlText`.

    Raises:
        RetourError: of the class given; it can't be read.
    """
    if (kind := other_than_file(file)) is not None:
        raise error(f"{kind}, and no file to read", Place(name))
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_FILE + 1)
    except OSError as reason:
        raise error(f"can't be read: {reason.strerror}", Place(name)) from None


class YamlText:
    """One YAML file.

    Args:
        file: the file.
        name: how to call it towards the user.
        error: the class of the errors to raise.
        data: what to read in place of the file's content, such as what is to be written into it.

    Attributes:
        value: the content, in which every scalar is a string (`0001`, `2017-06-11` and `yes` stay what they are) and
            an empty value is None.

    Raises:
        RetourError: of the class given; the file can't be read, is no YAML, repeats a key, refers to itself, or is larger than
            anybody writes.
    """

    def __init__(self, file: Path, name: str, error: type[RetourError], data: bytes | None = None) -> None:
        self.name = name
        self.error = error
        self._open: set[int] = set()
        self._done: dict[int, _Converted] = {}
        root = self._compose(bytes_of(file, name, error) if data is None else data)
        self._nodes: dict[tuple[str | int, ...], _Found | None] = {
            (): None if root is None else _Found(None, root)
        }
        self.value: Value = None if root is None else self._convert(root)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """See `Placed`."""
        at = tuple(path)
        while (found := self._found(at)) is None and at:
            at = at[:-1]
        if found is None:
            return Place(self.name, 1, 1)
        mark = found.key.start_mark if key and found.key is not None else found.value.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1)

    def _found(self, path: tuple[str | int, ...]) -> _Found | None:
        """What a path leads to, None where that is nothing; many paths are asked for that begin alike."""
        if path not in self._nodes:
            above = self._found(path[:-1])
            self._nodes[path] = None if above is None else _step(above.value, path[-1])
        return self._nodes[path]

    def _compose(self, data: bytes) -> yaml.Node | None:
        if len(data) > MAX_FILE:
            raise self.error(f"larger than {MAX_FILE // 1_000_000} MB", Place(self.name))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.error(f"not UTF-8, from byte {error.start} on", Place(self.name)) from None
        if (point := too_deep(text)) is not None:
            raise self.error(_TOO_DEEP, Place(self.name, *point))
        try:
            return _composed(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)
            raise self.error(_sentence(error, text), place) from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise self.error(f"no YAML: {error.reason}", Place(self.name, line)) from None

    def _convert(self, node: yaml.Node) -> Value:
        """What a node says; behind an alias the same object again, which counts again."""
        if isinstance(node, yaml.ScalarNode):
            return None if _is_plain(node) and node.value in ("", "~", "null") else str(node.value)
        if id(node) in self._done:
            return self._done[id(node)].value
        if id(node) in self._open:
            raise self._error("an alias that stands inside its own anchor", node)
        self._open.add(id(node))
        value = self._convert_new(node)
        self._open.remove(id(node))
        self._done[id(node)] = self._measured(node, value)
        return value

    def _measured(self, node: yaml.Node, value: Value) -> _Converted:
        """A value with its size, aliases written out.

        Raises:
            RetourError: it is larger, or deeper, than anybody writes.
        """
        inner = [self._done[id(child)] for child in _within(node) if id(child) in self._done]
        values = 1 + len(node.value) + sum(each.values for each in inner)
        depth = 1 + max((each.depth for each in inner), default=0)
        if values > MAX_VALUES:
            raise self._error(f"more than {MAX_VALUES:,} values, with its aliases written out", node)
        if depth > MAX_NESTING:
            raise self._error(f"{_TOO_DEEP}, with its aliases written out", node)
        return _Converted(value, values, depth)

    def _convert_new(self, node: yaml.Node) -> Value:
        if isinstance(node, yaml.SequenceNode):
            return [self._convert(child) for child in node.value]
        assert isinstance(node, yaml.MappingNode)
        mapping: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error("a key that is no plain word", key_node)
            key = str(key_node.value)
            if key == "<<" and _is_plain(key_node):
                merged |= self._merged(value_node)
            elif key in mapping:
                raise self._error(f"key {excerpt(key)} stands here twice", key_node)
            else:
                mapping[key] = self._convert(value_node)
        return merged | mapping

    def _merged(self, node: yaml.Node) -> dict[str, Value]:
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        merged: dict[str, Value] = {}
        for source in reversed(sources):
            value = self._convert(source)
            if not isinstance(value, dict):
                raise self._error("<< takes an alias of a mapping", source)
            merged |= value
        return merged

    def _error(self, text: str, node: yaml.Node) -> RetourError:
        return self.error(text, Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1))


class _AnchorsAnew(Composer, CParser, Resolver):
    """Reads YAML as its release 1.2 has it: an anchor may be given again, and counts from there on."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.AliasEvent):
            self.anchors.pop(event.anchor, None)
        return super().compose_node(parent, index)


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except ComposerError as error:
        if not str(error.context).startswith("found duplicate anchor"):
            raise
        return _AnchorsAnew(text).get_single_node()  # a few times as slow


def _step(node: yaml.Node, part: str | int) -> _Found | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return _Found(None, node.value[part])
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == part:
                return _Found(key_node, value_node)
        for key_node, value_node in node.value:
            if key_node.value == "<<" and (found := _step(value_node, part)) is not None:
                return found
    return None


def _sentence(error: yaml.MarkedYAMLError, text: str) -> str:
    problem, mark = str(error.problem), error.problem_mark
    lines = text.splitlines()
    if mark is not None and mark.line < len(lines):
        line = lines[mark.line]
        if line[mark.column : mark.column + 1] == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
            return "a tab in the indentation: YAML takes spaces only"
        if problem.startswith("did not find expected ','") and _PATH_WITH_POSITION.search(line):
            return "a path with [ in it must be quoted here: between { } or [ ] a bracket begins a list"
        if problem.startswith("found undefined alias"):
            alias = re.split(r"[\s,\]}]", line[mark.column :], maxsplit=1)[0]
            return f"alias {excerpt(alias)}: no anchor of that name stands above it"
        if problem == "but found another document":
            return "a second document begins here: a file has one, so leave out ---"
    return f"no YAML: {problem}" + (f" {error.context}" if error.context else "")


def _within(node: yaml.Node) -> Iterator[yaml.Node]:
    """The nodes that a list or a mapping holds."""
    for child in node.value:
        yield child[1] if isinstance(node, yaml.MappingNode) else child


def _is_plain(node: yaml.ScalarNode) -> bool:
    """Whether a scalar is written without quotes; libyaml says so with an empty style, PyYAML with none."""
    return not node.style
