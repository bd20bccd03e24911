"""Which rules are checked in which messages, also where an entry collects the others: told the same way everywhere."""

from __future__ import annotations

import pytest
from retour.cli.rules import description_of
from retour.coverage.courses import JudgingSet
from retour.coverage.data import CoverageData, SetCoverage
from retour.coverage.measuring import measure
from retour.explaining import explain
from retour.probes import places_of
from small_sets import WMO, entry, rule

EVERYTHING = {"WMO305": {"CS002", "TR001"}, "WMO307": {"TR007"}}


@pytest.fixture
def collected(files):
    """A set with an entry for each message, and one that collects all rules."""
    files = {name: text for name, text in files.items() if name.startswith("common")}
    files |= {f"rules/{code}.xsl": rule(code, "wmo305") for code in ("TR001", "CS002")}
    files |= {"rules/TR007.xsl": rule("TR007", "wmo307")}
    files |= {"WMO305.xsl": entry("CS002", "TR001"), "WMO307.xsl": entry("TR007")}
    return files | {"all.xsl": entry("CS002", "TR001", "TR007")}


def explained(rules):
    return {
        message: {code for code in rules.codes if message in messages_of(rules, code)}
        for message in rules.messages
    }


def messages_of(rules, code):
    (knowledge,) = explain(code, [rules], "this set has").sets
    return knowledge.known[0].checked


def covered(rules):
    data = CoverageData()
    part = JudgingSet(
        id=rules.id,
        version=rules.version,
        sha256=rules.sha256,
        folder=str(rules.folder),
        places=len(places_of(rules).bodies),
    )
    data.sets[rules.sha256] = SetCoverage(part)
    (found,) = measure(data, lambda _: rules).sets
    return {
        type_: {one.rule for one in found.rules if one.type == type_ and one.rule != "IV028"}
        for type_ in found.types
    }


@pytest.mark.parametrize("without", [(), ("WMO307.xsl",), ("WMO305.xsl", "WMO307.xsl"), ("all.xsl",)])
def test_one_that_collects_the_others_checks_no_rule_in_other_messages(opened, collected, without):
    rules = opened({name: text for name, text in collected.items() if name not in without})
    assert {message: set(codes) for message, codes in rules.checked.items()} == EVERYTHING
    assert explained(rules) == EVERYTHING
    assert covered(rules) == EVERYTHING
    for served in rules.serves:
        assert rules.codes_for(served) == EVERYTHING[served.type]


def test_it_is_used_only_where_no_other_is(opened, collected):
    rules = opened(collected)
    assert [one.name for one in rules.checking("TR007")] == ["WMO307"]
    (helper,) = description_of(rules)["helpers"]
    assert (helper["name"], helper["serves"]) == ("all", [])
    del collected["WMO307.xsl"]
    (rules.folder / "WMO307.xsl").unlink()
    rules = opened(collected)
    assert [one.name for one in rules.checking("TR007")] == ["all"]
    assert [one.name for one in rules.checking("TR001")] == ["WMO305"]
    (helper,) = description_of(rules)["helpers"]
    assert helper["serves"] == [WMO.format("wmo307")]


def test_a_rule_that_asks_for_no_namespace_may_be_checked_in_all(opened, collected):
    collected["rules/TR007.xsl"] = collected["rules/TR007.xsl"].replace(
        "m0:Client", "*[local-name() = 'Client']"
    )
    del collected["WMO305.xsl"], collected["WMO307.xsl"]
    assert all("TR007" in codes for codes in opened(collected).checked.values())
