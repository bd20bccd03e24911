"""Operators on XPath: what a person who writes an expression gets wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from retour.xslt.xpath import Expression, Node


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A part of an expression, and what stands in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """What an operator may know beside the expression.

    Attributes:
        above: the parts that the part stands in, the nearest last.
        names: the names that the file tests for, by prefix, sorted; under None those that are compared with local-name().
        pattern: whether it is a match pattern.
    """

    above: tuple[Node, ...]
    names: dict[str | None, Collection[str]]
    pattern: bool = False

    @property
    def parent(self) -> Node | None:
        """The part that the part stands in."""
        return self.above[-1] if self.above else None


Find = Callable[[Expression, Node, Around], Iterator[Rewrite]]

_COMPARISONS = {
    "=": ("!=",),
    "!=": ("=",),
    "<": ("<=", ">"),
    "<=": ("<", ">"),
    ">": (">=", "<"),
    ">=": (">", "<"),
    "eq": ("ne",),
    "ne": ("eq",),
    "lt": ("le", "gt"),
    "le": ("lt", "gt"),
    "gt": ("ge", "lt"),
    "ge": ("gt", "lt"),
}
_ARITHMETIC = {"+": "-", "-": "+", "*": "div", "div": "*", "idiv": "*", "mod": "div"}
_AXES = {
    "ancestor": "ancestor-or-self",
    "ancestor-or-self": "ancestor",
    "child": "descendant",
    "descendant": "child",
    "descendant-or-self": "descendant",
    "following": "following-sibling",
    "following-sibling": "preceding-sibling",
    "parent": "ancestor",
    "preceding": "preceding-sibling",
    "preceding-sibling": "following-sibling",
}
_YEAR, _MONTH = 10_000, 100
"""What is added to a date written as eight digits to go on by a year or a month."""

_DATE_UNITS = {
    "year": "month",
    "years": "months",
    "month": "day",
    "months": "days",
    "day": "month",
    "days": "months",
    "jaar": "maand",
    "maand": "dag",
    "maanden": "dagen",
    "dag": "maand",
    "dagen": "maanden",
}
_DURATION_UNITS = {"Y": "M", "M": "D", "D": "M"}
_DEBIT_CREDIT = {
    "D": "C",
    "C": "D",
    "Debet": "Credit",
    "Credit": "Debet",
    "debet": "credit",
    "credit": "debet",
}
_TO_STRING = ("normalize-space", "translate", "upper-case", "lower-case")
_SWAPPED = {
    "starts-with": "contains",
    "contains": "starts-with",
    "ends-with": "contains",
    "substring-before": "substring-after",
    "substring-after": "substring-before",
}
_LEAST_KEY_PARTS = 2
_SUBSTRING_WITH_LENGTH = 3


def comparison(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Another comparison."""
    if node.label == "operator" and len(node.parts) == 2 and compared_name(node) is None:
        for other in _COMPARISONS.get(node.symbol, ()):
            yield _with_word(x, node, other)


