"""`retour conform produces` and `retour conform scenarios`, by what they print and their exit codes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from processes import Ended
from samples import REPOSITORY

Retour = Callable[..., Ended]


def schema(name: str) -> Draft202012Validator:
    text = (REPOSITORY / f"schema/{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


@pytest.fixture
def made(project: Path, retour_here: Retour) -> Path:
    """The examiner's messages of a scenario, which are right."""
    (project / "retour.toml").write_text("", encoding="utf-8")
    assert retour_here("conform", "scenarios", "start-iwmo-3.2", "--examples", "made").code == 0
    return project / "made/start-iwmo-3.2"


def spoil(made: Path, old: str, new: str) -> None:
    file = made / "03-WMO305.xml"
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def test_right_messages(made: Path, retour_here: Retour) -> None:
    ended = retour_here("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--messages", "made")

    assert ended == Ended(
        0,
        """\
start-iwmo-3.2, as aanbieder: as expected
  Support starts
   1  gemeente   WMO301   played
   2  aanbieder  WMO302   as expected  made/start-iwmo-3.2/02-WMO302.xml
   3  aanbieder  WMO305   as expected  made/start-iwmo-3.2/03-WMO305.xml
   4  gemeente   WMO306   played
  not decidable, step 3: TR135: the day of reception is not known
  not decidable, step 3: TR378: no register gemeenten
  not decidable, step 3: TR381: no register producten

1 scenario: 1 as expected
""",
        "",
    )


def test_a_wrong_message_in_a_zip_file(project: Path, made: Path, retour_here: Retour) -> None:
    spoil(made, "Begindatum>2023-05-17<", "Begindatum>2023-05-16<")
    with zipfile.ZipFile(project / "upload.zip", "w") as archive:
        archive.write(made / "03-WMO305.xml", "sent/start.xml")

    ended = retour_here(
        "conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--messages", "upload.zip"
    )

    assert ended.code == 1
    assert ended.out.splitlines()[3:6] == [
        "   2  aanbieder  WMO302   missing: no file is named after step 2, and none that is left is a WMO302",
        "   3  aanbieder  WMO305   not as expected  upload.zip/sent/start.xml",
        "        step 3, values: /Bericht/Client/StartProducten/StartProduct/Begindatum:"
        " wanted 2023-05-17, found 2023-05-16 (line 41)",
    ]


def test_json_has_the_digest_of_each_message(made: Path, retour_here: Retour) -> None:
    ended = retour_here(
        "conform",
        "produces",
        "start-iwmo-3.2",
        "--side",
        "gemeente",
        "--messages",
        "made",
        "--format",
        "json",
    )

    document = json.loads(ended.out)
    schema("scenario-results").validate(document)
    (scenario,) = document["scenarios"]
    assert (scenario["status"], scenario["side"]) == ("as expected", "gemeente")
    allocation = scenario["steps"][0]
    assert allocation["file"] == "made/start-iwmo-3.2/01-WMO301.xml"
    assert allocation["size"] == (made / "01-WMO301.xml").stat().st_size
    assert [layer["layer"] for layer in allocation["layers"]] == [
        "file",
        "envelope",
        "schema",
        "rules",
        "history",
        "values",
        "keys",
    ]


def test_test_data_of_ones_own(project: Path, made: Path, retour_here: Retour) -> None:
    data = ("--data", "bsn=123456782", "--data", "aanbieder=98025577")
    assert retour_here("conform", "scenarios", "start-iwmo-3.2", *data, "--examples", "own").code == 0
    produces = ("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--messages", "own")

    assert retour_here(*produces, *data).code == 0
    others = retour_here(*produces)

    assert others.code == 1
    assert "wanted 98025566, found 98025577" in others.out


def test_the_story_of_a_side(project: Path, retour_here: Retour) -> None:
    ended = retour_here("conform", "scenarios", "start-iwmo-3.2", "--side", "aanbieder")

    assert ended.code == 0
    assert "   3  you make a WMO305 on 2023-05-17: The support starts.\n" in ended.out
    assert (
        "        //StartProduct/ToewijzingNummer = //ToegewezenProduct/ToewijzingNummer of step 1\n"
        in ended.out
    )


def test_stories_as_json(project: Path, retour_here: Retour) -> None:
    ended = retour_here("conform", "scenarios", "--format", "json")

    document = json.loads(ended.out)
    schema("stories").validate(document)
    assert "start-ijw-3.2" in {story["scenario"] for story in document["scenarios"]}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["strat-iwmo-3.2", "--side", "aanbieder", "--messages", "made"],
            "retour: no scenario, scenario file or folder 'strat-iwmo-3.2', did you mean 'start-iwmo-3.2'",
        ),
        (
            ["start", "--side", "gemeent", "--messages", "made"],
            "retour: --side: there is no side 'gemeent', did you mean 'gemeente'?\n",
        ),
        (
            ["start", "--side", "gemeente", "--messages", "nowhere"],
            "retour: --messages: nowhere: there is no such folder or zip file\n",
        ),
        (
            ["start", "--side", "gemeente", "--messages", "made"],
            "retour: --messages: there is no folder start-ijw-2.1 in it; several scenarios have a folder each,"
            " of their names\n",
        ),
        (
            ["start", "--side", "gemeente", "--messages", "stop.xml"],
            "retour: stop.xml: can't be read as a zip file: File is not a zip file\n",
        ),
        (
            ["start", "--side", "gemeente", "--messages", "made", "--data", "bns=1"],
            "retour: no test data of these scenarios are called 'bns', did you mean 'bsn'?\n",
        ),
        (
            ["start", "--side", "gemeente", "--messages", "made", "--data", "bsn"],
            "retour: --data: 'bsn' is not written as NAME=VALUE\n",
        ),
    ],
)
def test_wrong_use(project: Path, retour_here: Retour, arguments: list[str], sentence: str) -> None:
    (project / "made").mkdir()
    (project / "stop.xml").write_text("<a/>", encoding="utf-8")

    ended = retour_here("conform", "produces", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(sentence)


def test_in_dutch(made: Path, retour_here: Retour) -> None:
    spoil(made, "WMO305", "WMO307")
    (made / "02-WMO302.xml").unlink()
    command = ("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--messages", "made")

    said = retour_here(*command, "--language", "nl").out

    assert said.startswith("start-iwmo-3.2, als aanbieder: niet zoals verwacht\n")
    assert "WMO302   ontbreekt: geen bestand is naar stap 2 genoemd, en wat overblijft is geen WMO302" in said
    assert said.endswith("\n1 scenario: 1 niet zoals verwacht\n")
    for english in ("wanted", "found", "not decidable", "played", "step "):
        assert english not in said
    story = retour_here(
        "conform", "scenarios", "start-iwmo-3.2", "--side", "gemeente", "--language", "nl"
    ).out
    assert "jij maakt een WMO301" in story
    assert "de examinator speelt de aanbieder: een WMO302 als antwoord op stap 1" in story
