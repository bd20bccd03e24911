"""A message on its way through the levels: what is asked of it, and what is known of it so far."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from harness.engines import Order, Reply, SchemaFile, Stylesheet, Validation
from harness.errors import MessageError, RetourError
from harness.messages import Message, heenbericht, parse_message
from harness.model import LEVEL_NAMES, Edit, FileProfile, Identity, Level, RawEdit
from harness.probes import ProbedSet, ProbeLevel, probed
from harness.rulesets import FILLING_RULE, Entry, RuleSet
from harness.workspace import Workspace


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
    """

    message: Path
    name: str
    workspace: Workspace
    rules: RuleSet | str | None = None
    base: Path = Path()
    parameters: Mapping[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    edits: tuple[Edit, ...] = ()
    raw: tuple[RawEdit, ...] = ()
    levels: Collection[Level] | None = None
    probes: ProbeLevel | None = None

    @property
    def judged(self) -> tuple[Level, ...]:
        """The levels that are judged, in order."""
        wanted = self.workspace.configuration.levels if self.levels is None else self.levels
        return tuple(level for level in LEVEL_NAMES if level in wanted)

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
            within = ", ".join(rules.id for rules in shelf.all()) or "none"
            raise MessageError(f"no rule set serves {identity}; in reach: {within}", kind="not-served")
        return found


@dataclass
class Passage:
    """See the module's text. Each level finds here what the ones before it have learnt, and adds to it.

    Attributes:
        data: the bytes of the file, edits made; None when they couldn't be read.
        unreadable: why there are no bytes to look at, where that is something to find.
        message: None until the file is read, which the level «file» does.
        rules, heen, entry: the rule set, the heenbericht by which it checks a retourbericht, and the stylesheet;
            None until they are asked for by a level.
        schema: the XSD of the message's namespace; None where the rule set has none, or nobody asked.
        reply: what the engine made of the message.
        version: of the rule set, as the report states it.
        report: as the rule set wrote it.
        probed: the copy of the rule set that runs in its place; None when the set itself does.
        evaluated, reached: what its probes told, see `Outcome`; None until they did.
    """

    check: Check
    data: bytes | None = None
    unreadable: MessageError | None = None
    message: Message | None = None
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

    @property
    def sha256(self) -> str | None:
        """Of the bytes of the file; None when it couldn't be read."""
        if self.message is not None:
            return self.message.sha256
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

    def read(self) -> Message:
        """The message in the file, parsed once.

        Raises:
            MessageError: there is none that can be read.
        """
        if self.unreadable is not None:
            raise self.unreadable
        if self.message is None:
            assert self.data is not None
            self.message = parse_message(self.data, self.check.name)
        return self.message

    def order(self) -> Order:
        """What the engine is to do with the message, at the levels «schema» and «rules» as far as they are judged.

        Raises:
            MessageError, RuleSetError: no rule set, or no entry of it, serves the message.
        """
        message, judged = self.read(), self.check.judged
        rules = self.rules = self.check.rule_set(message.identity)
        self.heen = rules.heen_of(message.identity)
        entry = self.entry = rules.entry_for(self.heen or message.identity)
        if "schema" in judged and (file := rules.schema.file_of(message.identity.namespace)) is not None:
            self.schema = SchemaFile(str(file), rules.schema.sha256)
        stylesheet = Stylesheet(str(entry.path), entry.sha256, str(rules.folder))
        if self.check.probes is not None:
            self.probed = probed(rules, self.check.probes)
            stylesheet = self.probed.stylesheet(entry)
        return Order(
            stylesheet,
            message.text if self.heen is None else _text(heenbericht(message.root, self.heen)),
            dict(self.check.parameters),
            listen=self.probed is not None,
            validation=None if self.schema is None else Validation(self.schema, message.text),
            transform="rules" in judged,
        )

    def as_of_the_set(self, error: RetourError | None) -> RetourError | None:
        """An error, told as of the rule set itself when a copy of it ran."""
        return error if error is None or self.probed is None else self.probed.original(error)


def _text(root: etree._Element) -> str:
    text: str = etree.tostring(root, encoding="unicode")
    return text
