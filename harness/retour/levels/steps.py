"""A message on its way through the levels, step by step.

    Check ─► Received ─► Opened ─► Entered ─► Addressed
             the bytes,  what the  the message the rule set
             read        file is   that is     that judges it
                                   judged

Each step is made of the one before, by the function of its name; it knows no more than that, and never changes. A level
says at which step it judges. The engine comes after the last step, see `task`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lxml import etree

from retour.engines import StylesheetFile
from retour.errors import MessageError, RetourError
from retour.language import mark
from retour.levels.check import Check
from retour.levels.judged import Left
from retour.messages import (
    EiFault,
    EiMessage,
    Message,
    identity_of,
    is_ei,
    parse_message,
    read_bytes,
    read_ei,
    refuse_large,
)
from retour.messages.edits import apply_edits, apply_raw
from retour.messages.envelopes import (
    Inside,
    OpenedEnvelope,
    begins_like_envelope,
    is_envelope,
    open_envelope,
    read_inside,
)
from retour.model import FileProfile, Finding, Identity
from retour.probes import ProbedSet, probed
from retour.rulesets import Entry, RuleSet, parameters_for
from retour.xslt.marks import NOW

if TYPE_CHECKING:
    from retour.tracing import TracedSet

S = TypeVar("S")


class Read(NamedTuple):
    """What a file holds: a message, an envelope, or EI.

    Attributes:
        faults: what is wrong with it, where it is EI.
    """

    file: Message | EiMessage
    faults: tuple[EiFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A message file, edits made.

    Attributes:
        data: its bytes; None when there are more than a message may have.
        read: what it holds, or why that can't be read.
    """

    check: Check
    data: bytes | None
    read: Read | MessageError

    @property
    def sha256(self) -> str | None:
        """Of its bytes."""
        return None if self.data is None else hashlib.sha256(self.data).hexdigest()

    @property
    def profile(self) -> FileProfile:
        """How strict the file rules are taken."""
        return self.check.workspace.configuration.file_profile


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that could be read, and the envelope that it is, if it is one.

    Attributes:
        inside: the message in the envelope, or why it can't be read; None where there is none.
    """

    received: Received
    file: Message | EiMessage
    envelope: OpenedEnvelope | None
    inside: Inside | MessageError | None

    @property
    def within(self) -> Message | EiMessage:
        """The message in the envelope, where one can be read there; else what the file holds."""
        return self.inside.message if isinstance(self.inside, Inside) else self.file


@dataclass(frozen=True, slots=True)
class Entered:
    """The message that is judged: that of the file, or the one in its envelope.

    Attributes:
        message: an envelope still, where there is no message in it.
    """

    opened: Opened
    message: Message | EiMessage

    @property
    def check(self) -> Check:
        """What is asked of it."""
        return self.opened.received.check

    @property
    def is_inside(self) -> bool:
        """Whether it lies in an envelope."""
        return self.message is not self.opened.file

    def placed(self, finding: Finding) -> Finding:
        """A finding on it, saying so where it lies in an envelope."""
        return in_payload(finding) if self.is_inside else finding


@dataclass(frozen=True, slots=True)
class Addressee:
    """The rule set that judges a message, as far as it depends on what the message says it is.

    Attributes:
        check: what is asked of the message.
        heen: the heenbericht by which the set checks a retourbericht; None for any other message.
    """

    check: Check
    identity: Identity
    rules: RuleSet
    heen: Identity | None

    @property
    def own(self) -> Entry | None:
        """The stylesheet of the set that checks the message itself; None for a retour of which only the heenbericht is.

        Raises:
            MessageError, RuleSetError: none does, or it can't be read.
        """
        if self.heen is not None and not self.rules.checks_itself(self.identity):
            return None
        return self.rules.entry_for(self.identity)

    @property
    def judging(self) -> tuple[Entry, ...]:
        """The stylesheets of the set that judge the message, whatever for.

        Raises:
            MessageError, RuleSetError: see `own`.
        """
        found = [self.own, None if self.heen is None else self.rules.entry_for(self.heen)]
        if self.check.history is not None or self.check.has_registers:
            found.append(self.rules.history_for(self.identity))
        return tuple(entry for entry in found if entry is not None)

    @property
    def probed(self) -> ProbedSet | None:
        """The copy of the rule set that runs in its place; None when the set itself does."""
        if self.check.probes is None or not self.rules.has_rules:
            return None
        return probed(self.rules, self.check.probes)

    @property
    def traced(self) -> TracedSet | None:
        """The copy of the rule set that tells the course of a run; None where nobody asks why."""
        if self.check.why is None or not self.rules.has_rules:
            return None
        from retour.tracing import traced_set  # only loaded where somebody asks why

        return traced_set(self.rules)

    @property
    def stylesheet(self) -> StylesheetFile:
        """The stylesheet that runs first, as the engine takes it; see there. It is no file where the set has no rules."""
        if not self.rules.has_rules:
            return StylesheetFile("", self.rules.sha256, str(self.rules.folder))
        if self.heen is not None:
            return self.stylesheet_of(self.rules.entry_for(self.heen))
        return self.stylesheet_of(self.rules.entry_for(self.identity))

    def stylesheet_of(self, entry: Entry) -> StylesheetFile:
        """An entry of the set as the engine takes it."""
        copy = self.traced or self.probed
        if copy is not None:
            return copy.stylesheet(entry)
        named = tuple((str(file), found) for file, found in entry.named)
        return StylesheetFile(str(entry.path), entry.sha256, str(self.rules.folder), bool(entry.asks), named)

    def parameters_of(self, entry: Entry) -> dict[str, str]:
        """The stylesheet parameters that an entry is given.

        Raises:
            ParameterError: a value is not of the type that the entry declares, or a required parameter isn't given.
        """
        given = {}
        if entry.declared:
            name = Path(os.path.relpath(entry.path, self.rules.folder)).as_posix()
            subject = f"{name} of rule set {self.rules.id}"
            given = parameters_for(entry.declared, self.check.parameters, subject)
        now = self._now
        return {**given, NOW: now.isoformat()} if now is not None and entry.asks_clock else given

    @property
    def clock(self) -> str | None:
        """What time it is for the rules, if they ask: the moment that is pinned, or `machine`.

        Raises:
            MessageError, RuleSetError: see `own`.
        """
        if not any(entry.asks_clock for entry in self.judging):
            return None
        return "machine" if self._now is None else self._now.isoformat()

    @property
    def _now(self) -> datetime | None:
        return self.check.now or self.check.workspace.configuration.now

    @property
    def checked_rules(self) -> Collection[str]:
        """The rules that are checked for this type of message."""
        filling = self.rules.filling_of(self.identity)
        by_itself = (*(() if filling is None else (filling,)), *(() if self.own is None else self.own.codes))
        if self.check.history is None and not self.check.has_registers:
            return by_itself
        return {*by_itself, *self.rules.history_codes_for(self.identity)}

    def as_of_the_set(self, error: RetourError) -> RetourError:
        """An error, told as of the rule set itself when a copy of it ran."""
        copy = self.traced or self.probed
        return error if copy is None else copy.original(error)


@dataclass(frozen=True, slots=True)
class Address(Addressee):
    """A message, and the rule set that judges it."""

    entered: Entered
    message: Message


@dataclass(frozen=True, slots=True)
class Addressed:
    """The message with what schema and rules need to know of it.

    Attributes:
        to: the rule set that judges it; or why none does: EI has none, nor has an envelope without a message.
    """

    entered: Entered
    to: Address | Left


def receive(check: Check) -> Received:
    """Read a message file, and make the edits.

    Raises:
        MessageError: there is no such file, or an edit doesn't fit it.
    """
    try:
        data = edited_bytes(check)
    except MessageError as error:
        if error.kind != "size":
            raise
        return Received(check, None, error)
    return received(check, data)


def received(check: Check, data: bytes) -> Received:
    """A message file of which the bytes are at hand."""
    if is_ei(data):
        return Received(check, data, Read(*read_ei(data, check.name)))
    try:
        is_large = begins_like_envelope(data)
        read = parse_message(data, check.name, long_texts=is_large)
    except MessageError as error:
        return Received(check, data, error)
    # Engines never see envelopes: drop the text (saves up to 25 MB).
    return Received(check, data, Read(replace(read, text="") if is_large else read))


def edited_bytes(check: Check) -> bytes:
    """The bytes of a check's message, its edits made.

    Raises:
        MessageError: it can't be read, or an edit doesn't fit it.
    """
    if check.data is None:
        data = read_bytes(check.message, check.name)
    else:
        data = check.data
        refuse_large(data, check.name)
    if check.edits:
        data = apply_edits(data, check.edits, check.name, partial(_namespace_of, check))
    return apply_raw(data, check.raw)


def opened(received: Received) -> Opened:
    """Open the envelope, if the file is one.

    Raises:
        MessageError: the file can't be read.
    """
    if isinstance(received.read, MessageError):
        raise received.read
    file = received.read.file
    if isinstance(file, EiMessage) or not is_envelope(file.root):
        return Opened(received, file, None, None)
    envelope = open_envelope(file.root)
    inside: Inside | MessageError | None
    try:
        inside = read_inside(envelope, received.check.name)
    except MessageError as error:
        inside = error
    return Opened(received, file, envelope, inside)


def entered(opened: Opened) -> Entered:
    """Go on with the message in the envelope, if there is one.

    Raises:
        MessageError: it can't be read.
    """
    if isinstance(opened.inside, MessageError):
        raise opened.inside
    return Entered(opened, opened.within)


def addressed(entered: Entered) -> Addressed:
    """Find the rule set that judges the message.

    Raises:
        MessageError, RuleSetError: none serves it, or it can't be opened.
    """
    message = entered.message
    if isinstance(message, EiMessage):
        return Addressed(entered, Left("not checked", mark("no schema and no rules judge EI")))
    if is_envelope(message.root):
        return Addressed(entered, Left("not applicable", mark("there is no message in the envelope")))
    check, identity = entered.check, message.identity
    rules = check.rule_set(identity)
    return Addressed(
        entered, Address(check, identity, rules, rules.heen_of(identity), entered=entered, message=message)
    )


def addressee_of(check: Check, identity: Identity) -> Addressee:
    """What judges a message that says it is so and so.

    Raises:
        MessageError, RuleSetError: none serves it, or it can't be opened.
    """
    rules = check.rule_set(identity)
    return Addressee(check, identity, rules, rules.heen_of(identity))


def message_within(check: Check) -> Message | EiMessage:
    """The message that a check is about: that of its file, or the one in its envelope; an envelope still, where none is.

    Raises:
        MessageError: it can't be read.
    """
    return entered(opened(receive(check))).message


_NEXT: dict[type, Any] = {Received: opened, Opened: entered, Entered: addressed}
"""What makes the next step of one."""


class Steps:
    """The steps of one message, each made when a level first asks for it.

    Args:
        first: where it begins.

    Attributes:
        data: the bytes of the file; None when there are more than a message may have.
    """

    def __init__(self, first: Received) -> None:
        self.data = first.data
        self._made: dict[type, Any] = {Received: first}
        self._last: Any = first

    def at(self, step: type[S]) -> S:
        """A step.

        Raises:
            RetourError: it can't be made; see the functions of the steps.
        """
        while step not in self._made:
            self._last = _NEXT[type(self._last)](self._last)
            self._made[type(self._last)] = self._last
        found: S = self._made[step]
        return found

    def made(self, step: type[S]) -> S | None:
        """A step, if it was made."""
        return self._made.get(step)


def in_payload(finding: Finding) -> Finding:
    """A finding whose locations are of the message inside an envelope."""
    return replace(
        finding, locations=tuple(replace(place, document="payload") for place in finding.locations)
    )


def _namespace_of(check: Check, parent: etree._Element, name: str) -> str | None:
    """The namespace that the schema of the rule set gives a new element; None where it doesn't tell."""
    identity = identity_of(parent.getroottree().getroot())
    try:
        return check.rule_set(identity).schema.namespace_of(parent, name)
    except RetourError:
        return None
