"""A stylesheet in which its questions are answered: by a copy that stands in its place when it is compiled.

No line is added, so an error names the line of the original. What is forbidden says so by xsl:message before it fails, so that
it is known also where the stylesheet catches the error.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.text.spans import MarkedMessage, Splice, spliced, written_attributes, written_characters
from retour.text.writing import write_scratch
from retour.xslt.asking import Question
from retour.xslt.marks import FORBIDDEN, NAMESPACE
from retour.xslt.names import XSL
from retour.xslt.stylesheets import Stylesheet, Stylesheets

_PREFIX = "retour-asks"
_ANSWERS = "retour-answers.xsl"
_ENCODING = re.compile(r"""^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")

_MODULE = f"""\
<xsl:stylesheet version="3.0" xmlns:xsl="{XSL}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:a="{NAMESPACE}"
    exclude-result-prefixes="#all">
  <xsl:param name="a:now" as="xs:dateTime?" select="()"/>
  <xsl:variable name="a:dateTime" as="xs:dateTime" select="($a:now, current-dateTime())[1]"/>
  <xsl:variable name="a:date" as="xs:date" select="xs:date($a:dateTime)"/>
  <xsl:variable name="a:time" as="xs:time" select="xs:time($a:dateTime)"/>
  <xsl:variable name="a:timezone" as="xs:dayTimeDuration"
      select="(timezone-from-dateTime($a:dateTime), implicit-timezone())[1]"/>
  <xsl:function name="a:forbidden" as="item()*" new-each-time="yes">
    <xsl:param name="asked" as="xs:string"/>
    <xsl:message select="concat('{FORBIDDEN}', $asked)"/>
    <xsl:sequence select="error(QName('{NAMESPACE}', 'a:forbidden'), $asked)"/>
  </xsl:function>
  <xsl:function name="a:forbidden" as="item()*" new-each-time="yes">
    <xsl:param name="first" as="item()*"/>
    <xsl:param name="asked" as="xs:string"/>
    <xsl:sequence select="a:forbidden($asked)"/>
  </xsl:function>
%s</xsl:stylesheet>
"""
_LIST = '  <xsl:variable name="a:file{number}" select="doc(\'{uri}\')"/>\n'

_MODULE_1_0 = f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="{XSL}" xmlns:a="{NAMESPACE}" xmlns:date="http://exslt.org/dates-and-times">
  <xsl:param name="a:now" select="date:date-time()"/>
