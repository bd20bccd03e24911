"""Messages made of schemas: valid, deterministic, and at boundaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from retour.checking import Check, outcome_job
from retour.engines import open_engine
from retour.errors import GeneratingError
from retour.generating import Hints, SchemaFolder, generate_messages, mined_from
from retour.model import Identity
from retour.rulesets import RuleSet
from retour.workspace import workspace_for
from samples import REPOSITORY

SETS = ("rules/iwmo/2_1", "rules/ijw/2_1")
NUMBER = 60


ALL_RULES = {"inferred-rules": "on", "declaration-rules": "on"}


def made(rules: RuleSet, number: int = NUMBER, seed: str = "1") -> Iterator[tuple[str, bytes]]:
    """Messages of every type of a set, by type."""
    schemas = SchemaFolder(rules.folder / "xsd")
    for identity in rules.serves:
        hints = mined_from(rules.entry_for(identity).files)
        for data in generate_messages(schemas, identity, hints, seed, number):
            yield str(identity.type), data


@pytest.mark.parametrize("name", SETS)
def test_every_message_is_valid(name: str) -> None:
    rules = RuleSet.open(REPOSITORY / name)
    schemas = {
        file.stem: etree.XMLSchema(etree.parse(file)) for file in (rules.folder / "xsd").glob("[A-Z]*.xsd")
    }

    wrong = [
        (type_, schemas[type_].error_log.last_error)
        for type_, data in made(rules)
        if not schemas[type_].validate(etree.fromstring(data))
    ]

    assert wrong == []


def test_nearly_every_rule_fires(tmp_path: Path) -> None:
    rules, workspace = RuleSet.open(REPOSITORY / SETS[0]), workspace_for(tmp_path)
    jobs = []
    for number, (type_, data) in enumerate(made(rules)):
        file = tmp_path / f"{type_}-{number}.xml"
        file.write_bytes(data)
        check = Check(file, file.name, workspace, rules, parameters=ALL_RULES)
        jobs.append(outcome_job(check, lambda outcome, _: outcome))
    engine = open_engine("libxslt", 1)
    try:
        outcomes = [pending.result() for pending in engine.submit(jobs)]
    finally:
        engine.close()

    assert [outcome.problem for outcome in outcomes if outcome.problem] == []
    fired = Counter(finding.code for outcome in outcomes for finding in outcome.findings)
    assert len(rules.codes - set(fired)) <= 1, sorted(rules.codes - set(fired))


def test_the_same_seed_gives_the_same_messages() -> None:
    rules = RuleSet.open(REPOSITORY / SETS[0])

    assert list(made(rules, 3)) == list(made(rules, 3))
    assert list(made(rules, 3)) != list(made(rules, 3, "2"))


def test_fewer_messages_are_the_first_of_more() -> None:
    rules = RuleSet.open(REPOSITORY / SETS[0])
    few = [data for type_, data in made(rules, 3) if type_ == "WMO307"]
    many = [data for type_, data in made(rules, 9) if type_ == "WMO307"]

    assert few == many[:3]


def test_values_at_boundaries() -> None:
    rules = RuleSet.open(REPOSITORY / SETS[0])
    roots = [etree.fromstring(data) for _, data in made(rules)]
    texts = [element.text or "" for root in roots for element in root.iter(etree.Element)]
    bsns = {element.text for root in roots for element in root.iter("{*}Bsn")}
    days = [
        sorted(
            {date.fromisoformat(text) for text in root.itertext() if re.fullmatch(r"\d{4}-\d\d-\d\d", text)}
        )
        for root in roots
    ]

    assert "2016-02-29" in texts
    assert {passes_11_test(bsn or "") for bsn in bsns} == {True, False}
    assert all(re.fullmatch("9999[0-9]{5}|000000000", bsn or "") for bsn in bsns)
    apart = Counter((b - a).days for found in days for a, b in pairwise(found))
    assert apart[1] > len(roots) / 4


def passes_11_test(number: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11 == 0


XSD = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:m" targetNamespace="urn:m"
           elementFormDefault="qualified">
  <xs:element name="Bericht" type="m:Root"/>
  <xs:complexType name="Root"><xs:complexContent><xs:extension base="m:Base"><xs:sequence>
    <xs:choice maxOccurs="3"><xs:element name="A" type="m:Code"/><xs:element ref="m:B"/></xs:choice>
  </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
  <xs:complexType name="Base"><xs:sequence><xs:element name="D" type="xs:boolean"/></xs:sequence></xs:complexType>
  <xs:element name="B"><xs:complexType><xs:simpleContent>
    <xs:extension base="m:Code"><xs:attribute name="x"/></xs:extension>
  </xs:simpleContent></xs:complexType></xs:element>
  <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}"/></xs:restriction></xs:simpleType>
</xs:schema>
"""


def schema(tmp_path: Path, text: str) -> SchemaFolder:
    (tmp_path / "a.xsd").write_text(text, encoding="utf-8")
    return SchemaFolder(tmp_path)


def test_choices_extensions_and_references(tmp_path: Path) -> None:
    valid = etree.XMLSchema(etree.fromstring(XSD.encode()))
    messages = list(generate_messages(schema(tmp_path, XSD), Identity("urn:m"), Hints(), "1", 40))

    assert all(valid.validate(etree.fromstring(message)) for message in messages)
    assert {element.tag for message in messages for element in etree.fromstring(message)} == {
        "{urn:m}A",
        "{urn:m}B",
        "{urn:m}D",
    }


