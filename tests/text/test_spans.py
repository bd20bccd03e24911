"""Where elements stand in the bytes of a message, held against what a parser tells."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from lxml import etree
from retour.text.spans import MarkedMessage
from samples import MESSAGE, REPOSITORY

HARD = b"""<?xml version="1.0" encoding="UTF-8"?><?note <a> ?>
<!-- <a>no element</a> -- > -->
<a b='x>y' c="'/>" d = '"'
   ><b/><c
/><![CDATA[<d>]]>]]&gt;<d ><!----><e></e
></d>"text' > <f x="&lt;/f&gt;">\xc3\xab</f></a><!-- </a> --><?end </a>?>
""".replace(b" -- >", b" - ->")


def told_by_expat(data: bytes) -> list[tuple[str, int, int]]:
    """Name, begin and end of the begin tag's and end tag's first byte of each element."""
    found: list[tuple[str, int, int]] = []
    opened: list[int] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        opened.append(len(found))
        found.append((name, parser.CurrentByteIndex, -1))

    def end(name: str) -> None:
        number = opened.pop()
        found[number] = (*found[number][:2], parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return found


@pytest.mark.parametrize(
    "data",
    [
        HARD,
        MESSAGE.encode(),
        *(file.read_bytes() for file in sorted((REPOSITORY / "fixtures").rglob("*.xml"))),
    ],
)
def test_as_a_parser_tells(data: bytes) -> None:
    try:
        told = told_by_expat(data)
    except expat.ExpatError:
        pytest.skip("not well-formed")
    root = etree.fromstring(data)
    marked = MarkedMessage(data, root)
    elements = list(root.iter(etree.Element))

    assert len(elements) == len(told)
    for element, (name, begin, end) in zip(elements, told, strict=True):
        span = marked.span(element)
        assert marked.name(span).decode() == name
        assert span.start == begin
        assert span.is_empty_tag or span.close == end
        assert data[span.inner - 1 : span.inner] == data[span.end - 1 : span.end] == b">"
