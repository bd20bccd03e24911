"""The level «rules»: what the rule set's stylesheet reports of the message."""

from __future__ import annotations

from collections.abc import Sequence

from retour.engines import PROBE
from retour.levels.level import LevelCheck
from retour.levels.passage import Passage
from retour.messages import heenbericht, located
from retour.model import Finding
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
    report = dialect_named(rules.dialect).read(reply.report, rules.retour_code)
    passage.version = report.version
    if passage.heen is None:
        passage.report = reply.report
        found = located(report.findings, message.root)
    else:
        founding = located(report.findings, heenbericht(message.root, passage.heen))
        found = located(filling_findings(Retour(message, rules, founding)), message.root)
    if passage.check.listen:
        passage.said = tuple(
            " ".join(message.split()) for message in reply.messages if not message.startswith(PROBE)
        )
    if passage.probed is not None:
        _note_course(passage, passage.probed, reply.messages, found)
    return [passage.placed(finding) for finding in found]


def _note_course(
    passage: Passage, probed: ProbedSet, messages: Sequence[str], found: Sequence[Finding]
) -> None:
    """Take in what probes told; of a retourbericht only its filling is judged, which always is."""
    passage.reached = probed.reached(messages)
    evaluated = probed.evaluated(passage.reached) if passage.heen is None else {FILLING_RULE}
    passage.evaluated = frozenset(evaluated.union(finding.code for finding in found))


RULES_LEVEL = LevelCheck("rules", check_rules, key="fires", needs_reply=True)
