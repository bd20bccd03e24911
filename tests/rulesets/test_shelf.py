"""Rule sets by id, by path, and by message."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.errors import RuleSetError, RuleSetNotFound
from retour.model import Identity
from retour.rulesets import RuleSet, Shelf, shipped_folder
from small_sets import WMO, stylesheet

START = Identity.of(WMO.format("wmo305"))


@pytest.fixture(autouse=True)
def _nothing_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("retour.rulesets.shelf.shipped_folder", lambda: tmp_path / "shipped")


def versioned(files: dict[str, str], version: str) -> dict[str, str]:
    return files | {"common/basis.xsl": files["common/basis.xsl"].replace("1.0.0", version)}


def test_a_set_is_found_by_id_by_version_and_by_path(write, folder, files, tmp_path):
    write(files)
    shelf = Shelf([tmp_path / "rules"])
    found = shelf.get("iwmo/2.1", tmp_path)
    assert found.folder == folder
    assert shelf.get("iwmo/2.1@1.0.0", tmp_path) is found
    assert shelf.get("rules/iwmo/2_1", tmp_path) is found
    assert shelf.get(str(folder), tmp_path) is found


def test_a_path_may_lie_outside_the_shelf(write, files, tmp_path):
    elsewhere = write(files, tmp_path / "elsewhere")
    assert Shelf([]).get("../elsewhere", tmp_path / "rules").folder == elsewhere


def test_an_unknown_set_gives_the_nearest(write, files, tmp_path):
    write(files)
    with pytest.raises(RuleSetNotFound) as raised:
        Shelf([tmp_path / "rules"]).get("iwmo/2.2", tmp_path)
    assert (
        str(raised.value)
        == "no rule set 'iwmo/2.2', by id or as a folder, did you mean 'iwmo/2.1'? In reach: iwmo/2.1"
    )


def test_of_the_patch_levels_in_one_folder_the_newest_counts(write, files, tmp_path):
    for name, version in {"a": "1.9.13", "b": "1.9.9", "c": "1.9.8"}.items():
        write(versioned(files, version), tmp_path / "rules" / name)
    shelf = Shelf([tmp_path / "rules"])
    assert [rules.version for rules in shelf.all()] == ["1.9.8", "1.9.9", "1.9.13"]
    assert shelf.get("iwmo/2.1", tmp_path).version == "1.9.13"
    assert shelf.get("iwmo/2.1@1.9.9", tmp_path).folder.name == "b"
    serving = shelf.serving(START)
    assert serving is not None
    assert serving.version == "1.9.13"


def test_two_of_the_newest_must_be_told_apart(write, files, tmp_path):
    for name, version in {"a": "1.9.13", "b": "1.9.13", "c": "1.9.8"}.items():
        write(versioned(files, version), tmp_path / "rules" / name)
    shelf = Shelf([tmp_path / "rules"])
    with pytest.raises(RuleSetError) as raised:
        shelf.get("iwmo/2.1", tmp_path)
    assert str(raised.value) == "iwmo/2.1 is ambiguous: say which, ./rules/c or ./rules/a or ./rules/b"


def test_two_of_one_version_are_told_apart_by_folders(write, files, tmp_path, monkeypatch):
    for name in ("a", "b"):
        write(files, tmp_path / "rules" / name)
    (tmp_path / "cases").mkdir()
    shelf = Shelf([tmp_path / "rules"])
    with pytest.raises(RuleSetError) as raised:
        shelf.get("iwmo/2.1@1.0.0", tmp_path / "cases")
    assert str(raised.value) == "iwmo/2.1@1.0.0 is ambiguous: say which, ../rules/a or ../rules/b"
    assert shelf.get("../rules/b", tmp_path / "cases").folder.name == "b"
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuleSetError) as raised:
        shelf.serving(START)
    assert str(raised.value) == "several rule sets serve iwmo 2.1 WMO305: say which, ./rules/a or ./rules/b"


def test_an_earlier_folder_wins(write, files, tmp_path):
    write(versioned(files, "1.0.0"), tmp_path / "late/a")
    write(versioned(files, "2.0.0"), tmp_path / "early/a")
    shelf = Shelf([tmp_path / "early", tmp_path / "late"])
    assert shelf.get("iwmo/2.1", tmp_path).version == "2.0.0"
    serving = shelf.serving(START)
    assert serving is not None
    assert serving.version == "2.0.0"
    assert [rules.version for rules in shelf.all()] == ["2.0.0", "1.0.0"]


def test_shipped_sets_come_last(write, files, tmp_path):
    write(versioned(files, "shipped"), tmp_path / "shipped/a")
    assert Shelf([tmp_path / "rules"]).get("iwmo/2.1", tmp_path).version == "shipped"
    write(versioned(files, "own"), tmp_path / "rules/a")
    assert Shelf([tmp_path / "rules"]).get("iwmo/2.1", tmp_path).version == "own"


def test_a_message_that_no_set_serves(write, files, tmp_path):
    write(files)
    assert Shelf([tmp_path / "rules"]).serving(Identity.of(WMO.format("wmo301"))) is None


def test_a_broken_set_leaves_the_others_usable_until_it_is_asked_for(
    write, folder, files, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    write(files, tmp_path / "rules/iwmo/2_2")
    write(files)
    (folder / "ruleset.yaml").write_text("relaese: 2.1", encoding="utf-8")
    shelf = Shelf([tmp_path / "rules"])
    assert [rules.folder.name for rules in shelf.all()] == ["2_2"]
    assert [str(error) for error in shelf.broken] == [
        "rules/iwmo/2_1/ruleset.yaml:1:1: unknown key 'relaese', did you mean 'release'?"
    ]
    with pytest.raises(RuleSetError, match="unknown key 'relaese'"):
        shelf.get("rules/iwmo/2_1", tmp_path)


def test_a_broken_set_is_told_by_the_names_of_its_folders(write, files, tmp_path):
    write(files | {"ruleset.yaml": "relaese: 2.1"})
    shelf = Shelf([tmp_path / "rules"])
    with pytest.raises(RuleSetError, match="unknown key 'relaese'"):
        shelf.get("iwmo/2.1", tmp_path)
    with pytest.raises(RuleSetError, match="unknown key 'relaese'"):
        shelf.serving(START)


@pytest.mark.parametrize("name", ["WMO305.xsl", "order.xsl"])
def test_no_shipped_set_stands_in_for_a_broken_one_that_may_be_meant(
    write, files, tmp_path, monkeypatch, name
):
    write(files, tmp_path / "shipped/iwmo/2_1")
    write({name: stylesheet("<xsl:template>", "wmo305")}, tmp_path / "rules/own")
    monkeypatch.chdir(tmp_path)
    shelf = Shelf([tmp_path / "rules"])

    with pytest.raises(RuleSetError) as raised:
        shelf.serving(START)

    assert str(raised.value).startswith(f"{name}:1:")
    assert raised.value.text == "the rule set in rules/own can't be used: not well-formed XML"
    served = shelf.serving(Identity.of(WMO.format("wmo307")))
    assert served is not None
    assert served.folder == tmp_path / "shipped/iwmo/2_1"


def test_a_set_with_a_broken_entry_is_the_one_that_is_meant(write, files, tmp_path):
    write(files, tmp_path / "shipped/iwmo/2_1")
    write(files | {"WMO305.xsl": "<broken"})
    serving = Shelf([tmp_path / "rules"]).serving(START)
    assert serving is not None
    with pytest.raises(
        RuleSetError, match=r"^WMO305\.xsl:1:\d+: in rule set iwmo/2\.1: not well-formed XML$"
    ):
        serving.entry_for(START)


def test_common_and_hidden_folders_hold_no_sets(write, files, tmp_path):
    write(files, tmp_path / "rules/common")
    write(files, tmp_path / "rules/.incoming/a")
    assert Shelf([tmp_path / "rules"]).all() == ()


def test_a_set_is_opened_once(write, files, tmp_path, monkeypatch):
    write(files)
    times: list[Path] = []
    real = RuleSet.open
    monkeypatch.setattr(RuleSet, "open", lambda folder, limit: times.append(folder) or real(folder))
    shelf = Shelf([tmp_path / "rules"])
    shelf.all()
    shelf.get("iwmo/2.1", tmp_path)
    shelf.serving(START)
    assert len(times) == 1


def test_the_shipped_sets_lie_beside_the_package():
    assert shipped_folder().name in {"rules", "_rules"}
    assert shipped_folder().is_dir()
