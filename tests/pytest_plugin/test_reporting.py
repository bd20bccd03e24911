"""What a run shows: failures, the closing table, JUnit XML and the document of --retour-json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree
from samples import write_cases


def lines_between(result: pytest.RunResult, first: str, last: str) -> list[str]:
    lines = result.outlines
    begin = next(number for number, line in enumerate(lines) if line.startswith(first))
    end = next(number for number in range(begin, len(lines)) if lines[number].startswith(last))
    return lines[begin : end + 1]


def test_failure_text(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "stop.cases.yaml",
        """\
        cases:
          - id: ends-early
            about: |
              The end of the support
              lies before its start.
            message: both.xml
            expect: {fires: [{code: TR018, times: 2}], allow: [TR*]}
        """,
    )

    result = plugin.runpytest("--retour-why=0")

    result.assert_outcomes(failed=1)
    shown = lines_between(result, "stop.cases.yaml:2:5: ends-early", "again: ")
    digest = shown[-2].rpartition("(")[2].rstrip(")")
    assert len(digest) == 12
    assert shown == [
        "stop.cases.yaml:2:5: ends-early",
        "  The end of the support",
        "  lies before its start.",
        "",
        "- TR018 was expected 2 times, but fired once",
        "- CS002 fired at /Bericht/Clienten/Client/Bsn, which the case doesn't name",
        "",
        "expected     |  fired",
        "-----------  |  -----",
        "TR018 × 2    |  TR018 (9018)",
        "allowed TR*  |  CS002 (S002)",
        "",
        "TR018 → 9018  Support doesn't end before it began.",
        "    both.xml:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum",
        "    both.xml:9  /Bericht/Clienten/Client/StopProduct[1]/Einddatum",
        "CS002 → S002",
        "    both.xml:5  /Bericht/Clienten/Client/Bsn",
        "schema: not checked, the set has no XSD",
        "",
        f"message both.xml, rules demo/1.0 1.0.3 ({digest})",
        "again: pytest stop.cases.yaml::ends-early",
    ]


def test_short_summary_gives_the_reasons(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml", "message: cs002.xml\ncases: [{id: a, expect: {fires: [TR018]}}]\n"
    )

    result = plugin.runpytest("-rf")

    result.stdout.fnmatch_lines(
        ["FAILED a.cases.yaml::a - TR018 did not fire: it was evaluated, and silent; CS*"]
    )


def test_command_to_see_it_again_quotes_the_path(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "een map" / "a.cases.yaml", "message: ../cs002.xml\ncases: [{id: a, expect: valid}]\n"
    )

    assert "again: pytest 'een map/a.cases.yaml::a'" in plugin.runpytest().outlines


def test_message_problem_fails_its_case_and_no_other(plugin: pytest.Pytester) -> None:
    (plugin.path / "truncated.xml").write_text("<Bericht>", encoding="utf-8")
    write_cases(
        plugin.path / "a.cases.yaml",
        "cases:\n"
        "  - {id: truncated, message: truncated.xml, expect: valid}\n"
        "  - {id: accepted, message: accepted.xml, expect: valid}\n",
    )

    result = plugin.runpytest()

    result.assert_outcomes(passed=1, failed=1)
    assert (
        "file not-xml  not well-formed XML: Premature end of data in tag Bericht line 1 (column 10)"
        in result.outlines
    )


def test_at_that_selects_nothing(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        "message: tr018.xml\ncases:\n  - id: a\n    expect: {fires: [{code: TR018, at: //Iban}]}\n",
    )

    result = plugin.runpytest()

    result.assert_outcomes(failed=1)
    assert "- a.cases.yaml:4:22: at //Iban selects nothing in this message" in result.outlines


TABLE = """\
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: ends-early, message: tr018-twice.xml, expect: {fires: [TR018]}}
  - {id: both, message: both.xml, expect: {fires: [TR018], allow: [CS002]}}
  - {id: technical, message: technical.xml, expect: {retour: [0001]}}
