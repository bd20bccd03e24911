"""`retour import vefa`: testSets of our own about our own invoices, as case files that run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from invoices import INVOICE, write_suite
from processes import Ended, run_here

Retour = Callable[..., Ended]

SET = """\
<?xml version="1.0" encoding="UTF-8"?>
<testSet xmlns="http://difi.no/xsd/vefa/validator/1.0" configuration="ours">
  <assert><scope>INV-01</scope></assert>
  <test>
    <assert><description>It has an
      Id.</description><success>INV-01</success></assert>
    <i:Invoice xmlns:i="urn:retour:tests:invoice"><i:Id>1</i:Id></i:Invoice>
  </test>
  <test id="No Id: twice/">
    <assert><error>INV-01</error></assert>
    <Invoice xmlns="urn:retour:tests:invoice" xmlns:unused="urn:u"><!-- no Id --><Line>é</Line></Invoice>
  </test>
</testSet>
"""


def set_of(tests: str) -> str:
    return f'<testSet xmlns="http://difi.no/xsd/vefa/validator/1.0">{tests}</testSet>'


def one_test(asserted: str, attributes: str = "", document: str | None = None) -> str:
    document = f'<Invoice xmlns="{INVOICE}"><Id>1</Id></Invoice>' if document is None else document
    return f"<test {attributes}><assert>{asserted}</assert>{document}</test>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_suite(tmp_path, files={"sets/deep/INV-01.xml": SET, "sets/readme.txt": "no tests"})
    return tmp_path


@pytest.fixture
def retour(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    monkeypatch.chdir(project)
    return run_here(monkeypatch, capsys)


def imported(project: Path, retour: Retour, text: str, *options: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and kind and text of the notes, of an import of one file."""
    (project / "one.xml").write_text(text, encoding="utf-8")
    ended = retour("import", "vefa", "one.xml", "--to", "cases", "--format", "json", *options)
    assert ended.err == ""
    return ended.code, [(note["kind"], note["text"]) for note in json.loads(ended.out)["notes"]]


def expectations(file: Path) -> list[object]:
    return [case["expect"] for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]]


def test_a_folder_becomes_case_files_that_run(project: Path, retour: Retour) -> None:
    assert retour("import", "vefa", "sets", "--to", "cases") == Ended(0, "2 cases in 1 case file\n", "")

    file = project / "cases/sets/deep/INV-01.cases.yaml"
    assert file.read_text(encoding="utf-8") == (
        "# Made by `retour import vefa` from INV-01.xml: change that, and import it again.\n"
        "rules: invoices\n"
        "\n"
        "cases:\n"
        "  - id: test-1\n"
        "    about: It has an Id.\n"
        "    message: INV-01/test-1.xml\n"
        "    expect:\n"
        "      not:\n"
        "        - INV-01\n"
        "      scope:\n"
        "        - INV-01\n"
        "  - id: No-Id-twice\n"
        "    message: INV-01/No-Id-twice.xml\n"
        "    expect:\n"
        "      fires:\n"
        "        - code: INV-01\n"
        "          times: 1\n"
        "          severity:\n"
        "            - fatal\n"
        "            - error\n"
        "      scope:\n"
        "        - INV-01\n"
    )
    assert (file.parent / "INV-01/No-Id-twice.xml").read_text(encoding="utf-8") == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<Invoice xmlns="urn:retour:tests:invoice" xmlns:unused="urn:u"><!-- no Id --><Line>é</Line></Invoice>\n'
    )
    assert (file.parent / "INV-01/test-1.xml").read_text(encoding="utf-8").count("difi.no") == 0
    assert retour("run", "-q", "cases").code == 0


@pytest.mark.parametrize(
    ("asserted", "expect"),
    [
        ("<fatal>INV-01</fatal>", {"fires": [{"code": "INV-01", "times": 1, "severity": "fatal"}]}),
        (
            "<warning number='2'>INV-02</warning>",
            {"fires": [{"code": "INV-02", "times": 2, "severity": "warning"}]},
        ),
        ("<success>INV-01</success><success>INV-02</success>", {"not": ["INV-01", "INV-02"]}),
        ("", "valid"),
    ],
)
def test_what_is_expected(project: Path, retour: Retour, asserted: str, expect: object) -> None:
    assert imported(project, retour, set_of(one_test(asserted))) == (0, [])
    assert expectations(project / "cases/one.cases.yaml") == [expect]


