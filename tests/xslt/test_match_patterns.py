"""Match patterns are taken apart: the elements that they ask for, and the priority that SaxonC gives them."""

from __future__ import annotations

import pytest
from lxml import etree
from retour.xslt.patterns import alternatives
from saxonche import PySaxonProcessor

XSL = "http://www.w3.org/1999/XSL/Transform"
Steps = list[list[tuple[str | None, str | None]]]


@pytest.mark.parametrize(
    ("match", "steps"),
    [
        ("m:Client", [[("urn:m", "Client")]]),
        ("/m:Bericht//b:Bsn", [[("urn:m", "Bericht"), ("urn:b", "Bsn")]]),
        ("m:A | b:B", [[("urn:m", "A")], [("urn:b", "B")]]),
        ("m:A[b:C | b:D]/m:B['x]|y']", [[("urn:m", "A"), ("urn:m", "B")]]),
        ("m:A[b:C[b:D]]", [[("urn:m", "A")]]),
        ("*", [[(None, None)]]),
        ("m:*", [[("urn:m", None)]]),
        ("*:Bsn", [[(None, "Bsn")]]),
        ("*[local-name() = 'Bsn']", [[(None, None)]]),
        ("Client", [[("", "Client")]]),
        ("child::m:A", [[("urn:m", "A")]]),
        ("Q{urn:q}A", [[("urn:q", "A")]]),
        ("m:A/@b:id", [[("urn:m", "A")]]),
        ("m:A/text()", [[("urn:m", "A")]]),
        ("/", [[]]),
        ("key('clients', '1')", [[]]),
        ("key('clients', '1')/m:A", [[("urn:m", "A")]]),
        ("element(m:A)", [[("urn:m", "A")]]),
        ("(m:A | b:B)", [[("urn:m", "A")], [("urn:b", "B")]]),
        ("m:A except b:B", [[("urn:m", "A")]]),
        ("m:A[b:unknown(., m:C | m:D)]/m:B", [[("urn:m", "A"), ("urn:m", "B")]]),
        ("b:unknown()", [[]]),
    ],
)
def test_elements(match: str, steps: Steps) -> None:
    template = etree.fromstring(f'<t xmlns:m="urn:m" xmlns:b="urn:b" match="{match}"/>')
    found = [[(step.namespace, step.name) for step in one.elements] for one in alternatives(template)]
    assert found == steps


def test_default_namespace_of_the_stylesheet() -> None:
    root = etree.fromstring(
        f'<s:stylesheet xmlns:s="{XSL}" xpath-default-namespace="urn:d"><s:template match="Client"/></s:stylesheet>'
    )
    assert alternatives(root[0])[0].namespaces == {"urn:d"}


PRIORITIES = [
    (".", "//a", -1),
    (".[true()]", "//a", 1),
    ("a", "//a", 0),
    ("(a)", "//a", 0),
    ("(a)[1]", "//a", 0.5),
    ("a[1]", "//a", 0.5),
    ("a/b", "//b", 0.5),
    ("/a", "//a", 0.5),
    ("//a", "//a", 0.5),
    ("*", "//a", -0.5),
    ("*:a", "//a", -0.25),
    ("Q{}*", "//a", -0.25),
    ("Q{}a", "//a", 0),
    ("element()", "//a", -0.5),
    ("element(*)", "//a", -0.5),
    ("element(a)", "//a", 0),
    ("child::a", "//a", 0),
    ("child::*", "//a", -0.5),
    ("self::a", "//a", 0),
    ("descendant::*", "//a", -0.5),
    ("descendant-or-self::a", "//a", 0),
    ("@*", "//@x", -0.5),
    ("@x", "//@x", 0),
    ("attribute(x)", "//@x", 0),
    ("attribute::x", "//@x", 0),
    ("/", "/", -0.5),
    ("document-node()", "/", -0.5),
    ("document-node(element(a))", "/", 0),
    ("document-node(element(*))", "/", -0.5),
    ("text()", "//text()", -0.5),
    ("comment()", "//comment()", -0.5),
    ("processing-instruction()", "//processing-instruction()", -0.5),
    ("processing-instruction('y')", "//processing-instruction()", 0),
    ("node()", "//a", -0.5),
    ("a except b", "//a", 0),
    ("a intersect *", "//a", 0),
]


@pytest.mark.parametrize(("match", "select", "priority"), PRIORITIES)
def test_default_priority_is_that_of_saxon(match: str, select: str, priority: float) -> None:
    """A rule with a priority that is a little higher goes before the pattern, and one a little lower doesn't."""
    (alternative,) = alternatives(etree.fromstring(f'<t match="{match}"/>'))
    assert alternative.priority == priority
    assert [taken(match, select, priority + step) for step in (-0.1, 0.1)] == ["the pattern", "the other"]


def taken(match: str, select: str, priority: float) -> str:
    processor = PySaxonProcessor(license=False)
    sheet = f"""<s:stylesheet version="3.0" xmlns:s="{XSL}">
        <s:template match="/" priority="9"><o><s:apply-templates select="{select}" mode="t"/></o></s:template>
        <s:template mode="t" match="{match}">the pattern</s:template>
        <s:template mode="t" match="node() | @* | /" priority="{priority}">the other</s:template></s:stylesheet>"""
    executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)
    message = processor.parse_xml(xml_text="<a x='1'><b/>text<?y z?><!--c--></a>")
    return etree.fromstring(executable.transform_to_string(xdm_node=message).encode()).text or ""


@pytest.mark.parametrize(
    ("match", "general"),
    [
        ("m:A", "m:A"),
        ("m:A[m:B]", "m:A"),
        ("b:B/m:A[1]", "m:A"),
        ("m:A", "*"),
        ("m:A", "node()"),
        ("m:A", "*:A"),
        ("m:A", "m:*"),
        ("m:A", "element(m:A)"),
        ("m:A", "child::m:A"),
        ("text()", "node()"),
        ("@x", "@*"),
        ("key('k', '1')", "."),
        ("m:A", "."),
        ("m:A[m:unknown()]", "m:A"),
    ],
)
def test_what_takes_all_that_another_takes(match: str, general: str) -> None:
    assert takes(general, match)


@pytest.mark.parametrize(
    ("match", "other"),
    [
        ("m:A", "m:A[m:B]"),
        ("m:A", "b:A"),
        ("*", "m:A"),
        ("m:*", "m:A"),
        ("*:A", "m:*"),
        ("@x", "*"),
        ("@x", "node()"),
        ("/", "node()"),
        ("m:A", "/m:A"),
        ("m:A", "m:A except b:B"),
        ("key('k', '1')", "*"),
        ("document-node()", "document-node(element(m:A))"),
    ],
)
def test_what_leaves_something_to_another(match: str, other: str) -> None:
    assert not takes(other, match)


def takes(general: str, match: str) -> bool:
    first, second = (
        alternatives(etree.fromstring(f'<t xmlns:m="urn:m" xmlns:b="urn:b" match="{text}"/>'))[0]
        for text in (general, match)
    )
    return first.takes_all_of(second)
