"""`from` and `until`: what a case expects at the patch level of its rule set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour.cases import load_cases
from retour.cases.expect import VALID, claims
from retour.errors import CaseFileError
from retour.model import Case, PatchLevels
from samples import MANIFEST, write_set

Load = Callable[..., Case]


@pytest.fixture
def load(project: Path, cases: Callable[..., Path]) -> Load:
    """Loads one case of a rule set of some version."""

    def load(expect: str, version: str | None) -> Case:
        stated = 'version: "1.0.3"\n'
        manifest = MANIFEST.replace(stated, f'version: "{version}"\n' if version else "")
        write_set(project / "rules/demo", manifest=manifest)
        return load_cases(cases(f"cases:\n  - {{id: a, message: accepted.xml, expect: {expect}}}\n"))[0]

    return load


def codes(case: Case) -> list[str]:
    return [claim.code for claim in claims(case.expect)]


SEVERAL = "[{until: 1.9.9, fires: [TR018]}, {from: 1.9.9, until: 1.9.13, valid: true}, {from: 1.9.20, fires: [CS002]}]"


@pytest.mark.parametrize(
    ("version", "expected", "span"),
    [
        ("1.9.8", ["TR018"], PatchLevels(None, "1.9.9", 0)),
        ("1.9.9", [], PatchLevels("1.9.9", "1.9.13", 1)),
        ("1.9.12", [], PatchLevels("1.9.9", "1.9.13", 1)),
        ("1.10", ["CS002"], PatchLevels("1.9.20", None, 2)),
    ],
)
def test_of_several_expectations_one_holds(load: Load, version, expected, span):
    case = load(SEVERAL, version)
    assert (codes(case), case.span, case.skip) == (expected, span, None)
    assert VALID.of(case.expect) is (None if expected else True)


def test_where_none_holds_the_case_is_not_run(load: Load):
    reason = (
        "it expects nothing of demo/1.0@1.9.13, only until 1.9.9 and from 1.9.9 until 1.9.13 and from 1.9.20"
    )
    assert load(SEVERAL, "1.9.13").skip == reason
    assert (
        load("{from: 2.0, fires: [TR018]}", "1.9").skip == "it expects nothing of demo/1.0@1.9, only from 2.0"
    )


def test_the_rules_of_another_patch_level_need_not_be_there(load: Load):
    assert load("{until: 1.0, fires: [TR018]}", "1.0").skip is not None
    assert codes(load("[{until: 1.0, fires: [TR018]}, {from: 1.0, fires: [CS002]}]", "1.0")) == ["CS002"]


@pytest.mark.parametrize(
    ("version", "here", "elsewhere"),
    [("3.0.2", ["TR018"], ["CS002"]), ("3.0.3", ["TR018", "CS002"], []), ("3.1", ["TR018"], ["CS002"])],
)
def test_one_claim_may_hold_at_some_patch_levels_alone(load: Load, version, here, elsewhere):
    case = load("{fires: [TR018, {code: CS002, from: 3.0.3, until: 3.1}]}", version)
    assert codes(case) == here
    assert [claim.code for claim in case.elsewhere] == elsewhere


def test_where_no_claim_holds_nothing_fires(load: Load):
    case = load("{fires: [{code: CS002, from: 3.0.3}]}", "3.0.2")
    assert dict(case.expect.said) == {"fires": ()}
    assert case.skip is None


ERRORS = {
    "[{fires: [TR018]}, {from: 1.0, valid: true}]": (
        "2:63: holds at the same patch levels as the expectation on line 2: say with `from` and `until` where each holds"
    ),
    "[]": "2:44: 'expect' takes at least one item",
    "[{from: 1.0}]": "2:45: expects nothing: it could not fail",
    "{until: 1.0}": "2:36: expects nothing: it could not fail",
    "[valid]": "2:45: each item of 'expect' takes a mapping (key: value), not 'valid'",
    "{fires: [{code: TR018, from: soon}]}": (
        "2:73: 'soon' is no patch level: write numbers with dots, such as 1.9.22"
    ),
    "[{from: 1.0, until: 1.0, valid: true}]": "2:45: no patch level is 1.0 or later and before 1.0",
    "[{until: 1.0, valid: true}, {from: 1.0, fires: [TR0018]}]": (
        "2:92: rule set demo/1.0 has no rule 'TR0018', did you mean 'TR018'?"
    ),
}


@pytest.mark.parametrize("expect", ERRORS)
def test_mistakes(load: Load, expect):
    with pytest.raises(CaseFileError) as raised:
        load(expect, "1.0.3")
    assert str(raised.value) == f"stop.cases.yaml:{ERRORS[expect]}"


@pytest.mark.parametrize("expect", ["{from: 1.0, valid: true}", "{fires: [{code: TR018, until: 1.0}]}"])
def test_a_set_without_a_version_has_no_patch_level(load: Load, expect):
    with pytest.raises(CaseFileError) as raised:
        load(expect, None)
    assert str(raised.value) == (
        "stop.cases.yaml:2:36: `from` and `until` can't be held against rule set demo/1.0: it states no version."
        " Say it under `version` in its ruleset.yaml"
    )
