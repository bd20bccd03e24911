"""`ruleset.yaml` and `catalogue.yaml`: what they can say, and how they are wrong."""

from __future__ import annotations

import pytest
from retour.model import Identity


def test_what_the_manifest_says_goes_before_what_is_found(opened, files):
    files["ruleset.yaml"] = (
        "id: mine\nstandard: iwmo\nrelease: 2.1\nversion: 07\nabout: text\ndialect: svrl\n"
    )
    rules = opened(files)
    assert (rules.id, rules.release, rules.version, rules.dialect) == ("mine", "2.1", "07", "svrl")


def test_the_manifest_names_the_entries(opened, files):
    files["start.xsl"] = files.pop("WMO305.xsl")
    files["ruleset.yaml"] = "entries:\n  WMO305: start.xsl\n"
    rules = opened(files)
    assert [(one.name, one.path.name) for one in rules.entries] == [("WMO305", "start.xsl")]


def test_the_manifest_names_the_namespaces_of_an_entry(opened, files):
    space = "http://www.istandaarden.nl/iwmo/2_1/wmo399/schema/2_1"
    files["ruleset.yaml"] = f"entries:\n  WMO399: {{stylesheet: WMO305.xsl, namespaces: ['{space}']}}\n"
    assert opened(files).entry_for(Identity.of(space)).name == "WMO399"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("relaese: 2.1", "ruleset.yaml:1:1: unknown key 'relaese', did you mean 'release'?"),
        (
            "entries:\n  WMO305: WM305.xsl",
            "ruleset.yaml:2:11: there is no file WM305.xsl, did you mean 'WMO305.xsl'?",
        ),
        ("entries:\n  WMO305: ../x.xsl", "ruleset.yaml:2:11: ../x.xsl lies outside the set's folder"),
        ("catalogue: /etc/passwd", "ruleset.yaml:1:12: /etc/passwd is no path relative to the set's folder"),
        (
            "catalogue: rules.yaml",
            "ruleset.yaml:1:12: there is no file rules.yaml, did you mean 'ruleset.yaml'?",
        ),
        (
            "retour_codes: [TR001]",
            "ruleset.yaml:1:15: 'retour_codes' takes a mapping (key: value), not a list",
        ),
    ],
)
def test_a_manifest_that_is_wrong(refused, files, text, sentence):
    assert refused(files | {"ruleset.yaml": text}) == sentence


def test_the_catalogue_tells_what_a_rule_means(opened, files):
    files["catalogue.yaml"] = (
        "rules:\n  - {code: TR001, retour: 0001, level: rules, messages: [WMO305], meaning: One., meaning_nl: Een.,\n"
        "     source: iWmo 2.1, certainty: stated, edge_cases: [None.]}\n"
    )
    rules = opened(files)
    assert rules.meaning("TR001") == "One."
    assert rules.meaning("CS002") is None
    assert rules.catalogue["TR001"].retour == "0001"
    assert rules.catalogue["TR001"].edge_cases == ("None.",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "rules: [{code: TR001, meening: x}]",
            "catalogue.yaml:1:23: unknown key 'meening', did you mean 'meaning'?",
        ),
        ("rules:\n- code: TR001\n- code: TR001", "catalogue.yaml:3:9: TR001 stands here twice"),
    ],
)
def test_a_catalogue_that_is_wrong(refused, files, text, sentence):
    assert refused(files | {"catalogue.yaml": text}) == sentence


def test_manifest_and_catalogue_are_part_of_the_digest(opened, files):
    before = opened(files).sha256
    with_manifest = opened(files | {"ruleset.yaml": "about: text"}).sha256
    with_both = opened(files | {"catalogue.yaml": "rules: []"}).sha256
    assert len({before, with_manifest, with_both}) == 3
