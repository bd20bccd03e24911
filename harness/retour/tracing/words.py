"""Expressions with the values of their parts, in words for a person.

An expression is told shorter than it is written: without the functions that only turn dates and numbers into what can be
compared, and a variable by the name of the node that it holds. File and line lead to what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retour.language import mark
from retour.model import Location, Operand
from retour.tracing import records
from retour.tracing.asked import CURRENT, AskedParts, Condition, Filter
from retour.tracing.course import Visit
from retour.tracing.nodes import NodeFinder, TracedNode, cut
from retour.tracing.records import UNKNOWN, Item
from retour.xslt.xpath import Node, called_name

Words = tuple[str | Operand, ...]

_LOCAL_NAME = r"""local-name\(\s*\)\s*=\s*(?:'[^'"]*'|"[^'"]*")"""
_BY_LOCAL_NAMES = re.compile(rf"\*\[\s*{_LOCAL_NAME}(?:\s+or\s+{_LOCAL_NAME})*\s*\]")
_NAME_IN_QUOTES = re.compile(r"""['"]([^'"]*)['"]""")
_PREFIX = re.compile(r"(?<![\w$'\"-])[A-Za-z_][\w.-]*:(?=[A-Za-z_*])(?!:)")
_LONGEST_NAME = 40
_DOES_NOT_HOLD = mark("%(condition)s doesn't hold") % {"condition": ""}
_CONVERSIONS = ("number", "string", "normalize-space", "data", "generate-id")
_OPERATORS = frozenset(
    [
        *("=", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge", "is", "<<", ">>", "+", "-"),
        *("*", "div", "idiv", "mod", "and", "or", "to", "||", ","),
    ]
)


@dataclass(frozen=True, slots=True)
class PartValue:
    """What a part came to.

    Attributes:
        nodes: as far as they are told; None where it isn't nodes.
        count: how many nodes it is.
        text: of what isn't nodes.
        written: the expression by which it was found, where that isn't the part itself.
        origin: the visit that tells the value of a variable; None for any other part.
        samples: of nodes that a predicate chooses from: how many there are, and what it says of the first.
    """

    nodes: tuple[TracedNode, ...] | None = None
    count: int | None = None
    text: str | None = None
    written: str | None = None
    origin: Visit | None = None
    samples: tuple[int, tuple[list[Item], ...]] | None = None


class AskedValues:
    """What was asked of an expression, with the answers.

    Args:
        asked: what was asked.
        items: the answers, in the order of the parts.
        visit: where it was asked.
        finder: finds nodes in the message.
    """

    def __init__(self, asked: AskedParts, items: list[Item], visit: Visit, finder: NodeFinder) -> None:
        self.asked = asked
        self.visit = visit
        self._items = items
        self._finder = finder

    def holds(self, condition: Condition) -> bool | None:
        """Whether a condition holds; None where that can't be said."""
        if condition.truth is not None:
            item = self._items[condition.truth] if condition.truth < len(self._items) else None
            return {"true": True, "false": False}.get(item) if isinstance(item, str) else None
        held = [self.holds(each) for each in condition.of]
        if condition.how == "not":
            return None if held[0] is None else not held[0]
        ends = condition.how == "or"
        if ends in held:
            return ends
        return None if None in held else not ends

    def deciding(self, condition: Condition) -> Iterator[tuple[Condition, bool | None]]:
        """The parts of a condition by which it holds or doesn't, each with whether it holds itself."""
        held = self.holds(condition)
        if condition.how == "is":
            yield condition, held
        elif condition.how == "not":
            yield from self.deciding(condition.of[0])
        else:
            ends = condition.how == "or"
            chosen = [each for each in condition.of if held is not ends or self.holds(each) is held]
            for each in chosen[:1] if held is ends and held is not None else chosen:
                yield from self.deciding(each)

    def told(self, condition: Condition, held: bool | None) -> Words:
        """A part of a condition that holds or doesn't, in words."""
        node = condition.node
        key = (node.start, node.end)
        if key in self.asked.leaves:
            return self._presence(node, held)
        words = self.words(node)
        return words if held is not False else (*words, _DOES_NOT_HOLD)

    def words(self, node: Node | None = None) -> Words:
        """A part of the expression, or the whole, with values."""
        return joined(self._words(self.asked.expression.root if node is None else node))

    def operands(self, node: Node) -> Iterator[PartValue]:
        """What the parts of a part came to."""
        for (start, end), _ in self.asked.leaves.items():
            if node.start <= start and end <= node.end:
                found = self._found(start, end)
                if found is not None:
                    yield found

    def functions(self, node: Node) -> Iterator[tuple[Node, Visit]]:
        """The calls of functions of the stylesheet in a part, each with the course of the function; one before those in it."""
        outermost_first = sorted(self.asked.calls, key=lambda each: (each[0].start, -each[0].end))
        for call, number in outermost_first:
            if node.start <= call.start and call.end <= node.end:
                visit = self.visit.function(self.asked.parts[number].call or "")
                if visit is not None:
                    yield call, visit

    def choice(self, node: Node) -> tuple[Filter, PartValue] | None:
        """What a predicate at the end of a part says; None without one."""
        number = self.asked.leaves.get((node.start, node.end))
        if number is None or (choice := self.asked.parts[number].filter) is None:
            return None
        found = self._found(node.start, node.end)
        return None if found is None or found.samples is None else (choice, found)

    def whole(self, node: Node) -> PartValue | None:
        """What a part came to that is asked as it is; None for any other part."""
        found = self._found(node.start, node.end)
        return (
            found
            if found is None or found.written is not None
            else replace(found, written=self.asked.expression.of(node))
        )

    def sample(self, choice: Filter, items: list[Item]) -> AskedValues:
        """What a predicate was asked of one node."""
        return AskedValues(choice.asked, items, self.visit, self._finder)

    @property
    def finder(self) -> NodeFinder:
        """Finds nodes in the message."""
        return self._finder

    def _presence(self, node: Node, held: bool | None) -> Words:
        found = self._found(node.start, node.end)
        words = self._words(node)
        if found is None or found.count is None:
            return joined([*words, _DOES_NOT_HOLD] if held is False else words)
        return joined([*words, mark("%(nodes)s is there") % {"nodes": ""} if held else ""])

    def _words(self, node: Node) -> Iterable[str | Operand]:
        key = (node.start, node.end)
        if key in self.asked.leaves:
            return self._leaf(node)
        has_calls = any(node.start <= call.start and call.end <= node.end for call, _ in self.asked.calls)
        if not has_calls and not any(
            node.start <= start and end <= node.end for start, end in self.asked.leaves
        ):
            return [shorter(self.asked.expression.of(node))]
        if node.symbol == "(" and node.parts:
            return ["(", *self._words(node.parts[0]), ")"]
        if node.symbol in _OPERATORS and node.label == "operator" and len(node.parts) == 2:
            first, second = node.parts
            between = ", " if node.symbol == "," else f" {node.symbol} "
            return [*self._words(first), between, *self._words(second)]
        if node.label == "operator" and len(node.parts) == 1:
            return [node.symbol, *self._words(node.parts[0])]
        if node.label == "constructor function" and len(node.parts) == 1:
            return self._words(node.parts[0])
        if node.label == "function":
            return self._function(node)
        if node.symbol == ":" and len(node.parts) == 2:
            return self._words(node.parts[1])
        return [shorter(self.asked.expression.of(node))]

    def _function(self, node: Node) -> Iterable[str | Operand]:
        if node.symbol in _CONVERSIONS and len(node.parts) == 1:
            return self._words(node.parts[0])
        if node.symbol == "translate" and len(node.parts) == 3 and node.parts[2].value == "":
            return self._words(node.parts[0])
        if node.symbol == "concat":
            return self._listed(node)
        words: list[str | Operand] = [f"{called_name(self.asked.expression, node) or node.symbol}("]
        for number, part in enumerate(node.parts):
            words += [*([", "] if number else []), *self._words(part)]
        given = self._given(node)
        return [*words, ")" if given is None else Operand(")", (given,))]

    def _given(self, node: Node) -> str | None:
        """What a function of the stylesheet gave; None where that says no more than whether it holds, or isn't known."""
        number = next((number for call, number in self.asked.calls if call is node), None)
        item = None if number is None or number >= len(self._items) else self._items[number]
        return None if not isinstance(item, str) or item in (UNKNOWN, "true", "false") else cut(item)

    def _listed(self, node: Node) -> Iterator[str | Operand]:
        """What is put together to one text, the space between left out."""
        between = False
        for part in node.parts:
            if isinstance(part.value, str) and part.label == "literal" and not part.value.strip():
                continue
            yield from [", "] if between else []
            yield from self._words(part)
            between = True

    def _leaf(self, node: Node) -> list[str | Operand]:
        number = self.asked.leaves[node.start, node.end]
        choice = self.asked.parts[number].filter
        text = self.asked.expression.of(node) if choice is None else f"{choice.base}[…]"
        found = self._found(node.start, node.end)
        key = self._key(node)
        if key is not None and found is not None:
            before, argument, after = key
            return [before, *self._words(argument), Operand(after, *_values(found))]
        return [operand(text, found)]

    def _key(self, node: Node) -> tuple[str, Node, str] | None:
        """The text before and after what is looked for with a key, and that; None for any other part."""
        call = node
        while call.symbol in ("[", "/", "//", "(") and call.parts:
            call = call.parts[0]
        if call.symbol != "key" or len(call.parts) < 2:
            return None
        argument = call.parts[1]
        if not any(argument.start <= start and end <= argument.end for start, end in self.asked.leaves):
            return None
        text = self.asked.expression.text
        return (
            shorter(text[node.start : argument.start]),
            argument,
            shorter(text[argument.end : node.end]),
        )

    def _found(self, start: int, end: int) -> PartValue | None:
        number = self.asked.leaves.get((start, end))
        if number is None or number >= len(self._items):
            return None
        text = self.asked.parts[number].text
        found = found_of(self._items[number], self._finder)
        name = variable_name(text)
        return found if name is None else value_of(name, self.visit, self._finder, found)


def found_of(item: Item, finder: NodeFinder) -> PartValue:
    """What a part came to, as it is told."""
    if isinstance(item, str):
        return PartValue(text=None if item == UNKNOWN else cut(item))
    if not item or not isinstance(item[0], str) or not isinstance(item[1], list):
        return PartValue()
    nodes = tuple(map(finder.node, item[1]))
    samples = None
    if len(item) > 2 and isinstance(item[2], list) and isinstance(item[2][0], str):
        samples = (_number(item[2][0]), tuple(each for each in item[2][1:] if isinstance(each, list)))
    return PartValue(nodes, _number(item[0]), samples=samples)


def value_of(name: str, visit: Visit, finder: NodeFinder, told: PartValue | None = None) -> PartValue | None:
    """What a variable or a parameter holds where a run came by.

    Args:
        told: its value as it was told there.
    """
    declared = _declared(name, visit)
    if declared is None:
        return told
    if declared.letter == records.VALUE:
        found = _selected(declared, finder)
        if found is None or found.nodes is None:
            found = told
            if found is None:
                item = declared.item(0)
                found = None if item is None else found_of(item, finder)
        return None if found is None else replace(found, origin=declared)
    found = (
        _given(name, declared, finder)
        if declared.letter == records.FUNCTION
        else _handed(name, declared, finder)
    )
    return told if found is None or (found.nodes is None and told is not None) else found


def _declared(name: str, visit: Visit) -> Visit | None:
    """The visit by which a variable got its value, or the template that it is a parameter of."""
    here: Visit | None = visit
    while here is not None:
        if here.letter in (records.TEMPLATE, records.FUNCTION):
            return here if name in here.place.parameters else None
        for before in here.before():
            if before.letter == records.VALUE and before.place.name == name:
                return before
        here = here.above
    return None


def _selected(declared: Visit, finder: NodeFinder) -> PartValue | None:
    """The nodes that a variable was given; None where it wasn't given nodes."""
    return _whole(declared.place.asked, declared.parts(1), declared, finder)


def _handed(name: str, template: Visit, finder: NodeFinder) -> PartValue | None:
    """What a template was given for a parameter."""
    call = called_by(template)
    if call is None:
        return None
    for number, argument in enumerate(call.place.arguments):
        if argument.name == name:
            return _whole(argument.asked, call.parts(number + 1), call, finder)
    return None


def _given(name: str, function: Visit, finder: NodeFinder) -> PartValue | None:
    """What a function was given for a parameter."""
    number = function.place.parameters.index(name)
    asking = function.asking()
    call = function.item(0)
    for asked, items in asking.answers() if asking is not None else ():
        for node, part in asked.calls:
            if items is not None and asked.parts[part].call == call:
                argument = node.parts[number]
                return AskedValues(asked, items, asking, finder).whole(argument)  # type: ignore[arg-type]
    return None


def _whole(
    asked: AskedParts | None, items: Sequence[Item] | None, visit: Visit, finder: NodeFinder
) -> PartValue | None:
    """What an expression came to that is one part as a whole; None where it isn't, or isn't known."""
    if asked is None or items is None or asked.whole is None or asked.whole >= len(items):
        return None
    part = asked.parts[asked.whole]
    found = found_of(items[asked.whole], finder)
    name = variable_name(part.text)
    return replace(found, written=part.text) if name is None else value_of(name, visit, finder, found)


def called_by(template: Visit) -> Visit | None:
    """The call by which a template came to be carried out; None where it isn't told."""
    call = next((visit for visit in template.before() if visit.letter == records.CALL), None)
    is_other = call is not None and not template.place.written and call.place.name != template.place.name
    return None if is_other else call


def variable_name(text: str) -> str | None:
    """The name of the variable that an expression is; None for any other expression."""
    stripped = text.strip()
    return stripped[1:] if re.fullmatch(r"\$[\w.:-]+", stripped) else None


def operand(text: str, found: PartValue | None) -> Operand:
    """A part with what it came to."""
    if found is None:
        return Operand(shorter(text))
    return Operand(_called(text, found), *_values(found))


def _called(text: str, found: PartValue) -> str:
    """The name of the nodes that a variable holds, or that are at hand; any other part as it is written, but shorter."""
    is_named = variable_name(text) is None and text.strip() not in (".", "..", "current()", f"${CURRENT}")
    if is_named or found.nodes is None:
        return shorter(text)
    names = {node.name for node in found.nodes}
    if len(names) == 1 and None not in names:
        return str(names.pop())
    if not names and found.written is not None and len(written := shorter(found.written)) <= _LONGEST_NAME:
        return written
    return shorter(text)


def _values(found: PartValue) -> tuple[tuple[str | None, ...], int | None, tuple[Location, ...]]:
    if found.nodes is None:
        return (found.text,), None, ()
    places = tuple(node.location for node in found.nodes if node.location is not None)
    return tuple(node.value for node in found.nodes), found.count, places


def shorter(text: str) -> str:
    """An expression as a person would write it: names without prefixes, white space made single."""
    text = _BY_LOCAL_NAMES.sub(_names_in, " ".join(text.split()))
    text = text.replace("generate-id()", "this node")
    return _PREFIX.sub("", text).replace(f"${CURRENT}", "current()")


def _names_in(test: re.Match[str]) -> str:
    """The names that a test asks for."""
    names = "|".join(_NAME_IN_QUOTES.findall(test[0]))
    return f"({names})" if "|" in names else names


def joined(words: Iterable[str | Operand]) -> Words:
    """Words and operands in a row, texts that follow each other as one."""
    found: list[str | Operand] = []
    for word in words:
        last = found[-1] if found else None
        if isinstance(word, str) and isinstance(last, str):
            found[-1] = last + word
        elif word != "":
            found.append(word)
    return tuple(found)


def _number(text: str) -> int:
    try:
        return int(float(text))
    except ValueError:
        return 0
