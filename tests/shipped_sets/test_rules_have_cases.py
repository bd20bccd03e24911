"""Every rule of the shipped sets is made fire and kept silent by a case, in every message that it is checked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from lxml import etree
from ran_cases import PROJECT, Ran
from retour import RuleSet
from retour.cases.expect import claims, names_findings, silent_codes
from retour.rulesets import FILLING_RULES, Entry

RELEASES = ("2.1", "3.2")
OF_2_1 = ("iwmo/2.1", "ijw/2.1")
SETS = (*OF_2_1, "iwmo/3.2", "ijw/3.2")
IJW_ALONE = {"2.1": {("CS318", "301")}, "3.2": {("CS318", "301"), ("TR377", "319"), ("TR409", "319")}}
"""The rules that iJw has and iWmo hasn't, by release."""
XSL = "{http://www.w3.org/1999/XSL/Transform}"
SHARED = PROJECT / "rules/common"
KINDS = ("conditions", "constraints", "rules", "history")
"""The folders of rule files; that of a set which is called history has entries."""


def checked(rules: RuleSet) -> set[tuple[str, str]]:
    """Each rule with each message that it is checked for; of the retours the filling instructions."""
    heen = {(code, entry.name) for entry in (*rules.entries, *rules.history) for code in entry.codes}
    retours = {
        (code, type_)
        for code in FILLING_RULES & rules.catalogue.keys()
        for type_ in rules.catalogue[code].messages
    }
    return heen | retours


def test_every_case_is_as_expected(ran: Sequence[Ran]) -> None:
    assert [each.case.id for each in ran if each.verdict.status != "as expected"] == []
    assert len(ran) > 600


@pytest.mark.parametrize("name", SETS)
def test_every_rule_fires_in_every_message(
    name: str, shipped_sets: Mapping[str, RuleSet], ran: Sequence[Ran]
) -> None:
    expected = {
        (claim.code, each.type)
        for each in ran
        for claim in claims(each.case.expect)
        if claim.code in each.fired
    }

    assert sorted(checked(shipped_sets[name]) - expected) == []


@pytest.mark.parametrize("name", SETS)
def test_every_rule_is_kept_silent_in_every_message(
    name: str, shipped_sets: Mapping[str, RuleSet], ran: Sequence[Ran]
) -> None:
    """A case keeps a rule silent when it claims so and is near: it says `not`, or gives the whole list of what fires."""
    silent = set()
    for each in ran:
        expect = each.case.expect
        rules = shipped_sets[each.case.rules or ""]
        assert each.outcome.identity is not None
        codes = rules.codes_for(each.outcome.identity)
        if each.case.history is not None:
            codes |= rules.history_codes_for(each.outcome.identity)
        silent |= {
            (code, each.type)
            for code in codes
            if code not in each.fired and (code in silent_codes(expect) or names_findings(expect))
        }

    assert sorted(checked(shipped_sets[name]) - silent) == []


@pytest.mark.parametrize("name", SETS)
def test_the_catalogue_describes_every_rule(name: str, shipped_sets: Mapping[str, RuleSet]) -> None:
    rules = shipped_sets[name]
    for code in sorted({*rules.codes, *(FILLING_RULES & rules.catalogue.keys())}):
        described = rules.catalogue[code]
        types = {type_ for rule, type_ in checked(rules) if rule == code}

        assert described.meaning, code
        assert described.meaning_nl, code
        assert described.source, code
        assert described.certainty, code
        assert described.retour or code in FILLING_RULES or not described.answered, code
        assert (code, set(described.messages)) == (code, types)


def test_every_retour_code_of_the_release_is_explained(shipped_sets: Mapping[str, RuleSet]) -> None:
    for rules in shipped_sets.values():
        schema = etree.parse(rules.folder / "xsd/basisschema.xsd")
        (listed,) = schema.findall("{*}simpleType[@name='LDT_RetourCode']")
        codes = {value.get("value") for value in listed.iter("{*}enumeration")}
        explained = {rule.retour for rule in rules.catalogue.values()} | set(rules.general_codes)
        assert codes - explained == set()
        assert {rule.retour for rule in rules.catalogue.values() if rule.retour} <= codes


@pytest.mark.parametrize("name", OF_2_1)
@pytest.mark.parametrize("parameter", ["declaration-rules", "inferred-rules"])
def test_the_rules_that_are_off_say_what_turns_them_on(
    parameter: str, name: str, shipped_sets: Mapping[str, RuleSet]
) -> None:
    rules = shipped_sets[name]
    entries = [entry for entry in rules.entries if parameter in entry.parameters]
    saying = {
        code for code, rule in rules.catalogue.items() if any(parameter in text for text in rule.edge_cases)
    }

    asking = {
        code
        for entry in entries
        for file in entry.files
        for condition in etree.parse(file).iter(f"{XSL}if")
        if f"${parameter} = 'on'" in condition.get("test", "")
        for code in _ruled(condition, file)
    }

    assert asking == saying
    assert {rules.catalogue[code].certainty for code in asking} == {"inferred"}


def _ruled(condition: etree._Element, file: Path) -> set[str]:
    """The rules that a condition decides about: those that an entry applies in it, else that of the file."""
    applied = {element.get("mode") for element in condition.iter(f"{XSL}apply-templates")}
    return applied or {file.stem}


def rule_files(entries: Iterable[Entry]) -> set[Path]:
    """The files of the rules that entries include."""
    return {
        file
        for entry in entries
        for file in entry.files
        if file.is_relative_to(SHARED) and file.parent.name in KINDS
    }


@pytest.mark.parametrize("name", SETS)
def test_an_entry_includes_the_file_of_each_of_its_rules(
    name: str, shipped_sets: Mapping[str, RuleSet]
) -> None:
    for entry in shipped_sets[name].all_entries:
        files = rule_files([entry])
        assert sorted(file.stem for file in files) == sorted(entry.codes), entry.path


def test_no_rule_file_is_left_out(shipped_sets: Mapping[str, RuleSet]) -> None:
    shared = {file for file in SHARED.rglob("*.xsl") if file.parent.name in KINDS}

    assert {file for name in SETS for file in rule_files(shipped_sets[name].all_entries)} == shared


@pytest.mark.parametrize("release", RELEASES)
def test_both_standards_check_the_same_rules(release: str, shipped_sets: Mapping[str, RuleSet]) -> None:
    iwmo, ijw = (
        {(code, type_.lstrip("WMOJ")) for code, type_ in checked(shipped_sets[f"{standard}/{release}"])}
        for standard in ("iwmo", "ijw")
    )

    assert ijw - iwmo == IJW_ALONE[release]
    assert iwmo - ijw == set()