</xsl:stylesheet>
"""

_PINNED = {
    "current-date": "date",
    "current-dateTime": "dateTime",
    "current-time": "time",
    "implicit-timezone": "timezone",
}


class AnsweredCopy(NamedTuple):
    """A copy of an entry and all that it reaches.

    Attributes:
        root: what stands there for the set's folder.
        named: the files that it reads as it runs.
    """

    entry: Path
    root: Path
    named: Mapping[Path, bool]


def answered_copy(
    entry: Path, root: Path, folder: Path, named: Mapping[Path, bool], *, in_1_0: bool = False
) -> AnsweredCopy:
    """Write a copy of an entry and all that it reaches, in which its questions are answered.

    Args:
        root: the set's folder, for errors.
        folder: an empty folder for the copy.
        named: the files that it may read or ask after, and whether they are there; absolute.
        in_1_0: for a processor that runs XSLT 1.0 alone: there only the clock is answered, and what is read is watched.

    Raises:
        RuleSetError: a question can't be answered.
    """
    sheets = {sheet.path: sheet for sheet in Stylesheets(root).reached(entry)}
    # A processor of XSLT 1.0 reads lists as it runs, and so beside the copy.
    lists = [file for file, is_there in named.items() if is_there and file not in sheets] if in_1_0 else []
    top = Path(os.path.commonpath([root, *(file.parent for file in (*sheets, *lists))]))

    def copy(file: Path) -> Path:
        return folder / file.relative_to(top)

    answers = _Answers(named, in_1_0)
    for path, sheet in sheets.items():
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        write_scratch(copy(path), _Answering(sheet, name, answers).text(includes=path == entry))
    for file in lists:
        write_scratch(copy(file), file.read_bytes())
    write_scratch(copy(entry).with_name(_ANSWERS), answers.module.encode())
    read = {copy(file): is_there for file, is_there in named.items() if file in sheets or file in lists}
    return AnsweredCopy(copy(entry), copy(root), read)


class _Answers:
    """What is answered in all stylesheets of an entry.

    Attributes:
        in_1_0: see `answered_copy`.
    """

    def __init__(self, named: Mapping[Path, bool], in_1_0: bool) -> None:
        self.in_1_0 = in_1_0
        self._named = named
        self._read: dict[Path, int] = {}

    def is_there(self, file: Path | None) -> bool | None:
        """Whether a file is there; None where nobody may ask."""
        return None if file is None else self._named.get(file)

    def variable(self, file: Path) -> str:
        """The name of the variable that holds a file."""
        return f"{_PREFIX}:file{self._read.setdefault(file, len(self._read) + 1)}"

    @property
    def module(self) -> str:
        """The stylesheet that the entry includes."""
        if self.in_1_0:
            return _MODULE_1_0
        lists = (
            _LIST.format(number=number, uri=_in_attribute(file.as_uri().replace("'", "''")))
            for file, number in self._read.items()
        )
        return _MODULE % "".join(lists)


class _Answering:
    """One stylesheet."""

    def __init__(self, sheet: Stylesheet, name: str, answers: _Answers) -> None:
        self._sheet = sheet
        self._name = name
        self._answers_of_all = answers
        self._in_1_0 = answers.in_1_0
        self._data = _as_utf_8(sheet)
        self._marked = MarkedMessage(self._data, sheet.root)

    def text(self, *, includes: bool) -> bytes:
        """The copy; the entry includes the answers."""
        splices: list[Splice] = []
        done: dict[tuple[etree._Element, str], int] = {}
        for question in self._sheet.asked:
            for begin, end, text in self._answers(question):
                place = (question.element, question.place.attribute if question.place else "")
                if begin >= done.get(place, 0):  # else it stands in a call that is answered as a whole
                    splices.append((begin, end, text))
                    done[place] = end if end > begin else done.get(place, 0)
        if splices:
            splices += self._declaration()
        if includes:
            close = self._marked.span(self._sheet.root).close
            element = f'<{_PREFIX}-x:include xmlns:{_PREFIX}-x="{XSL}" href="{_ANSWERS}"/>'
            splices.append((close, close, element.encode()))
        return spliced(self._data, splices)

    def _declaration(self) -> Iterator[Splice]:
        """The prefix, and that it is no part of what is written."""
        root = self._sheet.root
        span = self._marked.span(root)
        after_name = span.start + 1 + len(self._marked.name(span))
        added = f' xmlns:{_PREFIX}="{NAMESPACE}"'
        excluded = root.get("exclude-result-prefixes")
        if excluded is None:
            added += f' exclude-result-prefixes="{_PREFIX}"'
        elif "#all" not in excluded:
            at = self._offsets(root, "exclude-result-prefixes")[0]
            yield at, at, f"{_PREFIX} ".encode()
        yield after_name, after_name, added.encode()

    def _answers(self, question: Question) -> Iterator[Splice]:
        if question.place is None or question.call is None:
            if not self._in_1_0:
                start = self._marked.span(question.element).start
                said = _in_attribute(self._forbidding(question))
                element = f'<{_PREFIX}-x:sequence xmlns:{_PREFIX}-x="{XSL}" select="{said}"/>'
                yield start, start, element.encode()
            return
        if (answer := self._answer(question)) is None:
            return
        start, end, text = answer
        offsets = self._offsets(question.element, question.place.attribute)
        begin, finish = offsets[question.place.start + start], offsets[question.place.start + end]
        lines = self._data.count(b"\n", begin, finish)
        written = _in_attribute(text) if question.place.attribute not in ("text", "tail") else _in_text(text)
        yield begin, finish, written.encode() + b"\n" * lines

    def _answer(self, question: Question) -> tuple[int, int, str] | None:
        """From where to where in the expression, and what comes there; None for what needs no answer."""
        call = question.call
        assert call is not None
        if question.kind == "clock":
            return self._pinned(question)
        if self._in_1_0:  # what is read is watched as it is read
            return None
        there = self._answers_of_all.is_there(question.file)
        if question.file is None or there is None or (question.kind == "file" and not there):
            return call.start, call.end, self._forbidding(question)
        if question.kind == "is there a file":
            return call.start, call.end, "true()" if there else "false()"
        return call.start, call.end, f"${self._answers_of_all.variable(question.file)}"

    def _pinned(self, question: Question) -> tuple[int, int, str]:
        call = question.call
        assert call is not None
        if self._in_1_0:
            if call.name == "date-time":
                return call.start, call.end, f"string(${_PREFIX}:now)"
            assert call.inside is not None
            return *call.inside, f"string(${_PREFIX}:now)"
        if call.name in _PINNED:
            value = f"${_PREFIX}:{_PINNED[call.name]}"
            return call.start, call.end, value if call.arity is None else f"function() {{{value}}}"
        zone = f"${_PREFIX}:timezone"
        if call.inside is None:
            return call.start, call.end, f"{call.name}(?, {zone})"
        comma = ", " if call.arguments else ""
        return call.inside[1], call.inside[1], f"{comma}{zone}"

    def _forbidding(self, question: Question) -> str:
        """An expression that tells, and fails."""
        asked = question.asked
        if question.file is not None and self._answers_of_all.is_there(question.file) is False:
            asked = f"{asked}, and {question.file.name} isn't there"
        place = f"{self._name}|{question.element.sourceline}|{asked}".replace("'", "''")
        said = f"{_PREFIX}:forbidden('{place}')"
        call = question.call
        if call is not None and (call.arity is not None or call.is_partial):
            open_ = call.arity if call.arity is not None else call.arguments.count(("?",))
            return f"function({', '.join(f'${_PREFIX}-{number}' for number in range(open_))}) {{{said}}}"
        return said

    def _offsets(self, element: etree._Element, attribute: str) -> Sequence[int]:
        """Where each character of an attribute or a text stands in the bytes, and where it ends."""
        span = self._marked.span(element)
        if attribute in ("text", "tail"):
            start = span.inner if attribute == "text" else span.end
            raw = self._data[start : self._data.index(b"<", start)].decode()
            offsets = _offsets(raw, start)
            if len(offsets) != len(str(getattr(element, attribute))) + 1:
                raise RuleSetError(
                    "asks for the time or for a file in a text with {…} beside a comment or CDATA; leave that out",
                    Place(self._name, element.sourceline),
                )
            return offsets
        tag = self._data[span.start : span.inner].decode()
        written = [each for each in written_attributes(tag) if not each[0].startswith("xmlns")]
        _, raw, begin = written[[str(key) for key in element.attrib].index(attribute)]
        return _offsets(raw, span.start + len(tag[:begin].encode()))


def _offsets(raw: str, start: int) -> list[int]:
    offsets = [start]
    for character in written_characters(raw):
        offsets.append(offsets[-1] + len(character.encode()))
    return offsets


def _as_utf_8(sheet: Stylesheet) -> bytes:
    encoding = (sheet.root.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding in ("UTF-8", "US-ASCII", "ASCII"):
        return sheet.data
    return _ENCODING.sub(r"\1", sheet.data.decode(encoding).removeprefix("\ufeff")).encode()


def _in_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _in_attribute(text: str) -> str:
    return _in_text(text).replace('"', "&quot;").replace("'", "&apos;")
