"""What the schemas of a set tell of namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from retour.errors import RuleSetError
from retour.rulesets.schema import Schema

BASE = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:base" xmlns:b="urn:base">
  <xs:complexType name="CDT_Datum">
    <xs:sequence><xs:element name="Datum" type="xs:date"/><xs:element name="DatumGebruik" type="xs:string"/></xs:sequence>
  </xs:complexType>
</xs:schema>"""

MESSAGE = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:{name}" xmlns:m="urn:{name}"
           xmlns:b="urn:base">
  <xs:element name="Bericht" type="m:Root"/>
  <xs:complexType name="Root"><xs:sequence><xs:element name="Client" type="m:Client"/></xs:sequence></xs:complexType>
  <xs:complexType name="Client">
    <xs:sequence><xs:element name="Geboortedatum" type="b:CDT_Datum"/></xs:sequence>
  </xs:complexType>
</xs:schema>"""


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    (tmp_path / "base.xsd").write_text(BASE, encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.xsd").write_text(MESSAGE.format(name=name), encoding="utf-8")
    return Schema(tmp_path)


def message(name: str = "one") -> etree._Element:
    return etree.fromstring(f'<Bericht xmlns="urn:{name}"><Client><Geboortedatum/></Client></Bericht>')


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_child_in_the_namespace_of_its_message(schema: Schema, name: str) -> None:
    assert schema.namespace_of(message(name)[0], "Geboortedatum") == f"urn:{name}"


def test_a_child_in_the_base_namespace(schema: Schema) -> None:
    assert schema.namespace_of(message()[0][0], "DatumGebruik") == "urn:base"


@pytest.mark.parametrize("name", ["Datum", "Onbekend"])
def test_a_child_that_is_not_declared_there(schema: Schema, name: str) -> None:
    assert schema.namespace_of(message()[0], name) is None


def test_a_message_that_no_schema_knows(schema: Schema) -> None:
    assert schema.namespace_of(message("three")[0], "Geboortedatum") is None


def test_no_schemas(tmp_path: Path) -> None:
    assert Schema(tmp_path / "xsd").namespace_of(message()[0], "Geboortedatum") is None


def test_a_schema_that_cant_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.xsd").write_text("<xs:schema", encoding="utf-8")
    with pytest.raises(RuleSetError, match=r"broken\.xsd:1: the schema isn't well-formed XML"):
        Schema(tmp_path).root_type("urn:one", "Bericht")
