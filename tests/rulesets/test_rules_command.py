"""`retour rules list|show|add|verify`, by output and exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from retour.cli import main
from small_sets import stylesheet

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project in which the test stands; no sets are shipped."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "retour.toml").touch()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("retour.rulesets.shelf.shipped_folder", lambda: tmp_path / "shipped")
    monkeypatch.setattr("retour.cli.rules.shipped_folder", lambda: tmp_path / "shipped")
    return folder


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["retour", "rules", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return ran


@pytest.fixture
def published(write, files, tmp_path) -> Path:
    return write(files, tmp_path / "published")


def test_add_list_and_verify(run, published, project):
    code, out, err = run("add", str(published))
    assert (code, err) == (0, "")
    assert out.startswith("iwmo/2.1  1.0.0  2 rules  ")
    assert out.endswith("  rules/iwmo/2_1  WMO305 WMO307\n")
    assert run("list") == (0, out, "")
    assert run("verify") == (0, "as locked: iwmo/2.1@1.0.0\n", "")


def test_list_tells_what_is_shipped(run, write, files, tmp_path):
    write(files, tmp_path / "shipped/iwmo/2_1")
    _, out, _ = run("list")
    assert "  shipped  WMO305 WMO307" in out


def test_list_of_nothing(run):
    assert run("list") == (0, "no rule sets in reach\n", "")


def test_list_as_json(run, published):
    run("add", str(published))
    code, out, _ = run("list", "--format", "json")
    (found,) = json.loads(out)["rule_sets"]
    assert code == 0
    assert (found["id"], found["version"], found["rules"], found["shipped"]) == (
        "iwmo/2.1",
        "1.0.0",
        2,
        False,
    )
    assert found["messages"] == ["WMO305", "WMO307"]


def test_list_shows_the_others_when_one_is_broken(run, published, project):
    run("add", str(published))
    (project / "rules/iwmo/2_2").mkdir()
    (project / "rules/iwmo/2_2/ruleset.yaml").write_text("relaese: x", encoding="utf-8")
    code, out, err = run("list")
    assert code == 3
    assert out.startswith("iwmo/2.1  1.0.0")
    assert err == "retour: rules/iwmo/2_2/ruleset.yaml:1:1: unknown key 'relaese', did you mean 'release'?\n"
    code, out, _ = run("list", "--format", "json")
    assert code == 3
    assert json.loads(out)["broken"] == [
        "rules/iwmo/2_2/ruleset.yaml:1:1: unknown key 'relaese', did you mean 'release'?"
    ]


def test_show_tells_all(run, published):
    run("add", str(published))
    code, out, _ = run("show", "iwmo/2.1")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "iwmo/2.1@1.0.0"
    assert "  WMO305  rules/iwmo/2_1/WMO305.xsl" in lines
    assert "    serves      http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1" in lines
    assert "    rules       CS002 TR001" in lines
    assert "    parameters  none" in lines
    assert "  CS002  S002" in lines


def test_show_tells_what_is_odd(run, published, project):
    (published / "rules/TR099.xsl").write_text(
        (published / "rules/TR001.xsl").read_text().replace("TR001", "TR099")
    )
    _, out, _ = run("show", str(published))
    assert out.endswith("\nnotes\n  rules/TR099.xsl: no entry includes it: TR099 is never checked\n")


def test_show_as_json(run, published):
    code, out, _ = run("show", str(published), "--format", "json")
    shown = json.loads(out)
    assert code == 0
    assert [one["codes"] for one in shown["entries"]] == [["CS002", "TR001"], ["TR001"]]
    assert shown["rules"][0] == {"rule": "CS002", "retour": "S002", "meaning": None}


def test_show_of_an_unknown_set_is_wrong_use(run, published):
    run("add", str(published))
    code, out, err = run("show", "iwmo/2.2")
    assert (code, out) == (2, "")
    sentence = "retour: no rule set 'iwmo/2.2', by id or as a folder, did you mean 'iwmo/2.1'? In reach: "
    assert err.startswith(sentence)
    assert "; looked in rules (" in err


def test_show_of_a_broken_set_fails(run, published):
    (published / "ruleset.yaml").write_text("relaese: x", encoding="utf-8")
    code, out, err = run("show", str(published))
    assert (code, out) == (3, "")
    assert err == "retour: ruleset.yaml:1:1: unknown key 'relaese', did you mean 'release'?\n"


def test_add_refuses_what_is_no_source(run):
    assert run("add", "nothing") == (2, "", "retour: nothing: there is no such file or folder\n")


def test_add_installs_into_the_first_folder_of_the_configuration(run, published, project):
    (project / "retour.toml").write_text('rule_sets = ["vendor/sets", "rules"]', encoding="utf-8")
    code, out, err = run("add", str(published))
    assert (code, err) == (0, "")
    assert "  vendor/sets/iwmo/2_1  " in out
    assert run("list") == (0, out, "")
    assert run("verify") == (0, "as locked: iwmo/2.1@1.0.0\n", "")


def test_add_installs_nothing_outside_the_project(run, published, project):
    (project / "retour.toml").write_text('rule_sets = ["../shared"]', encoding="utf-8")
    assert run("add", str(published)) == (
        2,
        "",
        "retour: the folder shared of rule sets lies outside the project: sets are installed into the first folder "
        "of `rule_sets`, and locked by their paths in the project\n",
    )
    assert not (project.parent / "shared").exists()


ELSEWHERE = {
    "order.xsl": stylesheet(
        "<xsl:template match=\"/*[local-name() = 'Order']\"><r:Rapport><r:Fouten><r:Fout><r:Code>TR900</r:Code></r:Fout>"
        "</r:Fouten></r:Rapport></xsl:template>"
    ),
    "ruleset.yaml": 'id: own/1\nstandard: own\nrelease: "1"\nentries:\n'
    "  ORDER: {stylesheet: order.xsl, namespaces: ['urn:example:order']}\n",
}


def test_a_set_for_namespaces_of_another_domain(run, write, project, tmp_path):
    source = write(ELSEWHERE, tmp_path / "elsewhere")
    code, out, err = run("add", str(source))
    assert (code, err) == (0, "")
    assert out.endswith("  rules/own/1  ORDER\n")
    assert run("list") == (0, out, "")
    _, shown, _ = run("show", "own/1", "--format", "json")
    assert json.loads(shown)["messages"] == ["ORDER"]
    assert run("verify") == (0, "as locked: own/1\n", "")


def test_sets_of_the_same_version_are_told_apart_by_their_folders(run, write, files, project):
    for name in ("a", "b"):
        write(files, project / "rules" / name)
    expected = "retour: iwmo/2.1@1.0.0 is ambiguous: say which, ./rules/a or ./rules/b\n"
    assert run("show", "iwmo/2.1@1.0.0") == (2, "", expected)
    code, out, _ = run("show", "rules/b")
    assert code == 0
    assert out.startswith("iwmo/2.1@1.0.0\n  folder  rules/b\n")


def test_add_leaves_a_configuration_where_there_is_none(run, published, project, monkeypatch):
    (project / "retour.toml").unlink()
    code, out, _ = run("add", str(published))
    assert code == 0
    assert (project / "retour.toml").read_text(encoding="utf-8") == 'rule_sets = ["rules"]\n'
    (project / "messages/june").mkdir(parents=True)
    monkeypatch.chdir(project / "messages/june")
    assert run("list")[1].split()[:3] == out.split()[:3]


def test_add_that_fails_leaves_nothing(run, project):
    (project / "retour.toml").unlink()
    assert run("add", "nothing")[0] == 2
    assert list(project.iterdir()) == []


def test_add_puts_schemas_beside_a_set(run, published, project):
    (project / "own").mkdir()
    (project / "own/WMO305.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="'
        'http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"><xs:element name="Bericht"/></xs:schema>',
        encoding="utf-8",
    )
    assert run("add", str(published), "--schemas", "own")[0] == 0
    assert (project / "rules/iwmo/2_1/xsd/WMO305.xsd").is_file()
    assert run("verify") == (0, "as locked: iwmo/2.1@1.0.0\n", "")


def test_verify_tells_what_differs(run, published, project):
    run("add", str(published))
    (project / "rules/iwmo/2_1/WMO305.xsl").unlink()
    assert run("verify") == (1, "iwmo/2.1: missing rules/iwmo/2_1/WMO305.xsl\n", "")
    code, out, _ = run("verify", "--format", "json")
    assert code == 1
    assert json.loads(out) == {
        "differences": [{"kind": "missing", "set": "iwmo/2.1", "path": "rules/iwmo/2_1/WMO305.xsl"}]
    }


def test_verify_of_nothing_is_a_difference(run):
    assert run("verify") == (1, "nothing is locked: there is no set in retour.lock\n", "")
