"""What people do with a report: look, search, open, with the mouse and the keyboard, on a phone and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from retour.reports.html.rendering import asset

from tools.browser import NoBrowserError, axe

PAGES = (
    "index.html",
    "results.html",
    "rules.html",
    "coverage.html",
    "mutants.html",
    "comparison.html",
    "rules/1/TR018.html",
    "results/000003.html",
    "results/000005.html",
    "../coverage.html",
)
WIDTHS = (400, 800, 1400)


@pytest.fixture
def results(page: Any, project_of_reports: Path) -> Any:
    """The page of all results."""
    page.goto((project_of_reports / "en" / "results.html").as_uri())
    return page


def shown(page: Any, rows: str = "[data-row]") -> int:
    return int(page.locator(f"{rows}:visible").count())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_keeps_people_from_using_a_page(
    page: Any, project_of_reports: Path, language: str, theme: str
) -> None:
    try:
        script = axe().read_text(encoding="utf-8")
    except NoBrowserError as error:
        pytest.skip(str(error))
    page.emulate_media(color_scheme=theme)
    found = []
    for name in PAGES:
        page.goto((project_of_reports / language / name).as_uri())
        page.evaluate(script)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            report = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
            found += [
                (name, width, each["id"], [node["html"] for node in each["nodes"]])
                for each in report["violations"]
            ]
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(page: Any, project_of_reports: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for name in PAGES:
        page.goto((project_of_reports / "nl" / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_themes_differ(page: Any, project_of_reports: Path) -> None:
    colours = set()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.goto((project_of_reports / "en" / "index.html").as_uri())
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


def test_search(results: Any) -> None:
    assert results.locator("output").text_content() == "5 of 5"

    results.get_by_label("Search").fill("TR018 early")

    assert shown(results) == 1
    assert results.locator("output").text_content() == "1 of 5"
    results.reload()  # the question stands in the address
    assert shown(results) == 1
    assert results.get_by_label("Search").input_value() == "TR018 early"


def test_search_among_thousands(page: Any, tmp_path: Path) -> None:
    rows = "".join(f"<p data-row>case-{number}-</p>" for number in range(1, 4001))
    form = '<form class="filter"><input name="words"><output data-text="{shown}"></output></form>'
    (tmp_path / "filter.js").write_text(asset("filter.js"), encoding="utf-8")
    (tmp_path / "page.html").write_text(
        f'<!doctype html><html lang="en">{form}{rows}<script src="filter.js"></script>', encoding="utf-8"
    )
    page.goto((tmp_path / "page.html").as_uri())

    def search(words: str) -> list[str]:
        """The rows on the screen before anything else happens."""
        return list(
            page.evaluate(
                """(words) => {
                  const field = document.querySelector("[name=words]");
                  field.value = words;
                  field.dispatchEvent(new Event("input", {bubbles: true}));
                  return Array.from(document.querySelectorAll("[data-row]:not([hidden])"), (row) => row.textContent);
                }""",
                words,
            )
        )

    assert search("case-3999-") == ["case-3999-"]
    back = search("case")
    assert back[:200] == [f"case-{number}-" for number in range(1, 201)]
    assert all(row.startswith("case-1") for row in search("case-1"))
    page.wait_for_function("document.querySelectorAll('[data-row]:not([hidden])').length === 1111")
    search("")
    page.wait_for_function("document.querySelectorAll('[data-row]:not([hidden])').length === 4000")


def test_search_by_what_a_case_keeps_silent(results: Any) -> None:
    results.get_by_label("Search").fill("cs002")

    assert results.locator("[data-row]:visible a:not(.anchor)").all_text_contents() == [
        "ends-early",
        "edited",
    ]


def test_choices(results: Any) -> None:
    results.get_by_label("How").select_option("expected to fail")
    assert results.locator("[data-row]:visible a:not(.anchor)").all_text_contents() == ["undecided"]

    results.get_by_label("How").select_option(label="all that needs attention")
    assert results.locator("[data-row]:visible a:not(.anchor)").all_text_contents() == ["wrong"]

    results.get_by_label("How").select_option("")
    assert shown(results) == 5
    assert "#" not in results.url


def test_figures_of_the_overview_lead_to_their_results(page: Any, project_of_reports: Path) -> None:
    page.goto((project_of_reports / "en" / "index.html").as_uri())
    page.get_by_role("link", name="3 as expected", exact=True).click()

    assert shown(page) == 3


def test_with_the_keyboard(results: Any) -> None:
    results.keyboard.press("/")
    results.keyboard.type("wrong")
    assert results.evaluate("document.activeElement.name") == "words"
    assert shown(results) == 1
    for _ in range(10):
        results.keyboard.press("Tab")
        if results.evaluate("document.activeElement.closest('[data-row]') !== null"):
            break
    results.keyboard.press("Enter")
    results.wait_for_url("**/results/000003.html")

    assert results.locator("h1").text_content() == "wrong"


def test_every_row_has_an_address(results: Any, project_of_reports: Path) -> None:
    results.locator(".anchor").nth(3).click()
    assert results.url.endswith("results.html#r4")
    assert shown(results) == 5

    results.goto((project_of_reports / "en" / "mutants.html").as_uri())
    source = results.locator("details:not([open]) a[href*='-L']").first
    address = source.get_attribute("href")
    results.goto((project_of_reports / "en" / "mutants.html").as_uri() + address)
    results.reload()
    assert results.locator(f"[id='{address[1:]}']").is_visible()


def test_survivors_are_open(page: Any, project_of_reports: Path) -> None:
    page.goto((project_of_reports / "en" / "mutants.html").as_uri())
    all_of_them = shown(page)
    assert all_of_them > 0

    page.get_by_label("Search").fill("no such text")
    assert shown(page) == 0
    assert page.locator("details[data-rows]:visible").count() == 0


def test_heads_stay_in_sight(results: Any) -> None:
    results.set_viewport_size({"width": 900, "height": 300})
    results.locator("[data-row]").last.scroll_into_view_if_needed()

    assert results.evaluate("scrollY") > 0
    assert results.locator(".row.head").bounding_box()["y"] == 0


def test_a_finding_leads_to_its_line(page: Any, project_of_reports: Path) -> None:
    page.goto((project_of_reports / "en" / "rules/1/TR018.html").as_uri())
    page.locator("ol.marked a").first.click()

    assert page.url.endswith("/results/000002.html#L8")
    assert "TR018" in page.locator("#L8").text_content()


def test_on_paper(results: Any, project_of_reports: Path) -> None:
    results.emulate_media(media="print")
    assert not results.locator("nav").is_visible()
    assert not results.locator("form").is_visible()

    results.goto((project_of_reports / "en" / "mutants.html").as_uri())
    results.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert results.locator("details:not([open])").count() == 0


def test_without_javascript(chromium: Any, project_of_reports: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((project_of_reports / "en" / "results.html").as_uri())

    assert shown(page) == 5
    assert not page.locator("form").is_visible()
    context.close()
