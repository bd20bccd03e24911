"""How the lines of a message file are laid out."""

from __future__ import annotations

import pytest
from retour.messages import LineEnd, one_line_fault, wrong_line_end


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", None),
        (b"<a>\r\n</a>", None),
        (b"<a>\r\n</a>\r\n", None),
        (b"<a>\r\n  <b/>\n</a>", LineEnd(2, "LF alone")),
        (b"<a>\n</a>\r\n", LineEnd(1, "LF alone")),
        (b"<a>\r\n<b/>\r</a>\r\n", LineEnd(2, "CR alone")),
        (b"<a>\n<b/>\r</a>", LineEnd(1, "LF alone")),
        (b"<a>\r\r\n</a>", LineEnd(1, "CR alone")),
    ],
)
def test_wrong_line_end(data: bytes, fault: LineEnd | None) -> None:
    assert wrong_line_end(data) == fault


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<a>\r\n  <b>x</b>\r\n</a>", None),
        (b"<a>\r\n  <b></b>\r\n  <c/>\r\n</a>", None),
        (b'<?xml version="1.0"?><a>\r\n</a><!-- x -->', None),
        (b"<a>\r\n  <b>1 > 0></b>\r\n</a>", None),
        (b"<a><b/>\r\n</a>", 1),
        (b"<a>\r\n<b/></a>", 2),
        (b"<a>\r\n<b>x</b> <c>y</c>\r\n</a>", 2),
        (b"<a>\r\n<b/>\r\n<c><d></d>\r\n</c></a>", 3),
        (b"<a>\r\n<b>x</b></a>", 2),
        (b"<a>\r\n<b>9<!-- c --></b>\r\n<b><!-- <x><y> -->9</b>\r\n<b><?i <x><y>?></b>\r\n</a>", None),
        (b"<a>\r\n<!-- one\r\ntwo --><b/>\r\n<b><![CDATA[<x><y> <!--]]></b>\r\n</a>", None),
        (b"<a>\r\n<!-- one\r\ntwo --><b/><!-- three --><c/>\r\n</a>", 3),
    ],
)
def test_one_line_fault(data: bytes, line: int | None) -> None:
    assert one_line_fault(data) == line
