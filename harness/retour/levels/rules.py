"""The level «rules»: what the rule set's stylesheet reports of the message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce

from lxml import etree

from retour.engines import OF_THE_HARNESS, Order, Reply
from retour.language import mark
from retour.levels.judged import Judged, Left, Task, Told, joined
from retour.levels.level import LevelCheck
from retour.levels.reasons import explained
from retour.levels.steps import Address, Addressed
from retour.messages import heenbericht, located
from retour.model import Finding, Identity
from retour.retours import Retour, filling_findings, filling_of_answer
from retour.rulesets import ANSWER_RULE, FILLING_RULE, Entry


def judge_rules(addressed: Addressed) -> Task | Left:
    """Run the rules on the message; of a retourbericht, on the heenbericht that is rebuilt from it, and on what is its own.

    Raises:
        MessageError, RuleSetError: no entry of the set serves the message.
    """
    if isinstance(addressed.to, Left):
        return addressed.to
    return (
        run(addressed.to)
        if addressed.to.rules.has_rules
        else Left("not checked", mark("the set has no rules"))
    )


def run(to: Address) -> Task:
    """The work of it; see `judge_rules`."""
    tasks = []
    if to.heen is not None:
        tasks.append(_filling(to, to.heen))
    if to.own is not None:
        tasks.append(_task(to, to.own, to.message.text, partial(_found, to, to.own)))
    if len(tasks) == 1:
        return tasks[0]
    whole = joined([task.order for task in tasks])

    def judged(reply: Reply) -> Judged:
        each = [task.judge(part) for task, part in zip(tasks, whole.replies(reply), strict=True)]
        told = reduce(Told.beside, (one.told for one in each if one.told is not None))
        return Judged([finding for one in each for finding in one.findings], told)

    return Task(whole.order, judged)


def _filling(to: Address, heen: Identity) -> Task:
    """How a retourbericht is filled, given what the rules find in its heenbericht."""
    rebuilt = heenbericht(to.message.root, heen)
    text: str = etree.tostring(rebuilt, encoding="unicode")
    return _task(to, to.rules.entry_for(heen), text, partial(_filled, to, rebuilt))


def _task(to: Address, entry: Entry, text: str, judge: Callable[[Reply], Judged]) -> Task:
    order = Order(
        to.stylesheet_of(entry),
        text,
        to.parameters_of(entry),
        listen=to.check.listen or to.probed is not None or to.traced is not None,
    )
    return Task(order, judge)


def _found(to: Address, entry: Entry, reply: Reply) -> Judged:
    """The findings of the report, each with the lines at which it lies.

    Raises:
        NotAReport, RuleSetError: what the stylesheet wrote can't be read.
    """
    report = to.rules.read(reply.report)
    findings, silences = explained(to, entry, reply, report.findings)
    is_answer = to.rules.filling_of(to.identity) == ANSWER_RULE
    if is_answer:
        findings = (*findings, *filling_of_answer(to.message, to.rules))
    found = located(findings, to.message.root)
    reached, evaluated = _course(to, reply, found)
    if is_answer and evaluated is not None:
        evaluated |= {ANSWER_RULE}
    unknown = frozenset() if to.probed is None else to.probed.unknown(entry) - (evaluated or frozenset())
    own_report = reply.report if to.heen is None else None
    told = Told(
        report.version,
        own_report,
        evaluated,
        reached,
        _said(to, reply.messages),
        unknown,
        silences=silences,
    )
    return Judged([to.entered.placed(finding) for finding in found], told)


def _filled(to: Address, rebuilt: etree._Element, reply: Reply) -> Judged:
    """What is wrong with the filling, which is always evaluated; see `_found`."""
    report = to.rules.read(reply.report)
    founding = located(report.findings, rebuilt)
    found = located(filling_findings(Retour(to.message, to.rules, founding)), to.message.root)
    reached, _ = _course(to, reply, ())
    evaluated = None if to.probed is None else frozenset({FILLING_RULE})
    told = Told(report.version, None, evaluated, reached, _said(to, reply.messages))
    return Judged([to.entered.placed(finding) for finding in found], told)


def _said(to: Address, messages: Sequence[str]) -> tuple[str, ...] | None:
    """What the stylesheet itself said, where somebody listens."""
    if not to.check.listen:
        return None
    return tuple(" ".join(message.split()) for message in messages if not message.startswith(OF_THE_HARNESS))


def _course(
    to: Address, reply: Reply, found: Sequence[Finding]
) -> tuple[frozenset[int] | None, frozenset[str] | None]:
    """What probes told: the places reached, and the rules evaluated."""
    if to.probed is None:
        return None, None
    reached = to.probed.reached(reply.messages)
    return reached, frozenset(to.probed.evaluated(reached).union(finding.code for finding in found))


RULES_LEVEL = LevelCheck("rules", Addressed, judge_rules, key="fires")
