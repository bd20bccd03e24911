"""The shipped sets give the same findings through SaxonC as through libxslt, for every fixture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree
from ran_cases import Ran
from second_opinion import said_by_harness, said_by_libxslt

from harness import RuleSet, check
from harness.messages import heenbericht


def test_same_findings_in_the_same_order(shipped_sets: Mapping[str, RuleSet], ran: Sequence[Ran]) -> None:
    transforms: dict[str, etree.XSLT] = {}
    differing = []
    for each in ran:
        rules, identity = shipped_sets[each.case.rules or ""], each.outcome.identity
        assert identity is not None
        if rules.heen_of(identity):  # what fires in a retour doesn't come from a stylesheet: see below
            continue
        entry = rules.entry_for(identity)
        if str(entry.path) not in transforms:
            transforms[str(entry.path)] = etree.XSLT(etree.parse(entry.path))
        ours = said_by_harness(each.outcome)
        theirs = said_by_libxslt(transforms[str(entry.path)], each.data, **each.case.parameters)
        if ours != theirs:
            differing.append((each.type, each.case.id, ours, theirs))

    assert differing == []


def test_same_findings_on_the_heenbericht_of_a_retour(
    shipped_sets: Mapping[str, RuleSet], ran: Sequence[Ran], tmp_path: Path
) -> None:
    transforms: dict[str, etree.XSLT] = {}
    rebuilt = {}
    for each in ran:
        rules, identity = shipped_sets[each.case.rules or ""], each.outcome.identity
        assert identity is not None
        if (heen := rules.heen_of(identity)) is not None:
            data = etree.tostring(heenbericht(etree.fromstring(each.data), heen))
            rebuilt[data] = rules, rules.entry_for(heen)
    differing = []
    for data, (rules, entry) in rebuilt.items():
        file = tmp_path / "heen.xml"
        file.write_bytes(data)
        if str(entry.path) not in transforms:
            transforms[str(entry.path)] = etree.XSLT(etree.parse(entry.path))
        ours, theirs = said_by_harness(check(file, rules)), said_by_libxslt(transforms[str(entry.path)], data)
        if ours != theirs:
            differing.append((entry.name, ours, theirs))

    assert differing == []
    assert len(rebuilt) > 50
