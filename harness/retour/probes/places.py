"""The places in the stylesheets of a rule set that a run can come by: bodies of templates and of conditions.

An empty template that takes any node is a default, there so that nothing happens: it is no place. Nor is a template
that another one overrides in every entry, such as the `check` template by which a rule file of the official sets also
runs on its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.rulesets import Entry, RuleSet
from retour.rulesets.facts import rule_codes
from retour.text.spans import MarkedMessage, Span
from retour.xslt.names import XSL
from retour.xslt.stylesheets import Stylesheet, Stylesheets, walk

BodyKind = Literal["template", "if", "when", "otherwise", "implicit otherwise"]

_TEMPLATE, _IF, _CHOOSE = f"{{{XSL}}}template", f"{{{XSL}}}if", f"{{{XSL}}}choose"
_WHEN, _OTHERWISE = f"{{{XSL}}}when", f"{{{XSL}}}otherwise"
_BEFORE_BODY = {f"{{{XSL}}}param", f"{{{XSL}}}context-item"}
_ANY_NODE = {"*", "node()", "@*", "text()", "comment()", "processing-instruction()", "/", "."}
_NAMESPACE_TEST = re.compile(r"@?[\w.-]+:\*")
_NAME_TEST = re.compile(r"@?(?:[\w.-]+:)?[\w.-]+")
_GOES_UP = ("apply-imports", "next-match")


@dataclass(frozen=True, slots=True)
class Body:
    """Instructions that are carried out together or not at all.

    Attributes:
        number: counts the bodies of a set.
        file: absolute.
        line: where the start tag of the body's element begins; of an implicit otherwise that of its `if` or last `when`.
        first, last: the lines from the end of the start tag to the end tag.
        label: for a person, e.g. `template match="m:Bsn" mode="CS002"`.
        rules: of a template, the rules that it belongs to; sorted.
        span: where the element stands in the file.
        offset: where a probe goes.
    """

    number: int
    file: Path
    kind: BodyKind
    line: int
    first: int
    last: int
    label: str
    rules: tuple[str, ...]
    span: Span = field(repr=False)
    offset: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """An `if` or a `when`, and the bodies that tell which way it went.

    Attributes:
        true: the number of the body that is carried out when the test holds.
        false: the numbers of those of which one is carried out when it doesn't.
    """

    file: Path
    line: int
    label: str
    true: int
    false: tuple[int, ...]


@dataclass(frozen=True)
class Places:
    """The places of a rule set.

    Attributes:
        files: the stylesheets in which there are any, or that are needed to run the set; sorted by path.
        bodies: by number, file by file in the order of the text.
        decisions: in the same order.
    """

    files: Mapping[Path, bytes] = field(repr=False)
    bodies: tuple[Body, ...]
    decisions: tuple[Decision, ...]

    @classmethod
    def of(cls, rules: RuleSet) -> Places:
        """Find the places of a set.

        Raises:
            RuleSetError: a stylesheet is in an encoding in which no probes can be set.
        """
        return _found(rules)

    @cached_property
    def rules(self) -> Mapping[int, tuple[str, ...]]:
        """The bodies of the rules' own templates: number → rules."""
        return {body.number: body.rules for body in self.bodies if body.rules}


def used_entries(rules: RuleSet) -> tuple[Entry, ...]:
    """The entries that messages are checked with: a helper only where no entry serves its messages."""
    served: set[str] = set()
    used = []
    for entry in (*rules.entries, *rules.helpers):
        if not entry.namespaces or not served.issuperset(entry.namespaces):
            used.append(entry)
            served.update(entry.namespaces)
    return tuple(used)


def _found(rules: RuleSet) -> Places:
    stylesheets = Stylesheets(rules.folder)
    entries = used_entries(rules)
    codes = frozenset(code for entry in entries for code in entry.codes)
    in_force = {template for entry in entries for template in _in_force(stylesheets.reached(entry.path))}
    files = sorted({file for entry in entries for file in entry.files})
    bodies: list[Body] = []
    decisions: list[Decision] = []
    for file in files:
        sheet = stylesheets.get(file)
        reader = _FileReader(sheet, stylesheets.shown(file), codes, len(bodies))
        for template in walk(sheet, "template"):
            if template in in_force:
                reader.read(template)
        bodies += reader.bodies
        decisions += reader.decisions
    return Places({file: stylesheets.get(file).data for file in files}, tuple(bodies), tuple(decisions))


def _in_force(sheets: Sequence[Stylesheet]) -> Iterator[etree._Element]:
    """The templates that no other one with the same pattern and mode, or the same name, overrides.

    Args:
        sheets: what an entry reaches, by import precedence.
    """
    everything = any(True for sheet in sheets for _ in walk(sheet, *_GOES_UP))
    matched: dict[tuple[str, str], tuple[int, float, etree._Element]] = {}
    named: dict[str, etree._Element] = {}
    for level, sheet in _levels(sheets):
        for template in sheet.root.iterchildren(_TEMPLATE):
            name, match = template.get("name"), template.get("match")
            if name is not None:
                first = named.setdefault(name, template)
                if first is template or everything:
                    yield template
            elif everything:
                yield template
            else:
                key = (" ".join((match or "").split()), template.get("mode", ""))
                rank = (-level, _priority(template))
                known = matched.get(key)
                if known is None or rank >= known[:2]:
                    matched[key] = (*rank, template)
    yield from (template for _, _, template in matched.values())


