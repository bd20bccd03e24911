"""The XSDs of the shipped rule sets: what the generator writes, and in agreement with the official ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from official_schemas import official_schema
from schema_instances import XS, read_schema
from schema_mutations import mutated

from tools.generate_schemas import MODELS, PROJECT, read_model, schemas

NUMBERS = ("301", "302", "303", "304", "305", "306", "307", "308", "315", "316")
NUMBERS_3_2 = (
    "301",
    "302",
    "305",
    "306",
    "307",
    "308",
    "315",
    "316",
    "317",
    "318",
    "319",
    "320",
    "323",
    "325",
)
SHIPPED = [PROJECT / f"rules/iwmo/2_1/xsd/WMO{number}.xsd" for number in NUMBERS]
SHIPPED += [PROJECT / f"rules/ijw/2_1/xsd/JW{number}.xsd" for number in NUMBERS]
SHIPPED_3_2 = [PROJECT / f"rules/iwmo/3_2/xsd/WMO{number}.xsd" for number in NUMBERS_3_2]
SHIPPED_3_2 += [PROJECT / f"rules/ijw/3_2/xsd/JW{number}.xsd" for number in NUMBERS_3_2]
SHIPPED += SHIPPED_3_2
STATED = [
    PROJECT / f"rules/iwmo/2_1/xsd/WMO{number}.xsd" for number in NUMBERS if number not in {"303", "304"}
]
STATED += SHIPPED_3_2


def stem(file: Path) -> str:
    return file.stem


def of_release(file: Path) -> str:
    return f"{file.stem}-{file.parts[-3]}"


@pytest.mark.parametrize("file", MODELS, ids=stem)
def test_the_committed_schemas_are_what_the_models_say(file: Path) -> None:
    model = read_model(file)
    committed = {path.name: path.read_bytes() for path in model.folder.iterdir()}

    assert committed == schemas(model), "run `make schemas`"


@pytest.mark.parametrize("file", SHIPPED, ids=of_release)
def test_every_message_has_a_schema_that_takes_least_and_most(file: Path) -> None:
    schema = read_schema(file)

    assert len(list(schema.minimal().iter())) < len(list(schema.maximal().iter()))


@pytest.mark.parametrize("file", SHIPPED, ids=of_release)
def test_a_schema_says_how_sure_it_is(file: Path) -> None:
    text = read_schema(file).message.findtext(f"{XS}annotation/{XS}documentation") or ""

    assert ("Inferred" in text) == (file not in STATED)


def test_no_type_is_left_over() -> None:
    for folder in {file.parent for file in SHIPPED}:
        documents = [etree.parse(file).getroot() for file in folder.glob("*.xsd")]
        used = {
            str(value).rpartition(":")[2]
            for document in documents
            for element in document.iter(f"{XS}element", f"{XS}restriction")
            for value in (element.get("type"), element.get("base"))
        }
        named = {str(type_.get("name")) for document in documents for type_ in document if type_.get("name")}

        assert named - used == {"Bericht"}


@pytest.mark.parametrize("file", STATED, ids=of_release)
def test_agreement_with_the_official_schema(file: Path) -> None:
    """Ours and the official one accept and reject the same messages."""
    ours = read_schema(file)
    theirs = official_schema(file.stem, ours.namespace)
    number, accepted, mismatches = 0, 0, []

    for done, message in mutated(ours, theirs, seed=20170612):
        number += 1
        verdicts = ours.validator.validate(message), theirs.validator.validate(message)
        accepted += verdicts[0]
        if verdicts[0] != verdicts[1]:
            mismatches.append(f"{done}: ours {verdicts[0]}, official {verdicts[1]}")

    assert mismatches == []
    assert number >= 500
    assert 0 < accepted < number