SHOP = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="urn:shop" targetNamespace="urn:shop"
           elementFormDefault="qualified" attributeFormDefault="qualified">
  <xs:element name="order"><xs:complexType>
    <xs:group ref="s:lines"/>
    <xs:attribute name="version" type="xs:string" fixed="1.0" use="required" form="unqualified"/>
    <xs:attributeGroup ref="s:about"/>
  </xs:complexType></xs:element>
  <xs:element name="price"><xs:complexType><xs:simpleContent>
    <xs:extension base="s:Amount"><xs:attribute ref="s:currency" use="required"/></xs:extension>
  </xs:simpleContent></xs:complexType></xs:element>
  <xs:element name="{other}" type="xs:date"/>
  <xs:group name="lines"><xs:sequence>
    <xs:element name="line" type="s:Special" maxOccurs="unbounded"/><xs:element name="size" type="s:Size"/>
    <xs:element name="sizes"><xs:simpleType><xs:list itemType="s:Size"/></xs:simpleType></xs:element>
    <xs:element name="unit" type="xs:string" fixed="cm"/>
  </xs:sequence></xs:group>
  <xs:attributeGroup name="about"><xs:attribute name="on" type="xs:date"/><xs:attribute name="by" use="prohibited"/></xs:attributeGroup>
  <xs:complexType name="Line"><xs:sequence><xs:element ref="s:price"/></xs:sequence>
    <xs:attribute name="number" type="xs:positiveInteger" use="required"/></xs:complexType>
  <xs:complexType name="Special"><xs:complexContent><xs:extension base="s:Line">
    <xs:attribute name="why" type="s:Size"/></xs:extension></xs:complexContent></xs:complexType>
  <xs:attribute name="currency"><xs:simpleType><xs:restriction base="xs:token">
    <xs:enumeration value="EUR"/></xs:restriction></xs:simpleType></xs:attribute>
  <xs:simpleType name="Amount"><xs:restriction base="xs:decimal"><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Size"><xs:union memberTypes="xs:positiveInteger xs:token"/></xs:simpleType>
</xs:schema>
"""


@pytest.mark.parametrize(
    ("message", "other"),
    [(Identity("urn:shop", root="order"), "invoice"), (Identity("urn:shop"), "price-of")],
    ids=["by its root", "by its namespace"],
)
def test_messages_of_another_domain(tmp_path: Path, message: Identity, other: str) -> None:
    text = SHOP.replace("{other}", other)
    if message.root is None:
        text = text.replace('<xs:element name="price-of" type="xs:date"/>', "")
    valid = etree.XMLSchema(etree.fromstring(text.encode()))

    made = [
        etree.fromstring(each)
        for each in generate_messages(schema(tmp_path, text), message, Hints(), "1", 40)
    ]

    assert [(each.tag, valid.error_log.last_error) for each in made if not valid.validate(each)] == []
    assert {each.tag for each in made} == {"{urn:shop}order"}
    attributes = {name for each in made for element in each.iter() for name in element.attrib}
    assert attributes == {"version", *(f"{{urn:shop}}{name}" for name in ("on", "number", "why", "currency"))}


def test_a_root_that_could_be_several(tmp_path: Path) -> None:
    text = SHOP.replace("{other}", "invoice")

    with pytest.raises(
        GeneratingError, match="no schema declares a root element of messages in namespace urn:shop"
    ):
        next(generate_messages(schema(tmp_path, text), Identity("urn:shop"), Hints(), "1", 1))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"[A-Z]{3}"', r'"\p{Lu}"', r"the pattern '\\p{Lu}' can't be read: \p is not read"),
        ("m:Code", "m:Kode", "{file}:5: there is no type m:Kode"),
        ('ref="m:B"', 'ref="m:C"', "{file}:5: there is no element m:C"),
        ("xs:boolean", "xs:QName", "{file}:7: the built-in type QName is not read"),
        ('name="x"', 'name="x" type="m:Base"', "{file}:9: an attribute whose type has elements"),
        (
            '<xs:attribute name="x"/>',
            '<xs:attributeGroup ref="m:g"/>',
            "{file}:9: there is no attributeGroup m:g",
        ),
        ('<xs:element name="D"', '<xs:any/><xs:element name="D"', "{file}:7: xs:any is not read"),
        ("[A-Z]{3}", "", "found no value for "),
        ('"urn:m"\n', '"urn:n"\n', "no schema declares a root element of messages in namespace urn:m"),
    ],
    ids=["pattern", "type", "reference", "built-in", "attribute", "group", "any", "no value", "namespace"],
)
def test_what_is_not_read(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    text = XSD.replace(old, new)
    if old == "[A-Z]{3}" and not new:
        text = XSD.replace(
            '<xs:pattern value="[A-Z]{3}"/>', '<xs:pattern value="[A-Z]{3}"/><xs:maxLength value="2"/>'
        )

    with pytest.raises(GeneratingError) as caught:
        list(generate_messages(schema(tmp_path, text), Identity("urn:m"), Hints(), "1", 20))
    assert str(caught.value).startswith(sentence.replace("{file}", str(tmp_path / "a.xsd")))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a", "{file}:1:3: not well-formed XML"),
        ("<a/>", "{file}: is not an XML schema"),
        (None, "{folder}: no .xsd files in this folder"),
    ],
    ids=["not XML", "no schema", "none"],
)
def test_folder_that_can_not_be_used(tmp_path: Path, text: str | None, sentence: str) -> None:
    if text is not None:
        (tmp_path / "a.xsd").write_text(text, encoding="utf-8")

    with pytest.raises(GeneratingError) as caught:
        SchemaFolder(tmp_path)

    assert str(caught.value) == sentence.format(file=tmp_path / "a.xsd", folder=tmp_path)
