"""What everything is measured against: SaxonC alone, in one process, with the least that gives the codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

from benchmarks.suites import listed

_IN_SVRL = [f"{{http://purl.oclc.org/dsdl/svrl}}{name}" for name in ("failed-assert", "successful-report")]
_CODE = "{http://www.istandaarden.nl/validatie/1_1/rapport/schema}Code"


@cache
def compiled(stylesheet: str) -> tuple[Any, Any]:
    """A processor, and a stylesheet compiled with it."""
    processor = PySaxonProcessor(license=False)
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)


def codes(stylesheet: str, message: Path) -> list[str]:
    """The rules that fire on a message: parse, transform, read the codes."""
    processor, executable = compiled(stylesheet)
    text = message.read_text(encoding="utf-8").split("?>", 1)[1]
    report = executable.transform_to_string(xdm_node=processor.parse_xml(xml_text=text))
    found = etree.fromstring(report.encode())
    return [code.text for code in found.iter(_CODE)] + [each.get("id") for each in found.iter(*_IN_SVRL)]


@cache
def compiled_by_libxslt(stylesheet: str) -> etree.XSLT:
    """A stylesheet compiled with libxslt."""
    return etree.XSLT(etree.parse(stylesheet))


def codes_by_libxslt(stylesheet: str, message: Path) -> list[str]:
    """The same as `codes`, with libxslt."""
    report = compiled_by_libxslt(stylesheet)(etree.parse(message))
    return [code.text for code in report.getroot().iter(_CODE)]


def main(folder: Path, judge: Callable[[str, Path], list[str]] = codes) -> None:
    """Run the messages of a suite, one after the other.

    Raises:
        AssertionError: other rules fire than should.
    """
    for message, stylesheet, expected in listed(folder):
        assert set(judge(stylesheet, message)) == expected, message