def test_rules_that_are_to_be_evaluated(project: Path, retour: Retour) -> None:
    tests = one_test("<success>INV-01</success>") + one_test("<success>INV-03</success>")
    assert imported(project, retour, set_of(tests), "--evaluated") == (0, [])

    ended = retour("run", "cases")

    assert expectations(project / "cases/one.cases.yaml")[0] == {
        "not": [{"code": "INV-01", "evaluated": True}]
    }
    assert "INV-03 had to be evaluated: it wasn't evaluated" in ended.out
    assert "1 failed, 1 passed" in ended.out


@pytest.mark.parametrize("times", [1, 2])
def test_a_rule_fires_exactly_so_often(project: Path, retour: Retour, times: int) -> None:
    lines = f'<Invoice xmlns="{INVOICE}"><Id>1</Id><Line><Amount>1</Amount><Old/></Line><Line><Amount>1</Amount><Old/></Line></Invoice>'
    tests = one_test(f"<scope>INV-04</scope><error number='{times}'>INV-04</error>", document=lines)
    imported(project, retour, set_of(tests))

    ended = retour("run", "cases")

    assert ended.code == (0 if times == 2 else 1)
    assert ("was expected once, but fired 2 times" in ended.out) == (times == 1)


def test_an_error_that_comes_as_a_warning_fails(project: Path, retour: Retour) -> None:
    remark = f'<Invoice xmlns="{INVOICE}"><Id>1</Id><Remark/></Invoice>'
    imported(project, retour, set_of(one_test("<error>INV-02</error>", document=remark)))

    assert "INV-02 fired, but not as a fatal error or an error" in retour("run", "cases").out


@pytest.mark.parametrize(
    ("tests", "code", "notes"),
    [
        (
            one_test("<success number='3'>INV-01</success>"),
            0,
            [("dead", "the attribute number of success says nothing")],
        ),
        (
            one_test("<success>INV-01</success>", "number='1'"),
            0,
            [("dead", "the attribute number of test says nothing")],
        ),
        (one_test("<info>INV-01</info>"), 0, [("dead", "info asserts nothing")]),
        (
            one_test("<success>INV-01</success>").replace("<Invoice", "<more/><Invoice"),
            0,
            [("dead", "more stands in a test, and asserts nothing")],
        ),
        (one_test("<success> </success>"), 0, [("dead", "success names no rule")]),
        (
            one_test("<error>INV-01</error><error number='2'>INV-01</error>"),
            0,
            [("dead", "error names INV-01 twice: the first counts")],
        ),
        (
            one_test("<scope>INV-01</scope>"),
            1,
            [("cannot-fail", "it names no rule that fires or is silent")],
        ),
        (
            one_test("<scope>INV-01</scope><success>INV-02</success>"),
            1,
            [
                (
                    "cannot-fail",
                    "success INV-02: it lies outside the scope of the test, where VEFA looks at nothing; the case does look",
                )
            ],
        ),
        (
            one_test("<scope>INV-01</scope><error>INV-02</error>"),
            1,
            [("cannot-pass", "INV-02 lies outside the scope of the test")],
        ),
        (
            one_test("<error>INV-01</error><success>INV-01</success>"),
            1,
            [("cannot-pass", "INV-01 has to fire and to be silent")],
        ),
        (
            one_test("<error number='many'>INV-01</error>"),
            1,
            [("unreadable", "error INV-01: 'many' is no number of times: once is taken")],
        ),
        (
            one_test("<success>INV-01</success>", document=""),
            1,
            [("unreadable", "the test holds no document, where one is meant: it isn't imported")],
        ),
        (
            one_test("<success>INV-01</success>", document="<a xmlns=''/><b xmlns=''/>"),
            1,
            [("unreadable", "the test holds 2 documents, where one is meant: it isn't imported")],
        ),
    ],
)
def test_what_is_listed(
    project: Path, retour: Retour, tests: str, code: int, notes: list[tuple[str, str]]
) -> None:
    assert imported(project, retour, set_of(tests)) == (code, notes)


def test_an_unknown_rule_is_listed_and_refused_and_keeps_no_other_from_running(
    project: Path, retour: Retour
) -> None:
    tests = one_test("<success>INV-1</success>") + one_test("<success>INV-01</success>")

    assert imported(project, retour, set_of(tests)) == (
        1,
        [("unknown-rule", "rule set invoices has no rule 'INV-1', did you mean 'INV-01'?")],
    )

    ended = retour("run", "cases")
    assert "one-test-1.refused.cases.yaml:9:11: rule set invoices has no rule 'INV-1'" in ended.out
    assert "1 passed, 1 file that can't be used" in ended.out


