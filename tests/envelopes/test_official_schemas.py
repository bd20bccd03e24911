"""Our schemas of the envelope accept and refuse what the published ones do; RETOUR_OFFICIAL_SETS says where those are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from envelope_samples import DI01, DU01, EARLIER, FO01, HEEN
from lxml import etree
from retour.messages.envelopes.schemas import compiled_schema

_place = os.environ.get("RETOUR_OFFICIAL_SETS")
_LATEST = "ggk0210_msg_ggkberichten.xsd"
_EARLIER = "ggk0310_msg.xsd"
_VALUES = [
    "",
    " ",
    "x",
    "0",
    "12345678",
    "1" * 50,
    "x" * 300,
    "é",
    "0002",
    HEEN.reference,
    HEEN.reference.upper(),
    "QUI=",
]


def published(name: str) -> etree.XMLSchema:
    found = sorted(Path(_place).rglob(name)) if _place else []
    if not found:
        pytest.skip(f"RETOUR_OFFICIAL_SETS doesn't name a folder with {name} in it")
    return etree.XMLSchema(file=str(found[0]))


def mutations(envelope: str) -> Iterator[etree._Element]:
    """An envelope with each element removed, doubled, swapped, emptied, renamed and given other values, in turn."""
    count = sum(1 for _ in etree.fromstring(envelope.encode()).iter())
    for number in range(count):
        for change in range(6 + len(_VALUES)):
            root = etree.fromstring(envelope.encode())
            element = list(root.iter())[number]
            parent = element.getparent()
            if change < 3 and parent is None:
                continue
            match change:
                case 0:
                    parent.remove(element)
                case 1:
                    element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))
                case 2:
                    parent.insert(0, element)
                case 3:
                    etree.SubElement(element, element.tag)
                case 4:
                    element.tag = etree.QName(element).localname
                case 5:
                    element.set("bestandsnaam", "een.csv")
                case _:
                    element.text = _VALUES[change - 6]
            yield root


@pytest.mark.parametrize(
    ("ours", "theirs", "envelope"),
    [
        ("ggk-2.1.04.xsd", _LATEST, DI01),
        ("ggk-2.1.04.xsd", _LATEST, DU01),
        (
            "ggk-2.1.04.xsd",
            _LATEST,
            re.sub(
                "xmlBestand>(.*)</ggk:xmlBestand",
                r'tekstBestand bestandsnaam="a.csv">\1</ggk:tekstBestand',
                DI01,
            ),
        ),
        ("stuf0301.xsd", _LATEST, FO01),
        ("ggk-2.1.02.xsd", _EARLIER, EARLIER),
    ],
    ids=["Di01", "Du01", "tekstBestand", "Fo01", "2.1.02"],
)
def test_both_judge_the_same(ours: str, theirs: str, envelope: str) -> None:
    official, own = published(theirs), compiled_schema(ours)
    verdicts = [(official.validate(root), own.validate(root), root) for root in mutations(envelope)]

    assert [etree.tostring(root) for theirs_, ours_, root in verdicts if theirs_ != ours_] == []
    assert {theirs_ for theirs_, _, _ in verdicts} == {True, False}
