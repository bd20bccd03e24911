"""The places in stylesheets that a run can come by: bodies of templates and of conditions.

An empty template that takes any node is a default, there so that nothing happens: it is no place. Nor is a template
that another one overrides in every entry, such as the `check` template by which a rule file of the official sets also
runs on its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.text.spans import MarkedMessage, Span
from retour.xslt.names import XSL
from retour.xslt.patterns import alternatives
from retour.xslt.precedence import Precedence
from retour.xslt.stylesheets import Stylesheet, walk

BodyKind = Literal["template", "if", "when", "otherwise", "implicit otherwise"]

_TEMPLATE, _IF, _CHOOSE = f"{{{XSL}}}template", f"{{{XSL}}}if", f"{{{XSL}}}choose"
_WHEN, _OTHERWISE = f"{{{XSL}}}when", f"{{{XSL}}}otherwise"
_BODIES = (_TEMPLATE, _IF, _WHEN, _OTHERWISE)
_BEFORE_BODY = {f"{{{XSL}}}param", f"{{{XSL}}}context-item"}


@dataclass(frozen=True, slots=True)
class Body:
    """Instructions that are carried out together or not at all.

    Attributes:
        number: counts the bodies of a set.
        file: absolute.
        line: where the start tag of the body's element begins; of an implicit otherwise that of its `if` or last `when`.
        first, last: the lines from the end of the start tag to the end tag.
        label: for a person, e.g. `template match="m:Bsn" mode="CS002"`.
        rules: the rules that are evaluated when a run comes by it; sorted.
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
class RunPlaces:
    """The places that a run of some entries can come by.

    Attributes:
        files: the stylesheets in which there are any, or that are needed to run the set; sorted by path.
        bodies: by number, file by file in the order of the text.
        decisions: in the same order.
        looking: the rules with templates that take nodes of a message by a pattern, by the file of the template; of the
            others nobody knows whether a run looked at something for them.
    """

    files: Mapping[Path, bytes] = field(repr=False)
    bodies: tuple[Body, ...]
    decisions: tuple[Decision, ...]
    looking: Mapping[Path, frozenset[str]] = field(repr=False)

    @cached_property
    def rules(self) -> Mapping[int, tuple[str, ...]]:
        """The bodies in which rules are evaluated: number → rules."""
        return {body.number: body.rules for body in self.bodies if body.rules}


def find_places(
    entries: Sequence[Sequence[Stylesheet]],
    rules_of: Callable[[etree._Element], tuple[str, ...]],
    named: Callable[[Path], str] = str,
) -> RunPlaces:
    """Find the places of some entries.

    Args:
        entries: what each entry reaches, by import precedence.
        rules_of: the rules that are evaluated when a run comes by a template, or by an instruction in it; sorted.
        named: how to call a file towards the user.

    Raises:
        RuleSetError: a stylesheet is in an encoding in which no probes can be set.
    """
    in_force = {template for sheets in entries for template in Precedence(sheets).in_force}
    sheets = {sheet.path: sheet for reached in entries for sheet in reached}
    bodies: list[Body] = []
    decisions: list[Decision] = []
    looking: dict[Path, frozenset[str]] = {}
    for file, sheet in sorted(sheets.items()):
        reader = _FileReader(sheet, named(file), rules_of, len(bodies))
        matching = [template for template in walk(sheet, "template") if template.get("match") is not None]
        looking[file] = frozenset(
            rule for template in matching for body in template.iter(*_BODIES) for rule in rules_of(body)
        )
        for template in walk(sheet, "template"):
            if template in in_force:
                reader.read(template)
        bodies += reader.bodies
        decisions += reader.decisions
    files = {file: sheets[file].data for file in sorted(sheets)}
    return RunPlaces(files, tuple(bodies), tuple(decisions), looking)


class _FileReader:
    """The places of one file, as its templates are read one after the other."""

    def __init__(
        self,
        sheet: Stylesheet,
        name: str,
        rules_of: Callable[[etree._Element], tuple[str, ...]],
        first_number: int,
    ) -> None:
        if b"\0" in sheet.data:
            raise RuleSetError(
                "is in an encoding in which no probes can be set: save it as UTF-8", Place(name)
            )
        self.bodies: list[Body] = []
        self.decisions: list[Decision] = []
        self._file = sheet.path
        self._marked = MarkedMessage(sheet.data, sheet.root)
        self._rules_of = rules_of
        self._next = first_number
        self._line_ends = [match.start() for match in re.finditer(rb"\n", sheet.data)]

    def read(self, template: etree._Element) -> None:
        """Take in a template, unless it is an empty default."""
        if _is_empty(template) and takes_any_node(template):
            return
        self._body("template", template, _label(template))
        for element in template.iter(_IF, _CHOOSE):
            if element.tag == _CHOOSE:
                self._choose(element)
            elif not any(name.endswith("use-when") for name in element.attrib):
                self._if(element)

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

    def _body(self, kind: BodyKind, element: etree._Element, label: str) -> int:
        span = self._marked.span(element)
        first = [child for child in element if child.tag in _BEFORE_BODY]
        offset = self._marked.span(first[-1]).end if kind == "template" and first else span.inner
        return self._add(kind, label, span, offset, self._rules_of(element))

    def _add(self, kind: BodyKind, label: str, span: Span, offset: int, rules: tuple[str, ...] = ()) -> int:
        number = self._next + len(self.bodies)
        line, first, last = (self._line(at) for at in (span.start, span.inner, span.close))
        self.bodies.append(Body(number, self._file, kind, line, first, last, label, rules, span, offset))
        return number

    def _line(self, offset: int) -> int:
        return bisect_left(self._line_ends, offset) + 1


def _is_empty(template: etree._Element) -> bool:
    return len(template) == 0 and not (template.text or "").strip()


def takes_any_node(template: etree._Element) -> bool:
    """Whether a template is for any node, of one kind or of all: a default, or what holds a set together."""
    found = alternatives(template)
    return bool(found) and all(one.is_plain and one.last is not None and one.last.takes_any for one in found)


def _label(element: etree._Element) -> str:
    attributes = ((name, element.get(name)) for name in ("name", "match", "mode", "test"))
    written = (f'{name}="{" ".join(value.split())}"' for name, value in attributes if value is not None)
    return " ".join([etree.QName(element).localname, *written])
