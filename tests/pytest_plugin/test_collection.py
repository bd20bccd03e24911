"""Case files as tests: node ids, tags, selection, and broken files."""

from __future__ import annotations

import re

import pytest
from samples import write_cases

STOP = """\
message: accepted.xml
tags: [stop]
cases:
  - {id: accepted, expect: valid}
  - {id: ends-early, message: tr018.xml, tags: [dates], expect: {fires: [TR018]}}
  - {id: bad-bsn, message: cs002.xml, expect: {fires: [CS002]}}
"""


@pytest.fixture
def stop(plugin: pytest.Pytester) -> pytest.Pytester:
    write_cases(plugin.path / "stop.cases.yaml", STOP)
    return plugin


def passed(result: pytest.RunResult) -> list[str]:
    return [line.split(" ")[0] for line in result.outlines if " PASSED" in line]


def selected(plugin: pytest.Pytester, *options: str) -> list[str]:
    result = plugin.runpytest("-q", "--collect-only", *options)
    return [line for line in result.outlines if "::" in line]


def test_cases_pass(stop: pytest.Pytester) -> None:
    result = stop.runpytest("-v")

    result.assert_outcomes(passed=3)
    assert passed(result) == [
        "stop.cases.yaml::accepted",
        "stop.cases.yaml::ends-early",
        "stop.cases.yaml::bad-bsn",
    ]


def test_node_id_runs_one_case(stop: pytest.Pytester) -> None:
    result = stop.runpytest("-v", "stop.cases.yaml::ends-early")

    result.assert_outcomes(passed=1)
    assert passed(result) == ["stop.cases.yaml::ends-early"]


def test_node_id_holds_the_path(plugin: pytest.Pytester) -> None:
    write_cases(
        plugin.path / "een map" / "wmo307" / "stop.cases.yaml",
        STOP.replace(": ", ": ../../", 1)
        .replace("message: tr", "message: ../../tr")
        .replace("message: cs", "message: ../../cs"),
    )

    assert selected(plugin) == [
        "een map/wmo307/stop.cases.yaml::accepted",
        "een map/wmo307/stop.cases.yaml::ends-early",
        "een map/wmo307/stop.cases.yaml::bad-bsn",
    ]


def test_collect_only_runs_nothing(stop: pytest.Pytester) -> None:
    result = stop.runpytest("--collect-only")

    result.stdout.fnmatch_lines(
        ["*<CaseFile stop.cases.yaml>", "*<CaseItem accepted>", "*3 tests collected*"]
    )
    assert "retour codes" not in result.stdout.str()


def test_select_by_name(stop: pytest.Pytester) -> None:
    assert selected(stop, "-k", "early or bsn") == [
        "stop.cases.yaml::ends-early",
        "stop.cases.yaml::bad-bsn",
    ]


def test_select_by_tag(stop: pytest.Pytester) -> None:
    assert selected(stop, "--strict-markers", "-m", "dates") == ["stop.cases.yaml::ends-early"]
    assert selected(stop, "--strict-markers", "-m", "stop and not dates") == [
        "stop.cases.yaml::accepted",
        "stop.cases.yaml::bad-bsn",
    ]


def test_last_failed(stop: pytest.Pytester) -> None:
    file = stop.path / "stop.cases.yaml"
    write_cases(file, STOP.replace("[CS002]", "[TR018]"))
    stop.runpytest().assert_outcomes(passed=2, failed=1)

    write_cases(file, STOP)

    assert passed(stop.runpytest("-v", "--lf")) == ["stop.cases.yaml::bad-bsn"]


def test_conftest_that_chooses_and_reorders(stop: pytest.Pytester) -> None:
    """Cases may be with the engine by then: each still gets its own verdict."""
    write_cases(stop.path / "wrong.cases.yaml", STOP.replace("[TR018]", "[CS002]"))
    stop.makeconftest("def pytest_collection_modifyitems(items): items[:] = items[:0:-1]")

    result = stop.runpytest("-v")

    result.assert_outcomes(passed=4, failed=1)
    assert [line.split(" ")[0] for line in result.outlines if " FAILED" in line] == [
        "wrong.cases.yaml::ends-early"
    ]
    assert passed(result)[-1] == "stop.cases.yaml::ends-early"


def test_exit_first(stop: pytest.Pytester) -> None:
    write_cases(stop.path / "stop.cases.yaml", STOP.replace("[TR018]", "[CS002]"))

    result = stop.runpytest("-x")

    result.assert_outcomes(passed=1, failed=1)
    assert result.ret == 1


