"""The published sets give the same findings through the harness (SaxonC) as through another processor (libxslt)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from message_generator import Vocabulary, messages
from second_opinion import said_by_harness, said_by_libxslt

from harness.checking import outcome_job
from harness.engines import Engine, saxon_engine
from harness.levels import Check
from harness.rulesets import RuleSet
from harness.workspace import workspace_for

MESSAGES_OF_EACH_TYPE = 10

_place = os.environ.get("RETOUR_OFFICIAL_SETS")
SETS = sorted(folder for folder in Path(_place).rglob("wlz/2_*") if folder.is_dir()) if _place else []

pytestmark = pytest.mark.skipif(
    not SETS, reason="RETOUR_OFFICIAL_SETS doesn't name a folder of unpacked official sets"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = saxon_engine()
    yield engine
    engine.close()


def generated(rules: RuleSet, folder: Path) -> Iterator[tuple[Path, Path]]:
    """Messages of every type that a set serves, each with the entry that checks it."""
    for identity in rules.serves:
        entry = rules.entry_for(identity)
        vocabulary = Vocabulary(identity.namespace).read(entry.files)
        made = messages(vocabulary, str(identity), MESSAGES_OF_EACH_TYPE)
        for number, data in enumerate(made):
            message = folder / f"{identity.type}-{number}.xml"
            message.write_bytes(data)
            yield message, entry.path


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.relative_to(_place or "").parts[0])
def test_same_findings_in_the_same_order(engine: Engine, folder: Path, tmp_path: Path) -> None:
    rules = RuleSet.open(folder)
    workspace = workspace_for(tmp_path)
    work = list(generated(rules, tmp_path))
    checks = [Check(message, message.name, workspace, rules) for message, _ in work]
    pending = engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])

    transforms = {entry: etree.XSLT(etree.parse(entry)) for entry in {entry for _, entry in work}}
    expected = {
        message.name: said_by_libxslt(transforms[entry], message.read_bytes()) for message, entry in work
    }
    observed = {outcome.message: said_by_harness(outcome) for outcome in (each.result() for each in pending)}

    assert observed == expected
    fired = {code for findings in observed.values() for code, _, _ in findings}
    assert len(fired) >= len(rules.codes) // 2, f"too few rules fired to prove much: {sorted(fired)}"
