"""Colour: on a terminal, and nowhere else."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest
from processes import Ended
from retour.cli.colour import painter
from retour.language import texts_in

Retour = Callable[..., Ended]

COLOUR = re.compile(r"\033\[(\d+)m(.*?)\033\[0m")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("retour.cli.colour.is_coloured", lambda: True)


@pytest.mark.parametrize(
    ("told", "coloured"),
    [
        ("a.xml: accepted (iwmo 2.1 WMO307)", [("32", "accepted")]),
        ("een: map/a.xml: rejected at the level file, bom", [("31", "rejected")]),
        ("a.xml: error", [("35", "error")]),
        ("1,200 accepted, 3 rejected", [("32", "accepted"), ("31", "rejected")]),
        ("  TR018 → 9018  Support doesn't end before it began.", [("1", "TR018")]),
        ("  file bom  The file begins with a byte order mark.", [("1", "bom")]),
        ("      a.xml:8  /Bericht/rejected", []),
        ("a.cases.yaml:3:4: L004 TR018 isn't checked for WMO307", [("1", "L004")]),
    ],
)  # fmt: skip
def test_what_gets_colour(terminal: None, told: str, coloured: list[tuple[str, str]]) -> None:
    painted = painter()(told)

    assert COLOUR.findall(painted) == coloured
    assert COLOUR.sub(r"\2", painted) == told


def test_in_dutch(terminal: None) -> None:
    assert COLOUR.findall(painter(texts_in("nl"))("a.xml: afgewezen, 9018")) == [("31", "afgewezen")]


def test_a_message_that_is_named_so_obeys_nobody(terminal: None, retour_here: Retour) -> None:
    """What comes from outside is made harmless before there is colour."""
    said = retour_here("check", "no\033[2Jsuch.xml").out

    assert "\033[2J" not in said


def test_check(terminal: None, retour_here: Retour) -> None:
    said = retour_here("check", "tr018.xml", "accepted.xml", "--no-cache").out

    assert ("31", "rejected") in COLOUR.findall(said)
    assert not COLOUR.search(retour_here("check", "tr018.xml", "--no-cache", "--format", "json").out)


def test_in_a_pipe_there_is_none(retour_here: Retour) -> None:
    assert not COLOUR.search(retour_here("check", "tr018.xml", "--no-cache").out)


def test_where_nobody_wants_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")

    assert painter()("a.xml: rejected") == "a.xml: rejected"
