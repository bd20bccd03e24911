"""`expected-changes.yaml`: what is wrong in it is said with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from retour.comparison import read_expected_changes
from retour.comparison.outcomes import Change
from retour.errors import ExpectedChangesError
from retour.text.display import shown
from retour.text.waivers import Now

NOW = Now(date(2026, 11, 26), {})
CODES = {"TR018", "TR101", "CS002"}


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "expected-changes.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return file


def change(kind: str, rule: str) -> Change:
    return Change(kind, rule, "a.xml", None, None)  # type: ignore[arg-type]


def test_an_entry_covers_changes_of_its_rule_and_kind(tmp_path: Path) -> None:
    expected = read_expected_changes(
        written(
            tmp_path,
            """\
            waivers:
              - {rule: TR018, kind: added, reason: Equal dates too.}
              - rule: TR1*
                kind: [moved, details]
                reason: Reported at the element itself.
              - {rule: CS002, reason: Rewritten.}
              - {rule: time-limit, kind: error, reason: Slower.}
            """,
        ),
        CODES,
        NOW,
    )

    reasons = {
        (each.rule, each.kind): entry.reason if (entry := expected.covering(each)) else None
        for each in (
            change("added", "TR018"),
            change("removed", "TR018"),
            change("details", "TR101"),
            change("retour", "CS002"),
            change("error", "time-limit"),
        )
    }
    assert reasons == {
        ("TR018", "added"): "Equal dates too.",
        ("TR018", "removed"): None,
        ("TR101", "details"): "Reported at the element itself.",
        ("CS002", "retour"): "Rewritten.",
        ("time-limit", "error"): "Slower.",
    }
    unneeded = expected.unneeded([change("added", "TR018"), change("moved", "TR101")])
    assert [(entry.rule, place.line) for entry, place in unneeded] == [("CS002", 6), ("time-limit", 7)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("waivers:\n  - {rule: TR018}\n", "2:5: 'reason' is missing"),
        ("waivers:\n  - {rule: TR018, reason: }\n", "2:27: 'reason' takes text, not nothing"),
        (
            "waivers:\n  - {rule: TR081, reason: x}\n",
            "2:12: no rule in either set 'TR081', did you mean 'TR018'?",
        ),
        (
            "waivers:\n  - {rule: TR018, kind: addded, reason: x}\n",
            "2:25: each item of 'kind' takes 'added', 'removed', 'moved', 'details', 'retour' or 'error', not 'addded'",
        ),
        (
            "waivers:\n  - {rule: TR018, kinds: added, reason: x}\n",
            "2:19: unknown key 'kinds', did you mean 'kind'?",
        ),
        ("changes: []\n", "1:1: unknown key 'changes'; the keys here are waivers"),
        ("waivers: TR018\n", "1:10: 'waivers' takes a list, not 'TR018'"),
    ],
    ids=["no reason", "empty reason", "rule", "kind", "key", "top key", "no list"],
)
def test_what_is_wrong(tmp_path: Path, text: str, sentence: str) -> None:
    file = written(tmp_path, text)

    with pytest.raises(ExpectedChangesError) as caught:
        read_expected_changes(file, CODES, NOW)

    assert str(caught.value) == f"{shown(file)}:{sentence}"


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ExpectedChangesError) as caught:
        read_expected_changes(tmp_path / "gone.yaml", CODES, NOW)

    assert str(caught.value) == f"{shown(tmp_path / 'gone.yaml')}: no such file of waivers"