"""


def test_closing_table(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE)

    result = plugin.runpytest("-v")

    result.assert_outcomes(passed=4)
    first, *table = lines_between(result, "demo/1.0", "  no case made fire")
    name, version, digest, cases = (part.strip() for part in first.split("  "))
    assert (name, version, cases) == ("demo/1.0", "version 1.0.3", "4 cases")
    assert digest.startswith("sha256 ")
    assert table == [
        "  retour  rule   expected by  fired in",
        "  S002    CS002  0            1",
        "  0001    TR004  0            1",
        "  9018    TR018  2            2",
        "  no case made fire (2 of 5): CD007, XX001",
    ]
    assert any(line.startswith("===") and " retour codes " in line for line in result.outlines)


def test_closing_table_is_short_unless_asked(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE)

    lines = plugin.runpytest().outlines

    assert "  3 of 5 rules fired; -v lists them, and those that didn't" in lines
    assert not any("expected by" in line or "no case made fire" in line for line in lines)


def test_quiet_run_has_no_table(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE)

    assert "retour codes" not in plugin.runpytest("-q").stdout.str()


def test_verbose_run_tells_what_fired(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE)

    result = plugin.runpytest("-v")

    result.stdout.fnmatch_lines(
        [
            "a.cases.yaml::accepted PASSED (nothing fired) *",
            "a.cases.yaml::ends-early PASSED (TR018 → 9018) *",
            "a.cases.yaml::both PASSED (TR018 → 9018, CS002 → S002) *",
            "a.cases.yaml::technical PASSED (TR004 → 0001) *",
        ]
    )


WRONG = (
    "message: cs002.xml\ncases:\n  - {id: right, expect: {fires: [CS002]}}\n  - {id: wrong, expect: valid}\n"
)
REASON = "CS002 fired at /Bericht/Clienten/Client/Bsn, which the case doesn't name"

ways = pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])


@pytest.fixture
def wrong(plugin: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("COLUMNS", "200")
    write_cases(plugin.path / "a.cases.yaml", WRONG)
    return plugin


@ways
def test_reason_in_the_short_summary(wrong: pytest.Pytester, workers: tuple[str, ...]) -> None:
    assert f"FAILED a.cases.yaml::wrong - {REASON}" in wrong.runpytest("--tb=no", *workers).outlines


@ways
def test_reason_in_one_line(wrong: pytest.Pytester, workers: tuple[str, ...]) -> None:
    file = wrong.path / "a.cases.yaml"
    assert f"{file}:4: {REASON}" in wrong.runpytest("--tb=line", *workers).outlines


@ways
def test_reason_in_junit_xml(wrong: pytest.Pytester, workers: tuple[str, ...]) -> None:
    wrong.runpytest("--junitxml", "junit.xml", *workers)

    suite = etree.parse(wrong.path / "junit.xml").getroot()[0]
    (failure,) = suite.iter("failure")
    assert failure.get("message") == REASON
    assert failure.text.splitlines()[:3] == ["a.cases.yaml:4:5: wrong", "", f"- {REASON}"]
    assert failure.getparent().get("name") == "wrong"


@ways
def test_reason_in_an_annotation(
    wrong: pytest.Pytester, workers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pytest-github-actions-annotate-failures writes it, which looks at a representation's type."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    result = wrong.runpytest("-p", "pytest_github_actions_annotate_failures", *workers)

    annotations = [line for line in result.errlines if line.startswith("::")]
    assert annotations == [f"::error file=a.cases.yaml,line=4::wrong%0A%0A{REASON}"]


def test_failure_is_no_error_of_the_test(wrong: pytest.Pytester) -> None:
    """Allure and others tell a test that failed from a broken one by the class of what was raised."""
    wrong.makeconftest(
        "def pytest_exception_interact(call):\n"
        "    print('raised', isinstance(call.excinfo.value, AssertionError))\n"
    )

    wrong.runpytest("-s").stdout.fnmatch_lines(["*raised True"])


def test_reasons_are_red_on_a_terminal(wrong: pytest.Pytester) -> None:
    assert f"\x1b[31m- {REASON}\x1b[0m" in wrong.runpytest("--color=yes").outlines


def test_junit_xml(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE.replace("expect: valid", "expect: {fires: [CS002]}"))

    plugin.runpytest("--junitxml", "junit.xml").assert_outcomes(passed=3, failed=1)

    suite = etree.parse(plugin.path / "junit.xml").getroot()[0]
    assert [case.get("name") for case in suite] == ["accepted", "ends-early", "both", "technical"]
    assert [case.find("properties/property").get("value") for case in suite] == [
        "",
        "9018",
        "9018 S002",
        "0001",
    ]
    assert {each.get("name"): each.get("value") for each in suite[2].iter("property")} == {
        "retour": "9018 S002",
        "found": "TR018 CS002",
        "rules": "demo/1.0@1.0.3",
        "file": "a.cases.yaml",
        "line": "4",
    }
    assert "CS002 did not fire" in suite[0].find("failure").get("message")


def test_retour_json_that_can_not_be_written(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE)

    result = plugin.runpytest("-q", "--retour-json", ".")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["--retour-json: *: can't be written: it is a folder", "4 passed*"])


def test_retour_json(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", TABLE.replace("allow: [CS002]", "not: [CD007]"))

    plugin.runpytest("--retour-json", "out/results.json").assert_outcomes(passed=3, failed=1)

    document = json.loads((plugin.path / "out" / "results.json").read_text(encoding="utf-8"))
    assert document["engine"].startswith("SaxonC-HE ")
    both = document["results"][2]
    assert both["message"] == "both.xml"
    assert both["case"] == {"file": "a.cases.yaml", "line": 4, "id": "both", "tags": []}
    assert both["status"] == "rejected"
    assert both["verdict"]["status"] == "not as expected"
    assert both["verdict"]["missing"] == []
    assert [finding["code"] for finding in both["verdict"]["unexpected"]] == ["CS002"]
    assert [result["verdict"]["status"] for result in document["results"]] == [
        "as expected",
        "as expected",
        "not as expected",
        "as expected",
    ]


def json_of(plugin: pytest.Pytester, *options: str) -> bytes:
    file: Path = plugin.path / "results.json"
    plugin.runpytest_subprocess("--retour-no-cache", "--retour-json", file.name, *options).assert_outcomes(
        passed=8
    )
    data = file.read_bytes()
    file.unlink()
    return data


def test_retour_json_has_the_same_bytes_whatever_the_workers(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "b.cases.yaml", TABLE)
    write_cases(plugin.path / "sub" / "a.cases.yaml", TABLE.replace("message: ", "message: ../"))

    alone = json_of(plugin, "--retour-engine-workers", "1")

    assert b'"id": "technical"' in alone
    assert json_of(plugin, "--retour-engine-workers", "0") == alone
    assert json_of(plugin, "--retour-engine-workers", "2") == alone
    assert json_of(plugin, "-n", "2") == alone
