"""What a schema says of the elements of a message."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from retour.generating import SchemaFolder, Shapes

XSD = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:m" targetNamespace="urn:m"
           elementFormDefault="qualified">
  <xs:element name="Bericht"><xs:complexType><xs:sequence>
    <xs:element name="A" type="xs:date"/>
    <xs:choice><xs:element name="B" type="xs:string"/>
      <xs:sequence><xs:element name="C" type="xs:string"/><xs:element name="D" type="xs:string" minOccurs="0"/></xs:sequence>
    </xs:choice>
    <xs:sequence maxOccurs="unbounded"><xs:element name="E" type="xs:string"/></xs:sequence>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Shapes:
    (tmp_path / "m.xsd").write_text(XSD, encoding="utf-8")
    return Shapes(SchemaFolder(tmp_path))


def test_what_may_stand_in_an_element(shapes: Shapes) -> None:
    root = etree.fromstring('<Bericht xmlns="urn:m"><A>2017-06-12</A><B/><E/></Bericht>')

    slots = {etree.QName(name).localname: slot for name, slot in shapes.slots(root).items()}

    assert [(name, slot.order, slot.least, slot.most) for name, slot in slots.items()] == [
        ("A", 0, 1, 1), ("B", 1, 0, 1), ("C", 2, 0, 1), ("D", 3, 0, 1), ("E", 4, 1, None),
    ]  # fmt: skip
    assert {name: len(slot.rivals) for name, slot in slots.items()} == {
        "A": 0,
        "B": 2,
        "C": 1,
        "D": 1,
        "E": 0,
    }


def test_the_type_of_a_text(shapes: Shapes) -> None:
    root = etree.fromstring('<Bericht xmlns="urn:m"><A>2017-06-12</A><B/><E/><X/></Bericht>')

    types = [shapes.type_of(child) for child in root]

    assert [None if type_ is None else type_.kind for type_ in types] == ["date", "text", "text", None]
    assert shapes.type_of(root) is None
