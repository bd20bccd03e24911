"""What a run looks at: paths, the neighbours that use things too, and the rule sets."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from retour.errors import RetourError
from retour.rulesets import RuleSet
from samples import MESSAGE
from small_project import CATALOGUE, MANIFEST, PROJECT, case

Linted = Callable[..., list[str]]

FOLDER_OF_MESSAGES = {
    "cases/messages/start.xml": MESSAGE,
    "other/start.cases.yaml": case("valid", message="../cases/messages/start.xml"),
}
WITHOUT_VERSION = {"rules/demo/ruleset.yaml": MANIFEST.replace('version: "1.0.3"\n', "")}
NO_VERSION = "rules/demo/WMO305.xsl: L204 the set doesn't state its version"


def test_what_other_case_files_use_is_not_unused(linted: Linted) -> None:
    assert linted(FOLDER_OF_MESSAGES, "cases") == []


def test_without_a_configuration_only_the_paths_count(linted: Linted, small_project: Path) -> None:
    found = linted(FOLDER_OF_MESSAGES, "cases", without="retour.toml")
    assert "cases/messages/start.xml: L101 no case names this message" in found


def test_what_a_broken_case_file_may_use_is_not_unused(linted: Linted) -> None:
    broken = "include: shared.yaml\nmesage: start.xml\ncases:\n  - {id: a, edit: [{use: renamed}], expect: valid}\n"
    shared = 'edits:\n  renamed:\n    - {set: "//Naam", to: Jo}\n'
    found = linted({"cases/b.cases.yaml": broken, "cases/start.xml": MESSAGE, "cases/shared.yaml": shared})
    assert found == ["cases/b.cases.yaml:2:1: L001 unknown key 'mesage', did you mean 'message'?"]


def test_one_case_file_and_its_messages(linted: Linted) -> None:
    real = MESSAGE.replace("999990019", "111222333")
    found = linted({"cases/stop.xml": real, "cases/unused.xml": real}, "cases/stop.cases.yaml")
    assert [line.partition(" may")[0] for line in found] == ["cases/stop.xml:5:7: L103 111222333"]


def test_one_message(linted: Linted) -> None:
    found = linted({"inbox.xml": MESSAGE.replace("999990019", "111222333")}, "inbox.xml")
    assert [line.partition(" may")[0] for line in found] == ["inbox.xml:5:7: L103 111222333"]


def test_a_message_in_an_envelope(linted: Linted) -> None:
    inside = MESSAGE.replace("999990019", "111222333").encode()
    assert [line.partition(" may")[0] for line in linted({"inbox.xml": envelope(inside)}, "inbox.xml")] == [
        "inbox.xml: L103 111222333"
    ]


def test_envelopes_and_ei_that_no_case_names(linted: Linted) -> None:
    found = linted({"cases/envelope.xml": envelope(MESSAGE.encode()), "cases/stop.ei": "014200200\r\n99\r\n"})
    assert found == [
        "cases/envelope.xml: L101 no case names this message",
        "cases/stop.ei: L101 no case names this message",
    ]


def test_ei_and_envelopes_that_cases_are_about(linted: Linted) -> None:
    files = {
        "cases/ei.cases.yaml": case("valid", message="stop.ei"),
        "cases/stop.ei": "014200200\r\n99\r\n",
        "cases/envelope.cases.yaml": case(
            "{fires: [{code: TR018, at: //Einddatum}]}", message="envelope.xml"
        ),
        "cases/envelope.xml": envelope(MESSAGE.encode()),
    }
    assert linted(files) == []


def envelope(message: bytes) -> str:
    """An envelope that lacks all but the message."""
    text = b64encode(message).decode()
    return (
        '<g:envelopHeenbericht-ggk_Di01 xmlns:g="http://www.stufstandaarden.nl/koppelvlak/ggk0210"><g:parameters>'
        f"<g:bericht><g:xmlBestand>{text}</g:xmlBestand></g:bericht></g:parameters></g:envelopHeenbericht-ggk_Di01>"
    )


def test_hidden_and_installed_folders_are_passed_over(linted: Linted) -> None:
    files = dict.fromkeys(
        [".old/a.cases.yaml", "node_modules/a.cases.yaml", "env/lib/a.cases.yaml"], "cases: []"
    )
    assert linted({**files, "env/pyvenv.cfg": ""}) == []


def test_rule_sets_of_the_project_whatever_the_path(linted: Linted) -> None:
    assert linted(WITHOUT_VERSION, "cases") == [NO_VERSION]


def test_rule_sets_are_looked_at_without_any_case_file(linted: Linted) -> None:
    assert linted(WITHOUT_VERSION, "rules") == [NO_VERSION]


def test_named_rule_set_in_place_of_the_project_s(linted: Linted) -> None:
    other = {
        name.replace("rules/demo", "lib/other"): text
        for name, text in PROJECT.items()
        if "rules/demo" in name
    }
    other["lib/other/catalogue.yaml"] = CATALOGUE + "  - code: TR019\n"
    found = linted({**WITHOUT_VERSION, **other}, rules="lib/other")
    assert found == [
        "lib/other/catalogue.yaml:8:11: L208 the catalogue describes TR019, which no entry of the set checks"
    ]


def test_named_rule_set_that_cannot_be_used(linted: Linted) -> None:
    found = linted(
        {"lib/other/ruleset.yaml": "relaese: 1\n", "lib/other/WMO305.xsl": ""}, rules="./lib/other"
    )
    assert found == [
        "lib/other/ruleset.yaml:1:1: L201 the rule set can't be used: "
        "unknown key 'relaese', did you mean 'release'?"
    ]


def test_shipped_rule_set_only_by_name(linted: Linted) -> None:
    assert linted(rules="iwmo/2.1") == []


def test_installed_rule_sets_only_by_name(linted: Linted, small_project: Path) -> None:
    linted(WITHOUT_VERSION)
    digest = RuleSet.open(small_project / "rules" / "demo").sha256
    locked = {
        "id": "demo/1.0",
        "version": None,
        "path": "rules/demo",
        "sha256": digest,
        "source": "demo",
        "files": {},
    }
    lock = {"retour.lock": json.dumps({"rule_sets": [locked]})}
    assert linted(lock) == []
    assert linted(lock, rules="demo/1.0") == [NO_VERSION]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("gone", "gone: no such file or folder"),
        (
            "retour.toml",
            "retour.toml: neither a case file (*.cases.yaml), a fragment, a message nor a folder",
        ),
        (
            "rules/demo/catalogue.yaml",
            "rules/demo/catalogue.yaml: neither a case file (*.cases.yaml), a fragment, a message nor a folder",
        ),
    ],
)
def test_path_that_cannot_be_linted(linted: Linted, path: str, sentence: str) -> None:
    with pytest.raises(RetourError) as raised:
        linted({}, path)
    assert str(raised.value) == sentence


def test_nothing_to_lint(linted: Linted, small_project: Path) -> None:
    (small_project / "empty").mkdir()
    with pytest.raises(RetourError, match=r"nothing to lint in empty: no \*\.cases\.yaml, and no rule set"):
        linted({"empty/retour.toml": ""}, "empty")
