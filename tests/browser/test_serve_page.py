"""The page of `retour serve` in a browser: with the mouse, the keyboard, without a script, on a phone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import REPOSITORY
from served import Served, ValidationClient, serving

from tools.browser import NoBrowserError, axe

FOLDER = REPOSITORY / "fixtures" / "iwmo" / "2_1" / "wmo307"
STOP, EARLY = FOLDER / "stop.xml", FOLDER / "tr018-ends-the-day-before-it-began.xml"

DROP = """async ([name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name, { type: "text/xml" }));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("browser")) as served:
        ValidationClient(served.url).wait()
        yield served


@pytest.fixture
def tab(chromium: Any, service: Served, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The page; what it says on its console, and what it asks of others, is a failure."""
    context = chromium.new_context(**getattr(request, "param", {}))
    opened, complaints = context.new_page(), []
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((service.url, "data:")) else complaints.append(asked.url),
    )
    opened.goto(f"{service.url}/")
    yield opened
    context.close()
    assert complaints == []


def judge(tab: Any, *files: Path, button: str = "Judge") -> None:
    tab.set_input_files("#messages", list(files))
    tab.get_by_role("button", name=button, exact=True).click()
    tab.locator("section").first.wait_for()


def test_nothing_keeps_people_from_using_it(tab: Any, service: Served, tmp_path: Path) -> None:
    try:
        script = axe().read_text(encoding="utf-8")
    except NoBrowserError as error:
        pytest.skip(str(error))
    broken = tmp_path / "broken.xml"
    broken.write_text("<a")
    found = []
    for step in ("form", "one", "several"):
        if step == "one":
            judge(tab, EARLY)
        if step == "several":
            tab.goto(f"{service.url}/?language=nl")
            judge(tab, STOP, EARLY, broken, button="Beoordeel")
        tab.evaluate(script)
        for width in (400, 1200):
            tab.set_viewport_size({"width": width, "height": 900})
            for theme in ("light", "dark"):
                tab.emulate_media(color_scheme=theme)
                report = tab.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
                found += [(step, width, theme, each["id"]) for each in report["violations"]]
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, step
    assert found == []


def test_a_message_is_dropped(tab: Any) -> None:
    tab.evaluate(DROP, ["early.xml", EARLY.read_text("utf-8")])
    tab.keyboard.press("Enter")  # the button has the focus

    assert tab.locator("h2").first.inner_text() == "early.xml rejected"


def test_with_the_keyboard(tab: Any) -> None:
    tab.set_input_files("#messages", EARLY)
    tab.locator("#messages").focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")  # no reasons
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.locator("section").wait_for()

    assert tab.locator("pre").count() == 0
    tab.get_by_role("link", name="line 35").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#m1-L35").evaluate("each => each.matches(':target')")


def test_a_line_in_a_message_that_is_folded(tab: Any) -> None:
    judge(tab, STOP, EARLY)
    assert not tab.locator("#m2-L35").is_visible()

    tab.get_by_role("link", name="line 35").click()

    assert tab.locator("#m2-L35").is_visible()


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script(tab: Any) -> None:
    judge(tab, EARLY)

    assert tab.locator("h2").first.inner_text() == "early.xml rejected".replace("early", EARLY.stem)


def test_downloads(tab: Any, tmp_path: Path) -> None:
    judge(tab, EARLY)

    with tab.expect_download() as retour:
        tab.get_by_role("link", name="Download the retour").click()
    with tab.expect_download() as case:
        tab.get_by_role("link", name="Make a case of this").click()

    assert retour.value.suggested_filename == f"{EARLY.stem}-WMO308.xml"
    assert b"9018" in Path(retour.value.path()).read_bytes()
    with zipfile.ZipFile(case.value.path()) as archive:
        assert archive.read(EARLY.name) == EARLY.read_bytes()


def test_another_language(tab: Any) -> None:
    tab.get_by_role("link", name="Nederlands").click()

    assert tab.locator("h1").inner_text() == "Berichten beoordelen"
    judge(tab, EARLY, button="Beoordeel")
    assert tab.locator("h1").inner_text() == "Uitkomst van 1 bericht"


def test_a_page_of_another_site_can_not_send_a_form(chromium: Any, service: Served, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text(f'<form method="post" action="{service.url}/validatie"><button>Send</button></form>')
    context = chromium.new_context()
    opened = context.new_page()
    opened.goto(other.as_uri())

    with opened.expect_response("**/validatie") as answered:
        opened.get_by_role("button").click()

    assert answered.value.status == 403
    context.close()
