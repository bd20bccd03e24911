"""The records of a trace: how a copy of a stylesheet writes them by xsl:message, and how they are read.

A record is a letter, the number of its place, and items; an item is a text, or a list of items in brackets. The brackets and the
end of a text are characters for private use, which no message needs; in values they become question marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from retour.engines import TRACE
from retour.tracing.asked import CURRENT, AskedPart, AskedParts, Filter
from retour.xslt.names import XSL

OPEN, CLOSE, END = "\ue010", "\ue011", "\ue012"
UNKNOWN = "\ue015"
"""Stands where a part can't be evaluated on its own."""
COMPLEX = "\ue016"
"""Stands for the value of an element that has others in it."""
_WHITE, _WRITTEN = "\t\n\r", "\ue019\ue01a\ue01d"
_BACK = str.maketrans(_WRITTEN, _WHITE)

LONGEST = 200
"""Characters of a value that are told."""
SHOWN = 3
"""Nodes of a part that are told."""
SAMPLES = 2
"""Nodes of which it is told what a predicate says."""

TEMPLATE, EACH, IF, BRANCH, CONTENT, VALUE = "T", "E", "I", "W", "B", "V"
CALL, SELECTION, FINDING, ENDING = "C", "S", "F", "e"
FUNCTION, RESULT = "U", "R"

HELPERS = "urn:retour:trace"
"""The namespace of the templates that write nodes and values."""
PREFIX = "retour-trace"

Item = str | list["Item"]


class TraceRecord(NamedTuple):
    """One record.

    Attributes:
        number: of the place.
        branch: of a choose, which one was taken.
        items: None where they can't be read.
    """

    letter: str
    number: int
    branch: int
    items: list[Item] | None


def read_records(messages: Iterable[str]) -> Iterator[TraceRecord]:
    """The records among what a stylesheet said."""
    for text in messages:
        if not text.startswith(TRACE):
            continue
        head, _, rest = text[len(TRACE) :].partition(END)
        number, _, branch = head[1:].partition(".")
        yield TraceRecord(head[0], int(number), int(branch or 0), _items(rest))


def _items(text: str) -> list[Item] | None:
    top: list[Item] = []
    opened = [top]
    position = 0
    while position < len(text):
        if text[position] == OPEN:
            inner: list[Item] = []
            opened[-1].append(inner)
            opened.append(inner)
            position += 1
        elif text[position] == CLOSE:
            opened.pop()
            if not opened:
                return None
            position += 1
        else:
            end = text.find(END, position)
            if end < 0:
                return None
            opened[-1].append(text[position:end].translate(_BACK))
            position = end + 1
    return top if len(opened) == 1 else None


