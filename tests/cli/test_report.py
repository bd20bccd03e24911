"""`retour report`: web pages and forms for CI, from documents of results."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from processes import Ended
from samples import MESSAGE, TR018_ONCE

Retour = Callable[..., Ended]

CASES = """\
rules: demo/1.0
cases:
  - id: accepted
    message: accepted.xml
    expect: valid
  - id: ends-early
    about: Of Zoë van Ammerveld, 999990019.
    message: accepted.xml
    edit:
      - set: //StopProduct[1]/Einddatum
        to: 2017-06-01
    expect: {fires: [TR018], not: [CS002]}
  - id: wrong
    message: tr018.xml
    expect: valid
"""


@pytest.fixture
def results(project: Path, cases: Callable[..., Path], retour_here: Retour) -> Path:
    """The document of a run of three cases, of which one fails."""
    cases(CASES)
    (project / "accepted.xml").write_text(MESSAGE, newline="")
    (project / "tr018.xml").write_text(TR018_ONCE, newline="")
    ended = retour_here("run", "-q", ".", "--retour-json", "results.json")
    assert ended.code == 1
    return project / "results.json"


def pages_of(folder: Path) -> dict[str, html.HtmlElement]:
    return {
        file.relative_to(folder).as_posix(): html.parse(file).getroot() for file in folder.rglob("*.html")
    }


def test_a_page_for_each_result_and_rule(results: Path, retour_here: Retour) -> None:
    ended = retour_here("report", "results.json", "--html", "pages")

    assert ended.code == 0, ended.err
    assert ended.out == "1 not as expected, 2 as expected\n"
    pages = pages_of(results.parent / "pages")
    assert {
        "index.html",
        "results.html",
        "rules.html",
        "results/000003.html",
        "rules/1/TR018.html",
    } <= pages.keys()
    assert pages["results/000003.html"].xpath("string(//li[@id='L9'])").split()[-1] == "TR018"
    assert [each.text for each in pages["rules/1/TR018.html"].xpath("//ul[@class='uses']/li/a[1]")] == [
        "ends-early",
        "wrong",
    ]
    assert [each.text for each in pages["rules/1/CS002.html"].xpath("//ul[@class='uses']/li/a[1]")] == [
        "ends-early"
    ]


def test_every_link_leads_somewhere(results: Path, retour_here: Retour) -> None:
    retour_here("report", "results.json", "--html", "pages")

    folder = results.parent / "pages"
    pages = pages_of(folder)
    for name, page in pages.items():
        for link in page.xpath("//@href | //@src"):
            target, _, anchor = link.partition("#")
            file = (folder / name).parent / target if target else folder / name
            assert file.is_file(), (name, link)
            if anchor.startswith("L"):
                assert html.parse(file).getroot().xpath(f"//*[@id='{anchor}']"), (name, link)


def test_values_are_shown_only_when_asked(results: Path, retour_here: Retour) -> None:
    retour_here("report", "results.json", "--html", "pages")
    hidden = "".join(file.read_text() for file in (results.parent / "pages").rglob("*.html"))
    retour_here("report", "results.json", "--html", "pages", "--values")
    shown = "".join(file.read_text() for file in (results.parent / "pages").rglob("*.html"))

    for value in ("999990019", "Ammerveld", "2017-06-09"):
        assert value not in hidden
        assert value in shown


def test_a_message_that_changed_isnt_shown(results: Path, retour_here: Retour) -> None:
    (results.parent / "tr018.xml").write_text(MESSAGE)

    retour_here("report", "results.json", "--html", "pages")

    page = pages_of(results.parent / "pages")["results/000003.html"]
    assert "has changed since" in page.text_content()
    assert not page.xpath("//ol")


def test_a_folder_of_something_else_is_left_alone(results: Path, retour_here: Retour) -> None:
    (results.parent / "mine").mkdir()
    (results.parent / "mine" / "work.txt").write_text("mine")

    ended = retour_here("report", "results.json", "--html", "mine")

    assert ended.code == 2
    assert "takes a folder of its own" in ended.err
    assert [file.name for file in (results.parent / "mine").iterdir()] == ["work.txt"]


def test_pages_that_come_along(results: Path, retour_here: Retour) -> None:
    (results.parent / "cover.html").write_text("<title>Coverage &amp; more</title>")

    retour_here("report", "results.json", "--html", "pages", "--page", "cover.html")

    pages = pages_of(results.parent / "pages")
    assert pages["index.html"].xpath("//nav/a[@href='pages/1.html']/text()") == ["Coverage & more"]
    assert (results.parent / "pages/pages/1.html").read_text() == "<title>Coverage &amp; more</title>"


def test_forms_for_ci(results: Path, retour_here: Retour) -> None:
    wanted = [f"--to={kind}:{kind}.txt" for kind in ("sarif", "gitlab", "markdown", "json")]
    ended = retour_here("report", "results.json", *wanted)

    assert ended.code == 0, ended.err
    (issue,) = json.loads((results.parent / "gitlab.txt").read_text())
    assert issue["location"] == {"path": "stop.cases.yaml", "lines": {"begin": 13}}
    assert issue["check_name"] == "TR018"
    (run,) = json.loads((results.parent / "sarif.txt").read_text())["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["TR018"]
    assert json.loads((results.parent / "json.txt").read_text()) == json.loads(results.read_text())
    assert "**1 not as expected, 2 as expected**" in (results.parent / "markdown.txt").read_text()


def test_shards_are_put_together(results: Path, retour_here: Retour) -> None:
    for name, chosen in (("one", "accepted or wrong"), ("two", "ends-early")):
        retour_here("run", "-q", ".", "-k", chosen, "--retour-json", f"{name}.json")

    ended = retour_here("report", "one.json", "two.json", "two.json", "--to", "json:all.json")

    assert ended.code == 0, ended.err
    assert (results.parent / "all.json").read_text() == results.read_text()


def test_shards_that_contradict(results: Path, retour_here: Retour) -> None:
    document = json.loads(results.read_text())
    document["results"][0]["verdict"]["status"] = "not as expected"
    (results.parent / "other.json").write_text(json.dumps(document))

    ended = retour_here("report", "results.json", "other.json")

    assert ended.code == 2
    assert "accepted has two results that differ" in ended.err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{}", "results"),
        ("no", "not a document of results"),
        ('{"results": 1}', "results"),
        ("[" * 10_000, "not a document"),
    ],
)
def test_what_is_no_document(project: Path, retour_here: Retour, text: str, why: str) -> None:
    (project / "x.json").write_text(text)

    ended = retour_here("report", "x.json")

    assert ended.code == 2
    assert ended.err.startswith("retour: x.json: not a document of results")
    assert why in ended.err


@pytest.mark.parametrize(
    ("to", "why"), [("sarfi:x", "did you mean 'sarif'"), ("sarif", "goes to a file: sarif:FILE")]
)
def test_an_unknown_form(results: Path, retour_here: Retour, to: str, why: str) -> None:
    ended = retour_here("report", "results.json", "--to", to)

    assert ended.code == 2
    assert why in ended.err


def test_messages_without_cases(project: Path, retour_here: Retour) -> None:
    (project / "tr018.xml").write_text(TR018_ONCE, newline="")
    checked = retour_here("check", "tr018.xml", "--format", "json", "--output", "checked.json")
    assert checked.out == "1 rejected\n       1  TR018 → 9018\n"

    ended = retour_here("report", "checked.json", "--html", "pages")

    assert ended.out == "1 rejected\n"
    page = pages_of(project / "pages")["results/000001.html"]
    assert page.xpath("//a[@href='../rules/1/TR018.html']")