def boundary(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """A number one higher or lower."""
    if (
        node.symbol == "(integer)"
        and not _is_position(node, around)
        and abs(node.value) not in (_YEAR, _MONTH)
    ):
        yield Rewrite(node.start, node.end, str(node.value + 1))
        if node.value > 0:
            yield Rewrite(node.start, node.end, str(node.value - 1))


def date_unit(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Months where years are meant."""
    if node.symbol == "(integer)" and node.value in (_YEAR, _MONTH):
        yield Rewrite(node.start, node.end, str(_MONTH if node.value == _YEAR else _YEAR))
        yield Rewrite(node.start, node.end, "1")
    if node.symbol == "(string)" and (other := _other_unit(str(node.value))):
        yield Rewrite(node.start, node.end, _quoted(other))


def and_or(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """`or` for `and`, and the other way round."""
    if node.symbol in ("and", "or") and len(node.parts) == 2:
        changed = _with_word(x, node, "or" if node.symbol == "and" else "and")
        bare = (
            around.parent is None or around.parent.symbol in ("(", "[") or around.parent.label == "function"
        )
        yield changed if bare else Rewrite(changed.start, changed.end, f"({changed.text})")


def negation(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """A not() forgotten."""
    if node.symbol == "not" and node.label == "function" and len(node.parts) == 1:
        yield Rewrite(node.start, node.end, f"boolean({x.of(node.parts[0])})")


def step(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Another axis, or a step too few."""
    if node.label == "axis" and node.symbol in _AXES:
        yield Rewrite(node.start, node.end, _AXES[node.symbol] + x.text[node.word_end : node.end])
    elif node.symbol == "..":
        yield Rewrite(node.start, node.end, "../..")
    elif node.symbol == "//" and len(node.parts) == 2:
        yield _with_word(x, node, "/")
    elif node.symbol == "/" and (around.parent is None or around.parent.symbol != "/"):
        yield from _steps_too_few(x, node, around)


def name(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Another element's name, of those that the file knows."""
    if (literal := compared_name(node)) is not None:
        other = _next_name(str(literal.value), around.names.get(None, ()))
        if other is not None:
            yield Rewrite(literal.start, literal.end, _quoted(other))
        return
    prefixed = (
        node.symbol == ":" and node.parts and node.parts[0].symbol == "(name)" and not _is_no_test(around)
    )
    bare = node.symbol == "(name)" and not _is_no_test(around)
    if not prefixed and not bare:
        return
    prefix = str(node.parts[0].value) if prefixed else ""
    own = str(node.parts[1].value if prefixed else node.value)
    if own == "*":
        return
    other = _next_name(own, around.names.get(prefix, ()))
    if other is not None:
        yield Rewrite(node.parts[1].start if prefixed else node.start, node.end, other)


def value_dropped(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """One value or alternative of a list forgotten."""
    if node.symbol in ("or", "|", "union", ",") and not around.pattern:
        yield from _operands_dropped(x, node, around)
    elif node.symbol == "(string)" and (parts := listed(str(node.value))):
        for shorter in parts:
            yield Rewrite(node.start, node.end, _quoted(shorter))


def condition_dropped(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """One of several conditions forgotten."""
    if node.symbol == "and":
        yield from _operands_dropped(x, node, around)
    elif node.symbol == "[" and len(node.parts) == 2:
        predicate = node.parts[1]
        if compared_name(predicate) is None and predicate.symbol not in ("(integer)", "last"):
            yield Rewrite(node.start, node.end, x.of(node.parts[0]))


def position(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Another one of several nodes."""
    if node.symbol == "last" and around.parent is not None and around.parent.symbol == "[":
        yield Rewrite(node.start, node.end, "1")
    if node.symbol == "(integer)" and _is_position(node, around):
        yield Rewrite(node.start, node.end, str(node.value + 1))
        yield Rewrite(node.start, node.end, str(node.value - 1) if node.value > 1 else "last()")


def string_function(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """A string function forgotten, or another one of the same kind."""
    if node.label != "function":
        return
    if node.symbol in _SWAPPED:
        yield Rewrite(node.start, node.end, _SWAPPED[node.symbol] + x.text[node.word_end : node.end])
    elif node.symbol in _TO_STRING:
        yield Rewrite(node.start, node.end, f"string({x.of(node.parts[0]) if node.parts else ''})")
    elif node.symbol == "substring" and len(node.parts) == _SUBSTRING_WITH_LENGTH:
        yield Rewrite(node.start, node.end, f"substring({x.of(node.parts[0])}, {x.of(node.parts[1])})")
    elif node.symbol == "substring" and node.parts:
        yield Rewrite(node.start, node.end, f"string({x.of(node.parts[0])})")


def arithmetic(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Another operation."""
    if node.label == "operator" and len(node.parts) == 2 and node.symbol in _ARITHMETIC:
        yield _with_word(x, node, _ARITHMETIC[node.symbol])
    elif node.symbol == "-" and len(node.parts) == 1:
        yield Rewrite(node.start, node.end, x.of(node.parts[0]))
    elif node.label == "function" and node.symbol in ("floor", "ceiling"):
        other = "ceiling" if node.symbol == "floor" else "floor"
        yield Rewrite(node.start, node.end, other + x.text[node.word_end : node.end])


def debit_credit(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """Credit where debit is meant."""
    if node.symbol == "(string)" and (other := _DEBIT_CREDIT.get(str(node.value).strip())):
        yield Rewrite(node.start, node.end, _quoted(str(node.value).replace(str(node.value).strip(), other)))


def key_part(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """One part of a compound key forgotten."""
    if node.label == "function" and node.symbol == "concat":
        for number in key_parts(node):
            yield without_key_part(x, node, number)


def key_parts(concat: Node) -> list[int]:
    """The numbers of the arguments that aren't just text between others; none when there is only one."""
    parts = [number for number, part in enumerate(concat.parts) if part.symbol != "(string)"]
    return parts if len(parts) >= _LEAST_KEY_PARTS else []


def without_key_part(x: Expression, concat: Node, number: int) -> Rewrite:
    """A concat() without one argument, and without the text between it and the next, or the one before."""
    kept = list(concat.parts)
    after = number + 1 < len(kept) and kept[number + 1].symbol == "(string)"
    before = not after and number > 0 and kept[number - 1].symbol == "(string)"
    dropped = slice(number - 1, number + 1) if before else slice(number, number + 2 if after else number + 1)
    del kept[dropped]
    arguments = ", ".join(x.of(part) for part in kept)
    if len(kept) < _LEAST_KEY_PARTS:  # concat() takes two
        return Rewrite(concat.start, concat.end, f"string({arguments})")
    return Rewrite(concat.start, concat.end, f"concat({arguments})")


def compared_name(node: Node) -> Node | None:
    """The literal of `local-name() = 'Bsn'`, which is a test for a name."""
    if node.symbol not in ("=", "eq") or len(node.parts) != 2:
        return None
    first, second = node.parts
    is_name = first.symbol == "local-name" and not first.parts and second.symbol == "(string)"
    return second if is_name else None


def listed(text: str) -> list[str]:
    """A list of words with commas, each time without one of them; empty when the text isn't such a list."""
    parts = text.split(",")
    filled = [part for part in parts if part.strip()]
    if len(filled) < 2 or any(len(part.split()) > 1 for part in filled):
        return []
    return [
        ",".join(other for number, other in enumerate(parts) if number != left_out)
        for left_out, part in enumerate(parts)
        if part.strip()
    ]


EXPRESSION_OPERATORS: dict[str, Find] = {
    "comparison": comparison,
    "boundary": boundary,
    "date-unit": date_unit,
    "and-or": and_or,
    "not": negation,
    "step": step,
    "name": name,
    "value-dropped": value_dropped,
    "condition-dropped": condition_dropped,
    "position": position,
    "string-function": string_function,
    "arithmetic": arithmetic,
    "debit-credit": debit_credit,
    "key-part": key_part,
}


def _with_word(x: Expression, node: Node, word: str) -> Rewrite:
    """An expression with another operator."""
    text = x.text[node.start : node.word_start] + word + x.text[node.word_end : node.end]
    return Rewrite(node.start, node.end, text)


def _is_position(node: Node, around: Around) -> bool:
    return around.parent is not None and around.parent.symbol == "[" and around.parent.parts[1] is node


def _is_no_test(around: Around) -> bool:
    """Whether a name names a variable, an attribute or a type, or is half of another name."""
    parent = around.parent
    return parent is not None and (
        parent.symbol in ("$", ":", "@", "cast", "castable", "instance", "treat")
        or parent.symbol in ("attribute", "for", "some", "every", "let")
        or parent.label == "kind test"
    )


def _next_name(own: str, names: Collection[str]) -> str | None:
    """The name after this one, in a circle; None when there is no other."""
    others = sorted(set(names) | {own})
    following = others[(others.index(own) + 1) % len(others)]
    return following if following != own else None


def _operands_dropped(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    if len(node.parts) != 2 or (around.parent is not None and around.parent.symbol == node.symbol):
        return
    operands = node.chain()
    for number, operand in enumerate(operands):
        if number == 0:
            text = x.text[operands[1].start : node.end]
        else:
            text = x.text[node.start : operands[number - 1].end] + x.text[operand.end : node.end]
        yield Rewrite(node.start, node.end, text)


def _steps_too_few(x: Expression, node: Node, around: Around) -> Iterator[Rewrite]:
    """A path without one of its steps; its first is only a step where the path begins at the node that it is asked of."""
    if len(node.parts) != 2:
        return
    steps = node.chain()
    begins_here = steps[0].symbol not in ("$", "(") and _first(steps[0]).label != "function"
    for number, dropped in enumerate(steps):
        if number == 0 and begins_here:
            yield Rewrite(node.start, node.end, x.text[steps[1].start : node.end])
        elif number > 0 and not (around.pattern and number == len(steps) - 1):
            text = x.text[node.start : steps[number - 1].end] + x.text[dropped.end : node.end]
            yield Rewrite(node.start, node.end, text)


def _first(node: Node) -> Node:
    """What an expression with predicates is at its left end."""
    while node.symbol == "[":
        node = node.parts[0]
    return node


def _other_unit(text: str) -> str | None:
    if text.startswith("P") and text[1:-1].isdigit() and text[-1] in _DURATION_UNITS:
        return text[:-1] + _DURATION_UNITS[text[-1]]
    return _DATE_UNITS.get(text)


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else f"'{text}'"
