"""Reports as web pages: whole, escaped, the same each time."""

from __future__ import annotations

import re

import pytest
from lxml import html
from retour.reports.html.rendering import counted, page


def test_page_is_whole_and_links_to_nothing_outside_it() -> None:
    text = page("base")

    root = html.fromstring(text)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert root.find(".//meta[@charset='utf-8']") is not None
    assert not re.search(r"(?:src|href|url)\s*[=(]", text)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")], ids=["none", "one", "two"]
)
def test_counted(number: int, text: str) -> None:
    assert counted(number, "entry", "entries") == text


def test_counted_with_the_usual_plural() -> None:
    assert counted(3, "rule") == "3 rules"
