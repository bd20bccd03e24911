"""The message files of the fixtures are valid against the schemas, and edits leave them so unless a case says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from lxml import etree
from ran_cases import PROJECT, Ran

FILES = sorted((PROJECT / "fixtures").glob("i*/*/*/*.xml"))


@cache
def schema(namespace: str) -> etree.XMLSchema:
    _, standard, release, message = namespace.split("//")[1].split("/")[:4]
    return etree.XMLSchema(etree.parse(PROJECT / f"rules/{standard}/{release}/xsd/{message.upper()}.xsd"))


def errors(root: etree._Element) -> list[str]:
    validator = schema(str(etree.QName(root).namespace))
    validator.validate(root)
    return [str(error.message) for error in validator.error_log]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_message_file(file: object) -> None:
    assert errors(etree.parse(str(file)).getroot()) == []


def test_edited_messages(ran: Sequence[Ran]) -> None:
    spoilt = {
        (each.type, each.case.id): errors(etree.fromstring(each.data))
        for each in ran
        if "schema-invalid" not in each.case.tags
    }

    assert {case: found for case, found in spoilt.items() if found} == {}
