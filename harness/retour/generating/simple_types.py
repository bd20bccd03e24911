"""The simple types of a schema: which texts they take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeVar

from retour.generating.patterns import compiled

Kind = Literal["text", "number", "date", "other"]
Ordered = TypeVar("Ordered", Decimal, str)

_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_TEXTS = {"string", "normalizedString", "token", "anySimpleType", "anyURI", "NMTOKEN", "Name", "NCName", "ID"}
_SAMPLES = {
    "boolean": ("true", "false", "1", "0"),
    "dateTime": ("2017-06-12T09:30:00", "2016-02-29T00:00:00"),
    "time": ("09:30:00", "00:00:00", "23:59:59"),
    "gYear": ("2016", "2017", "1900"),
    "gYearMonth": ("2016-02", "2017-12"),
    "gMonthDay": ("--02-29", "--12-31"),
    "gDay": ("---29", "---31"),
    "gMonth": ("--02", "--12"),
    "base64Binary": ("", "QQ=="),
    "hexBinary": ("", "41"),
    "duration": ("P1D", "PT0S"),
    "double": ("0", "1.5", "-1"),
    "float": ("0", "1.5", "-1"),
    "language": ("nl", "en"),
}

PRIMITIVES = frozenset({*_INTEGERS, *_TEXTS, *_SAMPLES, "decimal", "date"})
"""The built-in types that are known."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A simple type with all that it was restricted by, step by step.

    Attributes:
        primitive: the built-in type, such as `date`.
        patterns: for each step that has patterns those, of which one must match.
        enumeration: the only texts; None when there is no list.
        bounds: of numbers, and of dates as text: facet → value.
        lengths: `length`, `minLength`, `maxLength`.
        digits: `totalDigits`, `fractionDigits`.
    """

    primitive: str
    patterns: tuple[tuple[str, ...], ...] = ()
    enumeration: tuple[str, ...] | None = None
    bounds: tuple[tuple[str, str], ...] = ()
    lengths: tuple[tuple[str, int], ...] = ()
    digits: tuple[tuple[str, int], ...] = ()

    @property
    def kind(self) -> Kind:
        """What the texts are, roughly."""
        if self.primitive == "date":
            return "date"
        if self.primitive == "decimal" or self.primitive in _INTEGERS:
            return "number"
        return "text" if self.primitive in _TEXTS else "other"

    @property
    def samples(self) -> tuple[str, ...]:
        """Some texts of a built-in type that is neither text, number nor date."""
        return _SAMPLES.get(self.primitive, ())

    def least_length(self) -> int:
        """The shortest that a text may be."""
        return max((value for name, value in self.lengths if name != "maxLength"), default=0)

    def most_length(self) -> int | None:
        """The longest that a text may be; None for any length."""
        return min((value for name, value in self.lengths if name != "minLength"), default=None)

    def accepts(self, text: str) -> bool:
        """Whether a text is one of the type's."""
        if self.enumeration is not None and text not in self.enumeration:
            return False
        if not all(any(compiled(pattern).fullmatch(text) for pattern in step) for step in self.patterns):
            return False
        if len(text) < self.least_length() or len(text) > (self.most_length() or len(text)):
            return False
        match self.kind:
            case "number":
                return self._accepts_number(text)
            case "date":
                return self._accepts_date(text)
            case "other":
                return text in self.samples
        return True

    def _accepts_number(self, text: str) -> bool:
        try:
            number = Decimal(text) if _NUMBER.fullmatch(text) else None
        except InvalidOperation:
            number = None
        if number is None:
            return False
        if self.primitive in _INTEGERS:
            low, high = _INTEGERS[self.primitive]
            if "." in text or (low is not None and number < low) or (high is not None and number > high):
                return False
        bounded = all(_within(number, name, Decimal(value)) for name, value in self.bounds)
        whole, _, fraction = text.lstrip("-").partition(".")
        whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
        sizes = {"totalDigits": len(whole + fraction), "fractionDigits": len(fraction)}
        return bounded and all(sizes[name] <= most for name, most in self.digits)

    def _accepts_date(self, text: str) -> bool:
        try:
            found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
        except ValueError:
            found = None
        return found is not None and all(_within(text, name, value) for name, value in self.bounds)


def _within(value: Ordered, facet: str, bound: Ordered) -> bool:
    match facet:
        case "minInclusive":
            return value >= bound
        case "minExclusive":
            return value > bound
        case "maxInclusive":
            return value <= bound
    return value < bound
