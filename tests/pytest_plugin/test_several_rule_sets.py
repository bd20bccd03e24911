"""`--retour-rules`: the same cases under several rule sets in one run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import MANIFEST, RULES, write_cases, write_set

UNDER_BOTH = ("--retour-rules=demo/1.0@1.0.9", "--retour-rules=demo/1.0@1.0.13")

CASES = """\
cases:
  - {id: same, message: accepted.xml, expect: valid}
  - {id: gap, message: tr018.xml, expect: valid, known: {fires: [TR018], until: 1.0.13}}
  - id: levels
    message: cs002.xml
    expect: [{until: 1.0.13, valid: true}, {from: 1.0.13, fires: [CS002]}]
  - {id: claim, message: cs002.xml, expect: {fires: [{code: CS002, from: 1.0.10}]}}
  - {id: old, message: accepted.xml, expect: {until: 1.0.10, valid: true}}
"""


def write_levels(folder: Path) -> None:
    """Two patch levels: TR018 fires wrongly in 1.0.9 and no longer in 1.0.13, where CS002 came."""
    early = RULES.replace(
        "<xsl:for-each select=\"//m:Bsn[. != '999990019'", '<xsl:for-each select="//m:Bsn[false()'
    )
    late = RULES.replace("translate(m:Einddatum, '-', '') &lt; translate(", "false() and translate(")
    for name, version, entry in (("early", "1.0.9", early), ("demo", "1.0.13", late)):
        write_set(folder / "rules" / name, entry, manifest=MANIFEST.replace("1.0.3", version))


@pytest.fixture
def levels(plugin: pytest.Pytester) -> pytest.Pytester:
    """A project with a rule set at two patch levels."""
    write_levels(plugin.path)
    write_cases(plugin.path / "a.cases.yaml", CASES)
    return plugin


@pytest.mark.parametrize("options", [(), ("-n2",)], ids=["alone", "xdist"])
def test_each_case_runs_under_each_set(levels: pytest.Pytester, options: tuple[str, ...]) -> None:
    result = levels.runpytest(*options, *UNDER_BOTH, "-rs")

    result.assert_outcomes(passed=9, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*= what differs between the rule sets =*",
            "case                  1.0.9    1.0.13",
            "a.cases.yaml::gap     TR018    nothing",
            "a.cases.yaml::levels  nothing  CS002",
            "a.cases.yaml::claim   nothing  CS002",
            "a.cases.yaml::old     nothing  not run",
            "5 cases under 2 rule sets: 4 differ",
        ],
        consecutive=True,
    )
    result.stdout.fnmatch_lines(["SKIPPED *it expects nothing of demo/1.0@1.0.13, only until 1.0.10"])


def test_a_test_is_named_after_its_set(levels: pytest.Pytester) -> None:
    result = levels.runpytest(*UNDER_BOTH, "a.cases.yaml::gap", "-v")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["a.cases.yaml::gap[[]demo/1.0@1.0.9[]] PASSED*", "a.cases.yaml::gap[[]demo/1.0@1.0.13[]] PASSED*"]
    )
    one = levels.runpytest(*UNDER_BOTH, "a.cases.yaml::gap[demo/1.0@1.0.13]", "-v")
    one.assert_outcomes(passed=1)


def test_a_case_that_fails_under_one_of_them(levels: pytest.Pytester) -> None:
    write_cases(levels.path / "a.cases.yaml", "cases: [{id: a, message: tr018.xml, expect: valid}]\n")

    result = levels.runpytest(*UNDER_BOTH)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "again: pytest 'a.cases.yaml::a[[]demo/1.0@1.0.9[]]' --retour-rules demo/1.0@1.0.9",
            "if the outcome is right: retour accept a.cases.yaml::a --rules demo/1.0@1.0.9",
            "a.cases.yaml::a  TR018 (not as expected)  nothing",
            "1 case under 2 rule sets: 1 differs",
            "FAILED a.cases.yaml::a[[]demo/1.0@1.0.9[]] - TR018 fired*",
        ]
    )


def test_without_the_option_a_case_runs_under_the_newest(levels: pytest.Pytester) -> None:
    result = levels.runpytest("-v")

    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.fnmatch_lines(["a.cases.yaml::levels PASSED (CS002*"])
    result.stdout.no_fnmatch_line("*what differs*")


def test_sets_of_one_name_are_told_apart_by_folder(levels: pytest.Pytester) -> None:
    write_set(levels.path / "other/demo", manifest=MANIFEST.replace("1.0.3", "1.0.13"))
    write_cases(
        levels.path / "sub/a.cases.yaml",
        "cases: [{id: a, message: ../tr018.xml, expect: {fires: [TR018]}}]\n",
    )

    result = levels.runpytest("--retour-rules=other/demo", "--retour-rules=rules/demo", "sub", "-v")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["sub/a.cases.yaml::a[[]./other/demo[]] PASSED*", "sub/a.cases.yaml::a[[]./rules/demo[]] FAILED*"]
    )


def test_a_rule_that_a_set_does_not_have_yet(levels: pytest.Pytester) -> None:
    entry = RULES.replace("TR018", "TR065")
    write_set(levels.path / "rules/early", entry, manifest=MANIFEST.replace("1.0.3", "1.0.9"))
    case = "cases: [{id: a, message: accepted.xml, expect: {not: [TR018]}}]\n"
    write_cases(levels.path / "a.cases.yaml", case)

    result = levels.runpytest(*UNDER_BOTH)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "a.cases.yaml:1:*: under demo/1.0@1.0.9: rule set demo/1.0 has no rule 'TR018'*; "
            "it fits demo/1.0@1.0.13: `from` and `until` say where an expectation holds"
        ]
    )


def test_a_set_under_which_no_case_ran_is_an_error(levels: pytest.Pytester) -> None:
    result = levels.runpytest("--retour-rules=iwmo/3.2")

    result.assert_outcomes(passed=4, skipped=1)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(
        [
            "no case ran under iwmo/3.2: their own rule sets check other messages, or they expect nothing of it",
        ]
    )


def test_a_set_that_there_is_not(levels: pytest.Pytester) -> None:
    result = levels.runpytest("--retour-rules=demo/1.0@1.0.99")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["no rule set 'demo/1.0@1.0.99', by id or as a folder, did you mean *"])


def test_machines_read_what_differs(levels: pytest.Pytester) -> None:
    levels.runpytest(
        *UNDER_BOTH, "--retour-json=run.json", "--retour-report=markdown:run.md", "--retour-html=pages"
    )

    document = json.loads((levels.path / "run.json").read_text("utf-8"))
    assert [(each["case"]["id"], each["case"]["under"]) for each in document["results"]][:4] == [
        ("same", "demo/1.0@1.0.9"),
        ("same", "demo/1.0@1.0.13"),
        ("gap", "demo/1.0@1.0.9"),
        ("gap", "demo/1.0@1.0.13"),
    ]
    between = document["between_rule_sets"]
    assert (between["sets"], between["cases"]) == (["demo/1.0@1.0.9", "demo/1.0@1.0.13"], 5)
    assert between["differing"][0] == {
        "file": "a.cases.yaml",
        "line": 3,
        "id": "gap",
        "outcomes": [
            {"under": "demo/1.0@1.0.9", "came": "TR018", "as_expected": True},
            {"under": "demo/1.0@1.0.13", "came": "nothing", "as_expected": True},
        ],
    }
    assert [row["state"] for row in document["known_gaps"]] == ["there", "not at this patch level"]
    assert "| a.cases.yaml::gap | TR018 | nothing |" in (levels.path / "run.md").read_text("utf-8")
    page = (levels.path / "pages/index.html").read_text("utf-8")
    assert "a.cases.yaml::gap</td><td>TR018</td><td>nothing</td>" in page
    assert "<td>TR018 fires and should not</td>" in page
    assert "gap[demo/1.0@1.0.9]" in (levels.path / "pages/results.html").read_text("utf-8")


def test_a_function_runs_under_each_set_too(levels: pytest.Pytester) -> None:
    levels.makepyfile(
        "import pytest\n"
        "@pytest.mark.retour('a.cases.yaml')\n"
        "def test_it(retour_case):\n"
        "    assert retour_case.check().rules.version in retour_case.case.name\n"
    )

    levels.runpytest(*UNDER_BOTH, "-k", "test_it").assert_outcomes(passed=9, skipped=1)


def test_the_command_hands_the_sets_on(project: Path, retour: Callable[..., Ended]) -> None:
    write_levels(project)
    write_cases(project / "a.cases.yaml", CASES)

    ended = retour("run", "--rules", "demo/1.0@1.0.9", "--rules", "demo/1.0@1.0.13")

    assert ended.code == 0
    assert "5 cases under 2 rule sets: 4 differ" in ended.out


def test_accepting_under_one_of_them(project: Path, retour: Callable[..., Ended]) -> None:
    write_levels(project)
    text = "cases:\n  - id: a\n    message: tr018.xml\n    expect: [{until: 1.0.10, valid: true}, {from: 1.0.10, valid: true}]\n"
    file = write_cases(project / "a.cases.yaml", text)

    assert retour("accept", "--all").out == "nothing to accept: 1 case is as expected\n"
    for options in (("a.cases.yaml::a", "--rules", "demo/1.0@1.0.9"), ("a.cases.yaml::a[demo/1.0@1.0.9]",)):
        file.write_text(text, encoding="utf-8")
        ended = retour("accept", *options, "--all")
        assert ended.code == 0, ended.out + ended.err
        assert "[{until: 1.0.10, fires: [TR018]}, {from: 1.0.10, valid: true}]" in file.read_text("utf-8")
