"""Sentences that are kept in English are known again, and shown in Dutch."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from processes import Ended, run_here
from retour.language import ENGLISH, texts_in
from retour.language.texts import SPEAKING
from samples import MESSAGE, write_cases

from tools.texts import CATALOGUE

DUTCH = texts_in("nl")
PLACE = re.compile(r"%\((\w+)\)s")
KEPT = [
    entry
    for entry in polib.pofile(str(CATALOGUE))
    if entry.msgstr and any(name.startswith(SPEAKING) for name, _ in entry.occurrences)
]
"""What sentences are made of that are kept."""


@pytest.mark.parametrize("entry", KEPT, ids=lambda entry: entry.msgid[:40])
def test_whatever_the_values_it_is_known_again(entry: polib.POEntry) -> None:
    values = {name: f"<{name}>" for name in PLACE.findall(entry.msgid)}
    if "said" in values:  # a sentence that is known itself
        values["said"] = "it fired"
    said = entry.msgid % values if values else entry.msgid
    if len(PLACE.sub("", entry.msgid)) < 8 and values:  # a part of a sentence alone
        assert DUTCH.sentence(said) == said
        return
    told = dict(values)
    if "said" in values:
        told["said"] = "de regel is gevuurd"
    if "raised" in values:  # a list, each with of whom it is
        values["raised"], told["raised"] = "CC07 of VECOZO", "CC07 van VECOZO"
        said = entry.msgid % values
    assert DUTCH.sentence(said) == (entry.msgstr % told if told else entry.msgstr)
    assert ENGLISH.sentence(said) == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "'12345' has 5 characters; LDT_X takes 1 to 4",
            "'12345' heeft 5 tekens; LDT_X mag er 1 tot en met 4 hebben",
        ),
        (
            "Bsn can't stand here: expected is Naam or Geboorte",
            "Bsn mag hier niet staan: verwacht wordt Naam of Geboorte",
        ),
        (
            "not well-formed XML: expected '>' (column 33)",
            "geen welgevormde XML: '>' verwacht (kolom 33)",
        ),
        (
            "TR018 fired at /Bericht/Bsn, which the case doesn't name",
            "TR018 is gevuurd op /Bericht/Bsn, en dat noemt het geval niet",
        ),
        (
            "TR018 did not fire: the check ended at the level file",
            "TR018 is niet gevuurd: de controle eindigde op het niveau file",
        ),
        ("a sentence that nobody marked", "a sentence that nobody marked"),
    ],
)
def test_parts_of_a_sentence_too(said: str, told: str) -> None:
    assert DUTCH.sentence(said) == told


@pytest.fixture
def retour_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    return run_here(monkeypatch, capsys)


def test_check(retour_here: Callable[..., Ended], project: Path) -> None:
    (project / "cut.xml").write_text(MESSAGE[:200], encoding="utf-8")

    assert retour_here("check", "tr018.xml", "cut.xml", "--language", "nl").out.splitlines()[:2] == [
        "tr018.xml: afgewezen (iwmo 2.1 WMO307), retourcodes 9018",
        "  TR018 → 9018  De ondersteuning eindigt niet eerder dan zij begon.",
    ]
    said = retour_here("check", "cut.xml", "--language", "nl").out
    assert said.startswith(
        "cut.xml: afgewezen op het niveau file, not-xml\n  file not-xml  geen welgevormde XML: "
    )


def test_run_by_configuration(retour_here: Callable[..., Ended], project: Path) -> None:
    with (project / "retour.toml").open("a", encoding="utf-8") as settings:
        settings.write('\nlanguage = "nl"\n')
    write_cases(project / "a.cases.yaml", "message: tr018.xml\ncases: [{id: a, expect: valid}]\n")

    said = retour_here("run", "--no-cache").out

    assert "- TR018 is gevuurd op " in said
    assert "verwacht  |  gevuurd" in said
    assert "als de uitkomst klopt: retour accept a.cases.yaml::a" in said
    assert "- TR018 fired at " in retour_here("run", "--no-cache", "--language", "en").out


def test_why(retour_here: Callable[..., Ended]) -> None:
    said = retour_here("check", "tr018.xml", "--why", "--why-not", "CS002", "--language", "nl").out

    assert "      waarom:\n" in said
    assert "bij StopProduct, regel " in said
    assert "  CS002 deed geen bevinding:\n" in said
    for english in ("why:", " line ", "doesn't hold", "made no finding"):
        assert english not in said
