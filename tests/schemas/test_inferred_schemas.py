"""The declarations, whose schemas are inferred: as those of 2.3, but for what 2.1 is known to have otherwise."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from lxml import etree
from official_schemas import official_schema
from schema_instances import MessageSchema, read_schema
from schema_mutations import mutated

from tools.generate_schemas import PROJECT

INTEGERS = {"Eenheid", "ProductCategorie"}
"""Integers in 2.1, texts of two digits in 2.3."""

DIFFERENT = {
    "BerichtSubversie": "in 2.1 an integer that may have white space around it also where it is 1",
    "Commentaar": "the pattern of 2.1 takes one line, that of 2.3 several",
    "Eenheid": "2.3 adds 21 and 81",
    "Naam": "may be blank in 2.1",
    "RetourCode": "2.1 has 154 codes, and 2.3 19 others",
    "Voorletters": "2.1 takes a digit in front",
    "Voornamen": "may be blank in 2.1",
}
"""The elements on whose values the releases differ, and how."""

OPTIONAL = "ProductCode"
"""May be absent from a line in 2.1, as it is in the least that a message may have, and not in 2.3."""


@pytest.mark.parametrize("name", ["WMO303", "WMO304", "JW303", "JW304"])
def test_agreement_with_the_schema_of_2_3(name: str) -> None:
    """Ours and that of 2.3 accept and reject the same messages, translated, but for values that are known to differ."""
    standard = "ijw" if name.startswith("JW") else "iwmo"
    ours = read_schema(PROJECT / f"rules/{standard}/2_1/xsd/{name}.xsd")
    theirs = official_schema(name, f"http://www.istandaarden.nl/{standard}/2_3/{name.lower()}/schema")
    number, accepted, mismatches, different = 0, 0, [], set()

    for done, message in mutated(ours, theirs, seed=20170612):
        number += 1
        verdicts = (
            ours.validator.validate(message),
            theirs.validator.validate(translated(message, ours, theirs)),
        )
        accepted += verdicts[0]
        if verdicts[0] != verdicts[1]:
            element = re.sub(r" = .*", "", done, flags=re.DOTALL).rpartition("/")[2]
            if " = " in done and element in DIFFERENT:
                different.add(element)
            elif verdicts == (True, False) and (done == "minimal" or is_without(OPTIONAL, done)):
                different.add(OPTIONAL)
            else:
                mismatches.append(f"{done}: ours {verdicts[0]}, 2.3 {verdicts[1]}")

    assert mismatches == []
    assert different == {OPTIONAL, *DIFFERENT} - ({"RetourCode"} if name.endswith("303") else set())
    assert number >= 500
    assert 0 < accepted < number


def is_without(element: str, done: str) -> bool:
    """Whether an element was left out, and nothing else done."""
    return done.startswith("_drop ") and done.endswith(f":{element}")


def translated(message: etree._Element, ours: MessageSchema, theirs: MessageSchema) -> etree._Element:
    """The message as one of 2.3: its namespaces, its name of a Naam, its release, and no retour code that it lacks."""
    root = deepcopy(message)
    spaces = {
        ours.namespace: theirs.namespace,
        ours.base.get("targetNamespace"): theirs.base.get("targetNamespace"),
    }
    renamed = codes(ours) - codes(theirs)
    for element in root.iter(etree.Element):
        name, text = etree.QName(element), element.text or ""
        parent = element.getparent()
        local = name.localname
        if local == "Naam" and parent is not None and etree.QName(parent).localname == "Geslachtsnaam":
            local = "Achternaam"
        elif local == "BerichtSubversie":
            element.text = {"1": "3", "3": "1"}.get(text, text)
        elif local == "RetourCode" and text in renamed:
            element.text = "0001"
        elif local in INTEGERS and re.fullmatch(r"\s*\+?[0-9]+\s*", text):
            element.text = f"{int(text):02}"
        element.tag = f"{{{spaces.get(name.namespace, name.namespace)}}}{local}"
    return root


def codes(schema: MessageSchema) -> set[str | None]:
    (listed,) = schema.base.findall("{*}simpleType[@name='LDT_RetourCode']")
    return {value.get("value") for value in listed.iter("{*}enumeration")}
