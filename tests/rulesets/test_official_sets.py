"""The published sets, unchanged. They aren't part of the project: RETOUR_OFFICIAL_SETS says where they are unpacked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from retour.errors import MessageError
from retour.model import Identity
from retour.rulesets import RuleSet, install, verify_lock
from retour.rulesets.walking import sets_below

pytestmark = pytest.mark.skipif(
    "RETOUR_OFFICIAL_SETS" not in os.environ,
    reason="RETOUR_OFFICIAL_SETS doesn't name a folder of unpacked official sets",
)

TYPES = ["AW317", "AW33", "AW35", "AW39", "CA317", "CA319", "IO31", "ZK31", "ZK33", "ZK35", "ZK39"]

KNOWN = {
    "1.8.2": ("iwlz/2.1", 80, 0),
    "1.8.5": ("iwlz/2.1", 80, 0),
    "1.9.20": ("iwlz/2.1", 83, 0),
    "1.9.21": ("iwlz/2.1", 83, 0),
    "2.1.4": ("iwlz/2.2", 93, 154),
}
"""Version → id, number of rules, size of the retour-code table."""


def official() -> list[RuleSet]:
    """The sets of the iStandaarden; checkouts of other domains may lie there too."""
    return [
        found
        for _, found in sets_below(Path(os.environ["RETOUR_OFFICIAL_SETS"]))
        if isinstance(found, RuleSet) and found.standard is not None
    ]


@pytest.fixture(scope="module")
def sets() -> dict[str, RuleSet]:
    found = {rules.version or "": rules for rules in official()}
    if not found:
        pytest.skip("there is no set below RETOUR_OFFICIAL_SETS")
    return found


@pytest.mark.parametrize("version", KNOWN)
def test_a_published_set_is_recognised(sets, version):
    if version not in sets:
        pytest.skip(f"no set {version} below RETOUR_OFFICIAL_SETS")
    rules = sets[version]
    assert (rules.id, len(rules.codes), len(rules.retour_codes)) == KNOWN[version]
    assert [entry.name for entry in rules.entries] == TYPES
    assert [identity.type for identity in rules.serves] == TYPES
    assert rules.dialect == "rapport"
    assert not rules.broken


def test_every_message_has_its_own_entry(sets):
    for rules in sets.values():
        for identity in rules.serves:
            assert rules.entry_for(identity).name == identity.type


def test_the_merged_entry_has_the_rules_of_the_plain_one(sets):
    if "2.1.4" not in sets:
        pytest.skip("no set 2.1.4 below RETOUR_OFFICIAL_SETS")
    plain, merged = sets["2.1.4"].helpers
    assert (plain.name, merged.name) == ("all", "all_merged")
    assert (plain.codes, plain.namespaces) == (merged.codes, merged.namespaces)


def test_the_placeholder_in_the_overlay_is_noted(sets):
    if "2.1.4" not in sets:
        pytest.skip("no set 2.1.4 below RETOUR_OFFICIAL_SETS")
    assert [(note.kind, note.text) for note in sets["2.1.4"].notes] == [
        ("placeholder", "left unfilled: ${version}")
    ]


def test_a_message_of_another_release_is_not_served(sets):
    for rules in sets.values():
        other = Identity.of("http://www.istandaarden.nl/iwlz/9_9/aw35/schema")
        with pytest.raises(MessageError, match=r"doesn't check iwlz 9\.9 AW35"):
            rules.entry_for(other)


def test_opening_a_set_takes_a_fraction_of_a_second(sets):
    folder = next(iter(sets.values())).folder
    fastest = min(_seconds_to_open(folder) for _ in range(3))
    assert fastest < 0.5


def _seconds_to_open(folder: Path) -> float:
    begun = time.perf_counter()
    RuleSet.open(folder)
    return time.perf_counter() - begun


def test_an_installed_set_is_the_published_one(sets, tmp_path):
    published = next(iter(sets.values()))
    (installed,) = install(published.folder, tmp_path)
    assert installed.sha256 == published.sha256
    assert verify_lock(tmp_path) == ()
