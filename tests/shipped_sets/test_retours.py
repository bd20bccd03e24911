"""The heenbericht that is rebuilt from a retour of the fixtures is a valid one, with the paths of the retour."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from ran_cases import PROJECT
from retour import RuleSet
from retour.messages import heenbericht, read_message
from retour.text.paths import printed_path

FIXTURES = PROJECT / "fixtures"
RETOURS = sorted([*FIXTURES.glob("*/2_1/*/*-retour.xml"), *FIXTURES.glob("*/3_2/*/*-retour-*.xml")])
DECLARATIONS = ("323", "325")
"""Messages of 3.2 that no retour repeats."""


def test_there_is_a_retour_for_every_heenbericht(shipped_sets: Mapping[str, RuleSet]) -> None:
    served = {
        identity.namespace
        for rules in shipped_sets.values()
        for identity in rules.serves
        if identity.answers() and not str(identity.type).endswith(DECLARATIONS)
    }
    answered = {
        heen.namespace for file in RETOURS for heen in read_message(file, file.name).identity.answered()
    }

    assert served <= answered


@pytest.mark.parametrize("file", RETOURS, ids=lambda file: file.parent.name)
def test_the_rebuilt_heenbericht(file: Path, shipped_sets: Mapping[str, RuleSet]) -> None:
    retour = read_message(file, file.name)
    rules = shipped_sets[f"{retour.identity.standard}/{retour.identity.release}"]
    heen = rules.heen_of(retour.identity)
    assert heen is not None

    rebuilt = heenbericht(retour.root, heen)

    schema = etree.XMLSchema(etree.parse(rules.folder / "xsd" / f"{heen.type}.xsd"))
    assert schema.validate(rebuilt), schema.error_log
    body = [printed_path(element) for element in rebuilt[1].iter()]
    assert set(body) < {printed_path(element) for element in retour.root[1].iter()}
    assert rebuilt.findtext("{*}Header/{*}BerichtCode") < retour.root.findtext("{*}Header/{*}BerichtCode")
