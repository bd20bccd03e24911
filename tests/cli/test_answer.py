"""`retour answer`: the retour that the findings on a heenbericht call for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from retour.messages import read_message
from retour.retours import retour_codes
from samples import REPOSITORY, in_reach

Retour = Callable[..., Ended]


@pytest.fixture(autouse=True)
def messages(project: Path) -> None:
    """Messages of the fixtures, judged by the set that their namespace names."""
    (project / "retour.toml").write_text("", encoding="utf-8")
    for name in ("wmo305/start", "wmo306/start-retour"):
        file = REPOSITORY / f"fixtures/iwmo/2_1/{name}.xml"
        (project / file.name).write_bytes(file.read_bytes())


def wrong(project: Path, old: str, new: str) -> str:
    text = (project / "start.xml").read_bytes().decode()
    assert old in text
    (project / "wrong.xml").write_bytes(text.replace(old, new, 1).encode())
    return "wrong.xml"


def test_into_a_file(project: Path, retour_here: Retour) -> None:
    name = wrong(project, "Bsn>999990019", "Bsn>999990018")

    done = retour_here("answer", name, "-o", "retour.xml")

    assert done == Ended(0, "retour.xml: WMO306, retour codes 0200, 0233, S002\n", "")
    assert retour_codes(read_message(project / "retour.xml").root) == ["0200", "0233", "S002"]


def test_nothing_to_remark(project: Path, retour_here: Retour) -> None:
    assert retour_here("answer", "start.xml", "-o", "retour.xml") == Ended(
        0, "retour.xml: WMO306, no retour codes\n", ""
    )


def test_printed(retour: Retour) -> None:
    done = retour("answer", "start.xml", "--identification", "EIGEN1", "--date", "2017-07-01")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<wmo306:Bericht ')
    assert "<wmo306:IdentificatieRetour>EIGEN1</wmo306:IdentificatieRetour>" in done.out
    assert "<wmo306:DagtekeningRetour>2017-07-01</wmo306:DagtekeningRetour>" in done.out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["start-retour.xml"],
            "start-retour.xml: iwmo 2.1 WMO306 is no heenbericht, and only that is answered with a retourbericht",
        ),
        (["start.xml", "--date", "1 July"], "--date: '1 July' is no date: write one such as 2017-06-21"),
        (
            ["start.xml", "--date", "2017-06-18"],
            "the date 2017-06-18 lies before that of the heenbericht, 2017-06-19",
        ),
        (
            ["start.xml", "--identification", "LONGER-THAN-12"],
            "the identification 'LONGER-THAN-12' doesn't fit: 1 to 12 characters belong there",
        ),
        (["start.xml", "-o", "start.xml"], "start.xml: is there already: nothing was written"),
        (["start.xml", "-o", "no/such.xml"], "no/such.xml: can't be written: there is no such folder"),
        (["not-there.xml"], "not-there.xml: no such file"),
        (["start.xml", "--rules", "iwmo/2.2"], f"no rule set 'iwmo/2.2', by id or as a folder, did you mean 'iwmo/2.1'? In reach: {in_reach('demo/1.0')}"),
    ],
)  # fmt: skip
def test_no_answer(retour_here: Retour, arguments: list[str], error: str) -> None:
    assert retour_here("answer", *arguments) == Ended(2, "", f"retour: {error}\n")


def test_a_message_that_no_set_serves(retour_here: Retour) -> None:
    done = retour_here("answer", "start.xml", "--rules", "demo/1.0")

    assert (done.code, done.out) == (2, "")
    assert "rule set demo/1.0 doesn't check iwmo 2.1 WMO305" in done.err


def test_a_message_that_fails_before_the_rules(project: Path, retour_here: Retour) -> None:
    name = wrong(project, "Geslacht>2", "Geslacht>7")

    done = retour_here("answer", name)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("retour: wrong.xml:20: ")
    assert done.err.endswith(
        "; a message that fails at the level schema is answered with an error message (Fo01), and with no retour\n"
    )


@pytest.fixture
def claim(project: Path) -> None:
    """A declaration of 3.2, and an allocation that went before it."""
    for name in ("wmo323/declaration", "wmo301/allocation"):
        file = REPOSITORY / f"fixtures/iwmo/3_2/{name}.xml"
        (project / file.name).write_bytes(file.read_bytes())


@pytest.mark.usefixtures("claim")
def test_a_declaration_of_3_2(retour_here: Retour) -> None:
    done = retour_here("answer", "declaration.xml", "-o", "answer.xml")

    assert done == Ended(0, "answer.xml: WMO325, retour codes 0200, 8001\n", "")
    assert retour_here("pair", "declaration.xml", "answer.xml").code == 0


@pytest.mark.usefixtures("claim")
def test_what_went_before_counts(retour_here: Retour) -> None:
    """The allocation is of one client: the other is refused. Without it an answer grants all, and that is no answer."""
    history = ("--history", "allocation.xml")
    retour_here("answer", "declaration.xml", "-o", "granted.xml")

    done = retour_here("answer", "declaration.xml", "-o", "answer.xml", *history)

    assert done == Ended(0, "answer.xml: WMO325, retour codes 0200, 0233, 8187\n", "")
    assert retour_here("pair", "declaration.xml", "answer.xml", *history).code == 0
    refused = retour_here("pair", "declaration.xml", "granted.xml", *history)
    assert (refused.code, refused.out.splitlines()[0]) == (
        1,
        "granted.xml: rejected at the level pair (iwmo 3.2 WMO325), missing-class",
    )
