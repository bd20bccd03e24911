"""Edits change what they name, and leave every other byte alone."""

from __future__ import annotations

import re

import pytest
from edit_samples import edit
from lxml import etree
from retour.errors import MessageError
from retour.messages.edits import apply_edits
from retour.model import Edit

MESSAGE = """\
<?xml version="1.0" encoding="UTF-8"?>\r
<m:Bericht xmlns:m="urn:m"   xmlns:b='urn:b'>\r
  <m:Clienten>\r
    <m:Client>\r
      <m:Bsn>999990019</m:Bsn>\r
      <m:Geboortedatum>\r
        <b:Datum>1948-03-17</b:Datum>\r
      </m:Geboortedatum>\r
    </m:Client>\r
    <m:Client>\r
      <m:Bsn>123456782</m:Bsn><!-- kept -->\r
      <m:Leeg/>\r
    </m:Client>\r
  </m:Clienten>\r
</m:Bericht>\r
"""


def edited(*edits: Edit, message: str = MESSAGE) -> str:
    return apply_edits(message.encode(), edits, "stop.xml", lambda parent, name: None).decode()


def replaced(old: str, new: str) -> str:
    assert MESSAGE.count(old) == 1
    return MESSAGE.replace(old, new)


def test_no_edit_gives_the_files_own_bytes() -> None:
    assert edited() == MESSAGE


def test_set() -> None:
    assert edited(edit(set="//Client[1]/Bsn", to="000000000")) == replaced("999990019", "000000000")


def test_set_escapes() -> None:
    assert edited(edit(set="//Client[1]/Bsn", to="a<b&c")) == replaced("999990019", "a&lt;b&amp;c")


def test_set_an_empty_element() -> None:
    assert edited(edit(set="//Leeg", to="vol")) == replaced("<m:Leeg/>", "<m:Leeg>vol</m:Leeg>")


def test_set_to_nothing() -> None:
    assert edited(edit(set="//Client[1]/Bsn", to="")) == replaced("999990019", "")


def test_remove_takes_its_line() -> None:
    assert edited(edit(remove="//Leeg")) == replaced("\r\n      <m:Leeg/>", "")


def test_remove_several() -> None:
    without = replaced("\r\n      <m:Bsn>999990019</m:Bsn>", "").replace(
        "\r\n      <m:Bsn>123456782</m:Bsn>", ""
    )
    assert edited(edit(remove="//Bsn")) == without


def test_remove_an_element_and_what_is_in_it() -> None:
    begin, end = MESSAGE.index("\r\n  <m:Clienten>"), MESSAGE.index("\r\n</m:Bericht>")
    assert edited(edit(remove="//*[local-name() != 'Bericht']")) == MESSAGE[:begin] + MESSAGE[end:]


@pytest.mark.parametrize(
    ("where", "path", "expected"),
    [
        (
            "after",
            "//Client[1]/Bsn",
            "</m:Bsn>\r\n      <m:Geslacht>1</m:Geslacht>\r\n      <m:Geboortedatum>",
        ),
        (
            "before",
            "//Client[1]/Bsn",
            "<m:Client>\r\n      <m:Geslacht>1</m:Geslacht>\r\n      <m:Bsn>999990019",
        ),
        ("into", "//Client[1]", "</m:Geboortedatum>\r\n      <m:Geslacht>1</m:Geslacht>\r\n    </m:Client>"),
        (
            "into_first",
            "//Client[1]",
            "<m:Client>\r\n      <m:Geslacht>1</m:Geslacht>\r\n      <m:Bsn>999990019",
        ),
        ("into", "//Leeg", "<m:Leeg>\r\n        <m:Geslacht>1</m:Geslacht>\r\n      </m:Leeg>"),
    ],
)
def test_add(where: str, path: str, expected: str) -> None:
    result = edited(edit(add="<Geslacht>1</Geslacht>", **{where: path}))

    assert expected in result
    assert (
        result.replace(
            "<m:Leeg>\r\n        <m:Geslacht>1</m:Geslacht>\r\n      </m:Leeg>", "<m:Leeg/>"
        ).replace("\r\n      <m:Geslacht>1</m:Geslacht>", "")
        == MESSAGE
    )


def test_add_takes_the_namespace_of_its_neighbours() -> None:
    result = edited(edit(add="<DatumGebruik>1</DatumGebruik>", after="//Datum"))
    assert "\r\n        <b:DatumGebruik>1</b:DatumGebruik>\r\n" in result


def test_add_takes_the_namespace_that_an_element_has_elsewhere() -> None:
    added = "<Geboortedatum><Datum>1990-01-01</Datum></Geboortedatum>"
    result = edited(edit(add=added, after="//Client[2]/Bsn"))
    assert (
        "\r\n      <m:Geboortedatum>\r\n        <b:Datum>1990-01-01</b:Datum>\r\n      </m:Geboortedatum><!-- kept -->"
        in result
    )


def test_add_takes_the_namespace_that_the_schema_tells() -> None:
    data = apply_edits(
        MESSAGE.encode(),
        [edit(add="<Nieuw/>", into="//Leeg")],
        "stop.xml",
        lambda parent, name: "urn:b" if etree.QName(parent).localname == "Leeg" else None,
    )
    assert b"<b:Nieuw></b:Nieuw>" in data


def test_add_a_copy() -> None:
    result = edited(edit(add={"copy of": "//Client[1]/Geboortedatum"}, before="//Client[2]/Bsn"))
    assert result.count("<b:Datum>1948-03-17</b:Datum>") == 2
    assert result.index("</m:Geboortedatum>\r\n      <m:Bsn>123456782") > 0


