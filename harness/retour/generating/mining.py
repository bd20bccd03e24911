"""Stylesheets → the values that they compare each element with: near these, rules begin and cease to fire.

It is a guess, and may be a generous one: a value that an element's type doesn't take is never used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from lxml import etree

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_XPATHS = ("match", "select", "test", "use")
_LITERAL = re.compile(r"""'([^']*)'|"([^"]*)"|(?<![\w.$])(\d+(?:\.\d+)?)(?![\w.])""")
_NAME = re.compile(r"(?<![\w$.-])(?:[A-Za-z][\w.-]*:)?([A-Z]\w*)(?![\w(])")
_ANY_NAME = re.compile(r"(?<![\w$.@-])(?<!\w:)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?![\w.:-]|\s*[(:])")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORDS = frozenset(
    [
        "and",
        "or",
        "div",
        "idiv",
        "mod",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "is",
        "to",
        "in",
        "return",
        "then",
        "else",
        "if",
        "for",
        "let",
        "some",
        "every",
        "satisfies",
        "union",
        "intersect",
        "except",
        "instance",
        "of",
        "as",
        "treat",
        "castable",
        "cast",
    ]
)
"""The words of XPath that stand where a name of an element may stand."""

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,4})?")
_COMPACT_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Hints:
    """Values by the local name of the element that stylesheets compare them with.

    Attributes:
        values: the likeliest first; none for an element that is mentioned and compared with no value.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """The values of an element."""
        return self.values.get(name, ())


def mined_from(stylesheets: Iterable[Path]) -> Hints:
    """Read stylesheet files, in the order of their names."""
    return mined_from_templates(
        template
        for file in sorted(set(stylesheets))
        for template in etree.parse(file, _PARSER).getroot().iterchildren(f"{_XSL}template")
    )


def mined_from_templates(templates: Iterable[etree._Element]) -> Hints:
    """Read templates, or other parts of stylesheets that hold expressions."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for template in templates:
        for name, values in _of_template(template):
            found[name] |= dict.fromkeys(values)
    return Hints({name: tuple(values) for name, values in sorted(found.items())})


def latest_day(hints: Hints) -> date | None:
    """The last day that elements are compared with, or one beside it; None where there is none."""
    days = [day for values in hints.values.values() for value in values if (day := _date(value)) is not None]
    return max(days, default=None)


def _of_template(template: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Element name → values: of one expression before those that stand elsewhere in the template."""
    everywhere_names: dict[str, None] = {}
    everywhere_values: dict[str, None] = {}
    for text in _texts(template):
        values = [value for literal in _literals(text) for value in _near(literal)]
        names = dict.fromkeys([*_NAME.findall(text), *_other_names(text)])
        everywhere_names |= names
        everywhere_values |= dict.fromkeys(values)
        for name in names:
            yield name, values
    for name in everywhere_names:
        yield name, list(everywhere_values)


def _other_names(text: str) -> Iterator[str]:
    """Names that don't begin with a capital, or that have a dot or a hyphen: those of other domains."""
    for name in _ANY_NAME.findall(_QUOTED.sub("''", text)):
        if name not in _WORDS:
            yield name


def _texts(template: etree._Element) -> Iterator[str]:
    """The expressions in a template, and the texts that it hands on as lists of values."""
    for element in template.iter(etree.Element):
        for attribute in _XPATHS:
            if attribute in element.attrib:
                yield element.attrib[attribute]
        if element.tag == f"{_XSL}with-param" and len(element.text or "") <= _LONGEST:
            yield "'" + (element.text or "").replace("'", "") + "'"


def _literals(text: str) -> Iterator[str]:
    for found in _LITERAL.finditer(text):
        literal = (found[1] or found[2] or found[3] or "").strip()
        if literal and len(literal) <= _LONGEST:
            yield from (part.strip(" !#*") for part in literal.split(","))


def _near(literal: str) -> Iterator[str]:
    """A value, and the ones beside it."""
    yield literal
    day = _date(literal)
    if day is not None:
        yield from (near.isoformat() for near in (day, day - timedelta(1), day + timedelta(1)))
    elif _NUMBER.fullmatch(literal):
        yield from (str(near) for near in (Decimal(literal) + 1, Decimal(literal) - 1) if near >= 0)


def _date(text: str) -> date | None:
    parts = _COMPACT_DATE.fullmatch(text)
    try:
        found = date(*map(int, parts.groups())) if parts else None
    except ValueError:
        return None
    return found if found is not None and 1800 < found.year < 2200 else None
