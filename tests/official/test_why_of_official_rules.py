"""`--why` names what decided for rules of official sets, and their copies write the same reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from message_generator import Vocabulary, messages
from published import needs_sets, set_of
from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.model import Finding, Operand
from retour.reasons import with_reasons
from retour.rulesets import RuleSet
from retour.workspace import workspace_for

pytestmark = needs_sets

OF_EACH_TYPE = 6
RULES = 20


@pytest.fixture(scope="module")
def libxslt() -> Iterator[Engine]:
    engine = open_engine("libxslt", 1)
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=["2.1.4", "1.9.19"])
def explained(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, libxslt: Engine
) -> list[Finding]:
    """The findings on made messages of a set, with why they were made."""
    rules = RuleSet.open(set_of(request.param))
    folder = tmp_path_factory.mktemp("messages")
    checks = []
    for identity in rules.serves:
        vocabulary = Vocabulary(identity.namespace).read(rules.entry_for(identity).files)
        for count, data in enumerate(messages(vocabulary, "why", OF_EACH_TYPE)):
            file: Path = folder / f"{identity.type}-{count}.xml"
            file.write_bytes(data)
            checks.append(Check(file, file.name, workspace_for(file), rules, levels=("rules",)))
    pending = libxslt.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
    work = [(check, each.result()) for check, each in zip(checks, pending, strict=True)]
    return [finding for outcome in with_reasons(libxslt, work) for finding in outcome.findings]


def test_every_finding_tells_what_decided(explained: list[Finding]) -> None:
    telling, unknown, without = set(), {}, set()
    for finding in explained:
        assert finding.why is not None
        decided = [word for step in finding.why.steps if step.decided for word in step.words]
        if finding.why.unknown is not None:
            unknown[finding.code] = finding.why.unknown
        elif any(isinstance(word, Operand) for word in decided):
            telling.add(finding.code)
        else:
            without.add(finding.code)

    assert unknown == {}
    assert len(telling) >= RULES
    assert without - telling == set()


def test_helpers_are_told_with_their_arguments(explained: list[Finding]) -> None:
    calls = {
        word.split()[0]: finding.code
        for finding in explained
        if finding.why is not None
        for step in finding.why.steps
        if step.kind == "call"
        for word in step.words[:1]
        if isinstance(word, str)
    }

    assert {"checkvalue", "checkimplication"} & calls.keys()