def test_repeat() -> None:
    result = edited(edit(repeat="//Client[1]", times=3))
    assert result.count("<m:Client>") == 4
    assert result.count("999990019") == 3


def test_repeat_with_a_setting_for_each_copy() -> None:
    settings = ({"Bsn": "999990020", "Geboortedatum/Datum": "1900-01-01"}, {"Bsn": "999990032"})
    root = etree.fromstring(edited(edit(repeat="//Client[1]", times=3, with_=settings)).encode())
    texts = [
        (client.findtext("{urn:m}Bsn"), client.findtext(".//{urn:b}Datum"))
        for client in root.iter("{urn:m}Client")
    ]
    assert texts == [
        ("999990019", "1948-03-17"),
        ("999990020", "1900-01-01"),
        ("999990032", "1948-03-17"),
        ("123456782", None),
    ]


def test_repeat_counts_the_copies() -> None:
    result = edited(edit(repeat="//Client[1]", times=4, with_=({"Bsn": "n{n}"},)))
    assert [number for number in range(9) if f"<m:Bsn>n{number}</m:Bsn>" in result] == [2, 3, 4]


def test_repeat_of_an_element_with_a_text_of_its_own() -> None:
    result = edited(edit(repeat="//Client[1]/Bsn", times=3, with_=({".": "n{n}"},)))
    assert re.findall("<m:Bsn>(.*?)</m:Bsn>", result) == ["999990019", "n2", "n3", "123456782"]


def test_move() -> None:
    result = edited(edit(move="//Client[1]/Bsn", after="//Client[1]/Geboortedatum"))
    assert "<m:Client>\r\n      <m:Geboortedatum>" in result
    assert "</m:Geboortedatum>\r\n      <m:Bsn>999990019</m:Bsn>\r\n    </m:Client>" in result


def test_rename_keeps_the_prefix() -> None:
    result = edited(edit(rename="//Client[1]/Bsn", to="Nummer"))
    assert result == replaced("<m:Bsn>999990019</m:Bsn>", "<m:Nummer>999990019</m:Nummer>")


@pytest.mark.parametrize(("value", "tag"), [("x", '<m:Leeg soort="x"/>'), ('"', "<m:Leeg soort='\"'/>")])
def test_attribute(value: str, tag: str) -> None:
    assert edited(edit(attribute="//Leeg", name="soort", to=value)) == replaced("<m:Leeg/>", tag)


def test_attribute_is_changed_and_removed() -> None:
    given = edited(edit(attribute="//Leeg", name="soort", to="x"))
    assert '<m:Leeg soort="y"/>' in edited(edit(attribute="//Leeg", name="soort", to="y"), message=given)
    assert edited(edit(attribute="//Leeg", name="soort"), message=given) == MESSAGE


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_a_message_of_another_domain_may_be_in_another_encoding(encoding: str) -> None:
    order = f'<?xml version="1.0" encoding="{encoding}"?>\n<Order xmlns="urn:order"><A>é</A><B/></Order>'
    edits = [edit(set="//B", to="ë"), edit(set="//B", to="€")]
    edited = apply_edits(order.encode(encoding), edits, "order.xml", lambda *_: None)

    assert edited.decode("utf-8").endswith('\n<Order xmlns="urn:order"><A>é</A><B>€</B></Order>')
    assert etree.fromstring(edited).findtext("{*}A") == "é"


def test_edits_are_made_in_order() -> None:
    first, second = edit(remove="//Client[1]"), edit(set="//Client/Bsn", to="000000000")
    assert "<m:Bsn>000000000</m:Bsn><!-- kept -->" in edited(first, second)


ERRORS = [
    (
        edit(set="//Client/Eind", to="x"),
        "//Client/Eind selects nothing in this message; nearby there are /Bericht/Clienten/Client[1]/Bsn, "
        "/Bericht/Clienten/Client[1]/Geboortedatum",
    ),
    (edit(set="//Bsm", to="x"), "//Bsm selects nothing in this message; nearby there are //Bsn"),
    (
        edit(set="//Bsn", to="x"),
        "//Bsn selects 2 nodes where one is meant: /Bericht/Clienten/Client[1]/Bsn, /Bericht/Clienten/Client[2]/Bsn",
    ),
    (
        edit(set="//Client[1]", to="x"),
        "//Client[1] holds elements, not text: name one of them, or replace it by remove and add",
    ),
    (edit(remove="/Bericht"), "/Bericht selects the whole message, which can't be removed"),
    (
        edit(add="<A/>", after="/Bericht"),
        "after the root element there is no room for another",
    ),
    (
        edit(move="//Clienten", into="//Client[1]"),
        "//Clienten can't be moved to //Client[1], which lies inside it",
    ),
    (
        edit(repeat="//Leeg", times=4, with_=({"Bsn": "1"}, {"Bsn": "2"})),
        "'with' has 2 mappings for 3 copies: give one for each, or one for all",
    ),
    (
        edit(add="<A/>rest", into="//Leeg"),
        "the XML to add has text or comments between its elements: only elements can be added",
    ),
    (edit(attribute="//Leeg", name="soort"), "//Leeg has no attribute soort to remove"),
]


@pytest.mark.parametrize(("wrong", "sentence"), ERRORS, ids=[sentence[:30] for _, sentence in ERRORS])
def test_error_names_the_edit(wrong: Edit, sentence: str) -> None:
    with pytest.raises(MessageError) as caught:
        edited(wrong)
    assert (caught.value.kind, str(caught.value)) == ("edit", f"stop.cases.yaml:7:9: {sentence}")
