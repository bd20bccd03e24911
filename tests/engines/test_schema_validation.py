"""Messages against schemas: a schema is read from its own folder and from nowhere else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from retour.engines import SchemaError, SchemaFile, Validation
from retour.engines.schema_validation import MAX_ERRORS, validate
from retour.engines.sessions import Failure
from retour.model import Identity
from retour.rulesets.schema import Schema

XSD = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="m" xmlns:b="b" targetNamespace="m"
           elementFormDefault="qualified">
  {imports}
  <xs:element name="Bericht"><xs:complexType><xs:sequence>
    <xs:element name="Bsn" type="{type}" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""
BASE = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="b">
  <xs:simpleType name="Bsn"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{9}"/></xs:restriction></xs:simpleType>
</xs:schema>
"""
IMPORT = '<xs:import namespace="b" schemaLocation="{}"/>'


def against(folder: Path, message: str, imports: str = "", type_: str = "xs:string") -> object:
    (folder / "WMO307.xsd").write_text(XSD.format(imports=imports, type=type_), encoding="utf-8")
    file = SchemaFile(str(folder / "WMO307.xsd"), f"{imports}{type_}{time.time_ns()}")
    return validate(Validation(file, message))


def test_valid(tmp_path: Path) -> None:
    assert against(tmp_path, '<Bericht xmlns="m"><Bsn>1</Bsn></Bericht>') == ()


@pytest.mark.parametrize(
    "message",
    [
        '<Bericht xmlns="m"><Bsn>123456782</Bsn><Bsn>1</Bsn></Bericht>',
        '<x:Bericht xmlns:x="m"><x:Bsn>123456782</x:Bsn><x:Bsn>1</x:Bsn></x:Bericht>',
        '<x:Bericht xmlns:x="m"><x:Bsn>123456782</x:Bsn><y:Bsn xmlns:y="m">1</y:Bsn></x:Bericht>',
    ],
    ids=["default namespace", "prefix", "two prefixes"],
)
def test_errors_have_paths_as_the_report_prints_them(tmp_path: Path, message: str) -> None:
    (tmp_path / "base.xsd").write_text(BASE, encoding="utf-8")

    assert against(tmp_path, message, IMPORT.format("base.xsd"), "b:Bsn") == (
        SchemaError(
            "pattern",
            "/Bericht/Bsn[2]",
            1,
            "[facet 'pattern'] The value '1' is not accepted by the pattern '[0-9]{9}'",
            "1",
        ),
    )


def test_name_in_another_case_is_found(tmp_path: Path) -> None:
    (tmp_path / "Base.xsd").write_text(BASE, encoding="utf-8")

    message = '<Bericht xmlns="m"><Bsn>123456782</Bsn></Bericht>'
    assert against(tmp_path, message, IMPORT.format("base.XSD"), "b:Bsn") == ()


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1:9/base.xsd", "lies outside the folder of the schema, and nothing is fetched"),
        ("ftp://127.0.0.1/base.xsd", "lies outside the folder of the schema, and nothing is fetched"),
        ("../secret.xsd", "secret.xsd lies outside the folder of the schema"),
        ("../xsd/../secret.xsd", "secret.xsd lies outside the folder of the schema"),
        ("/etc/passwd", "passwd lies outside the folder of the schema"),
        ("file:///etc/passwd", "passwd lies outside the folder of the schema"),
        ("absent.xsd", "there is no file absent.xsd beside the schema"),
        ("dtd.xsd", "dtd.xsd has a DTD; a schema may not have one"),
    ],
)
@pytest.mark.parametrize("how", ["import", "include", "redefine"])
def test_other_files_are_refused(tmp_path: Path, how: str, location: str, reason: str) -> None:
    folder = tmp_path / "xsd"
    folder.mkdir()
    (tmp_path / "secret.xsd").write_text(BASE, encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{(tmp_path / "secret.xsd").as_uri()}">]>'
    (folder / "dtd.xsd").write_text(entity + BASE, encoding="utf-8")
    namespace = ' namespace="b"' if how == "import" else ""

    result = against(folder, '<Bericht xmlns="m"/>', f'<xs:{how}{namespace} schemaLocation="{location}"/>')

    assert isinstance(result, Failure)
    assert result.kind == "schema"
    assert reason in result.text
    assert str(tmp_path) not in result.text


def test_schema_that_is_none(tmp_path: Path) -> None:
    result = against(tmp_path, '<Bericht xmlns="m"/>', "<xs:nonsense/>")

    assert isinstance(result, Failure)
    assert "The content is not valid" in result.text
    assert str(tmp_path) not in result.text


def test_message_names_a_schema_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "evil.xsd").write_text(BASE, encoding="utf-8")
    hint = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="m {(tmp_path / "evil.xsd").as_uri()}"'

    assert against(tmp_path, f'<Bericht xmlns="m" {hint}><Bsn>1</Bsn></Bericht>') == ()


def test_no_more_errors_are_told_than_anybody_reads(tmp_path: Path) -> None:
    message = '<Bericht xmlns="m">' + "<Bsn>x</Bsn>" * (2 * MAX_ERRORS) + "</Bericht>"

    errors = against(tmp_path, message, type_="xs:date")

    assert isinstance(errors, tuple)
    assert len(errors) == MAX_ERRORS


@pytest.mark.parametrize("wrong", [0, 1, 30_000])
def test_large_message_takes_time_by_its_size(tmp_path: Path, wrong: int) -> None:
    good = ("<Bsn>2017-06-12</Bsn>" + " " * 60) * 15_000
    message = f'<Bericht xmlns="m">{good}{"<Bsn>x</Bsn>" * wrong}</Bericht>'
    begin = time.process_time()

    errors = against(tmp_path, message, type_="xs:date")

    assert time.process_time() - begin < 10
    assert isinstance(errors, tuple)
    assert len(errors) == min(wrong, MAX_ERRORS)
    assert [error.path for error in errors[:1]] == ["/Bericht/Bsn[15001]"][:wrong]


def official_schemas() -> list[Path]:
    place = os.environ.get("RETOUR_OFFICIAL_SETS")
    found = sorted(Path(place).rglob("WMO305.xsd")) if place else []
    return [file.parent for file in found]


@pytest.mark.parametrize("message", ["wmo305/start.xml", "wmo307/stop.xml", "wmo306/start-retour.xml"])
def test_official_folder(message: str) -> None:
    namespace = f"http://www.istandaarden.nl/iwmo/2_1/{message[:6]}/schema/2_1"
    folders = [folder for folder in official_schemas() if Schema(folder).file_of(namespace)]
    if not folders:
        pytest.skip("RETOUR_OFFICIAL_SETS names no folder with the XSDs of iWmo 2.1")
    fixture = Path(__file__).parents[2] / "fixtures/iwmo/2_1" / message
    text = fixture.read_text(encoding="utf-8").split("?>", 1)[1]

    for folder in folders:
        schema = Schema(folder)
        file = SchemaFile(str(schema.file_of(namespace)), schema.sha256)
        assert validate(Validation(file, text)) == ()
        spoilt = text.replace("<iwmo:Dagtekening>20", "<iwmo:Dagtekening>x20")
        (error,) = validate(Validation(file, spoilt))
        assert error.code == "type"
        assert Identity.of(namespace).type is not None
        kind = schema.simple_type(namespace, error.path or "")
        assert kind is not None
        assert kind.name == "LDT_Datum"
