"""The retour that findings on a heenbericht call for."""

from __future__ import annotations

from datetime import date

import pytest
from retour import RuleSet
from retour.errors import MessageError, RuleSetError
from retour.messages import Message, parse_message
from retour.model import Finding, Identity, Location
from retour.retours import answer
from samples import REPOSITORY

CLIENT = "/Bericht/Clienten/Client[1]"
LINE = f"{CLIENT}/Prestaties/Prestatie[1]"


def heen(number: int, name: str, *changes: tuple[str, str]) -> Message:
    text = (REPOSITORY / f"fixtures/iwmo/2_1/wmo{number}/{name}.xml").read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_message(text.encode(), f"{name}.xml")


@pytest.fixture(scope="module")
def iwmo() -> RuleSet:
    return RuleSet.open(REPOSITORY / "rules/iwmo/2_1")


def fired(code: str, retour: str | None, *paths: str) -> Finding:
    return Finding("rules", code, retour, tuple(map(Location, paths)))


def codes(data: bytes) -> dict[str, list[str]]:
    """The retour codes, by the path of their class without positions where there is one class."""
    root = parse_message(data, "retour.xml").root
    found: dict[str, list[str]] = {}
    for owner in root.iter("{*}Header", "{*}Client", "{*}StartProduct", "{*}Prestatie"):
        name = str(owner.tag).rpartition("}")[2]
        texts = [str(code.text) for code in owner.iterfind("{*}RetourCodes/{*}RetourCode")]
        found.setdefault(name, []).append(" ".join(texts))
    return found


def amounts(data: bytes) -> list[str]:
    root = parse_message(data, "retour.xml").root
    return [
        f"{total.findtext('{*}TotaalBedrag')} {total.findtext('{*}DebetCredit')}"
        for total in root.iterfind("{*}Header/{*}RetourBedragen/{*}*")
    ]


def test_nothing_wrong_with_a_start(iwmo: RuleSet) -> None:
    assert codes(answer(heen(305, "start"), iwmo, [])) == {"Header": [""]}


def test_nothing_wrong_with_a_declaration(iwmo: RuleSet) -> None:
    data = answer(heen(303, "declaration"), iwmo, [])

    assert codes(data) == {"Header": ["8001"]}
    assert amounts(data) == ["116000 D", "116000 D"]


@pytest.mark.parametrize(
    ("finding", "header"),
    [
        (fired("TR335", "0001", f"{LINE}/ProductPeriode/Einddatum"), "0001"),
        (fired("XX001", None, f"{CLIENT}/Bsn"), "0001"),
        (fired("TR358", "0150", "/Bericht/Header/DeclaratieFactuurBedragen/DeclaratieFactuurTotaalBedrag"), "0150"),
        (fired("CS001", "S001"), "S001"),
    ],
)  # fmt: skip
def test_refused_as_a_whole(iwmo: RuleSet, finding: Finding, header: str) -> None:
    somewhere = fired("CS002", "S002", f"{CLIENT}/Bsn")

    data = answer(heen(303, "declaration"), iwmo, [somewhere, finding])

    assert codes(data) == {"Header": [header]}
    assert amounts(data) == ["116000 D", "0 D"]


def test_a_finding_on_a_client(iwmo: RuleSet) -> None:
    """Its products weren't assessed; the other clients don't come back."""
    data = answer(heen(305, "start"), iwmo, [fired("CS002", "S002", f"{CLIENT}/Bsn")])

    assert codes(data) == {"Header": ["0200"], "Client": ["S002"], "StartProduct": ["0233", "0233"]}


def test_a_finding_on_a_product(iwmo: RuleSet) -> None:
    path = f"{CLIENT}/StartProducten/StartProduct[2]/StatusAanlevering"

    data = answer(heen(305, "start"), iwmo, [fired("CS058", "S058", path)])

    assert codes(data) == {"Header": ["0200"], "Client": ["0200"], "StartProduct": ["0200", "S058"]}


def test_the_header_counts_only_for_findings_that_lie_nowhere_else(iwmo: RuleSet) -> None:
    places = ["/Bericht/Header/BerichtIdentificatie/Dagtekening", f"{CLIENT}/Geboortedatum/Datum"]

    data = answer(heen(305, "start"), iwmo, [fired("TR002", "9002", *places)])

    assert codes(data)["Header"] == ["0200"]
    assert codes(data)["Client"] == ["9002"]


def test_several_codes_on_a_class_each_once(iwmo: RuleSet) -> None:
    findings = [
        fired("TR002", "9002", f"{CLIENT}/Geboortedatum"),
        fired("CS002", "S002", f"{CLIENT}/Bsn"),
        fired("TR002", "9002", f"{CLIENT}/Geboortedatum/Datum"),
    ]

    assert codes(answer(heen(305, "start"), iwmo, findings))["Client"] == ["9002 S002"]


