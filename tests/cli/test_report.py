"""`retour report`: web pages and forms for CI, from documents of results."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from processes import Ended
from retour.comparison import comparison_document, read_comparison
from retour.mutation import mutation_document, read_mutation
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

    assert_links_lead_somewhere(results.parent / "pages")


def assert_links_lead_somewhere(folder: Path) -> None:
    pages = pages_of(folder)
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        assert len(page.xpath("//@id")) == len(ids[name]), name
        for link in page.xpath("//@href | //@src"):
            target, _, anchor = unquote(link).partition("#")
            file = (folder / name).parent / target if target else folder / name
            assert file.is_file(), (name, link)
            if anchor and "=" not in anchor:
                assert anchor in ids[file.resolve().relative_to(folder.resolve()).as_posix()], (name, link)


@pytest.fixture
def parts(results: Path, retour_here: Retour) -> tuple[str, ...]:
    """Options that bring coverage, mutants and a comparison along."""
    retour_here("coverage", ".", "--branches", "--data", "coverage.json")
    mutated = ("--operator", "comparison", "--format", "json", "--output", "mutants.json")
    assert retour_here("mutate", "--no-cache", *mutated).code == 0
    compared = ("--engines", "saxon,libxslt", "--format", "json", "--output", "comparison.json")
    assert retour_here("compare", "demo/1.0", "--cases", ".", *compared).code == 0
    return "--coverage=coverage.json", "--mutation=mutants.json", "--comparison=comparison.json"


def test_parts_of_other_commands(results: Path, parts: tuple[str, ...], retour_here: Retour) -> None:
    ended = retour_here("report", "results.json", "--html", "pages", *parts)

    assert ended.code == 0, ended.err
    folder = results.parent / "pages"
    pages = pages_of(folder)
    links = {link.text: link.get("href") for link in pages["index.html"].xpath("//nav/a")}
    assert links["Coverage"] == "coverage.html"
    assert links["Mutants"] == "mutants.html"
    assert links["Comparison"] == "comparison.html"
    rule = pages["rules/1/TR018.html"]
    assert rule.xpath("//h2/text()")[:3] == ["Coverage", "Mutants", "Comparison"]
    assert rule.xpath("//td[a[@href='../../coverage.html#s1-TR018']]/following-sibling::td[1]/text()") == [
        "2"
    ]
    assert "agree on 3 messages" in pages["comparison.html"].findtext(".//h1")
    survivors = pages["mutants.html"].xpath("//details[@open]//div[@data-row]")
    assert survivors
    assert all(each.get("data-operator") == "comparison" for each in survivors)
    nearest = pages["mutants.html"].xpath("//details[@open]//a[starts-with(@href, 'results/')]/text()")
    assert "stop.cases.yaml::accepted" in nearest
    assert_links_lead_somewhere(folder)


def test_the_documents_of_other_commands_come_back_as_they_were(
    results: Path, parts: tuple[str, ...]
) -> None:
    folder = results.parent
    mutants = (folder / "mutants.json").read_text(encoding="utf-8")
    compared = (folder / "comparison.json").read_text(encoding="utf-8")

    engine = json.loads(mutants)["engine"]
    assert mutation_document(read_mutation(folder / "mutants.json"), engine) + "\n" == mutants
    assert comparison_document(read_comparison(folder / "comparison.json")) + "\n" == compared


def test_a_report_in_dutch(results: Path, parts: tuple[str, ...], retour_here: Retour) -> None:
    (results.parent / "retour.toml").write_text('rule_sets = ["rules"]\nlanguage = "nl"\n')
    ended = retour_here("report", "results.json", "--html", "pages", *parts)

    assert ended.code == 0, ended.err
    pages = pages_of(results.parent / "pages")
    assert {page.get("lang") for page in pages.values()} == {"nl"}
    assert pages["index.html"].findtext(".//h1") == "1 niet zoals verwacht, 2 zoals verwacht"
    assert pages["index.html"].xpath("//nav/a/text()") == [
        "Overzicht",
        "Resultaten",
        "Regels",
        "Dekking",
        "Mutanten",
        "Vergelijking",
    ]
    assert pages["rules/1/TR018.html"].xpath("//h2/text()")[:3] == ["Dekking", "Mutanten", "Vergelijking"]


def test_the_language_is_asked_for(results: Path, retour_here: Retour) -> None:
    said = retour_here("report", "results.json", "--html", "pages", "--language", "nl").out
    wrong = retour_here("report", "results.json", "--html", "pages", "--language", "fr")

    assert pages_of(results.parent / "pages")["index.html"].get("lang") == "nl"
    assert "zoals verwacht" in said
    assert wrong == Ended(2, "", "retour: --language fr: no such language; they are en, nl\n")


def test_a_stylesheet_that_changed_isnt_shown(
    results: Path, parts: tuple[str, ...], retour_here: Retour
) -> None:
    for sheet in (results.parent / "rules").rglob("*.xsl"):
        sheet.write_text(sheet.read_text() + "<!-- another -->")

    ended = retour_here("report", "results.json", "--html", "pages", parts[1])
    refused = retour_here("report", "results.json", "--html", "pages", parts[0])

    assert ended.code == 0, ended.err
    page = pages_of(results.parent / "pages")["mutants.html"]
    assert "isn't here any more as it was" in page.text_content()
    assert refused.code == 2
    assert "it has changed since" in refused.err


@pytest.mark.parametrize("name", ["mutation", "comparison"])
def test_a_document_of_something_else(results: Path, retour_here: Retour, name: str) -> None:
    ended = retour_here("report", "results.json", "--html", "pages", f"--{name}", "results.json")

    assert ended.code == 2
    assert ended.err.startswith("retour: results.json: not a document of ")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--mutation", "x"], "--mutation goes with --html DIR"),
        (["--html", "pages", "--coverage-waivers", "x"], "--coverage-waivers is about coverage"),
        (["--html", "pages", "--rule-report", "x"], "--rule-report is about coverage"),
    ],
)
def test_options_that_need_another(results: Path, retour_here: Retour, options: list[str], why: str) -> None:
    ended = retour_here("report", "results.json", *options)

    assert ended.code == 2
    assert why in ended.err


def test_an_expected_failure_is_of_its_own_kind(
    project: Path, cases: Callable[..., Path], retour_here: Retour
) -> None:
    cases("rules: demo/1.0\ncases: [{id: later, message: a.xml, xfail: not decided, expect: valid}]\n")
    (project / "a.xml").write_text(TR018_ONCE, newline="")
    ended = retour_here("run", "-q", ".", "--retour-html", "pages")

    assert ended.code == 0, ended.out
    pages = pages_of(project / "pages")
    assert pages["index.html"].findtext(".//h1") == "1 expected to fail"
    assert not pages["index.html"].xpath("//h2[.='Not as it should be']")
    assert "not decided" in pages["results/000001.html"].text_content()


def test_coverage_of_the_run_itself(project: Path, cases: Callable[..., Path], retour_here: Retour) -> None:
    cases("rules: demo/1.0\ncases: [{id: a, message: a.xml, expect: {fires: [TR018]}}]\n")
    (project / "a.xml").write_text(TR018_ONCE, newline="")
    options = ("--retour-html", "pages", "--retour-coverage", "rules", "--retour-language", "nl")
    ended = retour_here("run", "-q", ".", *options)

    assert ended.code == 0, ended.out
    pages = pages_of(project / "pages")
    assert pages["coverage.html"].findtext(".//h1") == "Dekking van regelsets"
    assert pages["rules/1/TR018.html"].xpath("//h2/text()")[0] == "Dekking"


def test_lines_of_the_message_on_the_page_of_a_rule(results: Path, retour_here: Retour) -> None:
    retour_here("report", "results.json", "--html", "pages", "--values")

    rule = pages_of(results.parent / "pages")["rules/1/TR018.html"]
    marked = rule.xpath("//li[@id='r2-L9']")[0].text_content().split(maxsplit=1)
    assert marked[0] == "L9"
    assert "2017-06-01" in marked[1]


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
        retour_here("run", "-q", ".", "--no-cache", "-k", chosen, "--retour-json", f"{name}.json")

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


def test_pages_of_a_check(project: Path, retour_here: Retour) -> None:
    for name, text in (("a.xml", MESSAGE), ("b.xml", TR018_ONCE), ("c.xml", "no")):
        (project / name).write_text(text, newline="")

    ended = retour_here("check", "a.xml", "b.xml", "c.xml", "--html", "pages", "--values", "--language", "nl")

    assert ended.code == 1
    assert "b.xml: afgewezen" in ended.out
    pages = pages_of(project / "pages")
    assert pages["index.html"].findtext(".//h1") == "2 afgewezen, 1 geaccepteerd"
    assert "2017-06-09" in pages["results/000002.html"].text_content()
    assert_links_lead_somewhere(project / "pages")
    assert "--values goes with --html" in retour_here("check", "a.xml", "--values").err
