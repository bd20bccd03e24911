"""docs/rules: the pages that are written from the catalogues."""

from __future__ import annotations

from tools.generate_rule_pages import PAGES, PROJECT, pages


def test_the_committed_pages_are_what_the_catalogues_say() -> None:
    committed = {file.name: file.read_text(encoding="utf-8") for file in PAGES.iterdir()}

    assert committed == pages(), "run `make rule-pages`"


def test_a_page_links_to_the_stylesheet_that_the_sets_share() -> None:
    lines = [line for line in pages()["TR018.md"].splitlines() if line.startswith("| stylesheet")]

    targets = [line.partition("](")[2].partition(")")[0] for line in lines]
    assert [(PAGES / target).resolve() for target in targets] == [
        PROJECT / "rules/common/rules/TR018.xsl",  # of release 2.1
        PROJECT / "rules/common/rules/TR018.xsl",  # of release 3.2
    ]
