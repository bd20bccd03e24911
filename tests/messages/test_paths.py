"""Paths in the notation of the official report: what they select and how they are printed."""

from __future__ import annotations

import pytest
from lxml import etree
from retour.messages import PathError, find_paths, line_of
from retour.messages.paths import printed_path

ROOT = etree.fromstring(
    """\
<b:Bericht xmlns:b="urn:bericht" xmlns:c="urn:basis">
  <b:Clienten>
    <b:Client><c:Bsn>999990019</c:Bsn></b:Client>
    <!-- Client -->
    <b:Client><c:Bsn>123456782</c:Bsn><Naam/><c:Naam/></b:Client>
  </b:Clienten>
</b:Bericht>
"""
)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/Bericht", ["/Bericht"]),
        ("/Bericht/Clienten", ["/Bericht/Clienten"]),
        ("/Bericht/Clienten[1]", ["/Bericht/Clienten"]),
        ("/Bericht/Clienten/Client", ["/Bericht/Clienten/Client[1]", "/Bericht/Clienten/Client[2]"]),
        ("/Bericht/Clienten/Client[2]/Bsn", ["/Bericht/Clienten/Client[2]/Bsn"]),
        ("//Client[2]/Bsn", ["/Bericht/Clienten/Client[2]/Bsn"]),
        ("//Bsn", ["/Bericht/Clienten/Client[1]/Bsn", "/Bericht/Clienten/Client[2]/Bsn"]),
        ("/Bericht//Naam[2]", ["/Bericht/Clienten/Client[2]/Naam[2]"]),
        ("/Bericht/*/Client[1]/*", ["/Bericht/Clienten/Client[1]/Bsn"]),
        ("//Client[3]", []),
        ("/Clienten", []),
    ],
)
def test_selects(path: str, found: list[str]) -> None:
    assert find_paths(ROOT, path) == found


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "Client/Bsn",
            "'Client/Bsn' can't be read from 'Client/Bsn': write a path as the report prints it, "
            "such as /Bericht/Clienten/Client[2]/Bsn or //Client[2]/Bsn",
        ),
        (
            "//Client[2",
            "'//Client[2' can't be read from '[2': write a path as the report prints it, "
            "such as /Bericht/Clienten/Client[2]/Bsn or //Client[2]/Bsn",
        ),
        (
            "//b:Client",
            "'//b:Client' can't be read from ':Client': write a path as the report prints it, "
            "such as /Bericht/Clienten/Client[2]/Bsn or //Client[2]/Bsn",
        ),
        ("", "the path is empty: write one such as /Bericht/Clienten/Client[2]/Bsn"),
    ],
    ids=["relative", "open-bracket", "prefix", "empty"],
)
def test_refuses(path: str, text: str) -> None:
    with pytest.raises(PathError) as caught:
        find_paths(ROOT, path)

    assert str(caught.value) == text


def test_position_is_printed_only_among_siblings_of_one_name() -> None:
    second = ROOT[0][2]

    assert [printed_path(child) for child in second] == [
        "/Bericht/Clienten/Client[2]/Bsn",
        "/Bericht/Clienten/Client[2]/Naam[1]",
        "/Bericht/Clienten/Client[2]/Naam[2]",
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/Bericht/Clienten/Client[2]/Bsn", 5),
        ("/Bericht/Clienten/Client[2]/Naam[2]", 5),
        ("/Bericht/Clienten/Client/Naam[2]", 5),
        ("/Bericht/Clienten/Client/Bsn", None),
        ("/Bericht/Clienten/Client[3]/Bsn", None),
        ("/Retour/Clienten/Client[2]/Bsn", None),
        ("/Bericht", 1),
        ("//Bsn", None),
        ("//Iban", None),
        ("Bericht", None),
    ],
    ids=[
        "one-node",
        "twin",
        "one-of-several-ways",
        "two-ways",
        "no-such-position",
        "other-root",
        "root",
        "several-nodes",
        "no-node",
        "no-path",
    ],
)
def test_line_of(path: str, line: int | None) -> None:
    assert line_of(ROOT, path) == line
