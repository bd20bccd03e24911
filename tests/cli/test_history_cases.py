"""Commands on cases with a history: accept, run, lint, explain, coverage and compare."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from history_samples import write_history_project
from processes import Ended
from samples import write_cases

Retour = Callable[..., Ended]

CASES = """\
message: accepted.xml
history: [other.xml]
registers: {namen: [Zoë van Ammerveld]}
edits:
  the-same: [{set: //Bsn, to: 999990019}]
cases:
  - id: is-new
    expect: valid
  - id: came-before
    history: [{message: other.xml, edit: [{use: the-same}]}]
    expect: {fires: [{code: TR074, at: //Bsn}]}
  - id: on-no-list
    registers: {namen: [Jan]}
    expect: {fires: [TR378]}
  - id: nothing-before
    history: []
    expect: {not: [{code: TR074, evaluated: true}]}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_history_project(tmp_path)
    for file in tmp_path.glob("*.xml"):
        if file.stem not in ("accepted", "other"):
            file.unlink()
    write_cases(tmp_path / "a.cases.yaml", CASES)
    return tmp_path


def test_lint_has_nothing_against_them(retour_here: Retour) -> None:
    ended = retour_here("lint", "a.cases.yaml", "accepted.xml", "other.xml")

    assert [
        line for line in ended.out.splitlines() if not line.startswith("rules/demo/catalogue.yaml: L209")
    ] == ["5 findings"]


def test_run_and_what_a_failure_says(retour: Retour, project: Path) -> None:
    assert retour("run", "-q", ".").code == 0

    write_cases(
        project / "a.cases.yaml",
        CASES.replace("    history: []\n    expect: {not", "    history: [accepted.xml]\n    expect: {not"),
    )
    ended = retour("run", "-q", ".")

    assert ended.code == 1
    assert (
        "- TR074 fired at /Bericht/Clienten/Client/Bsn, where the case says it must stay silent\n"
        in ended.out
    )
    assert "TR074 → 9074  1 of 1\n    accepted.xml:5  /Bericht/Clienten/Client/Bsn\n" in ended.out


def test_accept_writes_what_rules_across_messages_find(retour_here: Retour, project: Path) -> None:
    file = project / "a.cases.yaml"
    before = file.read_text(encoding="utf-8")
    write_cases(file, before.replace("{fires: [{code: TR074, at: //Bsn}]}", "valid"))

    ended = retour_here("accept", "--all", "a.cases.yaml")

    assert ended.code == 0, ended
    after = file.read_text(encoding="utf-8")
    assert "fires: [TR074]" in after
    assert after.replace("\n      fires: [TR074]", " {fires: [{code: TR074, at: //Bsn}]}") == before


def test_explain(retour_here: Retour) -> None:
    ended = retour_here("explain", "TR074")

    assert "rules/demo/history/WMO307.xsl\n" in ended.out
    assert "a.cases.yaml:9  came-before\n" in ended.out


def test_coverage(retour_here: Retour) -> None:
    ended = retour_here("coverage", ".")

    assert ended.code == 0
    assert "TR074 in WMO307" not in ended.out
    assert "TR378 in WMO307" not in ended.out


def test_compare(retour_here: Retour, project: Path) -> None:
    shutil.copytree(project / "rules/demo", project / "other-rules")
    entry = project / "other-rules/history/WMO307.xsl"
    text = entry.read_text(encoding="utf-8")
    assert "key('bsn', .)\"" in text
    entry.write_text(text.replace("test=\"key('bsn', .)\"", 'test="false()"'), encoding="utf-8")

    ended = retour_here("compare", "rules/demo", "other-rules", "--cases", ".")

    assert ended.code == 1
    assert "TR074" in ended.out
    assert "TR378" not in ended.out


def test_rules_show(retour_here: Retour) -> None:
    ended = retour_here("rules", "show", "demo/1.0")

    assert "\nhistory\n  WMO307  rules/demo/history/WMO307.xsl\n" in ended.out


NEW = """\
message: accepted.xml

cases:
  - id: accepted
    about: Written from what fires now; check that it is right.
    history:
      - earlier/1.xml
      - other.xml
    expect:
      fires:
        - code: TR074
          retour: "9074"
          at: /Bericht/Clienten/Client/Bsn
"""


def test_new_writes_what_went_before(retour_here: Retour, project: Path) -> None:
    (project / "earlier").mkdir()
    shutil.copy(project / "accepted.xml", project / "earlier/1.xml")

    ended = retour_here("new", "accepted.xml", "--history", "earlier", "--history", "other.xml")

    assert (ended.code, ended.err) == (0, "")
    assert "TR074" in ended.out
    assert (project / "accepted.cases.yaml").read_text(encoding="utf-8") == NEW
    assert retour_here("run", "accepted.cases.yaml").code == 0


def test_new_adds_to_a_file_in_which_something_went_before(retour_here: Retour, project: Path) -> None:
    """What the file says for all cases counts for the new one too: the register, and what came before the message."""
    shutil.copy(project / "other.xml", project / "same.xml")

    for arguments in (("same.xml",), ("accepted.xml", "--history", "accepted.xml")):
        ended = retour_here("new", *arguments, "--to", "a.cases.yaml")

        assert (ended.code, ended.err) == (0, "")
        assert "TR074" in ended.out
    assert retour_here("run", "a.cases.yaml").code == 0


def test_new_of_a_folder_without_messages(retour_here: Retour, project: Path) -> None:
    (project / "none").mkdir()

    ended = retour_here("new", "accepted.xml", "--history", "none")

    assert ended.code == 2
    assert not (project / "accepted.cases.yaml").exists()
