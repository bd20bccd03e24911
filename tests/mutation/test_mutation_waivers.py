"""Waivers of mutants: what a file takes, and what it says when something is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from retour.errors import ConfigurationError
from retour.mutation import read_mutation_waivers
from retour.mutation.model import Mutant, StylesheetEdit
from retour.text.waivers import Now

NOW = Now(date(2026, 11, 26), {})

MUTANT = Mutant(
    "0123abcd",
    "comparison",
    Path("/rules/common/dates.xsl"),
    20,
    23,
    "template check-date-order",
    "$first  >\n $second",
    "$first >= $second",
    "$first > $second",
    (StylesheetEdit(3, "attribute", "test", value="$first >= $second"),),
)


def covers(folder: Path, text: str) -> bool:
    (waiver,) = read(folder, f"waivers:\n  - {{kind: equivalent, reason: so it is, {text}}}\n")
    return waiver.covers(MUTANT)


def read(folder: Path, text: str) -> list:
    file = folder / "mutants.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return read_mutation_waivers(file, NOW)


@pytest.mark.parametrize(
    "text",
    [
        'file: dates.xsl, change: "$first > $second → $first >= $second"',
        'file: common/dates.xsl, change: "… → $first >= …"',
        'file: dates.xsl, within: "template …", operator: comparison',
    ],
)
def test_a_waiver_that_means_the_mutant(tmp_path: Path, text: str) -> None:
    assert covers(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        'file: ates.xsl, change: "…"',
        'file: dates.xsl, change: "$first > $second"',
        'file: dates.xsl, within: "template …", operator: boundary',
        'file: dates.xsl, change: "…", within: "template path"',
    ],
)
def test_a_waiver_that_means_another(tmp_path: Path, text: str) -> None:
    assert not covers(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('waivers: [{file: a.xsl, change: "…", reason: a}]', "mutants.yaml:1:11: 'kind' is missing"),
        (
            'waivers: [{kind: right, change: "…", reason: a}]',
            "mutants.yaml:1:18: 'kind' takes 'equivalent' or 'accepted', not 'right'",
        ),
        ('waivers: [{kind: accepted, change: "…"}]', "mutants.yaml:1:11: 'reason' is missing"),
        (
            "waivers: [{file: a.xsl, kind: accepted, reason: b}]",
            "mutants.yaml:1:11: say which mutants with `change` or `within`: not all of a file",
        ),
        (
            'waivers: [{file: a.xsl, change: "…", operator: comparisons, kind: accepted, reason: b}]',
            "mutants.yaml:1:11: no operator 'comparisons', did you mean 'comparison'?",
        ),
        (
            'waivers: [{file: a.xsl, chance: "…", kind: accepted, reason: b}]',
            "mutants.yaml:1:25: unknown key 'chance', did you mean 'change'?",
        ),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError) as caught:
        read(Path(), text)
    assert str(caught.value) == sentence