def test_text_lists_and_counts(project: Path, retour: Retour) -> None:
    (project / "one.xml").write_text(set_of(one_test("<success number='3'>INV-1</success>")))

    assert retour("import", "vefa", "one.xml", "--to", "cases") == Ended(
        1,
        "one.xml:1: dead: the attribute number of success says nothing\n"
        "one.xml:1: unknown-rule: rule set invoices has no rule 'INV-1', did you mean 'INV-01'?\n"
        "1 cases in 1 case file\n"
        "1 of them name a rule that the set doesn't have: each stands in a file *.refused.cases.yaml of its own, and running it "
        "says so\n"
        "dead: 1\n"
        "unknown-rule: 1\n",
        "",
    )


def test_a_file_that_can_not_be_read_keeps_no_other_out(project: Path, retour: Retour) -> None:
    (project / "sets/broken.xml").write_text(SET[:-12])
    (project / "sets/dtd.xml").write_text(SET.replace("<testSet", "<!DOCTYPE testSet><testSet", 1))

    ended = retour("import", "vefa", "sets", "--to", "cases")

    assert ended.code == 1
    assert "sets/broken.xml:12:" in ended.out
    assert "sets/dtd.xml: unreadable: has a DTD" in ended.out
    assert "2 cases in 1 case file" in ended.out


@pytest.mark.parametrize(
    "rules", [("ours=invoices",), ("other=nothing-like-it", "ours=invoices"), ("invoices",)]
)
def test_rule_sets_by_configuration(project: Path, retour: Retour, rules: tuple[str, ...]) -> None:
    options = [part for each in rules for part in ("--rules", each)]
    ended = retour("import", "vefa", "sets", "--to", "cases", *options)
    if rules[0].startswith("other"):
        assert (ended.code, "no rule set 'nothing-like-it'" in ended.err) == (2, True)
    else:
        assert (ended.code, ended.err) == (0, "")


def test_no_rule_set_is_for_a_message(project: Path, retour: Retour) -> None:
    (project / "one.xml").write_text(SET.replace("urn:retour:tests:invoice", "urn:other"))

    ended = retour("import", "vefa", "one.xml")

    assert ended.code == 2
    assert ended.err == (
        "retour: one.xml:4: no rule set in reach is for Invoice in namespace 'urn:other': say which with --rules "
        "ours=ID_OR_PATH\n"
    )


def test_importing_again_changes_nothing_and_replaces_nothing_unasked(project: Path, retour: Retour) -> None:
    retour("import", "vefa", "sets", "--to", "cases")
    assert retour("import", "vefa", "sets", "--to", "cases").code == 0
    file = project / "cases/sets/deep/INV-01.cases.yaml"
    file.write_text(file.read_text() + "# mine\n")

    ended = retour("import", "vefa", "sets", "--to", "cases")
    assert (ended.code, "--replace puts what is imported in its place" in ended.err) == (2, True)
    assert file.read_text().endswith("# mine\n")
    assert retour("import", "vefa", "sets", "--to", "cases", "--replace").code == 0
    assert not file.read_text().endswith("# mine\n")


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("none.xml", "retour: none.xml: there is no such file or folder\n"),
        ("rules", "retour: rules: there is no testSet in this folder, or below it\n"),
    ],
)
def test_nothing_to_import(retour: Retour, path: str, error: str) -> None:
    ended = retour("import", "vefa", path)
    assert (ended.code, ended.err) == (2, error)


def test_two_files_of_one_name(project: Path, retour: Retour) -> None:
    (project / "INV-01.xml").write_text(SET)
    ended = retour("import", "vefa", "INV-01.xml", "sets/deep/INV-01.xml")
    assert ended.code == 2
    assert "INV-01.xml and sets/deep/INV-01.xml would both become INV-01.cases.yaml" in ended.err


def test_ids_are_unique(project: Path, retour: Retour) -> None:
    tests = one_test("<success>INV-01</success>", "id='a'") * 2 + one_test("<success>INV-01</success>")
    imported(project, retour, set_of(tests))
    cases = yaml.safe_load((project / "cases/one.cases.yaml").read_text())["cases"]
    assert [case["id"] for case in cases] == ["a", "a-2", "test-3"]
