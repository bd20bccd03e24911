"""How cases are run: workers, xfail, skip, parameters, time limits."""

from __future__ import annotations

import json
import sys

import pytest
from retour.engines import engine_title
from samples import ENDLESS, MESSAGE, RULES, write_cases, write_set

BOTH_WAYS = """\
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: ends-early, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: wrong, message: cs002.xml, expect: valid}
"""


@pytest.mark.parametrize("workers", ["0", "1", "2"])
def test_engine_workers(plugin: pytest.Pytester, workers: str) -> None:
    write_cases(plugin.path / "a.cases.yaml", BOTH_WAYS)

    # SaxonC in this process would stay here: so a process of its own.
    run = plugin.runpytest_subprocess if workers == "0" else plugin.runpytest
    result = run("--retour-engine-workers", workers)

    result.assert_outcomes(passed=2, failed=1)
    assert "- CS002 fired at /Bericht/Clienten/Client/Bsn, which the case doesn't name" in result.outlines


@pytest.mark.parametrize("workers", ["-1", "two"])
def test_engine_workers_that_are_no_number(plugin: pytest.Pytester, workers: str) -> None:
    result = plugin.runpytest(f"--retour-engine-workers={workers}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*argument --retour-engine-workers: invalid * value: '{workers}'"])


def test_engine(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", BOTH_WAYS)

    result = plugin.runpytest("--retour-engine", "libxslt", "--retour-json", "run.json")

    result.assert_outcomes(passed=2, failed=1)
    document = json.loads((plugin.path / "run.json").read_text(encoding="utf-8"))
    assert document["engine"] == engine_title("libxslt")


def test_configured_engine(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", BOTH_WAYS)
    with (plugin.path / "retour.toml").open("a", encoding="utf-8") as configuration:
        configuration.write('engine = "libxslt"\n')

    plugin.runpytest("--retour-json", "run.json").assert_outcomes(passed=2, failed=1)

    document = json.loads((plugin.path / "run.json").read_text(encoding="utf-8"))
    assert document["engine"] == engine_title("libxslt")


SAYING = RULES.replace(
    "<vr:Rapport>",
    "<xsl:message>checked\n  <xsl:value-of select='count(//m:StopProduct)'/> products</xsl:message>"
    "<xsl:if test='not(//m:Bsn = 999990019)'><xsl:message>an [odd] Bsn</xsl:message></xsl:if>"
    "<vr:Rapport>",
)


@pytest.mark.parametrize("engine", ["saxon", "libxslt"])
def test_messages_of_the_stylesheet(plugin: pytest.Pytester, engine: str) -> None:
    write_set(plugin.path / "rules" / "demo", SAYING)
    write_cases(
        plugin.path / "a.cases.yaml",
        """\
        message: accepted.xml
        cases:
          - {id: not-asked, expect: valid}
          - {id: asked, expect: {messages: ["checked * products"]}}
          - {id: silent, expect: {messages: []}}
          - {id: other, expect: {messages: [checked*, never said]}}
          - {id: with-probes, expect: {messages: [checked*], not: [{code: TR018, evaluated: true}]}}
          - {id: with-findings, message: cs002.xml, expect: {fires: [CS002], messages: [checked*, "*odd*"]}}
        """,
    )

    result = plugin.runpytest("--retour-engine", engine)

    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(
        [
            "- an xsl:message says 'checked 2 products', which the case doesn't name",
            "- no xsl:message says 'never said'",
        ]
    )


def test_no_such_engine(plugin: pytest.Pytester) -> None:
    result = plugin.runpytest("--retour-engine", "xalan")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: there is no engine 'xalan'; the engines are saxon, libxslt, dvs"])


def test_xdist(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", BOTH_WAYS)
    write_cases(plugin.path / "broken.cases.yaml", "cases: []")

    result = plugin.runpytest("-n", "2")

    result.assert_outcomes(passed=2, failed=1, errors=1)
    result.stdout.fnmatch_lines(["demo/1.0  version 1.0.3  *  3 cases", "  2 of 5 rules fired; *"])


def test_xfail(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        "cases:\n"
        "  - {id: fails, message: tr018.xml, expect: valid, xfail: the rule is not decided yet}\n"
        "  - {id: passes, message: accepted.xml, expect: valid, xfail: the rule is not decided yet}\n",
    )

    result = plugin.runpytest("-rxf")

    result.assert_outcomes(xfailed=1, failed=1)
    result.stdout.fnmatch_lines_random(
        [
            "XFAIL a.cases.yaml::fails - the rule is not decided yet*",
            "FAILED a.cases.yaml::passes - it is expected to fail, and passes*",
        ]
    )


def test_xfail_in_the_document(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        "cases:\n"
        "  - {id: fails, message: tr018.xml, expect: valid, xfail: later}\n"
        "  - {id: passes, message: accepted.xml, expect: valid, xfail: later}\n",
    )

    plugin.runpytest("--retour-json", "results.json")

    fails, passes = json.loads((plugin.path / "results.json").read_text())["results"]
    assert (fails["verdict"]["status"], fails["case"]["xfail"]) == ("expected to fail", "later")
    assert [each["code"] for each in fails["verdict"]["unexpected"]] == ["TR018"]
    assert passes["verdict"]["status"] == "not as expected"


def test_runxfail_makes_all_cases_count(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        "cases:\n"
        "  - {id: fails, message: tr018.xml, expect: valid, xfail: later}\n"
        "  - {id: passes, message: accepted.xml, expect: valid, xfail: later}\n",
    )

    plugin.runpytest("--runxfail").assert_outcomes(passed=1, failed=1)


def test_a_case_that_is_expected_to_fail_still_needs_a_verdict(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        "cases: [{id: a, message: accepted.xml, xfail: later, edit: [{set: //Nothing, to: x}], expect: valid}]\n",
    )

    plugin.runpytest().assert_outcomes(failed=1)


def test_skip(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        "message: tr018.xml\ncases:\n  - {id: a, expect: valid, skip: waits for the new release}\n",
    )

    result = plugin.runpytest("-rs")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED *waits for the new release"])
    assert "retour codes" not in result.stdout.str()


def test_parameters_reach_the_stylesheet(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "a.cases.yaml",
        """\
        message: accepted.xml
        parameters: {forbidden: Zoë van Ammerveld}
        cases:
          - {id: shared, expect: {fires: [CD007]}}
          - {id: own, parameters: {forbidden: Iemand anders}, expect: valid}
        """,
    )

    plugin.runpytest().assert_outcomes(passed=2)


def test_time_limit(plugin: pytest.Pytester) -> None:
    write_set(plugin.path / "rules" / "endless", ENDLESS, manifest="id: endless/1.0\n")
    write_cases(
        plugin.path / "a.cases.yaml",
        """\
        message: accepted.xml
        cases:
          - {id: endless, rules: endless/1.0, time_limit: 300ms, expect: valid}
          - {id: accepted, expect: valid}
        """,
    )

    result = plugin.runpytest()

    result.assert_outcomes(passed=1, failed=1)
    assert "- the rule set was not done with this message after 0.3 s, its time limit" in result.outlines


def test_configured_time_limit(plugin: pytest.Pytester) -> None:
    write_set(plugin.path / "rules" / "demo", ENDLESS)
    (plugin.path / "retour.toml").write_text('rules = "demo/1.0"\ntime_limit = "200ms"\n', encoding="utf-8")
    write_cases(plugin.path / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")

    result = plugin.runpytest()

    assert "- the rule set was not done with this message after 0.2 s, its time limit" in result.outlines


def test_rule_set_that_does_not_compile_fails_its_cases(plugin: pytest.Pytester) -> None:
    broken = ENDLESS.replace("1 - $n", "1 - $m")
    write_set(plugin.path / "rules" / "broken", broken, manifest="id: broken/1.0\n")
    write_cases(
        plugin.path / "a.cases.yaml",
        """\
        message: accepted.xml
        cases:
          - {id: one, rules: broken/1.0, expect: valid}
          - {id: two, rules: broken/1.0, expect: {valid: false}}
          - {id: accepted, expect: valid}
        """,
    )

    result = plugin.runpytest()

    result.assert_outcomes(passed=1, failed=2)
    assert "the rule set doesn't compile:" in result.stdout.str()


def test_message_that_the_set_does_not_check(plugin: pytest.Pytester) -> None:
    (plugin.path / "start.xml").write_text(MESSAGE.replace("wmo307", "wmo305"), encoding="utf-8")
    write_cases(
        plugin.path / "a.cases.yaml", "message: start.xml\ncases: [{id: a, expect: {valid: false}}]\n"
    )

    result = plugin.runpytest()

    result.assert_outcomes(failed=1)
    assert (
        "- rule set demo/1.0 doesn't check iwmo 2.1 WMO305: it checks WMO307 of iwmo 2.1" in result.outlines
    )


IDLE = """
import json
import sys
import pytest

pytest.main(["-q", "test_own.py"])
heavy = {"saxonche", "lxml", "pydantic", "yaml", "elementpath", "retour.cases", "retour.engines", "retour.checking"}
print("loaded:", sorted(heavy & set(sys.modules)))
print("plugin:", "retour.pytest_plugin.hooks" in sys.modules)
"""


def test_run_without_case_files_loads_nothing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    monkeypatch.delenv("PYTEST_ADDOPTS")
    pytester.makepyfile(test_own="def test_own(): pass")

    result = pytester.run(sys.executable, "-c", IDLE)

    result.stdout.fnmatch_lines(["1 passed*", "loaded: []", "plugin: True"])
