"""The one form of an excuse: a reason, how long it holds, and where more stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from retour.errors import CoverageError
from retour.model import Place
from retour.text.waivers import Now, Waiver, WaiverFields, as_until, read_waivers

NOW = Now(date(2026, 11, 26), {"iwmo/2.1": "2.1.0", "iwlz/2.2": "v2.2.10", "own": None})


class OfRule(WaiverFields):
    rule: str


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def read(text: str) -> list[Waiver[OfRule]]:
        Path("w.yaml").write_text(text, encoding="utf-8")
        return read_waivers(Path("w.yaml"), OfRule, CoverageError, NOW)

    return read


def test_what_a_waiver_says(read) -> None:
    (waiver,) = read("waivers:\n  - rule: TR101\n    reason: >-\n      No\n      message.\n    see: '#41'\n")
    assert waiver.fields == OfRule(rule="TR101", reason="No message.", see="#41")
    assert waiver.fields.why == "No message. (see #41)"
    assert (str(waiver.place), str(waiver.keys["rule"])) == ("w.yaml:2:5", "w.yaml:2:11")
    assert read("waivers: [{rule: TR101, reason: a}]")[0].fields.why == "a"


@pytest.mark.parametrize(
    ("until", "passed"),
    [
        ("2026-11-26", None),
        ("2999-01-01", None),
        ("2026-11-25", "it ended on 2026-11-25"),
        ("iwmo/2.1@2.1.1", None),
        ("iwmo/2.1@2.1", "it ended with iwmo/2.1@2.1, and iwmo/2.1 is 2.1.0"),
        ("iwmo/2.1@v2.1.0", "it ended with iwmo/2.1@v2.1.0, and iwmo/2.1 is 2.1.0"),
        ("iwlz/2.2@2.2.9", "it ended with iwlz/2.2@2.2.9, and iwlz/2.2 is v2.2.10"),
        ("iwlz/2.2@2.2.11", None),
    ],
)
def test_until(read, until: str, passed: str | None) -> None:
    assert NOW.passed(as_until(until)) == passed
    text = f"waivers: [{{rule: a, reason: is so, until: {until}}}]"
    if passed is None:
        assert read(text)[0].fields.until == until
        return
    with pytest.raises(CoverageError) as raised:
        read(text)
    assert (
        raised.value.text == f"this waiver holds no more, {passed}: judge again whether it is right (is so)"
    )
    assert raised.value.place == Place("w.yaml", 1, text.index("until: ") + len("until: ") + 1)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("waivers: [{rule: a}]", "w.yaml:1:11: 'reason' is missing"),
        ("waivers: [{rule: a, reason: ' '}]", "w.yaml:1:29: give the reason"),
        ("waivers: []", "w.yaml:1:10: 'waivers' takes at least one item"),
        ("", "w.yaml:1:1: 'waivers' is missing"),
        ("waiver: []", "w.yaml:1:1: unknown key 'waiver', did you mean 'waivers'?"),
        ("waivers: [{rule: a, reasn: b}]", "w.yaml:1:21: unknown key 'reasn', did you mean 'reason'?"),
        (
            "waivers: [{rule: a, reason: b, until: soon}]",
            "w.yaml:1:39: until 'soon' is neither a date, such as 2027-03-01, nor a rule set's version, such as"
            " iwmo/2.1@2.1.1",
        ),
        (
            "waivers: [{rule: a, reason: b, until: 2026-02-30}]",
            "w.yaml:1:39: until '2026-02-30' is neither a date, such as 2027-03-01, nor a rule set's version,"
            " such as iwmo/2.1@2.1.1",
        ),
        (
            "waivers: [{rule: a, reason: b, until: iwmo/2.2@2}]",
            "w.yaml:1:39: until iwmo/2.2@2: there is no rule set 'iwmo/2.2', did you mean 'iwmo/2.1'?",
        ),
        (
            "waivers: [{rule: a, reason: b, until: own@2}]",
            "w.yaml:1:39: until own@2: the rule set own states no version",
        ),
    ],
)
def test_what_is_wrong(read, text: str, error: str) -> None:
    with pytest.raises(CoverageError, match=f"^{re.escape(error)}$"):
        read(text)


def test_no_such_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CoverageError, match=r"^w\.yaml: no such file of waivers$"):
        read_waivers(Path("w.yaml"), OfRule, CoverageError, NOW)
