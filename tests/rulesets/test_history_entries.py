"""The entries of rules across messages: found in the folder `history`, or named by the manifest."""

from __future__ import annotations

from pathlib import Path

import pytest
from history_samples import HISTORY, write_history_project
from retour.errors import RuleSetError
from retour.model import Identity
from retour.rulesets import RuleSet
from samples import MANIFEST, NAMESPACE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_history_project(tmp_path) / "rules/demo"


def test_they_belong_to_the_set(folder: Path) -> None:
    rules = RuleSet.open(folder)

    (entry,) = rules.history
    assert (entry.name, entry.codes, entry.namespaces) == ("WMO307", ("TR074", "TR378"), (NAMESPACE,))
    assert rules.history_for(Identity.of(NAMESPACE)) == entry
    assert [each.name for each in rules.entries] == ["WMO307"]
    assert entry.path in rules.files
    assert {"TR018", "TR074"} <= rules.codes
    assert rules.history_codes == {"TR074", "TR378"}
    assert "TR074" not in rules.message_codes
    assert "TR074" in rules.checked["WMO307"]
    assert rules.checking("TR074") == (entry,)
    assert rules.retour_code("TR074") in rules.known_retour_codes


def test_a_change_of_one_changes_the_digest_of_the_set(folder: Path) -> None:
    before = RuleSet.open(folder).sha256
    (folder / "history/WMO307.xsl").write_text(f"{HISTORY}\n", encoding="utf-8")

    assert RuleSet.open(folder).sha256 != before


def test_the_manifest_names_others(folder: Path) -> None:
    (folder / "across").mkdir()
    (folder / "history/WMO307.xsl").rename(folder / "across/stop.xsl")
    assert RuleSet.open(folder).history == ()

    (folder / "ruleset.yaml").write_text(MANIFEST + "history: {WMO307: across/stop.xsl}\n", encoding="utf-8")
    assert [(each.name, each.path.name) for each in RuleSet.open(folder).history] == [("WMO307", "stop.xsl")]

    (folder / "ruleset.yaml").write_text(MANIFEST + "history: {WMO307: across/stp.xsl}\n", encoding="utf-8")
    with pytest.raises(RuleSetError, match=r"there is no file across/stp.xsl, did you mean 'stop.xsl'\?"):
        RuleSet.open(folder)


def test_one_that_can_not_be_read(folder: Path) -> None:
    (folder / "history/WMO307.xsl").write_text("<xsl:stylesheet", encoding="utf-8")
    rules = RuleSet.open(folder)

    assert list(rules.broken) == ["history/WMO307"]
    assert rules.entry_for(Identity.of(NAMESPACE)).name == "WMO307"
    with pytest.raises(RuleSetError, match=r"in rule set demo/1\.0: "):
        rules.history_for(Identity.of(NAMESPACE))


def test_one_that_is_named_after_another_type(folder: Path) -> None:
    entry = folder / "history/WMO307.xsl"
    entry.rename(entry.with_name("WMO305.xsl"))

    error = RuleSet.open(folder).broken["history/WMO305"]
    assert error.text == (
        "an entry of the history is named after the type of the messages that it judges, and declares their namespace: "
        "this one declares none of a WMO305"
    )
