"""A message on its way through the levels: what is asked of it, and what is known of it so far."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from lxml import etree

from retour.engines import Order, Reply, SchemaFile, Stylesheet, Validation
from retour.errors import MessageError, NotServed, RetourError
from retour.messages import EiFault, EiMessage, Message, heenbericht, is_ei, parse_message, read_ei
from retour.messages.envelopes import (
    Inside,
    Opened,
    begins_like_envelope,
    is_envelope,
    open_envelope,
    read_inside,
)
from retour.model import Edit, FileProfile, Finding, Identity, Level, Sender
from retour.probes import ProbedSet, ProbeLevel, probed
from retour.rulesets import FILLING_RULE, Entry, RuleSet
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
        probes: what is to be told of the rules' course; None for nothing.
        answers: the check of the heenbericht that the message is held to answer; None when that isn't judged.
        sent: when the message is sent; None when that isn't judged.
        sender: who sends it; None for the party whose message it is.
        listen: whether what the stylesheet says by xsl:message is wanted.
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
    probes: ProbeLevel | None = None
    answers: Check | None = None
    sent: datetime | None = None
    sender: Sender | None = None
    listen: bool = False

    def wants(self, level: Level) -> bool:
        """Whether a level is judged."""
        wanted = self.workspace.configuration.levels if self.levels is None else self.levels
        return wanted is None or level in wanted

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
            raise NotServed(f"no rule set serves {identity}; in reach: {shelf.reach}")
        return found


@dataclass
class Passage:
    """See the module's text. Each level finds here what the ones before it have learnt, and adds to it.

    Attributes:
        data: the bytes of the file, edits made; None when they couldn't be read.
        unreadable: why there are no bytes to look at, where that is something to find.
        file: what the file holds, a message or an envelope; None until it is read, which the level «file» does, and
            where it is EI.
        message: the one that is judged: that of the file, until its envelope is opened.
        ei: the message, where it is EI; no schema and no rules judge one.
        opened: the envelope, where the file is one, and
        inside: the message in it; both None until somebody looks.
        is_inside: whether it is the message inside the envelope that is judged.
        rules, heen, entry: the rule set, the heenbericht by which it checks a retourbericht, and the stylesheet;
            None until they are asked for by a level.
        schema: the XSD of the message's namespace; None where the rule set has none, or nobody asked.
        reply: what the engine made of the message.
        version: of the rule set, as the report states it.
        report: as the rule set wrote it.
        probed: the copy of the rule set that runs in its place; None when the set itself does.
        evaluated, reached: what its probes told, see `Outcome`; None until they did.
        said: what it said by xsl:message, see `Outcome`; None until it did, and when nobody listens.
        answered: the heenbericht that the message is held to answer, which passes the levels «schema» and «rules».
    """

    check: Check
    data: bytes | None = None
    unreadable: MessageError | None = None
    file: Message | None = None
    message: Message | None = None
    ei: EiMessage | None = None
    opened: Opened | None = None
    inside: Inside | None = None
    is_inside: bool = False
    rules: RuleSet | None = None
    heen: Identity | None = None
    entry: Entry | None = None
    schema: SchemaFile | None = None
    reply: Reply | None = None
    version: str | None = None
    report: str | None = None
    probed: ProbedSet | None = None
    evaluated: frozenset[str] | None = None
    reached: frozenset[int] | None = None
    said: tuple[str, ...] | None = None
    answered: Passage | None = None

    @property
    def sha256(self) -> str | None:
        """Of the bytes of the file; None when it couldn't be read."""
        if self.file is not None:
            return self.file.sha256
        return hashlib.sha256(self.data).hexdigest() if self.data is not None else None

    @property
    def profile(self) -> FileProfile:
        """How strict the file rules are taken."""
        return self.check.workspace.configuration.file_profile

    @property
    def checked_rules(self) -> Collection[str]:
        """The rules that are checked for this type of message; empty when it isn't known which."""
        if self.entry is None:
            return ()
        return self.entry.codes if self.heen is None else (FILLING_RULE,)

    @property
    def identity(self) -> Identity | None:
        """What the message says it is; of an envelope that nobody looked into, no more than its namespace."""
        if self.inside is not None:
            return self.inside.message.identity
        return self.ei.identity if self.ei else self.message.identity if self.message else None

    @property
    def has_rules(self) -> bool:
        """Whether schema and rules have anything to say: EI, and an envelope without a message, have none."""
        return self.ei is None and self.message is not None and not is_envelope(self.message.root)

    def read(self) -> tuple[EiFault, ...]:
        """Take in what the file holds, once.

        Returns:
            What is wrong with it, where it is EI.

        Raises:
            MessageError: it can't be read.
        """
        if self.unreadable is not None:
            raise self.unreadable
        assert self.data is not None
        if is_ei(self.data):
            self.ei, faults = read_ei(self.data, self.check.name)
            return faults
        if self.file is None:
            is_large = begins_like_envelope(self.data)
            read = parse_message(self.data, self.check.name, long_texts=is_large)
            # Of an envelope no engine gets the text; a copy of 25 MB less in memory.
            self.message = self.file = replace(read, text="") if is_large else read
        return ()

    def open(self) -> Opened | None:
        """The envelope, opened once; None where the file is none."""
        if self.opened is None and self.file is not None and is_envelope(self.file.root):
            self.opened = open_envelope(self.file.root)
        return self.opened

    def look_inside(self) -> Inside | None:
        """The message inside the envelope, read once; None where the file is no envelope, or holds no message.

        Raises:
            MessageError: what is inside can't be read.
        """
        opened = self.open()
        if self.inside is None and opened is not None:
            self.inside = read_inside(opened, self.check.name)
        return self.inside

    def enter(self) -> None:
        """From here on, judge the message inside the envelope, if there is one; see `look_inside`."""
        inside = self.look_inside()
        if inside is None:
            return
        self.is_inside = True
        if isinstance(inside.message, EiMessage):
            self.ei = inside.message
        else:
            self.message = inside.message

    def take_in(self) -> None:
        """Read the message, out of its envelope where it is in one; see `read` and `look_inside`."""
        self.read()
        self.enter()

    def placed(self, finding: Finding) -> Finding:
        """A finding on the message that is judged, saying so where that is inside an envelope."""
        return in_payload(finding) if self.is_inside else finding

    def order(self) -> Order:
        """What the engine is to do with the message, at the levels «schema» and «rules» as far as they are judged.

        Raises:
            MessageError, RuleSetError: no rule set, or no entry of it, serves the message.
        """
        message = self.message
        assert message is not None
        rules = self.rules = self.check.rule_set(message.identity)
        self.heen = rules.heen_of(message.identity)
        entry = self.entry = rules.entry_for(self.heen or message.identity)
        if (
            self.check.wants("schema")
            and (file := rules.schema.file_of(message.identity.namespace)) is not None
        ):
            self.schema = SchemaFile(str(file), rules.schema.sha256)
        stylesheet = Stylesheet(str(entry.path), entry.sha256, str(rules.folder))
        if self.check.probes is not None:
            self.probed = probed(rules, self.check.probes)
            stylesheet = self.probed.stylesheet(entry)
        return Order(
            stylesheet,
            message.text if self.heen is None else _text(heenbericht(message.root, self.heen)),
            dict(self.check.parameters),
            listen=self.check.listen or self.probed is not None,
            validation=None if self.schema is None else Validation(self.schema, message.text),
            transform=self.check.wants("rules"),
            also=self._order_of_answered() if self.check.wants("pair") else None,
        )

    def as_of_the_set(self, error: RetourError | None) -> RetourError | None:
        """An error, told as of the rule set itself when a copy of it ran."""
        return error if error is None or self.probed is None else self.probed.original(error)

    def _order_of_answered(self) -> Order | None:
        """The same rules on the heenbericht itself; none where the message is no answer to one of that type."""
        if self.answered is None:
            return None
        self.answered.take_in()
        return (
            self.answered.order() if self.answered.has_rules and self.answered.identity == self.heen else None
        )

    def replied(self, reply: Reply) -> None:
        """Take what the engine made of the message, and of its heenbericht."""
        self.reply = reply
        if self.answered is not None:
            self.answered.reply = reply.also


def in_payload(finding: Finding) -> Finding:
    """A finding whose locations are of the message inside an envelope."""
    return replace(
        finding, locations=tuple(replace(place, document="payload") for place in finding.locations)
    )


def _text(root: etree._Element) -> str:
    text: str = etree.tostring(root, encoding="unicode")
    return text
