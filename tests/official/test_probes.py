"""Official sets with probes give the same reports as without, on generated messages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from message_generator import Vocabulary, messages
from retour.checking import Check, outcome_job
from retour.engines import Engine, open_engine
from retour.model import Outcome
from retour.probes import ProbeLevel, places_of
from retour.rulesets import RuleSet
from retour.workspace import workspace_for

MESSAGES = 1000

_place = os.environ.get("RETOUR_OFFICIAL_SETS")
SETS = sorted(folder for folder in Path(_place).rglob("wlz/2_*") if folder.is_dir()) if _place else []

pytestmark = pytest.mark.skipif(
    not SETS, reason="RETOUR_OFFICIAL_SETS doesn't name a folder of unpacked official sets"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("saxon")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[RuleSet, Path]]:
    """A thousand messages, spread over the sets and their message types."""
    sets = [RuleSet.open(folder) for folder in SETS]
    kinds = [(rules, identity) for rules in sets for identity in rules.serves]
    of_each = -(-MESSAGES // len(kinds))
    written = []
    for number, (rules, identity) in enumerate(kinds):
        folder = tmp_path_factory.mktemp(f"set-{number}")
        vocabulary = Vocabulary(identity.namespace).read(rules.entry_for(identity).files)
        for count, data in enumerate(messages(vocabulary, f"probes {number}", of_each)):
            file = folder / f"{identity.type}-{count}.xml"
            file.write_bytes(data)
            written.append((rules, file))
    return list(islice(cycle(written), MESSAGES))


@pytest.fixture(scope="module")
def outcomes(engine: Engine, made: list[tuple[RuleSet, Path]]) -> dict[ProbeLevel | None, list[Outcome]]:
    """What comes of the messages without probes, and with them."""
    workspace = workspace_for(made[0][1])

    def run(probes: ProbeLevel | None) -> list[Outcome]:
        checks = [Check(file, file.name, workspace, rules, probes=probes) for rules, file in made]
        pending = engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
        return [each.result() for each in pending]

    return {None: run(None), "rules": run("rules"), "branches": run("branches")}


def test_probes_change_no_report(outcomes: dict[ProbeLevel | None, list[Outcome]]) -> None:
    plain = [outcome.report for outcome in outcomes[None]]

    assert len(plain) == MESSAGES
    assert None not in plain
    assert [outcome.report for outcome in outcomes["rules"]] == plain
    assert [outcome.report for outcome in outcomes["branches"]] == plain


def test_both_levels_tell_the_same_rules(outcomes: dict[ProbeLevel | None, list[Outcome]]) -> None:
    ruled, branched = ([outcome.evaluated for outcome in outcomes[level]] for level in ("rules", "branches"))

    assert ruled == branched
    assert len(frozenset().union(*(evaluated or () for evaluated in ruled))) > 50


def test_what_fires_was_evaluated_by_its_own_templates(
    made: list[tuple[RuleSet, Path]], outcomes: dict[ProbeLevel | None, list[Outcome]]
) -> None:
    for (rules, _), outcome in zip(made, outcomes["rules"], strict=True):
        own = places_of(rules).rules
        evaluated = {rule for number in outcome.reached or () for rule in own.get(number, ())}

        assert {finding.code for finding in outcome.findings if finding.level == "rules"} <= evaluated
