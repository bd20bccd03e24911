"""The level «rules»: what the rule set's stylesheet reports of the message."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from retour.engines import PROBE, Order, Reply
from retour.levels.judged import Judged, Left, Task, Told
from retour.levels.level import LevelCheck
from retour.levels.steps import Address, Addressed
from retour.messages import heenbericht, located
from retour.model import Finding
from retour.retours import Retour, filling_findings
from retour.rulesets import FILLING_RULE
from retour.rulesets.dialects import dialect_named


def judge_rules(addressed: Addressed) -> Task | Left:
    """Run the rules on the message; of a retourbericht, on the heenbericht that is rebuilt from it.

    Raises:
        MessageError, RuleSetError: no entry of the set serves the message.
    """
    return addressed.to if isinstance(addressed.to, Left) else run(addressed.to)


def run(to: Address) -> Task:
    """The work of it; see `judge_rules`."""
    rebuilt = None if to.heen is None else heenbericht(to.message.root, to.heen)
    order = Order(
        to.stylesheet,
        to.message.text if rebuilt is None else _text(rebuilt),
        dict(to.check.parameters),
        listen=to.check.listen or to.probed is not None,
    )
    return Task(order, lambda reply: _judged(to, rebuilt, reply))


def _judged(to: Address, rebuilt: etree._Element | None, reply: Reply) -> Judged:
    """The findings of the report, each with the lines at which it lies.

    Args:
        rebuilt: the heenbericht that the report is about; None where it is about the message itself.

    Raises:
        NotAReport, RuleSetError: what the stylesheet wrote can't be read.
    """
    message, rules = to.message, to.rules
    report = dialect_named(rules.dialect).read(reply.report, rules.retour_code)
    if rebuilt is None:
        found = located(report.findings, message.root)
    else:
        founding = located(report.findings, rebuilt)
        found = located(filling_findings(Retour(message, rules, founding)), message.root)
    reached, evaluated = _course(to, reply, found)
    told = Told(
        report.version,
        reply.report if rebuilt is None else None,
        evaluated,
        reached,
        _said(to, reply.messages),
        _unknown(to, evaluated),
    )
    return Judged([to.entered.placed(finding) for finding in found], told)


def _said(to: Address, messages: Sequence[str]) -> tuple[str, ...] | None:
    """What the stylesheet itself said, where somebody listens."""
    if not to.check.listen:
        return None
    return tuple(" ".join(message.split()) for message in messages if not message.startswith(PROBE))


def _course(
    to: Address, reply: Reply, found: Sequence[Finding]
) -> tuple[frozenset[int] | None, frozenset[str] | None]:
    """What probes told: the places reached and the rules evaluated; of a retour only its filling, which always is."""
    if to.probed is None:
        return None, None
    reached = to.probed.reached(reply.messages)
    evaluated = to.probed.evaluated(reached) if to.heen is None else {FILLING_RULE}
    return reached, frozenset(evaluated.union(finding.code for finding in found))


def _unknown(to: Address, evaluated: frozenset[str] | None) -> frozenset[str]:
    """The rules that may have looked at something, too: probes can't tell."""
    if to.probed is None or to.heen is not None:
        return frozenset()
    return to.probed.unknown(to.entry) - (evaluated or frozenset())


def _text(root: etree._Element) -> str:
    text: str = etree.tostring(root, encoding="unicode")
    return text


RULES_LEVEL = LevelCheck("rules", Addressed, judge_rules, key="fires")
