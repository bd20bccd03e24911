"""`retour pair`: whether a retourbericht answers a heenbericht."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from processes import Ended
from retour.levels import Check, message_within
from retour.messages import EiMessage, Message
from samples import REPOSITORY, in_reach

Retour = Callable[..., Ended]


@pytest.fixture(autouse=True)
def messages(project: Path) -> None:
    """Messages of the fixtures, judged by the set that their namespace names."""
    (project / "retour.toml").write_text("", encoding="utf-8")
    for name in ("wmo305/start", "wmo306/start-retour", "wmo308/stop-retour"):
        file = REPOSITORY / f"fixtures/iwmo/2_1/{name}.xml"
        (project / file.name).write_bytes(file.read_bytes())


def changed(project: Path, name: str, old: str, new: str) -> str:
    text = (project / name).read_bytes().decode()
    assert old in text
    (project / "changed.xml").write_bytes(text.replace(old, new, 1).encode())
    return "changed.xml"


def test_an_answer(retour_here: Retour) -> None:
    assert retour_here("pair", "start.xml", "start-retour.xml") == Ended(
        0, "start-retour.xml: accepted (iwmo 2.1 WMO306)\n", ""
    )


def test_no_answer(project: Path, retour_here: Retour) -> None:
    name = changed(project, "start-retour.xml", "ST1706190042", "ST1706190043")

    assert retour_here("pair", "start.xml", name) == Ended(
        1,
        "changed.xml: rejected at the level pair (iwmo 2.1 WMO306), identification\n"
        "  pair identification  Identificatie is 'ST1706190043', in the heenbericht 'ST1706190042'\n"
        "      changed.xml:11  /Bericht/Header/BerichtIdentificatie/Identificatie\n",
        "",
    )


def test_the_retour_itself_comes_first(project: Path, retour_here: Retour) -> None:
    name = changed(project, "start-retour.xml", "RetourCode>9063", "RetourCode>8001")

    done = retour_here("pair", "start.xml", name)

    assert done.code == 1
    assert done.out.startswith("changed.xml: rejected (iwmo 2.1 WMO306)")
    assert "IV028" in done.out


def test_json(retour_here: Retour) -> None:
    done = retour_here("pair", "start.xml", "stop-retour.xml", "--format", "json")

    (result,) = json.loads(done.out)["results"]
    assert done.code == 1
    assert result["levels"][-1] == {"level": "pair", "status": "failed"}
    assert [(each["level"], each["code"]) for each in result["findings"]] == [("pair", "type")]


def test_a_heenbericht_that_no_retour_answers(project: Path, retour_here: Retour) -> None:
    name = changed(project, "start.xml", "Geslacht>2", "Geslacht>7")

    done = retour_here("pair", name, "start-retour.xml")

    assert done.code == 1
    assert "the heenbericht isn't valid against its schema (line 20: " in done.out
    assert "and is answered with an error message, Fo01" in done.out


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        (
            ["not-there.xml", "start-retour.xml"],
            "start-retour.xml: error (iwmo 2.1 WMO306)\n  not-there.xml: no such file\n",
        ),
        (["start.xml", "not-there.xml"], "not-there.xml: error\n  not-there.xml: no such file\n"),
    ],
)
def test_a_message_that_can_not_be_read(retour_here: Retour, arguments: list[str], out: str) -> None:
    assert retour_here("pair", *arguments) == Ended(2, out, "")


def test_a_set_that_is_not_there(retour_here: Retour) -> None:
    assert retour_here("pair", "start.xml", "start-retour.xml", "--rules", "iwmo/2.2") == Ended(
        2,
        "",
        f"retour: no rule set 'iwmo/2.2', by id or as a folder, did you mean 'iwmo/2.1'? In reach: {in_reach('demo/1.0')}\n",
    )


def test_folders(project: Path, retour_here: Retour) -> None:
    for folder, names in {"heen": ("start.xml",), "retours": ("start-retour.xml", "stop-retour.xml")}.items():
        (project / folder).mkdir()
        for name in names:
            (project / folder / name).write_bytes((project / name).read_bytes())

    ended = retour_here("pair", "heen", "retours")

    assert ended.code == 1
    assert ended.out.splitlines() == [
        "retours/start-retour.xml: accepted (iwmo 2.1 WMO306)",
        "",
        "retours/stop-retour.xml: unmatched, there is no WMO307 SP1709040017 of 98025566",
        "1 pair, 1 message unmatched",
    ]
    document = json.loads(retour_here("pair", "heen", "retours", "--format", "json").out)
    assert [result["message"] for result in document["results"]] == ["retours/start-retour.xml"]
    assert [each["message"] for each in document["unmatched"]] == ["retours/stop-retour.xml"]


def test_pages(project: Path, retour_here: Retour) -> None:
    (project / "retours").mkdir()
    for name in ("start-retour.xml", "stop-retour.xml"):
        (project / "retours" / name).write_bytes((project / name).read_bytes())

    ended = retour_here("pair", "start.xml", "retours", "--html", "pages")

    assert ended.code == 1
    page = html.parse(project / "pages" / "index.html").getroot()
    assert page.findtext(".//h1") == "1 accepted"
    (row,) = page.xpath("//h2[.='Messages without their other half']/following::tbody[1]/tr")
    assert "retours/stop-retour.xml" in row.text_content()
    assert (project / "pages" / "results" / "000001.html").is_file()


def test_folders_in_which_everything_has_its_other_half(project: Path, retour_here: Retour) -> None:
    (project / "retours").mkdir()
    (project / "retours/start-retour.xml").write_bytes((project / "start-retour.xml").read_bytes())

    ended = retour_here("pair", "start.xml", "retours")

    assert ended.code == 0
    assert ended.out.splitlines()[-1] == "1 pair, 0 messages unmatched"


def test_folders_of_which_the_harness_fails_over_one_message(
    project: Path, retour_here: Retour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falling(check: Check) -> Message | EiMessage:
        if check.message.name == "falls.xml":
            raise ZeroDivisionError("by the test")
        return message_within(check)

    monkeypatch.setattr("retour.cli.pair.message_within", falling)
    (project / "retours").mkdir()
    for name in ("start-retour.xml", "falls.xml"):
        (project / "retours" / name).write_bytes((project / "start-retour.xml").read_bytes())

    ended = retour_here("pair", "start.xml", "retours")

    assert ended.code == 3
    first, _, second, third = ended.out.splitlines()
    assert first == "retours/start-retour.xml: accepted (iwmo 2.1 WMO306)"
    assert second.startswith("retours/falls.xml: unmatched, the harness itself failed at ")
    assert "ZeroDivisionError: by the test" in second
    assert third == "1 pair, 1 message unmatched"
