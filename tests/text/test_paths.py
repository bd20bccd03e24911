"""Printed paths, and the other forms in which reports write where something stands."""

from __future__ import annotations

import pytest
from lxml import etree
from retour.text.paths import NodePaths, names_in, path_around, paths_above, printed_path

ROOT = etree.fromstring(
    """\
<b:Bericht xmlns:b="urn:bericht" xmlns:c="urn:basis">
  <b:Header soort="x" c:nr="1"><c:Dag/></b:Header>
  <b:Clienten>
    <b:Client><c:Bsn>999990019</c:Bsn></b:Client>
    <!-- Client -->
    <b:Client><c:Bsn>123456782</c:Bsn><Naam/><c:Naam/></b:Client>
  </b:Clienten>
</b:Bericht>
"""
)
PATHS = NodePaths(ROOT)


def printed(path: str) -> str | None:
    """The printed path of the node to which a path leads."""
    node = PATHS.find(path)
    return None if node is None else PATHS.printed(node.element, node.attribute)


def test_a_position_is_printed_only_among_siblings_of_one_name() -> None:
    assert [printed_path(child) for child in ROOT[1][2]] == [
        "/Bericht/Clienten/Client[2]/Bsn",
        "/Bericht/Clienten/Client[2]/Naam[1]",
        "/Bericht/Clienten/Client[2]/Naam[2]",
    ]


DAY = "/Bericht/Header/Dag"
SECOND = "/Bericht/Clienten/Client[2]"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (DAY, DAY),
        ("/Bericht[1]/Header[1]/Dag[1]", DAY),
        ("/Q{urn:bericht}Bericht[1]/Q{urn:bericht}Header[1]/Q{urn:basis}Dag[1]", DAY),
        ("/{urn:bericht}Bericht/{urn:bericht}Header/{urn:basis}Dag", DAY),
        ("/*:Bericht[1]/*:Header[1]/*:Dag[1]", DAY),
        ("/*:Bericht[namespace-uri()='urn:bericht'][1]/*:Clienten[1]/*:Client[2]", SECOND),
        ("/*[local-name()='Bericht']/*[local-name()='Header'][1]/*[local-name()='Dag'][1]", DAY),
        ("/*[local-name() = 'Bericht' and namespace-uri() = \"urn:bericht\"]/*/*[name()='c:Dag'][1]", DAY),
        ("/child::Bericht/child::Clienten/child::Client[position() = 2]", SECOND),
        ("/b:Bericht/b:Clienten[1]/b:Client[2]", SECOND),
        ("/m:Bericht/m:Clienten[1]/m:Client[2]", SECOND),
        ("/b:Bericht/b:Clienten/b:Client[2]/c:Naam[1]", f"{SECOND}/Naam[2]"),
        ("/Bericht/Clienten/Client[2]/Q{}Naam[1]", f"{SECOND}/Naam[1]"),
        ("/Bericht/Clienten/Client[2]/Naam[2]", f"{SECOND}/Naam[2]"),
        ("/*/*[2]/*[2]", SECOND),
        ("/Bericht/Clienten/Client/Naam[2]", f"{SECOND}/Naam[2]"),
        ("/Bericht/Header/@soort", "/Bericht/Header/@soort"),
        ("/Bericht/Header/attribute::soort", "/Bericht/Header/@soort"),
        ("/Bericht/Header/@*:nr", "/Bericht/Header/@nr"),
        ("/Bericht/Header/@Q{urn:basis}nr", "/Bericht/Header/@nr"),
        ("/Bericht/Header/@c:nr", "/Bericht/Header/@nr"),
        ("/Bericht/Clienten/Client[2]/Bsn/text()", f"{SECOND}/Bsn"),
        ("/Bericht/Clienten/comment()[1]", "/Bericht/Clienten"),
        ("//Dag", DAY),
        ("//Client[2]", SECOND),
        ("//Bericht[1]", "/Bericht"),
        ("/Bericht", "/Bericht"),
    ],
)
def test_forms_that_lead_to_a_node(written: str, expected: str) -> None:
    assert printed(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Bericht",
        "/",
        "/Retour/Header",
        "/Bericht/Clienten/Client",
        "/Bericht/Clienten/Client[3]",
        "/Bericht/Clienten/Client[0]",
        "/Bericht/Clienten/Client/Bsn",
        "/Bericht[2]",
        "/Q{urn:other}Bericht[1]",
        "/*:Bericht[local-name()='Retour']",
        "/Q{urn:bericht}Bericht[namespace-uri()='urn:other']",
        "//Bsn",
        "/Bericht//Dag",
        "/Bericht/Header/@soort/x",
        "/Bericht/Header/@Q{urn:other}soort",
        "/Bericht/Clienten/Client[Bsn='999990019']",
        "/@soort",
        "/text()",
        "/Bericht/Header/",
        "/Bericht" + "/*" * 20_000,
        "/Bericht/Clienten/Client[" + "9" * 5000 + "]",
    ],
)
def test_what_leads_to_no_node_or_to_several(written: str) -> None:
    assert printed(written) is None


def test_what_leads_nowhere_for_libxml2_ends_at_the_last_element_on_the_way() -> None:
    header = ROOT[0]

    assert PATHS.find_as_far(None) is ROOT
    assert PATHS.find_as_far("/*/*[9]/*") is ROOT
    assert PATHS.find_as_far("/b:Bericht/b:Header/text()[1]") is header
    assert PATHS.find_as_far("/b:Bericht/b:Header/@soort") is header


def test_parts_of_a_printed_path() -> None:
    assert names_in("/Bericht/Clienten/Client[2]/Bsn") == ["Bericht", "Clienten", "Client", "Bsn"]
    assert list(paths_above("/Bericht/Client[2]/@soort")) == [
        "/Bericht/Client[2]/@soort",
        "/Bericht/Client[2]",
        "/Bericht",
    ]
    assert path_around("/Bericht/Client[2]/Bsn") == "/Bericht/Client[2]"
    assert path_around("/Bericht") == ""


def test_a_printed_path_leads_straight_to_its_element() -> None:
    elements = list(ROOT.iter(etree.Element))

    assert [PATHS.element_at(PATHS.printed(element)) for element in elements] == elements
    assert [PATHS.find(PATHS.printed(element)).element for element in elements] == elements


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "//Bericht",
        "Bericht",
        "/Bericht/",
        "/Bericht[1]",
        "/Header",
        "/Bericht/Clienten/Client",
        "/Bericht/Header/@soort",
        "/b:Bericht/b:Header",
        "/Bericht/Clienten/Client[3]/Bsn",
        "/*[local-name()='Bericht']",
    ],
)
def test_other_paths_do_not(path: str) -> None:
    assert PATHS.element_at(path) is None
