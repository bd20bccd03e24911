"""`--why` names what decided, for each rule of the shipped sets, in a case that makes it fire and in one that keeps it silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from ran_cases import PROJECT, Ran
from retour import RuleSet
from retour.checking import case_check, outcome_job
from retour.engines import Engine, open_engine
from retour.model import Finding, Operand, Outcome, Why
from retour.reasons import with_reasons
from retour.rulesets import FILLING_RULES
from retour.workspace import workspace_for

pytestmark = pytest.mark.long

OF_EACH_SET = {"iwmo/2.1": 42, "ijw/2.1": 43, "iwmo/3.2": 110, "ijw/3.2": 113}
"""How many rules each set has at least, so that a walk past nothing is no success."""


@pytest.fixture(scope="module")
def libxslt() -> Iterator[Engine]:
    """The engine that compiles the copies of a hundred entries soonest; that both tell the same is tested elsewhere."""
    engine = open_engine("libxslt", 1)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def explained(ran: Sequence[Ran], libxslt: Engine) -> Mapping[tuple[str, str], Finding]:
    """Of each rule of each set the finding of one case, with why it was made."""
    chosen: dict[tuple[str, str], Ran] = {}
    for each in ran:
        for finding in each.outcome.findings:
            if finding.is_of_rule:
                chosen.setdefault((each.case.rules or "", finding.code), each)
    cases = list({id(each): each for each in chosen.values()}.values())
    outcomes = _with_reasons(libxslt, cases)
    by_case = dict(zip(map(id, cases), outcomes, strict=True))
    return {key: _finding(by_case[id(each)], key[1]) for key, each in chosen.items()}


def _with_reasons(engine: Engine, cases: Sequence[Ran], silent: Sequence[str] = ()) -> list[Outcome]:
    """What comes of cases by an engine, with reasons: reports are compared as each engine writes them."""
    workspace = workspace_for(PROJECT)
    checks = [case_check(each.case, workspace) for each in cases]
    pending = engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
    return list(
        with_reasons(engine, [*zip(checks, (each.result() for each in pending), strict=True)], None, silent)
    )


def _finding(outcome: Outcome, code: str) -> Finding:
    return next(finding for finding in outcome.findings if finding.code == code)


def _values(why: Why) -> list[Operand]:
    """The parts of what decided that have a value, or of which is told that they aren't there."""
    return [
        word
        for step in why.steps
        if step.decided
        for word in step.words
        if isinstance(word, Operand) and (word.count is not None or None not in word.values)
    ]


@pytest.mark.parametrize("name", OF_EACH_SET)
def test_every_rule_tells_what_decided(
    name: str, shipped_sets: Mapping[str, RuleSet], explained: Mapping[tuple[str, str], Finding]
) -> None:
    walked = {code for set_, code in explained if set_ == name} - FILLING_RULES
    assert walked == shipped_sets[name].codes
    assert len(walked) >= OF_EACH_SET[name]

    unknown, without = {}, []
    for code in sorted(walked):
        why = explained[name, code].why
        assert why is not None
        if why.unknown is not None:
            unknown[code] = why.unknown
        elif not _values(why):
            without.append(code)

    assert unknown == {}
    assert without == []


@pytest.mark.parametrize("name", OF_EACH_SET)
def test_every_way_begins_at_the_rules_own_template_and_has_a_place(
    name: str, explained: Mapping[tuple[str, str], Finding]
) -> None:
    for (set_, code), finding in explained.items():
        if set_ == name and code not in FILLING_RULES:
            assert finding.why is not None
            first = finding.why.steps[0]
            assert (code, first.kind, f"/{code}.xsl" in first.place.file) == (code, "node", True)
            assert first.location is not None, code
            assert all(step.place.line for step in finding.why.steps), code


def test_what_no_stylesheet_judges_says_so(explained: Mapping[tuple[str, str], Finding]) -> None:
    found = {
        finding.why.unknown
        for (_, code), finding in explained.items()
        if code in FILLING_RULES and finding.why
    }

    assert found == {"how a retourbericht is filled isn't judged by a stylesheet"}


@pytest.mark.parametrize(
    ("name", "code"), [("iwmo/2.1", "TR018"), ("iwmo/2.1", "TR101"), ("iwmo/3.2", "TR134")]
)
def test_a_silent_rule_tells_what_kept_it(
    name: str, code: str, shipped_sets: Mapping[str, RuleSet], ran: Sequence[Ran], libxslt: Engine
) -> None:
    rules = shipped_sets[name]
    silent = next(
        each
        for each in ran
        if each.case.rules == name
        and each.outcome.status == "accepted"
        and each.outcome.identity is not None
        and code in rules.codes_for(each.outcome.identity)
    )

    (outcome,) = _with_reasons(libxslt, [silent], [code])

    (told,) = outcome.silences
    assert (told.code, told.why.unknown) == (code, None)
    assert _values(told.why)
