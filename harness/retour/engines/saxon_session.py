"""SaxonC as a session: in a child process, or in this one for debugging.

One processor for each entry stylesheet: the lock-down is set on a processor after it has compiled its stylesheet,
and SaxonC 13 doesn't let a processor read files again once it may not.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from retour.engines.ending import is_no_memory
from retour.engines.protocol import OF_THE_HARNESS, PROBE, Order, Reply, StylesheetFile, traced
from retour.engines.sessions import Failure, clark_name, error_lines
from retour.xslt.marks import FORBIDDEN

_FEATURE = "http://saxon.sf.net/feature/"
_NO_DOCTYPE = "http%3A//apache.org/xml/features/disallow-doctype-decl"
_JAXP = "http%3A//www.oracle.com/xml/jaxp/properties/"
_LIMITS = {f"{_JAXP}elementAttributeLimit": "5000", f"{_JAXP}maxXMLNameLimit": "50000"}
"""Of the XML parser in SaxonC, on attributes and namespace declarations and on names: 200 and 1,000 by itself.

The time that it takes for the first grows with the square of their number.
"""

_ERROR_AT = re.compile(
    r"on line (?P<line>\d+)(?: column (?P<column>\d+))?(?: of (?P<file>\S+?):?$)?", re.MULTILINE
)


class SaxonSession:
    """Compiled stylesheets by path, each with its own locked-down processor.

    Args:
        stderr: descriptor of the file that standard error goes to; None when it goes to no file that is ours to read.
    """

    def __init__(self, stderr: int | None = None) -> None:
        self._stderr = stderr
        if stderr is None:
            self._first = _first_in_utc()
        from saxonche import PySaxonProcessor

        PySaxonProcessor(license=False)
        self._new_processor = PySaxonProcessor
        self._compiled: dict[StylesheetFile, tuple[Any, Any] | Failure] = {}

    def compile(self, stylesheet: StylesheetFile) -> Failure | None:
        if stylesheet not in self._compiled:
            for older in [known for known in self._compiled if known.path == stylesheet.path]:
                del self._compiled[older]  # it was changed: nobody runs it as it was
            self._compiled[stylesheet] = self._compile(stylesheet.path, stylesheet.root, stylesheet.asks)
        compiled = self._compiled[stylesheet]
        return compiled if isinstance(compiled, Failure) else None

    def run(self, order: Order) -> Reply | Failure:
        if (failure := self.compile(order.stylesheet)) is not None:
            return failure
        processor, executable = self._compiled[order.stylesheet]  # type: ignore[misc]
        self._take_stderr()
        try:
            node = processor.parse_xml(xml_text=order.text)
        except Exception as error:
            return _failure("message", error, self._take_stderr(), order.stylesheet.root)
        try:
            executable.clear_parameters()
            executable.clear_xsl_messages()
            for name, value in order.parameters.items():
                # Untyped, a value is converted to the type that the stylesheet declares.
                executable.set_parameter(
                    clark_name(name), processor.make_atomic_value("untypedAtomic", value)
                )
            report = executable.transform_to_string(xdm_node=node)
        except UnicodeDecodeError as error:
            return _encoding_failure(error)
        except Exception as error:
            if (forbidden := _forbidden(executable, order)) is not None:
                return forbidden
            if "codec can't decode" in str(error):
                return _encoding_failure(error)
            said = "".join(
                f"\nxsl:message: {message}"
                for message in _messages(executable)
                if not message.startswith(OF_THE_HARNESS)
            )
            return _failure("dynamic", error, self._take_stderr() + said, order.stylesheet.root)
        if (forbidden := _forbidden(executable, order)) is not None:
            return forbidden
        return Reply(report or "", _messages(executable) if order.listen else ())

    def _compile(self, stylesheet: str, root: str, asks: bool) -> tuple[Any, Any] | Failure:
        processor = self._new_processor(license=False)
        processor.set_cwd(str(Path(stylesheet).parent))
        processor.set_configuration_property(f"{_FEATURE}parserFeature?uri={_NO_DOCTYPE}", "true")
        for limit, most in _LIMITS.items():
            processor.set_configuration_property(f"{_FEATURE}parserProperty?uri={limit}", most)
        processor.set_configuration_property(f"{_FEATURE}allow-external-functions", "off")
        # The files that it names are read now, and none later; the paths were looked at when the set was opened.
        processor.set_configuration_property(f"{_FEATURE}preEvaluateDocFunction", str(asks).lower())
        self._take_stderr()
        try:
            executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)
        except Exception as error:
            return _failure("static", error, self._take_stderr(), root)
        processor.set_configuration_property(f"{_FEATURE}allowedProtocols", "none")
        executable.set_save_xsl_message(True)
        return processor, executable

    def _take_stderr(self) -> str:
        """What was written to standard error since the last call; empty when it isn't redirected."""
        if self._stderr is None or (size := os.fstat(self._stderr).st_size) == 0:
            return ""
        os.lseek(self._stderr, 0, os.SEEK_SET)
        text = os.read(self._stderr, min(size, 64 * 1024)).decode("utf-8", "replace")
        os.ftruncate(self._stderr, 0)
        os.lseek(self._stderr, 0, os.SEEK_SET)
        return text


