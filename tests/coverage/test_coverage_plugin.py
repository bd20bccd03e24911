"""`pytest --retour-coverage`, and what is told of rules that stay silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from official_layout import write_official_set
from samples import MESSAGE, TR018_ONCE, write_cases

COVERAGE = """\
*= retour coverage =*
iwmo/2.1  version not stated  sha256 *  3 cases
  family  rules × messages  fired  silent  covered
  CS                     1      0       1     50 %
  TR                     2      1       1     50 %
  CS002 in WMO307: never fired (evaluated and silent in 3)
  TR101 in WMO307: never evaluated, in 3 cases
  retour codes that no case expects: 9101, S002
"""


@pytest.fixture
def official(pytester: pytest.Pytester) -> pytest.Pytester:
    folder = pytester.path
    write_official_set(folder / "rules" / "wmo" / "2_1")
    (folder / "accepted.xml").write_text(MESSAGE, encoding="utf-8")
    (folder / "tr018.xml").write_text(TR018_ONCE, encoding="utf-8")
    (folder / "retour.toml").write_text('rules = "iwmo/2.1"\n', encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    write_cases(
        folder / "stop.cases.yaml",
        """\
        cases:
          - {id: accepted, message: accepted.xml, expect: valid}
          - {id: ends-early, message: tr018.xml, expect: {fires: [TR018]}}
          - {id: not-a-duplicate, message: accepted.xml, expect: {not: [TR101]}}
        """,
    )
    return pytester


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_rules(official: pytest.Pytester, workers: tuple[str, ...]) -> None:
    result = official.runpytest("--retour-coverage", "rules", *workers)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(COVERAGE.splitlines(), consecutive=True)


def test_workers_give_the_same_data(official: pytest.Pytester) -> None:
    for name, workers in (("one", ()), ("two", ("-n2",))):
        official.runpytest(
            "--retour-coverage", "branches", "--retour-coverage-data", f"{name}.json", *workers
        )

    one, two = ((official.path / f"{name}.json").read_bytes() for name in ("one", "two"))
    assert one == two
    assert b'"level": "branches"' in one


def test_options(official: pytest.Pytester) -> None:
    (official.path / "waivers.yaml").write_text(
        "waivers: [{rule: TR101, reason: No contacts.}]", encoding="utf-8"
    )
    result = official.runpytest(
        "--retour-coverage", "branches",
        "--retour-coverage-report", "lcov:out/coverage.info", "--retour-coverage-report", "html:out/coverage.html",
        "--retour-coverage-waivers", "waivers.yaml", "--retour-coverage-fail-under", "rules=100",
        "--retour-coverage-data", "out/data.json",
    )  # fmt: skip

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=3)
    assert "rules of CS: 50 % covered (1 of 2), less than 100 %" in result.outlines
    assert "rules of TR" not in result.stdout.str()
    assert sorted(file.name for file in (official.path / "out").iterdir()) == [
        "coverage.html",
        "coverage.info",
        "data.json",
    ]


def test_append(official: pytest.Pytester) -> None:
    options = (
        "--retour-coverage",
        "rules",
        "--retour-coverage-data",
        "data.json",
        "--retour-coverage-append",
    )
    for name in ("accepted", "ends-early"):
        official.runpytest(*options, f"stop.cases.yaml::{name}")
    result = official.runpytest(*options, "stop.cases.yaml::not-a-duplicate")

    result.stdout.fnmatch_lines(COVERAGE.splitlines(), consecutive=True)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (
            ["--retour-coverage-data", "x"],
            "--retour-coverage-data goes with --retour-coverage rules or --retour-coverage branches",
        ),
        (
            ["--retour-coverage", "rules", "--retour-coverage-append"],
            "--retour-coverage-append adds to a data file: name it with --retour-coverage-data FILE",
        ),
        (
            ["--retour-coverage", "rules", "--retour-coverage-report", "lcof:x"],
            "there is no coverage report 'lcof', did you mean 'lcov'?",
        ),
    ],
)
def test_options_that_can_not_be_used(official: pytest.Pytester, options: list[str], error: str) -> None:
    result = official.runpytest(*options)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: {error}" in result.errlines


def test_data_that_can_not_be_added_to(official: pytest.Pytester) -> None:
    (official.path / "data.json").write_text("{}", encoding="utf-8")
    result = official.runpytest(
        "--retour-coverage", "rules", "--retour-coverage-data", "data.json", "--retour-coverage-append"
    )

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*data.json: is no coverage data of this harness (format: is missing)"])


def test_evaluated(official: pytest.Pytester) -> None:
    write_cases(
        official.path / "evaluated.cases.yaml",
        """\
        cases:
          - id: silent
            message: accepted.xml
            expect: {not: [{code: TR018, evaluated: true}, CS002]}
          - id: never-evaluated
            message: accepted.xml
            expect: {not: [{code: TR101, evaluated: true}]}
        """,
    )

    result = official.runpytest("evaluated.cases.yaml")

    result.assert_outcomes(passed=1, failed=1)
    assert (
        "- TR101 had to be evaluated: it wasn't evaluated, for it looks at nothing in this message"
        in result.outlines
    )
    assert "not TR101 (evaluated)  |" in result.outlines


def test_a_rule_that_should_have_fired(official: pytest.Pytester) -> None:
    write_cases(
        official.path / "silent.cases.yaml",
        """\
        cases:
          - {id: silent, message: accepted.xml, expect: {fires: [TR018]}}
          - {id: never-evaluated, message: accepted.xml, expect: {fires: [TR101]}}
        """,
    )

    result = official.runpytest("silent.cases.yaml")

    result.assert_outcomes(failed=2)
    assert "- TR018 did not fire: it was evaluated, and silent" in result.outlines
    assert (
        "- TR101 did not fire: it wasn't evaluated, for it looks at nothing in this message"
        in result.outlines
    )


def test_verbose(official: pytest.Pytester) -> None:
    write_cases(
        official.path / "silent.cases.yaml",
        "cases: [{id: silent, message: tr018.xml, expect: {fires: [TR018], not: [CS002, TR101]}}]",
    )

    result = official.runpytest("-v", "silent.cases.yaml")

    result.stdout.fnmatch_lines(
        ["*::silent PASSED (TR018 → 9018; CS002 evaluated, silent; TR101 never evaluated)*"]
    )


def test_a_copy_that_does_something_else(official: pytest.Pytester) -> None:
    """A set that looks at its own text is no longer the same with probes."""
    basis = official.path / "rules/wmo/2_1/common/basis.xsl"
    text = basis.read_text(encoding="utf-8")
    basis.write_text(
        text.replace(
            "<vr:Locatie>/Bericht</vr:Locatie>",
            '<vr:Locatie><xsl:value-of select="static-base-uri()"/></vr:Locatie>',
        ).replace('version="1.0" xmlns:xsl', 'version="2.0" xmlns:xsl'),
        encoding="utf-8",
    )

    result = official.runpytest("--retour-coverage", "branches", "stop.cases.yaml::ends-early")

    result.assert_outcomes(failed=1)
    assert (
        "- the copy of the rule set with coverage probes doesn't do what the set itself does, it writes another report"
        in result.outlines
    )


def test_the_set_itself_stays_as_it_is(official: pytest.Pytester) -> None:
    def files() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in (official.path / "rules").rglob("*") if file.is_file()}

    before = files()
    official.runpytest("--retour-coverage", "branches")

    assert files() == before