class Writer:
    """Makes an xsl:message that writes a record.

    Args:
        like: the element whose expressions are asked: their prefixes are those declared there.
        in_1_0: whether the stylesheet is XSLT 1.0.
    """

    def __init__(
        self, like: etree._Element, letter: str, number: int, branch: int | None = None, *, in_1_0: bool
    ) -> None:
        self._prefixes = {prefix: uri for prefix, uri in like.nsmap.items() if uri != XSL}
        self._prefixes[f"xsl-{PREFIX}"] = XSL
        self._prefixes[PREFIX] = HELPERS
        self.message = etree.Element(f"{{{XSL}}}message", nsmap=self._prefixes)
        for name in ("xpath-default-namespace", "use-when"):
            if str(like.tag).startswith(f"{{{XSL}}}") and (stated := like.get(name)) is not None:
                self.message.set(name, stated)
        self._in_1_0 = in_1_0
        self._has_current = False
        self._variables = 0
        head = f"{TRACE}{letter}{number}" + ("" if branch is None else f".{branch}")
        self._text(self.message, f"{head}{END}")

    def node(self) -> Writer:
        """The node at hand."""
        self._node(self.message)
        return self

    def texts(self, expressions: list[str]) -> Writer:
        """The values of expressions, as texts, in one list."""
        self._text(self.message, OPEN)
        for each in expressions:
            self._part(self.message, AskedPart("text", each))
        self._text(self.message, CLOSE)
        return self

    def value(self, expression: str) -> Writer:
        """The value of an expression."""
        self._part(self.message, AskedPart("text", expression))
        return self

    def holds(self, test: str) -> Writer:
        """Whether a test holds."""
        self._part(self.message, AskedPart("truth", test))
        return self

    def asked(self, asked: AskedParts | None) -> Writer:
        """The values of all parts that are asked, in one list."""
        self._text(self.message, OPEN)
        if asked is not None:
            if not self._has_current and _needs_current(asked):
                self._has_current = True
                variable = self._new("variable", name=CURRENT, select=".")
                self.message.insert(0, variable)
                variable.tail, self.message.text = self.message.text, None
            self._parts(self.message, asked)
        self._text(self.message, CLOSE)
        return self

    def content(self, element: etree._Element) -> Writer:
        """What the instructions in an element write."""
        self._text(self.message, element.text or "")
        for child in element.iterchildren(etree.Element):
            self.message.append(deepcopy(child))
        self._text(self.message, END)
        return self

    def _parts(self, parent: etree._Element, asked: AskedParts) -> None:
        for part in asked.parts:
            self._part(parent, part)

    def _part(self, parent: etree._Element, part: AskedPart) -> None:
        if not self._in_1_0:
            attempt = self._add(parent, "try")
            self._of_part(attempt, part)
            self._add(attempt, "catch", select=f"'{UNKNOWN}{END}'")
        else:
            self._of_part(parent, part)

    def _of_part(self, parent: etree._Element, part: AskedPart) -> None:
        if part.kind == "truth":
            self._value(parent, f"boolean({part.text})")
        elif part.kind == "text":
            self._call(parent, "value", part.text)
        elif part.filter is None:
            self._text(parent, OPEN)
            self._call(parent, "nodes", part.text)
            self._text(parent, CLOSE)
        else:
            self._filtered(parent, part.text, part.filter)

    def _filtered(self, parent: etree._Element, text: str, choice: Filter) -> None:
        self._variables += 1
        chosen = f"retour-nodes-{self._variables}"
        self._text(parent, OPEN)
        self._add(parent, "variable", name=chosen, select=text)
        self._call(parent, "nodes", f"${chosen}")
        self._text(parent, OPEN)
        self._value(parent, f"count({choice.base})")
        nodes = f"(${chosen} | ({choice.base})[not(${chosen})])[position() <= {SAMPLES}]"
        samples = self._add(parent, "for-each", select=nodes)
        self._text(samples, OPEN)
        self._parts(samples, choice.asked)
        self._text(samples, CLOSE)
        self._text(parent, CLOSE + CLOSE)

    def _node(self, parent: etree._Element) -> None:
        self._add(parent, "call-template", name=f"{PREFIX}:node")

    def _call(self, parent: etree._Element, name: str, value: str) -> None:
        call = self._add(parent, "call-template", name=f"{PREFIX}:{name}")
        self._add(call, "with-param", name="of", select=value)

    def _value(self, parent: etree._Element, select: str) -> None:
        self._add(parent, "value-of", select=select)
        self._text(parent, END)

    def _add(self, parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
        element = self._new(tag, **attributes)
        parent.append(element)
        return element

    def _new(self, tag: str, /, **attributes: str) -> etree._Element:
        element = etree.Element(f"{{{XSL}}}{tag}", nsmap=self._prefixes)
        for key, value in attributes.items():
            element.set(key, value)
        return element

    @staticmethod
    def _text(parent: etree._Element, text: str) -> None:
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def _needs_current(asked: AskedParts) -> bool:
    """Whether a predicate asks for the node at hand outside of it."""
    return any(
        f"${CURRENT}" in part.filter.asked.expression.text or _needs_current(part.filter.asked)
        for part in asked.parts
        if part.filter is not None
    )


def helpers(*, in_1_0: bool) -> str:
    """The templates that write nodes and values, as the content of a stylesheet."""
    test, text = ("true()", "$of") if in_1_0 else (". instance of node()", _JOINED)
    return f"""
  <xsl:template name="{PREFIX}:value">
    <xsl:param name="of"/>
    <xsl:value-of select="{_clean(text)}"/>
    <xsl:text>{END}</xsl:text>
  </xsl:template>
  <xsl:template name="{PREFIX}:nodes">
    <xsl:param name="of"/>
    <xsl:value-of select="count($of)"/>
    <xsl:text>{END}{OPEN}</xsl:text>
    <xsl:for-each select="$of[position() &lt;= {SHOWN}]">
      <xsl:choose>
        <xsl:when test="{test}">
          <xsl:call-template name="{PREFIX}:node"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:text>{OPEN}{END}#value{END}</xsl:text>
          <xsl:value-of select="{_clean("string(.)")}"/>
          <xsl:text>{END}{END}{CLOSE}</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:text>{CLOSE}</xsl:text>
  </xsl:template>
  <xsl:template name="{PREFIX}:node">
    <xsl:text>{OPEN}</xsl:text>
    <xsl:for-each select="ancestor-or-self::*">
      <xsl:value-of select="concat('/', count(preceding-sibling::*))"/>
    </xsl:for-each>
    <xsl:text>{END}</xsl:text>
    <xsl:choose>
      <xsl:when test="self::*"/>
      <xsl:when test="not(..)">#document</xsl:when>
      <xsl:when test="self::text()">#text</xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="concat('@', local-name())"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>{END}</xsl:text>
    <xsl:choose>
      <xsl:when test="*">{COMPLEX}</xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="{_clean("string(.)")}"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat('{END}', generate-id(/), '{END}')"/>
    <xsl:text>{CLOSE}</xsl:text>
  </xsl:template>
"""


_JOINED = "string-join(for $each in $of return string($each), ' ')"


def _clean(expression: str) -> str:
    """The text of an expression without what could be taken for a part of a record; as it is written in a stylesheet."""
    return f"translate(substring({expression}, 1, {LONGEST + 1}), '&#9;&#10;&#13;{OPEN}{CLOSE}{END}', '{_WRITTEN}???')"
