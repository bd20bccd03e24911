"""`retour docs`: the pages that come along."""

from __future__ import annotations

from collections.abc import Callable

from processes import Ended
from samples import REPOSITORY

Retour = Callable[..., Ended]


def test_which_pages_there_are(retour_here: Retour) -> None:
    ended = retour_here("docs")

    assert ended.code == 0
    titles = {line.split("  ")[0]: line.split("  ")[-1].strip() for line in ended.out.splitlines()}
    assert titles["cases"] == "Cases"
    assert titles["tutorials/vendor"] == "Tutorial: a vendor of software"
    assert titles["rules/README"]
    assert "rules/TR018" not in titles


def test_a_page(retour_here: Retour) -> None:
    ended = retour_here("docs", "rules/TR018")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (REPOSITORY / "docs" / "rules" / "TR018.md").read_text(encoding="utf-8")


def test_no_such_page(retour_here: Retour) -> None:
    assert retour_here("docs", "case") == Ended(2, "", "retour: no page 'case', did you mean 'cases'?\n")
    assert retour_here("docs", "ßß") == Ended(2, "", "retour: no page 'ßß'; `retour docs` lists them\n")


def test_no_way_out(retour_here: Retour) -> None:
    assert retour_here("docs", "../README").code == 2


def test_help_points_to_them(retour_here: Retour) -> None:
    assert "retour docs lists its pages" in " ".join(retour_here("--help").out.split())
