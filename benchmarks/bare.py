"""What everything is measured against: SaxonC alone, in one process, with the least that gives the codes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

RULES = Path(__file__).resolve().parents[1] / "rules" / "iwmo" / "2_1"

_CODE = "{http://www.istandaarden.nl/validatie/1_1/rapport/schema}Code"


@cache
def compiled(kind: str) -> tuple[Any, Any]:
    """A processor and the entry stylesheet of a message type, compiled with it."""
    processor = PySaxonProcessor(license=False)
    stylesheet = str(RULES / f"{kind}.xsl")
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)


def codes(kind: str, message: Path) -> list[str]:
    """The rules that fire on a message: parse, transform, read the codes."""
    processor, stylesheet = compiled(kind)
    text = message.read_text(encoding="utf-8").split("?>", 1)[1]
    report = stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=text))
    return [code.text for code in etree.fromstring(report.encode()).iter(_CODE)]


def kind_of(message: Path) -> str:
    """The message type, by its code."""
    return "WMO305" if "Code>418<" in message.read_text(encoding="utf-8") else "WMO307"


def main(folder: Path) -> None:
    """Run the messages of a suite, one after the other."""
    for message in sorted((folder / "messages").glob("*.xml")):
        codes(kind_of(message), message)