def _first_in_utc() -> Any:
    """A processor that has seen UTC, which a child process is in already.

    SaxonC looks at the time zone when it is first asked for, and as long as a processor is there not again.
    """
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        from saxonche import PySaxonProcessor

        processor = PySaxonProcessor(license=False)
        processor.new_xpath_processor().evaluate("implicit-timezone()")
        return processor
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before


def _messages(executable: Any) -> tuple[str, ...]:
    """What the stylesheet said by xsl:message, such as why it terminated; then what probes said, each once, and the trace."""
    values = [(value.string_value, value) for value in executable.get_xsl_messages() or ()]
    probes = dict.fromkeys(text for text, _ in values if text.startswith(PROBE))
    # Writing a message out as XML takes ten times as long as its text alone.
    own = [str(value) for text, value in values if not text.startswith(OF_THE_HARNESS)]
    return (*own, *probes, *traced(text for text, _ in values))


def _forbidden(executable: Any, order: Order) -> Failure | None:
    """What a stylesheet asked for that it may not have; also where it went on without an answer."""
    if not order.stylesheet.asks:
        return None
    for value in executable.get_xsl_messages() or ():
        if (text := value.string_value).startswith(FORBIDDEN):
            file, line, asked = text.removeprefix(FORBIDDEN).split("|", 2)
            return Failure("forbidden", asked, file, int(line))
    return None


def _encoding_failure(error: Exception) -> Failure:
    return Failure("encoding", str(error))


def _failure(
    kind: Literal["static", "dynamic", "message"], error: Exception, stderr: str, root: str
) -> Failure:
    # SaxonC 12 says everything in the exception; SaxonC 13 says code, file and line of a run-time error on stderr.
    said, stderr = str(error).strip(), stderr.strip()
    if isinstance(error, MemoryError) or is_no_memory(said):
        return Failure("memory", said)
    repeated = " ".join(said.split()) in " ".join(stderr.split())
    text = stderr if repeated else f"{said}\n{stderr}".strip()
    # SaxonC 12 says messages on stderr too, those of probes among them.
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith(OF_THE_HARNESS))
    text = error_lines(_without_uris(line, root) for line in lines)
    place = _ERROR_AT.search(text)
    if place is None:
        return Failure(kind, text)
    column = place["column"]
    return Failure(kind, text, place["file"], int(place["line"]), int(column) if column else None)


def _without_uris(line: str, root: str) -> str:
    def shorten(match: re.Match[str]) -> str:
        path = unquote(match["path"])
        if re.match(r"/[A-Za-z]:/", path):
            path = path[1:]
        return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path

    return re.sub(r"file:(?://)?(?P<path>/[^\s#]*)", shorten, line)