def test_a_finding_on_several_classes(iwmo: RuleSet) -> None:
    places = [f"{CLIENT}/Bsn", "/Bericht/Clienten/Client[2]/Bsn"]

    assert codes(answer(heen(305, "start"), iwmo, [fired("TR101", "9101", *places)]))["Client"] == [
        "9101",
        "9101",
    ]


def test_a_line_of_a_declaration(iwmo: RuleSet) -> None:
    """The line comes back alone, and nothing of it is granted."""
    data = answer(heen(303, "declaration"), iwmo, [fired("CD060", "D060", f"{LINE}/ProductReferentie")])

    assert codes(data) == {"Header": ["0200"], "Client": ["0200"], "Prestatie": ["D060"]}
    assert amounts(data) == ["116000 D", "71000 D"]


def test_a_client_of_a_declaration(iwmo: RuleSet) -> None:
    data = answer(heen(303, "declaration"), iwmo, [fired("CS002", "S002", f"{CLIENT}/Bsn")])

    assert codes(data) == {"Header": ["0200"], "Client": ["S002"], "Prestatie": ["8002", "8002", "8002"]}


def test_identification_and_date(iwmo: RuleSet) -> None:
    def own(data: bytes) -> list[str | None]:
        root = parse_message(data, "retour.xml").root
        names = ("IdentificatieRetour", "DagtekeningRetour", "GemeenteReferentieNummer", "RetourDagtekening")
        return [element.text for element in root.iter(*(f"{{*}}{name}" for name in names))]

    start, declaration = heen(305, "start"), heen(303, "declaration")

    assert own(answer(start, iwmo, [])) == ["RT1706190042", "2017-06-19"]
    assert own(answer(declaration, iwmo, [])) == ["RD201705001", "2017-06-19"]
    assert own(answer(start, iwmo, [], "EIGEN1", date(2017, 6, 20))) == ["EIGEN1", "2017-06-20"]
    assert own(answer(declaration, iwmo, [], "GR-2017-0001-EEN-TWEE-DR", date(2017, 7, 1))) == [
        "GR-2017-0001-EEN-TWEE-DR",
        "2017-07-01",
    ]


@pytest.mark.parametrize("identification", ["ST17061900423", "", "  ", "a\x00b"])
def test_an_identification_that_does_not_fit(iwmo: RuleSet, identification: str) -> None:
    with pytest.raises(MessageError) as caught:
        answer(heen(305, "start"), iwmo, [], identification)

    assert str(caught.value) == (
        f"the identification {identification!r} doesn't fit: 1 to 12 characters belong there"
    )


def test_a_date_before_the_heenbericht(iwmo: RuleSet) -> None:
    with pytest.raises(MessageError) as caught:
        answer(heen(305, "start"), iwmo, [], None, date(2017, 6, 18))

    assert str(caught.value) == "the date 2017-06-18 lies before that of the heenbericht, 2017-06-19"


def test_a_retourbericht_is_not_answered(iwmo: RuleSet) -> None:
    with pytest.raises(MessageError) as caught:
        answer(heen(306, "start-retour"), iwmo, [])

    assert str(caught.value) == (
        "start-retour.xml: iwmo 2.1 WMO306 is no heenbericht, and only that is answered with a retourbericht"
    )


def test_a_set_without_schemas(tmp_path_factory: pytest.TempPathFactory, iwmo: RuleSet) -> None:
    message = heen(305, "start", ("2_1", "2_2"))
    assert message.identity == Identity(message.identity.namespace, "iwmo", "2.2", "WMO305")

    with pytest.raises(RuleSetError) as caught:
        answer(message, iwmo, [])

    assert str(caught.value) == (
        "rule set iwmo/2.1 has no schema for iwmo 2.2 WMO306: a retour is built as its schema says, from the folder xsd"
    )


def test_form(iwmo: RuleSet) -> None:
    """UTF-8 without byte order mark, CR/LF, one element a line, whatever the heenbericht looks like."""
    loose = heen(
        305, "start", ("\r\n", "\n"), ("Zoë Françoise", "Zoë\tFrançoise &amp; &lt;"), ("<wmo305:Client>", "<!-- x --><wmo305:Client>")
    )  # fmt: skip

    data = answer(loose, iwmo, [fired("CS002", "S002", f"{CLIENT}/Bsn")])

    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<wmo306:Bericht ')
    assert data.endswith(b"</wmo306:Bericht>\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(line.count("</") < 2 for line in data.decode().splitlines())
    assert "Zoë\tFrançoise &amp; &lt;" in data.decode()
    assert b"<!--" not in data
