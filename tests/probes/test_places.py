"""What counts as a place in a rule set."""

from __future__ import annotations

from pathlib import Path

import pytest
from official_layout import FILES, write_official_set
from retour.errors import RuleSetError
from retour.probes import places_of
from retour.rulesets import RuleSet
from retour.xslt.places import RunPlaces


@pytest.fixture
def places(tmp_path: Path) -> RunPlaces:
    return places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1")))


def within(places: RunPlaces, name: str) -> list[tuple[int, str]]:
    return [(body.line, body.label) for body in places.bodies if body.file.name == name]


def test_the_templates_and_conditions_of_a_rule_file(places: RunPlaces) -> None:
    assert within(places, "TR018.xsl") == [
        (7, 'template match="m:StopProduct" mode="TR018"'),
        (10, 'when test="not(m:Einddatum)"'),
        (11, "when test=\"translate(m:Einddatum, '-', '') < translate(m:Begindatum, '-', '')\""),
        (11, "otherwise"),
        (15, "if test=\"$order = 'wrong'\""),
        (15, "otherwise"),
    ]


def test_empty_defaults_and_glue_that_the_entry_overrides_are_left_out(places: RunPlaces) -> None:
    labels = [body.label for body in places.bodies]

    assert 'template match="*" mode="TR018"' not in labels
    assert [body.file.name for body in places.bodies if body.label.endswith('mode="check"')] == ["WMO307.xsl"]


def test_glue_counts_where_nothing_overrides_it(tmp_path: Path) -> None:
    entry = FILES["WMO307.xsl"].replace('mode="check" priority="0"', 'mode="check" priority="-1"')
    places = places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1", WMO307=entry)))

    found = [body.file.name for body in places.bodies if body.label.endswith('mode="check"')]
    assert found == ["TR018.xsl"]


def test_what_is_imported_is_overridden_whatever_its_priority(tmp_path: Path) -> None:
    basis = FILES["common/basis.xsl"] + '<xsl:template match="*" mode="check" priority="9">x</xsl:template>'
    places = places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1", basis=basis)))

    found = [body.file.name for body in places.bodies if 'mode="check"' in body.label]
    assert found == ["WMO307.xsl"]


def test_nothing_is_overridden_by_what_goes_on_to_the_next(tmp_path: Path) -> None:
    entry = FILES["WMO307.xsl"].replace("    </xsl:template>", "<xsl:next-match/></xsl:template>")
    places = places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1", WMO307=entry)))

    found = [body.file.name for body in places.bodies if body.label.endswith('mode="check"')]
    assert found == ["WMO307.xsl", "TR018.xsl"]


def test_going_on_in_another_mode_leads_nobody_there(tmp_path: Path) -> None:
    rule = FILES["rules/TR101.xsl"].replace(
        '<xsl:if test="following', '<xsl:apply-imports/><xsl:if test="following'
    )
    places = places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1", TR101=rule)))

    found = [body.file.name for body in places.bodies if body.label.endswith('mode="check"')]
    assert found == ["WMO307.xsl"]


def test_an_exception_is_a_place_though_it_is_empty(tmp_path: Path) -> None:
    rule = FILES["rules/TR101.xsl"] + '<xsl:template match="m:Contact[m:Soort]" mode="TR101"/>'
    places = places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1", TR101=rule)))

    assert 'template match="m:Contact[m:Soort]" mode="TR101"' in [body.label for body in places.bodies]


def test_the_rules_of_templates(places: RunPlaces) -> None:
    assert {(places.bodies[number].file.name, rules) for number, rules in places.rules.items()} == {
        ("TR018.xsl", ("TR018",)),
        ("CS002.xsl", ("CS002",)),
        ("TR101.xsl", ("TR101",)),
    }


def test_a_rule_is_known_by_the_code_that_its_template_hands_on(tmp_path: Path) -> None:
    """In a minified set the modes have other names."""
    entry = FILES["WMO307.xsl"].replace('mode="TR101"', 'mode="m7"')
    rule = FILES["rules/TR101.xsl"].replace('mode="TR101"', 'mode="m7"')
    places = places_of(RuleSet.open(write_official_set(tmp_path / "wmo" / "2_1", WMO307=entry, TR101=rule)))

    assert ("TR101",) in places.rules.values()


def test_the_ways_of_conditions(places: RunPlaces) -> None:
    labels = [body.label for body in places.bodies]
    ways = {
        decision.label: (labels[decision.true], [labels[number] for number in decision.false])
        for decision in places.decisions
        if decision.file.name == "CS002.xsl"
    }

    first, second = "when test=\". = '999990019'\"", "when test=\". = '123456782'\""
    assert ways == {first: (first, [second, "otherwise"]), second: (second, ["otherwise"])}


def test_a_stylesheet_in_utf_16(tmp_path: Path) -> None:
    folder = write_official_set(tmp_path / "wmo" / "2_1")
    rule = folder / "rules/TR101.xsl"
    text = rule.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"', 1)
    rule.write_text(text, encoding="utf-16")

    with pytest.raises(RuleSetError) as caught:
        places_of(RuleSet.open(folder))

    assert (
        str(caught.value)
        == "rules/TR101.xsl: is in an encoding in which no probes can be set: save it as UTF-8"
    )
