"""`retour check --wrap` and `--unwrap`: a message into an envelope, and out of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import REPOSITORY

Retour = Callable[..., Ended]

FIXTURES = REPOSITORY / "fixtures"
REFERENCE = "5f1c6f0e-8a52-4c1d-9b7e-2d3a4f5b6c7d"
LABEL = ("--reference", REFERENCE, "--moment", "20170904093000")
JW321 = ("--functie", "JW321", "--sender", "98025566", "--receiver", "0518")


@pytest.fixture(autouse=True)
def messages(project: Path) -> None:
    """A message, its retour, and a declaration in EI; with the shipped rules."""
    shutil.rmtree(project / "rules")
    (project / "retour.toml").write_text("", encoding="utf-8")
    shutil.copy(FIXTURES / "iwmo/2_1/wmo307/least-content.xml", project / "stop.xml")
    shutil.copy(FIXTURES / "iwmo/2_1/wmo308/stop-retour.xml", project / "stop-retour.xml")
    shutil.copy(FIXTURES / "levels/ei/declaration.ei", project / "declaration.ei")


def test_a_message_goes_into_an_envelope_that_is_checked(retour_here: Retour, project: Path) -> None:
    ended = retour_here("check", "stop.xml", "--wrap", "envelope.xml", *LABEL)

    assert ended == Ended(0, "envelope.xml: accepted (iwmo 2.1 WMO307)\n", "")
    assert (project / "envelope.xml").read_bytes() == (FIXTURES / "levels/envelope/stop.xml").read_bytes()


def test_a_retour_refers_to_what_it_answers(retour_here: Retour, project: Path) -> None:
    retour_here("check", "stop-retour.xml", "--wrap", "envelope.xml", "--answers", REFERENCE)

    text = (project / "envelope.xml").read_text(encoding="utf-8")
    assert "envelopRetourbericht-ggk_Du01" in text
    assert f"<stuf:crossRefnummer>{REFERENCE}</stuf:crossRefnummer>" in text


def test_without_a_reference_a_new_one_is_made(retour_here: Retour, project: Path) -> None:
    for name in ("one.xml", "two.xml"):
        assert retour_here("check", "stop.xml", "--wrap", name).code == 0

    assert (project / "one.xml").read_bytes() != (project / "two.xml").read_bytes()


def test_what_ei_does_not_tell_can_be_given(retour_here: Retour, project: Path) -> None:
    ended = retour_here("check", "declaration.ei", "--wrap", "envelope.xml", *LABEL, *JW321)

    assert ended.code == 0
    expected = (FIXTURES / "levels/envelope/declaration-in-ei.xml").read_bytes()
    assert (project / "envelope.xml").read_bytes() == expected


def test_a_message_comes_out_as_it_went_in(retour_here: Retour, project: Path) -> None:
    retour_here("check", "stop.xml", "--wrap", "envelope.xml")

    ended = retour_here("check", "envelope.xml", "--unwrap", "again.xml")

    assert ended == Ended(0, "envelope.xml: accepted (iwmo 2.1 WMO307)\n", "")
    assert (project / "again.xml").read_bytes() == (project / "stop.xml").read_bytes()


def test_standard_output_holds_nothing_else(retour: Retour) -> None:
    wrapped = retour("check", "stop.xml", "--wrap", "-", *LABEL)
    unwrapped = retour("check", str(FIXTURES / "levels/envelope/stop.xml"), "--unwrap", "-")

    assert (wrapped.code, wrapped.err) == (0, "")
    assert wrapped.out == (FIXTURES / "levels/envelope/stop.xml").read_text(encoding="utf-8")
    assert (unwrapped.code, unwrapped.err) == (0, "")
    assert unwrapped.out == Path("stop.xml").read_text(encoding="utf-8")


def test_the_version_that_is_written_can_be_configured(retour_here: Retour, project: Path) -> None:
    with (project / "retour.toml").open("a", encoding="utf-8") as file:
        file.write('functie_versions = { "2.1" = ["0002/0001"] }\n')

    retour_here("check", "stop.xml", "--wrap", "envelope.xml")

    text = (project / "envelope.xml").read_text(encoding="utf-8")
    assert "<ggk:functieSubversie>0001</ggk:functieSubversie>" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("stop.xml", "--wrap", "a.xml", "--unwrap", "b.xml"),
            "--wrap and --unwrap don't go together",
        ),
        (("stop.xml", "stop.xml", "--wrap", "a.xml"), "--wrap takes one file, not 2"),
        (("stop.xml", "stop.xml", "--unwrap", "a.xml"), "--unwrap takes one file, not 2"),
        (("stop.xml", "--moment", "20170904"), "--moment goes with --wrap: it is written on the envelope"),
        (("gone.xml", "--wrap", "a.xml"), "gone.xml: no such file"),
        (("stop.xml", "--wrap", "gone/a.xml"), "gone/a.xml: can't be written: there is no such folder"),
        (("stop.xml", "--unwrap", "a.xml"), "stop.xml: no envelope: there is nothing to take out"),
        (
            ("stop-retour.xml", "--wrap", "a.xml"),
            "stop-retour.xml is a retour (iwmo 2.1 WMO308): name the reference number of the envelope that it answers "
            "with --answers",
        ),
        (
            ("declaration.ei", "--wrap", "a.xml"),
            "declaration.ei doesn't tell the functie for its envelope: give it with --functie",
        ),
    ],
)
def test_what_can_not_be_done(retour_here: Retour, arguments: tuple[str, ...], sentence: str) -> None:
    assert retour_here("check", *arguments) == Ended(2, "", f"retour: {sentence}\n")


def test_a_case_of_an_envelope_is_drafted(retour_here: Retour, project: Path) -> None:
    shutil.copy(FIXTURES / "levels/envelope/ends-before-it-begins.xml", project / "envelope.xml")

    ended = retour_here("new", "envelope.xml", "--rules", "iwmo/2.1")

    assert ended.code == 0
    assert "  TR018 (9018) at /Bericht/Clienten/Client/StopProducten/StopProduct/Begindatum" in ended.out
    assert retour_here("run", "envelope.cases.yaml").code == 0


def test_edits_of_elements_do_not_go_with_ei(retour_here: Retour, project: Path) -> None:
    text = (
        "rules: iwmo/2.1\nmessage: declaration.ei\ncases: [{id: a, edit: [{remove: //Bsn}], expect: valid}]\n"
    )
    (project / "ei.cases.yaml").write_text(text, encoding="utf-8")

    ended = retour_here("run", "ei.cases.yaml")

    assert ended.code == 2
    assert (
        "declaration.ei: EI, and no XML: it has no elements, for an edit to change or a rule to look at"
        in ended.out
    )


def test_lines_inside_are_not_taken_for_lines_of_the_file(retour_here: Retour, project: Path) -> None:
    shutil.copy(FIXTURES / "levels/envelope/date-the-other-way-round.xml", project / "envelope.xml")

    (run,) = json.loads(retour_here("check", "envelope.xml", "--format", "sarif").out)["runs"]
    (place,) = run["results"][0]["locations"]

    assert place == {
        "physicalLocation": {"artifactLocation": {"uri": "envelope.xml"}},
        "logicalLocations": [
            {"fullyQualifiedName": "/Bericht/Clienten/Client/StopProducten/StopProduct/Begindatum"}
        ],
    }
