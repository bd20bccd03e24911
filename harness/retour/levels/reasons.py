"""Why a rule set found what it found, and why it didn't find the rest, where a check asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from retour.engines import Reply
from retour.levels.steps import Address
from retour.model import Finding, WhyNot
from retour.rulesets import Entry


def explained(
    to: Address, entry: Entry, reply: Reply, findings: Sequence[Finding], history: str | None = None
) -> tuple[Sequence[Finding], tuple[WhyNot, ...]]:
    """Findings with why they were made, and the rules that were asked about and made none; as they are where nobody asks.

    Args:
        reply: of the copy that tells its course.
        findings: those of its report, in report order.
        history: what the stylesheet saw, where the message stands in it among earlier ones.
    """
    if to.traced is None or to.check.why is None:
        return findings, ()
    from retour.tracing import Grounds, NodeFinder  # only loaded where somebody asks why

    document: Literal["payload"] | None = "payload" if to.entered.is_inside else None
    finder = NodeFinder(to.message.root, history, document)
    grounds = Grounds(reply.messages, to.traced.places, finder, to.traced.named)
    silent = to.check.why.intersection(entry.codes) - {finding.code for finding in findings}
    return grounds.explained(findings), tuple(map(grounds.silence, sorted(silent)))
