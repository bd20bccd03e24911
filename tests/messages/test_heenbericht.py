"""The heenbericht that a retourbericht answers."""

from __future__ import annotations

import pytest
from lxml import etree
from retour.messages import heenbericht
from retour.model import Identity

IWLZ = "http://www.istandaarden.nl/iwlz/2_2/{}/schema"
IWMO = "http://www.istandaarden.nl/iwmo/2_1/{}/schema/2_1"


@pytest.mark.parametrize(
    ("retour", "heen"),
    [
        ("aw34", "aw33"),
        ("AW310", "aw39"),
        ("zk36", "zk35"),
        ("ca320", "ca319"),
        ("io32", "io31"),
        ("aw318", "aw317"),
    ],
)
def test_numbers_of_iwlz(retour: str, heen: str) -> None:
    assert IWLZ.format(heen) in {
        identity.namespace for identity in Identity.of(IWLZ.format(retour)).answered()
    }


@pytest.mark.parametrize("type_", ["wmo301", "aw33", "ca319", "basisschema"])
def test_a_heenbericht_answers_nothing(type_: str) -> None:
    assert Identity.of(IWMO.format(type_)).answered() == ()


def test_the_namespace_keeps_its_tail() -> None:
    assert Identity.of(IWMO.format("wmo306")).answered()[0] == Identity.of(IWMO.format("wmo305"))


def rebuilt(lines: str) -> etree._Element:
    m, b = IWMO.format("wmo304"), IWMO.format("basisschema")
    retour = etree.fromstring(
        f"""<m:Bericht xmlns:m="{m}" xmlns:b="{b}"><m:Header><m:BerichtCode>449</m:BerichtCode>
        <m:DeclaratieFactuurIdentificatie><b:ValutaCode>EUR</b:ValutaCode></m:DeclaratieFactuurIdentificatie>
        <m:RetourHeader/><m:RetourBedragen/><m:RetourCodes/></m:Header><m:Clienten>{lines}</m:Clienten></m:Bericht>"""
    )
    return heenbericht(retour, Identity.of(IWMO.format("wmo303")))


def amount(name: str, cents: str, indicator: str) -> str:
    return f"<b:{name}><b:Bedrag>{cents}</b:Bedrag><b:DebetCredit>{indicator}</b:DebetCredit></b:{name}>"


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([("1000", "D"), ("250", "C")], ["750", "D"]),
        ([("250", "D"), ("1000", "C")], ["750", "C"]),
        ([("+5", "D"), (" 05 ", "C")], ["0", "D"]),
        ([], ["0", "D"]),
        ([("none", "D")], ["0", "D"]),
    ],
)
def test_the_total_of_a_declaration_is_worked_out_again(
    amounts: list[tuple[str, str]], total: list[str]
) -> None:
    root = rebuilt("".join(amount("DeclaratieFactuurBedrag", *each) for each in amounts))

    header = root.find("{*}Header")
    assert [etree.QName(child).localname for child in header] == [
        "BerichtCode",
        "DeclaratieFactuurIdentificatie",
        "DeclaratieFactuurBedragen",
    ]
    assert [child.text for child in header.find(".//{*}DeclaratieFactuurTotaalBedrag")] == total
    assert header.findtext("{*}BerichtCode") == "448"
    assert header.find(".//{*}BtwTotaalBedrag") is None


def test_a_vat_total_comes_where_there_is_vat() -> None:
    root = rebuilt(amount("BtwBedrag", "21", "D") + amount("DeclaratieFactuurBedrag", "121", "D"))

    assert [child.text for child in root.find(".//{*}BtwTotaalBedrag")] == ["21", "D"]


def test_a_root_that_is_called_as_what_a_retour_adds() -> None:
    root = etree.fromstring(f'<RetourCodes xmlns="{IWMO.format("wmo306")}"/>')

    assert (
        heenbericht(root, Identity.of(IWMO.format("wmo305"))).tag == f"{{{IWMO.format('wmo305')}}}RetourCodes"
    )
