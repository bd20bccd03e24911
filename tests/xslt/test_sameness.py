"""Expressions that are only written otherwise have one form; SaxonC gives the same for them, wherever it begins."""

from __future__ import annotations

import pytest
from retour.xslt.sameness import form
from retour.xslt.xpath import parse_xpath
from saxonche import PySaxonProcessor

PREFIXES = {"m": "urn:m", "n": "urn:m", "xs": "http://www.w3.org/2001/XMLSchema"}
MESSAGE = '<m:A xmlns:m="urn:m" x="1"><m:B y="2">one<m:C/></m:B><m:B><m:A x="3">two</m:A></m:B></m:A>'

SAME = [
    ("./*/*", "*/*"),
    ("./m:B", "m:B"),
    ("child::m:B", "m:B"),
    ("./child::m:B[1]", "m:B[1]"),
    ("attribute::x", "@x"),
    ("./@x", "@x"),
    ("self::node()/m:B", "m:B"),
    ("m:B/self::node()", "m:B"),
    ("m:B/.", "m:B"),
    ("m:B/./m:A", "m:B/m:A"),
    ("./..", ".."),
    ("parent::node()", ".."),
    ("(m:B)/m:A", "m:B/m:A"),
    ("((m:B)) = 'one'", "m:B = 'one'"),
    ("n:B", "m:B"),
    ("Q{urn:m}B", "m:B"),
    ("child::text()", "text()"),
    ("count( m:B )", "count(m:B)"),
]

DIFFERENT = [
    ("(m:B/m:A)[1]", "m:B/m:A[1]"),
    ("(//m:B)[1]", "//m:B[1]"),
    ("./position()", "position()"),
    ("//m:B", "/m:B"),
    ("/m:A", "m:A"),
    ("m:B", "B"),
    ("@x", "x"),
    ("*", "node()"),
    ("descendant::m:B", "m:B"),
    ("self::m:A", "m:A"),
    ("..", "."),
    ("'m:B'", "m:B"),
    ("1 - (2 - 3)", "1 - 2 - 3"),
    ("count((1, 2))", "count(1)"),
    (".", "self::node()"),  # where the context item is no node
    ("./string()", "string()"),  # the same, and not known to be
]


def form_of(text: str) -> object:
    expression = parse_xpath(text, PREFIXES)
    assert expression is not None
    return form(expression, PREFIXES)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_form(one: str, other: str) -> None:
    assert form_of(one) == form_of(other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_result(one: str, other: str) -> None:
    assert results(one) == results(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_forms(one: str, other: str) -> None:
    assert form_of(one) != form_of(other)


def results(expression: str) -> list[str]:
    """What an expression gives at each node of the message."""
    processor = PySaxonProcessor(license=False)
    xpath = processor.new_xpath_processor()
    for prefix, uri in PREFIXES.items():
        xpath.declare_namespace(prefix, uri)
    xpath.set_context(xdm_item=processor.parse_xml(xml_text=MESSAGE))
    told = "if (. instance of node()) then path(.) else string(.)"
    found = xpath.evaluate(
        f"for $n in (., .//node()) return string-join($n ! ({expression}) ! ({told}), ' ')"
    )
    return [str(item.string_value) for item in found]