BROKEN = {
    "key": ("cases: [{id: a, expext: valid}]", "1:17: unknown key 'expext', did you mean 'expect'?"),
    "twice": (
        "message: accepted.xml\ncases: [{id: a, expect: valid}, {id: a, expect: valid}]",
        "2:38: id 'a' is taken by the case on line 2",
    ),
    "type": ("cases: all", "1:8: 'cases' takes a list, not 'all'"),
    "tab": ("cases:\n\t- id: a", "2:1: a tab in the indentation: YAML takes spaces only"),
    "message": (
        "message: acepted.xml\ncases: [{id: a, expect: valid}]",
        "1:10: no message file acepted.xml, did you mean 'accepted.xml'?",
    ),
    "rule": (
        "message: tr018.xml\ncases: [{id: a, expect: {fires: [TR019]}}]",
        "2:34: rule set demo/1.0 has no rule 'TR019', did you mean 'TR018'?",
    ),
    "empty": ("", "1:1: empty: there are no cases in it"),
    "none": ("cases: []", "1:1: no cases: a file without cases would always pass"),
}


def test_broken_files_leave_others_alone(stop: pytest.Pytester) -> None:
    for name, (text, _) in BROKEN.items():
        (stop.path / f"{name}.cases.yaml").write_text(text, encoding="utf-8")

    result = stop.runpytest("-v")

    result.assert_outcomes(passed=4, failed=1, errors=len(BROKEN) - 1)  # one of two in a file is broken
    assert result.ret != 0
    told = [line for line in result.outlines if re.match(r"\w+\.cases\.yaml:\d+:\d+: ", line)]
    assert sorted(told) == sorted(f"{name}.cases.yaml:{sentence}" for name, (_, sentence) in BROKEN.items())
    assert "Traceback" not in result.stdout.str()


ONE_BAD = """\
message: accepted.xml
tags: [stop]
cases:
  - {id: accepted, expect: valid}
  - {id: mistaken, expext: valid, tag: a}
  - {id: bad-bsn, message: cs002.xml, expect: {fires: [CS002]}}
"""


@pytest.mark.parametrize("workers", [(), ("-n1",)], ids=["alone", "xdist"])
def test_a_broken_case_leaves_the_others_of_its_file_alone(
    plugin: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    write_cases(plugin.path / "stop.cases.yaml", ONE_BAD)

    result = plugin.runpytest("-v", *workers)

    result.assert_outcomes(passed=2, failed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "stop.cases.yaml:5:20: unknown key 'expext', did you mean 'expect'?",
            "stop.cases.yaml:5:35: unknown key 'tag', did you mean 'tags'?",
            "FAILED stop.cases.yaml::mistaken - unknown key 'expext', did you mean 'expec*",
        ]
    )


def test_a_broken_case_can_be_left_out_like_any_other(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "stop.cases.yaml", ONE_BAD)

    assert selected(plugin, "-m", "stop", "-k", "mistaken") == ["stop.cases.yaml::mistaken"]
    plugin.runpytest("-k", "not mistaken").assert_outcomes(passed=2, deselected=1)


def test_collect_only_tells_of_a_broken_case(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "stop.cases.yaml", ONE_BAD)

    result = plugin.runpytest("--collect-only")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "stop.cases.yaml:5:35: unknown key 'tag', did you mean 'tags'?" in result.outlines


def test_short_summary_tells_what_is_wrong_with_a_file(plugin: pytest.Pytester) -> None:
    (plugin.path / "broken.cases.yaml").write_text("cases: []", encoding="utf-8")

    result = plugin.runpytest()

    assert "ERROR broken.cases.yaml - no cases: a file without cases would always pass" in result.outlines


def test_only_broken_files_is_no_success(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "broken.cases.yaml", "cases: []")

    assert plugin.runpytest().ret == pytest.ExitCode.TESTS_FAILED


def test_broken_python_file_still_stops_the_run(stop: pytest.Pytester) -> None:
    stop.makepyfile("import nothing_of_that_name")

    result = stop.runpytest()

    result.assert_outcomes(errors=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_broken_configuration(stop: pytest.Pytester) -> None:
    (stop.path / "retour.toml").write_text("time_limits = 1\n", encoding="utf-8")

    result = stop.runpytest()

    result.assert_outcomes(errors=1)
    assert "retour.toml: unknown key 'time_limits', did you mean 'time_limit'?" in result.stdout.str()


def test_cases_beside_python_tests(stop: pytest.Pytester) -> None:
    stop.makepyfile(test_own="def test_own(): pass")

    stop.runpytest().assert_outcomes(passed=4)


def test_case_file_with_cr_lf_on_a_path_with_spaces(plugin: pytest.Pytester) -> None:
    folder = plugin.path / "map met spaties"
    folder.mkdir()
    text = STOP.replace("message: ", "message: ../").replace("\n", "\r\n")
    (folder / "stop.cases.yaml").write_bytes(text.encode())

    plugin.runpytest().assert_outcomes(passed=3)
