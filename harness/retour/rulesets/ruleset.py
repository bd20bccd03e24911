"""An open rule set: the stylesheets of one standard and release, and all that is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from retour.errors import NotServed, RuleSetError
from retour.language import told_in
from retour.model import MESSAGE_TYPE, Identity, Language, RuleSetStamp
from retour.rulesets.checked import checked_codes
from retour.rulesets.contents import SetContents
from retour.rulesets.dialects import DIALECTS, Report, dialect_named
from retour.rulesets.discovery import digest, discover
from retour.rulesets.entry import Entry
from retour.rulesets.schema import Schema
from retour.text.limits import STYLESHEET_LIMIT

GENERAL_CODES = frozenset({"0001", "0200", "0233"})
"""Retour codes that name no rule: refused on technical grounds, nothing to report, not assessed."""

FILLING_RULE = "IV028"
"""How a retourbericht is filled: the filling instruction that retours are held against, in every set."""

ANSWER_RULE = "IV087"
"""How the answer to a claim (325), which has a form of its own, is filled: the same for it."""

FILLING_RULES = frozenset({FILLING_RULE, ANSWER_RULE})
"""What the harness itself judges at the level `rules`."""


@dataclass(frozen=True)
class RuleSet(SetContents):
    """See the module's text, and `SetContents` for what is in it; made by `RuleSet.open`."""

    @classmethod
    def open(cls, folder: Path | str, stylesheet_limit: int | None = STYLESHEET_LIMIT) -> RuleSet:
        """Read a set from its folder.

        Args:
            stylesheet_limit: bytes that a stylesheet may have; None for any number.

        Raises:
            RuleSetError: there is no set in the folder, or it can't be used.
        """
        return cls(**vars(discover(Path(folder), stylesheet_limit)))

    @property
    def name(self) -> str:
        """What tells the set from others of its id: the id with the version, when it has one."""
        return self.stamp.name

    def is_unchanged(self) -> bool:
        """Whether the files of the set are still as they were when it was opened."""
        try:
            return digest({file: file.read_bytes() for file in self.files}) == self.sha256
        except OSError:
            return False

    @property
    def stamp(self) -> RuleSetStamp:
        """Which set this is, for reports."""
        return RuleSetStamp(self.id, self.version, self.sha256)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The rules that any entry can report."""
        return frozenset(code for entry in self.all_entries for code in entry.codes)

    @cached_property
    def message_codes(self) -> frozenset[str]:
        """The rules that can be judged by a message alone."""
        return frozenset(code for entry in (*self.entries, *self.helpers) for code in entry.codes)

    @cached_property
    def history_codes(self) -> frozenset[str]:
        """The rules that are judged by what went before a message."""
        return frozenset(code for entry in self.history for code in entry.codes)

    @cached_property
    def register_codes(self) -> frozenset[str]:
        """The rules among these that look at the message and a list from outside alone, as the catalogue says."""
        described = {code: self.catalogue.get(code) for code in self.history_codes}
        return frozenset(
            code for code, rule in described.items() if rule is not None and rule.level == "external source"
        )

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """Every entry, whatever for."""
        return (*self.entries, *self.helpers, *self.history)

    @property
    def has_rules(self) -> bool:
        """Whether there are stylesheets; a set of schemas alone judges the levels up to `schema`."""
        return bool(self.all_entries or self.broken)

    @cached_property
    def serving(self) -> Mapping[Identity, Entry]:
        """Message → the entry that checks it: a helper only where no other does."""
        found: dict[Identity, Entry] = {}
        for entry in (*self.entries, *self.helpers):
            for message in entry.serves:
                found.setdefault(message, entry)
        return found

    def serving_entry(self, message: Identity) -> Entry | None:
        """The entry that checks a message by its namespace; None when there is none."""
        return self.serving.get(message) or self.serving.get(replace(message, root=None))

    @cached_property
    def used_entries(self) -> tuple[Entry, ...]:
        """The entries that messages are checked with."""
        used = list(self.serving.values())
        own = tuple(e for e in (*self.entries, *self.helpers) if not e.namespaces or e in used)
        return (*own, *self.history)

    @cached_property
    def checked(self) -> Mapping[str, frozenset[str]]:
        """Message, as people call it → the rules that are checked for it."""
        found: dict[str, frozenset[str]] = {}
        for message, entry in self.serving.items():
            name = self.called(message)
            found[name] = found.get(name, frozenset()) | self._codes_of(entry)[message.namespace]
        for entry in self.entries:
            if not entry.namespaces:
                found.setdefault(entry.name, frozenset(entry.codes))
        for entry in self.history:
            found[entry.name] = found.get(entry.name, frozenset()) | frozenset(entry.codes)
        return found

    def checking(self, rule: str) -> tuple[Entry, ...]:
        """The entries that check a rule, in some message that they are used for."""
        return tuple(
            entry
            for entry in self.used_entries
            if rule in entry.codes
            and (
                not entry.namespaces
                or entry in self.history
                or any(
                    serving == entry and rule in self._codes_of(entry)[message.namespace]
                    for message, serving in self.serving.items()
                )
            )
        )

    def called(self, message: Identity) -> str:
        """What people call a message: its type, else the root that the set knows it by, else the entry that serves it."""
        if message.type is not None:
            return message.type
        any_root = self.serving.get(replace(message, root=None))
        if message.root is not None and (any_root is None or message in self.serving):
            return message.root
        return any_root.name if any_root is not None else str(message)

    def _codes_of(self, entry: Entry) -> Mapping[str, frozenset[str]]:
        """The rules that an entry checks, by the namespaces of messages."""
        if entry.path not in self._checked_codes:
            self._checked_codes[entry.path] = checked_codes(entry, self.folder, self.dialect)
        return self._checked_codes[entry.path]

    @cached_property
    def _checked_codes(self) -> dict[Path, Mapping[str, frozenset[str]]]:
        return {}

    @cached_property
    def schema(self) -> Schema:
        """The schemas of the set's messages; without any it knows nothing."""
        return Schema(self.schemas)

    @cached_property
    def known_retour_codes(self) -> frozenset[str]:
        """The retour codes that an outcome of this set can hold."""
        of_rules = {code for rule in self.codes if (code := self.retour_code(rule))}
        general = GENERAL_CODES if self.has_rules else frozenset()
        return frozenset(of_rules | set(self.retour_codes.values()) | self.literals | general)

    @cached_property
    def serves(self) -> tuple[Identity, ...]:
        """The message types that the set checks, sorted by type; without rules, those that its schemas are of."""
        if not self.has_rules:
            return self.schema.messages
        found = set(self.serving)
        types = {identity.type for identity in found}
        for entry in self.entries:
            if not entry.namespaces and entry.name not in types:
                found.add(Identity("", self.standard, self.release, entry.name))
        return tuple(sorted(found, key=lambda served: (self.called(served), served.namespace)))

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """The messages that the set checks, as people call them: by their types, else by the names of their entries."""
        return tuple(sorted({self.called(served) for served in self.serves}))

    def retour_code(self, rule: str) -> str | None:
        """The retour code of a rule: as the set states it, else by the scheme of its dialect.

        None where there is none: nothing answers the messages of the rule, as the catalogue says, or no scheme is known.
        """
        if rule in self.retour_codes:
            return self.retour_codes[rule]
        if (described := self.catalogue.get(rule)) is not None and not described.answered:
            return None
        dialect = DIALECTS.get(self.dialect)
        return None if dialect is None else dialect.retour_code_of(rule)

    @property
    def tells_severities(self) -> bool:
        """Whether its reports say how bad a finding is."""
        dialect = DIALECTS.get(self.dialect)
        return dialect is not None and dialect.graded is not None

    def read(self, report: str) -> Report:
        """What a report of the set says.

        Raises:
            NotAReport, RuleSetError: it can't be read.
        """
        dialect = dialect_named(self.dialect)
        if self.severities and dialect.graded is not None:
            dialect = dialect.graded(self.severities)
        return dialect.read(report, self.retour_code)

    def meaning(self, rule: str, language: Language = "en") -> str | None:
        """What a rule means, from the catalogue; in English where that says it in no other language."""
        described = self.catalogue.get(rule)
        return None if described is None else told_in(language, described.meaning, described.meaning_nl)

    def heen_of(self, identity: Identity) -> Identity | None:
        """The heenbericht by which a retourbericht is checked, one that the set serves.

        None for a retour that doesn't repeat what it answers: 325 is a message of its own form.
        """
        return next((heen for heen in identity.repeated() if heen in self.serving), None)

    @cached_property
    def claimable_rules(self) -> frozenset[str]:
        """The rules that a case may name: those of the set, and how a retourbericht is filled where it knows any."""
        filling = {FILLING_RULE} if any(served.type for served in self.serves) else set()
        return self.codes | filling | {rule for served in self.serves if (rule := self.filling_of(served))}

    def filling_of(self, identity: Identity) -> str | None:
        """The rule on how a message is filled, where it is a retourbericht."""
        if self.heen_of(identity) is not None:
            return FILLING_RULE
        return ANSWER_RULE if identity.has_own_form else None

    def checks_itself(self, retour: Identity) -> bool:
        """Whether the set has rules for a retourbericht beside those for what it answers."""
        return retour in self.serving or retour.type in self.broken

    def codes_for(self, identity: Identity) -> frozenset[str]:
        """The rules that can fire on a message by itself.

        Raises:
            NotServed, RuleSetError: see `entry_for`.
        """
        if not self.has_rules:
            return frozenset()
        rule = self.filling_of(identity)
        filling = frozenset(() if rule is None else {rule})
        if self.heen_of(identity) is not None and not self.checks_itself(identity):
            return filling
        entry = self.entry_for(identity)
        return filling | self._codes_of(entry).get(identity.namespace, frozenset(entry.codes))

    def history_codes_for(self, identity: Identity) -> frozenset[str]:
        """The rules that can fire on a message by what went before it.

        Raises:
            RuleSetError: see `history_for`.
        """
        entry = self.history_for(identity)
        return frozenset(() if entry is None else entry.codes)

    def history_for(self, identity: Identity) -> Entry | None:
        """The entry that judges a message by what went before it; None when the set has none for its type.

        Raises:
            RuleSetError: the entry for this type can't be read.
        """
        if (error := self.broken.get(f"history/{identity.type}")) is not None:
            raise RuleSetError(f"in rule set {self.id}: {error.text}", error.place)
        return next((entry for entry in self.history if identity.namespace in entry.namespaces), None)

    def entry_for(self, identity: Identity) -> Entry:
        """The entry that checks a message.

        Raises:
            NotServed: none does; the text says which messages the set checks, or that it has no rules.
            RuleSetError: the entry for this type can't be read.
        """
        if not self.has_rules:
            raise NotServed(f"rule set {self.id} has no rules: it has schemas alone")
        if (error := self.broken.get(identity.type or "")) is not None:
            raise RuleSetError(f"in rule set {self.id}: {error.text}", error.place)
        if (serving := self.serving_entry(identity)) is not None:
            return serving
        for entry in self.entries:
            if not entry.namespaces and self._takes(entry, identity):
                return entry
        raise NotServed(self._not_served(identity))

    def _takes(self, entry: Entry, identity: Identity) -> bool:
        """Whether an entry without namespaces is for a message: by its name, or for any of a domain without types."""
        if MESSAGE_TYPE.fullmatch(entry.name) is None:
            return identity.type is None
        return (self.standard, self.release, entry.name) == (
            identity.standard,
            identity.release,
            identity.type,
        )

    def _not_served(self, identity: Identity) -> str:
        types = ", ".join(self.messages) or "no message at all"
        unread = "".join(f"; {name} can't be used: {error}" for name, error in self.broken.items())
        whose = " ".join(part for part in ("of", self.standard, self.release) if part)
        text = f"rule set {self.id} doesn't check {identity}: it checks {types}"
        text += f" {whose}" if whose != "of" else ""
        for served in self.serves:
            if identity.type and (served.standard, served.release, served.type) == (
                identity.standard,
                identity.release,
                identity.type,
            ):
                return f"{text}; the namespace must be {served.namespace}, not {identity.namespace}"
        return text + unread
