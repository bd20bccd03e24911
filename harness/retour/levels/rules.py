"""The level «rules»: what the rule set's stylesheet reports of the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retour.engines import PROBE
from retour.levels.passage import Passage
from retour.messages import line_of
from retour.model import Finding, Location
from retour.probes import ProbedSet
from retour.retours import Retour, filling_findings
from retour.rulesets import FILLING_RULE
from retour.rulesets.dialects import dialect_named


def check_rules(passage: Passage) -> list[Finding]:
    """The findings of the report, each with the lines at which it lies.

    Raises:
        NotAReport, RuleSetError: what the stylesheet wrote can't be read.
    """
    message, rules, reply = passage.message, passage.rules, passage.reply
    assert message is not None
    assert rules is not None
    assert reply is not None
    report = dialect_named(rules.dialect)(reply.report, rules.retour_code)
    passage.version = report.version
    found: Sequence[Finding] = report.findings
    if passage.heen is None:
        passage.report = reply.report
    else:
        found = filling_findings(Retour(message, rules, report.findings))
    if passage.check.listen:
        passage.said = tuple(
            " ".join(message.split()) for message in reply.messages if not message.startswith(PROBE)
        )
    if passage.probed is not None:
        _note_course(passage, passage.probed, reply.messages, found)
    return [passage.placed(_with_lines(finding, passage)) for finding in found]


def _note_course(
    passage: Passage, probed: ProbedSet, messages: Sequence[str], found: Sequence[Finding]
) -> None:
    """Take in what probes told; of a retourbericht only its filling is judged, which always is."""
    passage.reached = probed.reached(messages)
    evaluated = probed.evaluated(passage.reached) if passage.heen is None else {FILLING_RULE}
    passage.evaluated = frozenset(evaluated.union(finding.code for finding in found))


def _with_lines(finding: Finding, passage: Passage) -> Finding:
    assert passage.message is not None
    root = passage.message.root
    places = (Location(place.path, line_of(root, place.path or "")) for place in finding.locations)
    return replace(finding, locations=tuple(places))
