"""What is to be checked: a message, and all that its check is to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from retour.errors import NotServed, RetourError
from retour.language import mark
from retour.model import Edit, Identity, LeftOut, Level, Sender
from retour.probes import ProbeLevel
from retour.retours import Reference
from retour.rulesets import RuleSet
from retour.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Check:
    """A message to be checked.

    Attributes:
        name: the message as the user named it.
        edits, raw: changes that are made of it first.
        rules: a rule set, or a reference to one; None means the one that serves the message's namespace.
        base: folder that a path in `rules` is relative to.
        time_limit: in seconds; None means the configured one.
        levels: those that are judged; None means those of the configuration.
        claimed: those that an expectation speaks of.
        asked: those that were asked for by name; None means what `levels` or the configuration names.
        probes: what is to be told of the rules' course; None for nothing.
        answers: the check of the heenbericht that the message is held to answer; None when that isn't judged.
        history: the messages that went before it, in the order of reception; None when that isn't judged.
        registers: lists from outside by name, which go before those of the configuration.
        sent: when the message is sent; None when that isn't judged.
        sender: who sends it; None for the party whose message it is.
        now: the moment that it is for the rules; None means the configured one.
        listen: whether what the stylesheet says by xsl:message is wanted.
        data: the bytes of the message, where they are at hand; None where its file is read.
        why: the rules of which it is asked why they made no finding; of each finding it is told then why it was made. None
            where nobody asks.
    """

    message: Path
    name: str
    workspace: Workspace
    rules: RuleSet | str | None = None
    base: Path = Path()
    parameters: Mapping[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    edits: tuple[Edit, ...] = ()
    raw: tuple[Edit, ...] = ()
    levels: Collection[Level] | None = None
    claimed: Collection[Level] = ()
    asked: Collection[Level] | None = None
    probes: ProbeLevel | None = None
    answers: Check | None = None
    history: tuple[Earlier, ...] | None = None
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sent: datetime | None = None
    sender: Sender | None = None
    now: datetime | None = None
    listen: bool = False
    data: bytes | None = field(default=None, repr=False)
    why: frozenset[str] | None = None

    @property
    def must_judge(self) -> Collection[Level]:
        """The levels that are judged, or the check is an error: those that were asked for, and that are claimed of."""
        named = self.workspace.configuration.levels if self.levels is None else self.levels
        return {*((named or ()) if self.asked is None else self.asked), *self.claimed}

    @property
    def has_registers(self) -> bool:
        """Whether there are lists from outside."""
        return bool(self.registers or self.workspace.configuration.registers)

    def rule_set(self, identity: Identity) -> RuleSet:
        """The rule set that judges a message.

        Raises:
            MessageError, RuleSetError: there is none, or it can't be opened.
        """
        shelf = self.workspace.shelf
        if isinstance(self.rules, RuleSet):
            return self.rules
        if self.rules is not None:
            return shelf.get(self.rules, self.base)
        found = shelf.serving(identity)
        if found is None:
            raise NotServed(
                mark("no rule set serves %(identity)s; in reach: %(sets)s")
                % {"identity": identity, "sets": shelf.reach}
            )
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """An earlier message that counts.

    Attributes:
        name: the file as the user named it.
        text: without XML declaration.
        reference: by what it is known; None where it doesn't tell.
        refuses: the message that it refuses as a whole, where it is such a retourbericht.
    """

    name: str
    text: str = field(repr=False)
    reference: Reference | None = None
    refuses: Reference | None = None


@dataclass(eq=False, slots=True)
class Earlier:
    """A message that went before another one, and what came of it; cases that have the same one share that.

    Attributes:
        check: how it is judged.
        standing: what stands in the history of it; why it is left out; or why that can't be said. None until it has been
            judged.
    """

    check: Check
    standing: Counted | LeftOut | RetourError | None = None