def _levels(sheets: Sequence[Stylesheet]) -> Iterator[tuple[int, Stylesheet]]:
    """Each stylesheet with its level of import precedence: 0 is the entry and what it includes."""
    level, included = -1, set[Path]()
    for sheet in sheets:
        if sheet.path not in included:
            level, included = level + 1, set()
        included.update(sheet.includes)
        yield level, sheet


def _priority(template: etree._Element) -> float:
    """The priority that is written, or that the pattern has by default (XSLT 1.0, 5.5)."""
    try:
        return float(template.get("priority", ""))
    except ValueError:
        match = " ".join((template.get("match") or "").split())
        if match in _ANY_NODE:
            return -0.5
        if _NAMESPACE_TEST.fullmatch(match):
            return -0.25
        return 0.0 if _NAME_TEST.fullmatch(match) else 0.5


class _FileReader:
    """The places of one file, as its templates are read one after the other."""

    def __init__(self, sheet: Stylesheet, name: str, codes: frozenset[str], first_number: int) -> None:
        if b"\0" in sheet.data:
            raise RuleSetError(
                "is in an encoding in which no probes can be set: save it as UTF-8", Place(name)
            )
        self.bodies: list[Body] = []
        self.decisions: list[Decision] = []
        self._file = sheet.path
        self._marked = MarkedMessage(sheet.data, sheet.root)
        self._codes = codes
        self._next = first_number
        self._line_ends = [match.start() for match in re.finditer(rb"\n", sheet.data)]

    def read(self, template: etree._Element) -> None:
        """Take in a template, unless it is an empty default."""
        if not _does_something(template) and _takes_any_node(template):
            return
        self._body("template", template, _label(template), self._rules(template))
        for element in template.iter(_IF, _CHOOSE):
            if element.tag == _CHOOSE:
                self._choose(element)
            elif not any(name.endswith("use-when") for name in element.attrib):
                self._if(element)

    def _rules(self, template: etree._Element) -> tuple[str, ...]:
        mode = template.get("mode")
        if mode in self._codes:
            return (mode,)
        return tuple(sorted(self._codes.intersection(rule_codes(template))))

    def _if(self, element: etree._Element) -> None:
        true = self._body("if", element, _label(element))
        span = self._marked.span(element)
        false = self._add("implicit otherwise", "otherwise", span, span.end)
        self._decide(element, true, (false,))

    def _choose(self, element: etree._Element) -> None:
        whens = element.findall(_WHEN)
        ways = [self._body("when", when, _label(when)) for when in whens]
        otherwise = element.find(_OTHERWISE)
        if otherwise is not None:
            ways.append(self._body("otherwise", otherwise, "otherwise"))
        else:
            last = self._marked.span(whens[-1])
            close = self._marked.span(element).close
            ways.append(self._add("implicit otherwise", "otherwise", last, close))
        for number, when in enumerate(whens):
            self._decide(when, ways[number], tuple(ways[number + 1 :]))

    def _decide(self, element: etree._Element, true: int, false: tuple[int, ...]) -> None:
        line = self._line(self._marked.span(element).start)
        self.decisions.append(Decision(self._file, line, _label(element), true, false))

    def _body(self, kind: BodyKind, element: etree._Element, label: str, rules: tuple[str, ...] = ()) -> int:
        span = self._marked.span(element)
        first = [child for child in element if child.tag in _BEFORE_BODY]
        offset = self._marked.span(first[-1]).end if kind == "template" and first else span.inner
        return self._add(kind, label, span, offset, rules)

    def _add(self, kind: BodyKind, label: str, span: Span, offset: int, rules: tuple[str, ...] = ()) -> int:
        number = self._next + len(self.bodies)
        line, first, last = (self._line(at) for at in (span.start, span.inner, span.close))
        self.bodies.append(Body(number, self._file, kind, line, first, last, label, rules, span, offset))
        return number

    def _line(self, offset: int) -> int:
        return bisect_left(self._line_ends, offset) + 1


def _does_something(template: etree._Element) -> bool:
    return len(template) > 0 or bool((template.text or "").strip())


def _takes_any_node(template: etree._Element) -> bool:
    match = template.get("match")
    return match is not None and all(part.strip() in _ANY_NODE for part in match.split("|"))


def _label(element: etree._Element) -> str:
    attributes = ((name, element.get(name)) for name in ("name", "match", "mode", "test"))
    written = (f'{name}="{" ".join(value.split())}"' for name, value in attributes if value is not None)
    return " ".join([etree.QName(element).localname, *written])
