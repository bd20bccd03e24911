"""Match patterns are taken apart, predicates left out, prefixes resolved."""

from __future__ import annotations

import pytest
from lxml import etree
from retour.xslt.patterns import alternatives

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
        ("m:A/text()", [[("urn:m", "A"), (None, None)]]),
        ("/", [[]]),
        ("key('clients', '1')", [[]]),
        ("element(m:A)", [[]]),
    ],
)
def test_steps(match: str, steps: Steps) -> None:
    template = etree.fromstring(f'<t xmlns:m="urn:m" xmlns:b="urn:b" match="{match}"/>')
    found = [[(step.namespace, step.name) for step in one.steps] for one in alternatives(template)]
    assert found == steps


def test_default_namespace_of_the_stylesheet() -> None:
    root = etree.fromstring(
        f'<s:stylesheet xmlns:s="{XSL}" xpath-default-namespace="urn:d"><s:template match="Client"/></s:stylesheet>'
    )
    assert alternatives(root[0])[0].namespaces == {"urn:d"}
