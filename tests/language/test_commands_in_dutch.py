"""Every command that tells something to people tells it in Dutch, where it is asked to or the configuration says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from dutch import ENGLISH
from processes import Ended, run_here
from samples import MESSAGE, REPOSITORY, write_cases

Retour = Callable[..., Ended]

NOT_OURS = ("platform ", "cachedir", "metadata", "rootdir", "plugins", "hypothesis", "  Engels", "    ")
"""How lines begin that pytest writes of itself with -v, that are English on purpose, or that show a stylesheet."""

CASES = """\
message: tr018.xml
edits:
  later: [{set: //Einddatum, to: 2017-06-20}]
cases:
  - {id: fails, expect: valid}
  - {id: passes, expect: {fires: [TR018]}}
  - {id: twice, expect: {fires: [TR018]}}
  - {id: gap, expect: {valid: true, not: [CS002]}, known: {fires: [TR018], see: "#7"}}
  - {id: silent, expect: {fires: [CS002], allow: [TR*], retour: [9018]}}
  - {id: left, skip: later, expect: valid}
"""
COMMANDS = [
    "run --no-cache",
    "run --no-cache -v --retour-coverage=rules",
    "run --no-cache --collect-only -q",
    "check tr018.xml both.xml --no-cache",
    "coverage --no-cache --fail-under rules=100 --fail-under branches.XX=5",
    "mutate --no-cache --rule TR018 a.cases.yaml::passes a.cases.yaml::left",
    "lint",
    "lint --codes",
    "accept a.cases.yaml::passes --all",
    "new accepted.xml",
    "compare demo/1.0 demo/1.0 --engines saxon,libxslt --messages tr018.xml",
    "compare demo/1.0 iwmo/2.1",
    "profile tr018.xml accepted.xml --runs 1",
    "when accepted.xml --sent 2017-06-01T17:00",
    "when accepted.xml --sent 2018-05-01T17:00 --sender gemeente",
    "generate --type WMO307 --rules iwmo/2.1 --engine-workers 0",
    "generate --type WMO307 --rules iwmo/2.1 --breaking TR018 --engine-workers 0",
    "cache info",
    "cache clear",
    "rules list",
    "rules verify",
    "rules show demo/1.0",
    "pair heen retours",
    "explain bom",
    "explain crossref-mismatch",
    "explain StUF055",
    "explain 9018 --rules demo/1.0",
]


@pytest.fixture
def retour_here(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    write_cases(project / "a.cases.yaml", CASES)
    (project / "unused.xml").write_text(MESSAGE, encoding="utf-8")
    for name, folder in (
        ("wmo305/start", "heen"),
        ("wmo306/start-retour", "retours"),
        ("wmo308/stop-retour", "retours"),
    ):
        (project / folder).mkdir(exist_ok=True)
        data = (REPOSITORY / f"fixtures/iwmo/2_1/{name}.xml").read_bytes()
        (project / folder / f"{Path(name).name}.xml").write_bytes(data)
    return run_here(monkeypatch, capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_english_word(retour_here: Retour, project: Path, command: str) -> None:
    with (project / "retour.toml").open("a", encoding="utf-8") as settings:
        settings.write('\nlanguage = "nl"\n')

    ended = retour_here(*command.split())

    told = [line for line in ended.out.splitlines() if not line.startswith(NOT_OURS)]
    assert told
    assert [line for line in told if ENGLISH.search(line)] == []


def test_by_option(retour_here: Retour, project: Path) -> None:
    english = retour_here("lint", "--codes").out
    dutch = retour_here("lint", "--codes", "--language", "nl").out

    assert "L001  A case file doesn't load." in english
    assert "L001  Een bestand met gevallen is niet te lezen." in dutch


def test_documents_for_machines_stay_english(retour_here: Retour) -> None:
    for command in (
        "lint --format json",
        "when accepted.xml --sent 2018-05-01T17:00 --format json",
        "explain bom --format json",
    ):
        english, dutch = (retour_here(*command.split(), "--language", name).out for name in ("en", "nl"))
        assert json.loads(english) == json.loads(dutch)


def test_an_offer_is_no_half_sentence(retour_here: Retour, project: Path) -> None:
    """What is wrong with a case file is told in English, and so is what it may have meant."""
    write_cases(project / "b.cases.yaml", "message: tr018.xml\ncases: [{id: a, expekt: valid}]\n")

    lines = retour_here("lint", "b.cases.yaml", "--language", "nl").out.splitlines()

    assert lines[0].endswith("L001 unknown key 'expekt', did you mean 'expect'?")
