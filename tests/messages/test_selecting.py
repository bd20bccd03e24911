"""Paths in the notation of the official report: what they select and how they are printed."""

from __future__ import annotations

import pytest
from lxml import etree
from retour.messages import PathError, find_paths, select

ROOT = etree.fromstring(
    """\
<b:Bericht xmlns:b="urn:bericht" xmlns:c="urn:basis">
  <b:Clienten>
    <b:Client><c:Bsn>999990019</c:Bsn></b:Client>
    <!-- Client -->
    <b:Client><c:Bsn>123456782</c:Bsn><Naam/><c:Naam soort="x" c:nr="1"/></b:Client>
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
        ("//Client[Bsn='999990019']/Bsn", ["/Bericht/Clienten/Client[1]/Bsn"]),
        ("//Client[Bsn and Naam]", ["/Bericht/Clienten/Client[2]"]),
        ("//Client[not(Naam) or (Bsn='x')]", ["/Bericht/Clienten/Client[1]"]),
        ("//Naam[@soort='x']", ["/Bericht/Clienten/Client[2]/Naam[2]"]),
        ("//Naam/@soort", ["/Bericht/Clienten/Client[2]/Naam[2]/@soort"]),
        ("//@nr", ["/Bericht/Clienten/Client[2]/Naam[2]/@nr"]),
        (
            "//Naam/@*",
            ["/Bericht/Clienten/Client[2]/Naam[2]/@soort", "/Bericht/Clienten/Client[2]/Naam[2]/@nr"],
        ),
        ("//Bsn[text()='123456782']", ["/Bericht/Clienten/Client[2]/Bsn"]),
        ("//Bsn[. = '123456782']", ["/Bericht/Clienten/Client[2]/Bsn"]),
        ("//Client[last()]/Bsn", ["/Bericht/Clienten/Client[2]/Bsn"]),
        ("//Client[count(Naam) > 1]", ["/Bericht/Clienten/Client[2]"]),
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
            "'//b:Client' can't be read from ':Client': write names without a prefix",
        ),
        ("", "the path is empty: write one such as /Bericht/Clienten/Client[2]/Bsn"),
        ("//Client[0]", "'//Client[0]' has position 0: positions count from 1"),
        (
            "//Client[lower-case(Geslacht)='2']",
            "\"//Client[lower-case(Geslacht)='2']\" calls lower-case(), which isn't XPath 1.0; "
            "write translate(Name, 'ABC', 'abc') with the letters in question",
        ),
        (
            "//Client[fn:exists(Bsn)]",
            "'//Client[fn:exists(Bsn)]' calls fn:exists(), which isn't XPath 1.0; write the name alone",
        ),
        (
            "//Client[contain(Bsn, '9')]",
            "\"//Client[contain(Bsn, '9')]\" calls contain(), which isn't XPath 1.0, did you mean contains()?",
        ),
        ("//Client[zzz(Bsn)]", "'//Client[zzz(Bsn)]' calls zzz(), which isn't XPath 1.0"),
        ("//Client[Bsn eq '9']", "\"//Client[Bsn eq '9']\" has 'eq', which isn't XPath 1.0: write ="),
        ("//Client[Bsn=$bsn]", "'//Client[Bsn=$bsn]' has a variable, '$bsn': write its value"),
        (
            "//Client[b:Bsn='9']",
            "\"//Client[b:Bsn='9']\" has a prefix in 'b:Bsn': write names without a prefix",
        ),
        (
            "//Client[ancestor::Bericht]",
            "'//Client[ancestor::Bericht]' names an axis, 'ancestor::': only /, // and @ are known here",
        ),
        (
            "//Client[contains(Bsn)]",
            "'//Client[contains(Bsn)]' has a predicate that is no XPath 1.0, [contains(Bsn)]: Invalid number of arguments",
        ),
        (
            "//Client[Naam and count('x')]",
            "\"//Client[Naam and count('x')]\" has a predicate that is no XPath 1.0, [Naam and count('x')]: Invalid type",
        ),
        (
            "//Client[false() and (count('x'))]",
            "\"//Client[false() and (count('x'))]\" has a predicate that is no XPath 1.0, "
            "[false() and (count('x'))]: Invalid type",
        ),
        (
            "//Client[Bsn=]",
            "'//Client[Bsn=]' has a predicate that is no XPath 1.0, [Bsn=]: Invalid expression",
        ),
        (
            "//Client[" + "(" * 1000 + "]",
            "the path '//Client[((((((((((((((((((((((((((((((('… has 1,010 characters; at most 1,000 are read",
        ),
        (
            "/a" * 101,
            f"the path {'/a' * 20!r}… has 101 steps; at most 100 are read",
        ),
    ],
    ids=[
        "relative",
        "open-bracket",
        "prefix",
        "empty",
        "position-0",
        "xpath-2-function",
        "function-with-prefix",
        "misspelt-function",
        "unknown-function",
        "xpath-2-comparison",
        "variable",
        "prefix-in-predicate",
        "axis",
        "arguments",
        "type-after-and",
        "type-after-and-bracket",
        "no-xpath",
        "too-long",
        "too-many-steps",
    ],
)
def test_refuses(path: str, text: str) -> None:
    with pytest.raises(PathError) as caught:
        find_paths(ROOT, path)

    assert str(caught.value) == text


def test_an_attribute_is_no_element() -> None:
    with pytest.raises(PathError) as caught:
        select(ROOT, "//Naam/@soort")

    assert str(caught.value) == "'//Naam/@soort' selects an attribute, where an element is meant"
