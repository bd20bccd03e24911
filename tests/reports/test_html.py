"""Reports as web pages: whole, escaped, the same each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import get_args

import pytest
from lxml import html
from retour.language import texts_in
from retour.model import LANGUAGES, LevelStatus
from retour.reports.html.rendering import asset, fragment, grade_of, page
from retour.reports.results import STANDINGS
from retour.reports.site.rows import colour


def test_page_is_whole_and_links_to_nothing_outside_it() -> None:
    text = page("base")

    root = html.fromstring(text)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert root.find(".//meta[@charset='utf-8']") is not None
    assert not re.search(r"(?:src|href|url)\s*[=(]", text)
    assert root.xpath("count(//script)") == 1


def test_texts_are_escaped_and_harmless_in_both_languages() -> None:
    for texts in map(texts_in, LANGUAGES):
        root = html.fromstring(page("base", texts))
        assert root.get("lang") == texts.language
    said = fragment(
        "traceability_rule",
        texts_in("nl"),
        found=None,
        trace=_Trace(),
        wording=_Wording(),
        status="bad",
        href="a\u202e&b",
    )
    assert "<b>" not in said
    assert "Plaatsen in &lt;b&gt;\\u202e" in said


class _Trace:
    level = "rules"

    class official:  # noqa: N801
        retour = None
        places: Mapping[str, list[str]] = {"<b>\u202e": ["x"]}


class _Wording:
    def __getattr__(self, name: str) -> Callable[..., str]:
        return lambda *_: ""


@pytest.mark.parametrize(
    ("percent", "grade"), [(None, ""), (0, "g0"), (34, "g3"), (83, "g8"), (99.99, "g9"), (100, "g10")]
)
def test_colours_grade(percent: float | None, grade: str) -> None:
    assert grade_of(percent) == grade
    assert not grade or f".{grade}" in asset("style.css")


def test_every_standing_and_every_status_of_a_level_has_a_colour() -> None:
    assert {colour(each) for each in (*STANDINGS, *get_args(LevelStatus))} == {"good", "bad", "warn", "quiet"}
