"""libxslt as a session: in a child process, or in this one for debugging.

libxslt runs XSLT 1.0. What it makes of a later version is not an error but, often, nothing at all: so a stylesheet
that isn't XSLT 1.0 is refused before it is compiled.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from lxml import etree

from retour.engines.ending import is_short_of_memory
from retour.engines.protocol import OF_THE_HARNESS, PROBE, TRACE, Order, Reply, StylesheetFile, traced
from retour.engines.sessions import Failure, clark_name, error_lines

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_NEWEST = 1.1
_INSTRUCTION = re.compile(
    r"apply-(?:imports|templates)|attribute(?:-set)?|call-template|choose|comment|copy(?:-of)?|decimal-format|document"
    r"|element|fallback|for-each|if|import|include|key|message|namespace-alias|number|otherwise|output|param"
    r"|(?:preserve|strip)-space|processing-instruction|sort|stylesheet|template|text|transform|value-of|variable|when"
    r"|with-param"
)
"""Every element of XSLT 1.0, and `document` of 1.1 (which writes files, and so is refused when it runs)."""

_CONTEXT = re.compile(r"(?:compilation|runtime) error, element '(?P<element>[^']*)'")
_NO_PLACE = "<string>"
_UNKNOWN_FUNCTION = "XPATH_UNKNOWN_FUNC_ERROR"


class LibxsltSession:
    """Compiled stylesheets by path.

    Args:
        stderr: not read: what libxslt has to say is in its error log.
    """

    def __init__(self, stderr: int | None = None) -> None:
        self._parser = _parser()
        self._compiled: dict[StylesheetFile, Any | Failure] = {}

    def compile(self, stylesheet: StylesheetFile) -> Failure | None:
        if stylesheet not in self._compiled:
            self._compiled[stylesheet] = self._compile(stylesheet)
        compiled = self._compiled[stylesheet]
        return compiled if isinstance(compiled, Failure) else None

    def run(self, order: Order) -> Reply | Failure:
        if (failure := self.compile(order.stylesheet)) is not None:
            return failure
        transform: Any = self._compiled[order.stylesheet]
        parameters = {
            clark_name(name): etree.XSLT.strparam(value) for name, value in order.parameters.items()
        }
        try:
            message = etree.fromstring(order.text, self._parser)
        except etree.XMLSyntaxError as error:
            return Failure("message", str(error))
        try:
            report = transform(message, **parameters)
        except _NotNamedError as error:
            placed = [each for each in _said(transform.error_log, order.stylesheet.root) if each.file]
            file, line = (placed[0].file, placed[0].line) if placed else (None, None)
            return Failure("forbidden", f"document(…), of {error}", file, line)
        except etree.LxmlError as error:
            return _failure("dynamic", transform.error_log, error, order.stylesheet.root)
        said = list(_said(transform.error_log, order.stylesheet.root))
        if any(each.is_error for each in said):  # libxslt goes on after some errors
            return _failure("dynamic", transform.error_log, None, order.stylesheet.root)
        try:
            text = bytes(report).decode("utf-8")
        except UnicodeDecodeError as error:
            return Failure("encoding", str(error))
        return Reply(text, tuple(_heard(said)) if order.listen else ())

    def _compile(self, stylesheet: StylesheetFile) -> Any | Failure:
        etree.clear_error_log()  # a compilation reports all errors of the process so far
        lists = _Lists(file for file, is_there in stylesheet.named if is_there) if stylesheet.asks else None
        try:
            modules = _modules(Path(stylesheet.path), lists.parser if lists is not None else self._parser)
            if (failure := _other_version(modules, stylesheet.root)) is not None:
                return failure
            entry = modules[Path(stylesheet.path)].getroottree()
            compiled = etree.XSLT(entry, access_control=_DENIES_ALL if lists is None else _LISTS_ALONE)
        except (etree.LxmlError, OSError) as error:
            return _failure("static", getattr(error, "error_log", ()), error, stylesheet.root)
        if lists is not None:
            lists.is_running = True
        return compiled


_DENIES_ALL = etree.XSLTAccessControl.DENY_ALL
_LISTS_ALONE = etree.XSLTAccessControl(
    read_file=True, write_file=False, create_dir=False, read_network=True, write_network=False
)
"""What it asks for then goes through `_Lists`, which lets it read nothing else; the parser itself opens no connection."""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


class _NotNamedError(Exception):
    """A file was asked for that the stylesheet may not read; its text is the name of the file."""


class _Lists(etree.Resolver):  # type: ignore[misc]  # lxml tells no types
    """Hands out the files that a stylesheet may read, and no others.

    Attributes:
        parser: what parses the stylesheet, and has this in it.
        is_running: whether the stylesheet is compiled.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._files = {os.path.normpath(file) for file in files}
        self.is_running = False
        self.parser = _parser()
        self.parser.resolvers.add(self)

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:
        """Only a file that is named outright."""
        for name in (system_url, unquote(system_url)):
            path = os.path.normpath(name.removeprefix("file://"))
            if path in self._files:
                return self.resolve_filename(path, context)
        if not self.is_running:  # its own modules, which were looked at when its set was opened
            return None
        raise _NotNamedError(Path(unquote(system_url)).name)


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that libxslt reported: an error, or the text of an xsl:message, of which it doesn't tell the place.

    Attributes:
        element: the instruction at fault.
    """

    text: str
    is_error: bool
    file: str | None = None
    line: int | None = None
    element: str | None = None

    def __str__(self) -> str:
        if not self.is_error:
            return f"xsl:message: {self.text}"
        if self.file is None:
            return self.text
        return f"{self.file}:{self.line}: {self.text} ({self.element})"


def _said(log: Iterable[Any], root: str) -> Iterator[_Said]:
    """The entries of an error log; what libxslt reports in two, first the place and then the error, as one."""
    place: tuple[str, int, str] | None = None
    for entry in log:
        if context := _CONTEXT.fullmatch(entry.message):
            place = (_shown(entry.filename, root), entry.line, f"xsl:{context['element']}")
            continue
        text = entry.message
        if entry.type_name == _UNKNOWN_FUNCTION:
            text += ": one that XSLT 1.0 doesn't have, which is all that libxslt runs"
        if place is not None:
            yield _Said(text, True, *place)
        elif entry.filename != _NO_PLACE:
            yield _Said(text, True, _shown(entry.filename, root), entry.line, entry.domain_name)
        else:
            yield _Said(text, entry.type_name != "ERR_OK")
        place = None


def _heard(said: Iterable[_Said]) -> Iterator[str]:
    """The texts of messages, of those of probes each once; the trace comes last."""
    probes: set[str] = set()
    texts = [each.text for each in said]
    for text in texts:
        if text not in probes and not text.startswith(TRACE):
            yield text
        if text.startswith(PROBE):
            probes.add(text)
    yield from traced(texts)


def _failure(
    kind: Literal["static", "dynamic"], log: Iterable[Any], error: Exception | None, root: str
) -> Failure:
    if is_short_of_memory():
        return Failure("memory", "")
    said = [each for each in _said(log, root) if not each.text.startswith(OF_THE_HARNESS)]
    placed = next((each for each in said if each.file is not None), None)
    lines = dict.fromkeys(map(str, said)) or [str(error)]
    text = error_lines(lines)
    return Failure(kind, text, placed.file, placed.line) if placed else Failure(kind, text)


def _other_version(modules: Mapping[Path, etree._Element], root: str) -> Failure | None:
    """Why a stylesheet is no XSLT 1.0: a module's version, or an instruction of a later one; None when it is."""
    for path, module in modules.items():
        for element in module.iter(f"{_XSL}*"):
            if (why := _why_not_1_0(element)) is not None:
                text = f"{why}; libxslt runs XSLT 1.0 only, and SaxonC every version"
                return Failure("static", text, _shown(str(path), root), element.sourceline)
    return None


def _modules(path: Path, parser: etree.XMLParser) -> dict[Path, etree._Element]:
    """A stylesheet and all that it reaches, as parsed; what it links to was looked at when its set was opened."""
    found: dict[Path, etree._Element] = {}
    waiting = [path]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        module = found[path] = etree.parse(path, parser).getroot()
        links = module.iterchildren(f"{_XSL}import", f"{_XSL}include")
        waiting += [Path(os.path.normpath(path.parent / unquote(link.get("href", "")))) for link in links]
    return found


def _why_not_1_0(element: etree._Element) -> str | None:
    name = etree.QName(element).localname
    if not _INSTRUCTION.fullmatch(name):
        return f"xsl:{name} is no instruction of XSLT 1.0"
    version = element.get("version", "1.0").strip() if name in ("stylesheet", "transform") else "1.0"
    if not re.fullmatch(r"\d+(\.\d+)?", version) or float(version) > _NEWEST:
        return f"the stylesheet says that it is XSLT {version}"
    return None


def _shown(filename: str, root: str) -> str:
    path = Path(filename)
    if not path.exists():  # libxml2 before 2.13 writes it as a URI
        path = Path(unquote(filename))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
