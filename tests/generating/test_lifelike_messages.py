"""Messages as they may come from practice, changes of them, and others made of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from random import Random

import pytest
from lxml import etree
from retour.generating import (
    Changer,
    Crossing,
    Hints,
    Lifelike,
    MessageWriter,
    SchemaFolder,
    Shapes,
    declared_root,
    settle,
)
from retour.generating.crossing import agreements
from retour.model import Identity
from retour.text.bsns import is_bsn
from samples import REPOSITORY

FOLDER = REPOSITORY / "rules/ijw/3_2/xsd"
NAMESPACE = "http://www.istandaarden.nl/ijw/3_2/jw{}/schema"
NUMBER = 40


@pytest.fixture(scope="module")
def schemas() -> SchemaFolder:
    return SchemaFolder(FOLDER)


def message_of(schemas: SchemaFolder, number: str, seed: int) -> etree._Element:
    random = Random(seed)
    root = declared_root(schemas, Identity.of(NAMESPACE.format(number)))
    message = MessageWriter(schemas, Lifelike(random), random, 120).message(root)
    settle(message, Shapes(schemas), random, 2024)
    return message


def messages_of(schemas: SchemaFolder, number: str) -> list[etree._Element]:
    return [message_of(schemas, number, seed) for seed in range(NUMBER)]


def is_valid(number: str, message: etree._Element) -> bool:
    schema = etree.XMLSchema(etree.parse(FOLDER / f"JW{number}.xsd"))
    return schema.validate(etree.fromstring(etree.tostring(message)))


def day_of(element: etree._Element, name: str) -> date | None:
    text = element.findtext(f"{{*}}{name}")
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize("number", ["301", "317", "323"])
def test_messages_are_valid(schemas: SchemaFolder, number: str) -> None:
    assert [each for each in messages_of(schemas, number) if not is_valid(number, each)] == []


def test_nothing_ends_before_it_begins(schemas: SchemaFolder) -> None:
    spans = [
        (begin, end)
        for message in messages_of(schemas, "301")
        for element in message.iter(etree.Element)
        for name in ("Begindatum", "Ingangsdatum")
        if (begin := day_of(element, name)) and (end := day_of(element, "Einddatum"))
    ]

    assert len(spans) > 10
    assert all(begin <= end for begin, end in spans)


def test_a_declaration_is_about_a_whole_month_before_it_was_written(schemas: SchemaFolder) -> None:
    for message in messages_of(schemas, "323"):
        period = message.find(".//{*}DeclaratiePeriode")
        written = message.findtext(".//{*}Dagtekening") or ""
        assert period is not None
        first, last = day_of(period, "Begindatum"), day_of(period, "Einddatum")
        assert first is not None
        assert last == first.replace(day=monthrange(first.year, first.month)[1])
        assert (first.day, written[:4]) == (1, "2024")
        assert str(last) < written


def test_people_are_made_up(schemas: SchemaFolder) -> None:
    bsns = [bsn.text or "" for message in messages_of(schemas, "323") for bsn in message.iter("{*}Bsn")]

    assert all(re.fullmatch(r"9999\d{5}", bsn) and is_bsn(bsn) for bsn in bsns)


def test_a_change_is_made_of_a_copy_and_mostly_leaves_it_valid(schemas: SchemaFolder) -> None:
    message = message_of(schemas, "301", 5)
    before = etree.tostring(message)
    changer, random = Changer(schemas, Shapes(schemas), Hints()), Random(1)

    made = [changer.changed(message, ["/Bericht/Client"], None, random) for _ in range(200)]

    changed = [each for each in made if each is not None and etree.tostring(each) != before]
    assert etree.tostring(message) == before
    assert len(changed) > 120
    assert sum(is_valid("301", each) for each in changed) > 0.9 * len(changed)


def test_changes_stay_near_what_is_blamed_and_take_what_rules_compare_with(schemas: SchemaFolder) -> None:
    message = message_of(schemas, "323", 1)
    hints = Hints({"Eenheid": ("83",)})
    changer, random = Changer(schemas, Shapes(schemas), hints), Random(1)
    blamed = ["/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/Eenheid"]

    made = [changer.changed(message, blamed, hints, random) for _ in range(100)]

    euros = [each for each in made if each is not None and each.findtext(".//{*}Eenheid") == "83"]
    assert len(euros) > 10
    header = etree.tostring(message[0])
    assert all(etree.tostring(each[0]) == header for each in made if each is not None)


def test_others_are_made_of_messages_and_differ_from_them(schemas: SchemaFolder) -> None:
    models = messages_of(schemas, "323")[:5]
    crossing = Crossing(models, Shapes(schemas), 2024)

    made = [crossing.crossed(Random(seed)) for seed in range(20)]

    assert all(is_valid("323", each) for each in made)
    bsns = [{bsn.text for each in messages for bsn in each.iter("{*}Bsn")} for messages in (models, made)]
    assert len(bsns[0] & bsns[1]) < len(bsns[1]) / 10
    codes = {unit.text for each in models for unit in each.iter("{*}Eenheid")}
    assert {unit.text for each in made for unit in each.iter("{*}Eenheid")} <= codes


def test_texts_that_always_agree_with_the_header_are_known() -> None:
    messages = [
        etree.fromstring(
            f"<B><H><From>{sender}</From><To>0518</To></H><C><By>{sender}</By><Of>0518</Of><No>{number}</No></C></B>"
        )
        for number, sender in enumerate(("12345678", "23456789", "34567890"), 1000)
    ]

    assert agreements(messages) == {("By", "C", "B"): ("From", "H", "B"), ("Of", "C", "B"): ("To", "H", "B")}
    assert agreements(messages[:2]) == {}
