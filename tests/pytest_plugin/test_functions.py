"""A user's own test functions over cases: `@pytest.mark.retour` and `retour_case`."""

from __future__ import annotations

import pytest
from samples import write_cases

STOP = """\
message: accepted.xml
cases:
  - {id: accepted, expect: valid}
  - {id: ends-early, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: later, message: cs002.xml, skip: waits, expect: valid}
"""


@pytest.fixture
def own(plugin: pytest.Pytester) -> pytest.Pytester:
    text = STOP.replace("message: ", "message: ../")
    write_cases(plugin.path / "fixtures" / "stop.cases.yaml", text)
    write_cases(plugin.path / "fixtures" / "other.cases.yaml", text)
    return plugin


def test_function_runs_once_for_each_case(own: pytest.Pytester) -> None:
    own.makepyfile(
        test_own="""
        import pytest

        @pytest.mark.retour("fixtures/stop.cases.yaml")
        def test_codes(retour_case):
            outcome = retour_case.check()
            expected = {"accepted": [], "ends-early": ["9018"]}[retour_case.case.id]
            assert [finding.retour for finding in outcome.findings] == expected
        """
    )

    result = own.runpytest("-v", "--strict-markers", "test_own.py")

    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(
        ["test_own.py::test_codes?accepted? PASSED*", "test_own.py::test_codes?ends-early? PASSED*"]
    )


def test_folder_of_case_files(own: pytest.Pytester) -> None:
    own.makepyfile(
        test_own="""
        import pytest

        @pytest.mark.retour("fixtures")
        def test_any(retour_case):
            assert retour_case.check().status == "accepted"
        """
    )

    result = own.runpytest("-v", "test_own.py", "-k", "other-accepted or stop-ends")

    result.assert_outcomes(passed=1, failed=1, deselected=4)
    result.stdout.fnmatch_lines(
        ["test_own.py::test_any?other-accepted? PASSED*", "test_own.py::test_any?stop-ends-early? FAILED*"]
    )


def test_path_beside_the_test(own: pytest.Pytester) -> None:
    (own.path / "fixtures" / "test_own.py").write_text(
        "import pytest\n\n\n@pytest.mark.retour('stop.cases.yaml')\ndef test_any(retour_case):\n    assert retour_case.check()\n",
        encoding="utf-8",
    )

    own.runpytest("fixtures/test_own.py").assert_outcomes(passed=2, skipped=1)


def test_no_case_files_there(own: pytest.Pytester) -> None:
    own.makepyfile(
        test_own="""
        import pytest

        @pytest.mark.retour("fixtures/stopp.cases.yaml")
        def test_any(retour_case): pass
        """
    )

    result = own.runpytest("test_own.py")

    assert (
        "test_own.py::test_any: no case files at fixtures/stopp.cases.yaml"
        in result.stdout.str() + result.stderr.str()
    )
    assert result.ret != 0


def test_argument_left_out(own: pytest.Pytester) -> None:
    own.makepyfile(
        test_own="""
        import pytest

        @pytest.mark.retour("fixtures/stop.cases.yaml")
        def test_any(): pass
        """
    )

    result = own.runpytest("test_own.py")

    sentence = "test_own.py::test_any: a test marked retour takes the argument retour_case"
    assert sentence in result.stdout.str() + result.stderr.str()
    assert result.ret != 0


def test_broken_case_file(own: pytest.Pytester) -> None:
    write_cases(own.path / "fixtures" / "stop.cases.yaml", "cases: []\n")
    own.makepyfile(
        test_own="""
        import pytest

        @pytest.mark.retour("fixtures/stop.cases.yaml")
        def test_any(retour_case): pass
        """
    )

    result = own.runpytest("test_own.py")

    result.assert_outcomes(errors=1)
    sentence = "fixtures/stop.cases.yaml:1:1: no cases: a file without cases would always pass"
    assert sentence in result.stdout.str()
