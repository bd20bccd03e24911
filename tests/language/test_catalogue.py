"""The catalogue of texts: complete, nothing left over, and what is filled in is filled in in each language."""

from __future__ import annotations

import re

import polib
import pytest
from retour.language import ENGLISH, texts_in

from tools.texts import CATALOGUE, key_of, texts_used

ENTRIES = {key_of(entry): entry for entry in polib.pofile(str(CATALOGUE))}
PLACES = re.compile(r"%\((\w+)\)s")


def test_it_has_what_the_code_says_and_nothing_else() -> None:
    """`make texts` brings it up to date."""
    assert sorted(ENTRIES) == sorted(texts_used())


def test_every_text_has_a_translation() -> None:
    assert [key for key, entry in ENTRIES.items() if not entry.translated()] == []
    assert [key for key, entry in ENTRIES.items() if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("key", sorted(ENTRIES), ids=lambda key: key[0][:40])
def test_a_translation_fills_in_the_same(key: tuple[str, ...]) -> None:
    entry = ENTRIES[key]
    pairs = (
        list(zip(key, entry.msgstr_plural.values(), strict=True))
        if len(key) == 2
        else [(key[0], entry.msgstr)]
    )
    for text, translation in pairs:
        wanted, found = set(PLACES.findall(text)), set(PLACES.findall(translation))
        assert found - {"number"} == wanted - {"number"}, text
        assert ("<" in text) == ("<" in translation)
        assert text[:1].isspace() == translation[:1].isspace()
    assert key[-1].endswith((":", ".")) == pairs[-1][1].endswith((":", "."))


def test_both_languages() -> None:
    dutch = texts_in("nl")

    assert ENGLISH("Rule sets that aren't in any catalogue") == "Rule sets that aren't in any catalogue"
    assert dutch("Rule set") == "Regelset"
    assert dutch("version %(version)s", version="100 % of 2") == "versie 100 % of 2"
    assert [ENGLISH.counted(n, "%(number)s case", "%(number)s cases") for n in (0, 1, 2000)] == [
        "0 cases",
        "1 case",
        "2,000 cases",
    ]
    assert [dutch.counted(n, "%(number)s case", "%(number)s cases") for n in (0, 1, 2000)] == [
        "0 gevallen",
        "1 geval",
        "2.000 gevallen",
    ]
    assert (ENGLISH.figures("1,234.5 %"), dutch.figures("1,234.5 %")) == ("1,234.5 %", "1.234,5 %")
    assert dutch("") == ""
