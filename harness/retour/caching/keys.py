"""Check → key: a digest over all that has a say in its outcome.

A key is made in two steps. By the bytes of the message, its edits, and what is asked of it, an earlier run may have told what
the message says it is (`Identity`); with that, the entries of the rule set that judge it are known without reading it again,
and their digests complete the key.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retour.caching.stamps import code_stamp
from retour.engines import Choice
from retour.errors import NotServed
from retour.levels import Addressee, Check, addressee_of, judged_levels
from retour.messages import read_bytes
from retour.model import Edit, Identity
from retour.rulesets import RuleSet
from retour.transitions import Calendars
from retour.workspace import Workspace


class NotKeptError(Exception):
    """An outcome isn't kept, because it doesn't depend on its inputs alone, or nobody can tell on what."""


@dataclass(frozen=True, slots=True)
class OutcomeKey:
    """What an outcome is kept under.

    Attributes:
        digest: over all that has a say in it.
        addressee: what judges the message; None where no rule set is asked.
        sets: the rule sets that have a say in it: that one, and those of the messages beside it.
    """

    digest: bytes
    addressee: Addressee | None
    sets: tuple[RuleSet, ...]


class Keys:
    """The keys of one run.

    Args:
        engine: which engine runs the rules of a project, and within what limits.
    """

    def __init__(self, engine: Callable[[Choice], str]) -> None:
        self._engine = engine
        # What digests are of is kept with them, or another object might come to have the same id().
        self._settings: dict[int, tuple[Workspace, bytes]] = {}
        self._files: dict[Path, tuple[tuple[int, ...], bytes]] = {}
        self._judging: dict[tuple[int, bool, Identity], tuple[RuleSet, bytes]] = {}
        self._transitions: dict[int, tuple[Calendars, bytes]] = {}
        self._facts: dict[int, tuple[RuleSet, bytes]] = {}

    def of_message(self, check: Check) -> bytes:
        """The key of what a message says it is: over its bytes, its edits, and what is asked of it.

        Raises:
            NotKeptError: an outcome of it can't be kept.
            RetourError: the message or what belongs to it can't be read.
        """
        configuration = check.workspace.configuration
        asked: list[Any] = [
            self._file(check.message, check.name),
            check.message.suffix.lower(),
            judged_levels(check.levels, configuration),
            sorted(check.must_judge),
            sorted(check.parameters.items()),
            check.time_limit or configuration.time_limit,
            check.probes,
            check.listen,
            None if check.sent is None else (check.sent.isoformat(), check.sender, self._calendars(check)),
            sorted(check.registers.items()),
            check.history is None,
            check.answers is None,
        ]
        if check.edits or check.raw:
            asked += [list(map(_written, check.edits)), list(map(_written, check.raw)), _schema(check)]
        return _digest(self._settings_of(check.workspace), repr(asked).encode("utf-8", "surrogatepass"))

    def of_messages(self, check: Check) -> tuple[bytes, ...]:
        """The keys of all messages of a check: of its own, and then of those beside it; see `of_message`."""
        found = [self.of_message(check)]
        for other in _others(check):
            found += self.of_messages(other)
        return tuple(found)

    def of_outcome(
        self, check: Check, messages: Sequence[bytes], told: Callable[[bytes], Identity | None]
    ) -> OutcomeKey:
        """The key of the outcome of a check.

        Args:
            messages: see `of_messages`.
            told: what earlier runs told of a message, by its key; raises a LookupError for one that none has seen.

        Raises:
            NotKeptError: the outcome can't be kept.
            LookupError: a message in it is unknown.
            RetourError: a message, or a rule set, can't be read.
        """
        return self._of_outcome(check, iter(messages), told)

    def _of_outcome(
        self, check: Check, messages: Iterator[bytes], told: Callable[[bytes], Identity | None]
    ) -> OutcomeKey:
        first = next(messages)
        identity = told(first)
        parts = [first]
        addressee = None
        sets: tuple[RuleSet, ...] = ()
        if identity is not None:
            try:
                addressee = addressee_of(check, identity)
                sets = (addressee.rules,)
                parts.append(self._judged_by(addressee))
            except NotServed as error:
                parts.append(f"not served: {error.text}".encode())
        for other in _others(check):
            key = self._of_outcome(other, messages, told)
            parts += [other.name.encode("utf-8", "surrogatepass"), key.digest]
            sets += key.sets
        return OutcomeKey(_digest(*parts), addressee, sets)

    def _judged_by(self, addressee: Addressee) -> bytes:
        """A digest over what judges a message: the entries that do, and what the set says of their findings."""
        check, rules = addressee.check, addressee.rules
        with_history = check.history is not None or check.has_registers
        key = (id(rules), with_history, addressee.identity)
        if key not in self._judging:
            judging = addressee.judging if rules.has_rules else ()
            entries = [(os.path.relpath(entry.path, rules.folder), entry.sha256) for entry in judging]
            parts = [self._facts_of(rules), rules.schema.sha256.encode(), repr(entries).encode()]
            self._judging[key] = rules, _digest(*parts)
        known = self._judging[key][1]
        clock = addressee.clock if rules.has_rules else None
        if clock == "machine":
            raise NotKeptError
        # Whether a retour is as it should be, and where probes stand, depends on more of the set than the entry.
        is_wide = addressee.heen is not None or check.probes is not None or check.answers is not None
        return _digest(known, (clock or "").encode(), rules.sha256.encode() if is_wide else b"")

    def _facts_of(self, rules: RuleSet) -> bytes:
        """A digest over what a set says beside its stylesheets that has a say in outcomes."""
        if id(rules) not in self._facts:
            described = [(rule.code, rule.answered, rule.level) for rule in rules.catalogue.values()]
            facts = (
                *(rules.id, rules.version, rules.standard, rules.release, rules.dialect, rules.has_rules),
                *(sorted(rules.severities.items()), sorted(rules.retour_codes.items()), sorted(described)),
            )
            self._facts[id(rules)] = rules, _digest(repr(facts).encode())
        return self._facts[id(rules)][1]

    def _settings_of(self, workspace: Workspace) -> bytes:
        if id(workspace) not in self._settings:
            configuration = workspace.configuration
            settings = (
                code_stamp(),
                self._engine(Choice.of(configuration)),
                configuration.file_profile,
                configuration.functie_versions,
                configuration.history_limit,
                [(name, register.values()) for name, register in configuration.registers],
            )
            self._settings[id(workspace)] = (
                workspace,
                _digest(repr(settings).encode("utf-8", "surrogatepass")),
            )
        return self._settings[id(workspace)][1]

    def _file(self, file: Path, name: str) -> bytes:
        """A digest over the bytes of a file, which are read once unless it changes."""
        status = file.stat()
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = self._files.get(file)
        if known is None or known[0] != state:
            known = self._files[file] = state, _digest(read_bytes(file, name))
        return known[1]

    def _calendars(self, check: Check) -> bytes:
        calendars = check.workspace.calendars
        if id(calendars) not in self._transitions:
            digest = _digest(repr(calendars.all()).encode("utf-8", "surrogatepass"))
            self._transitions[id(calendars)] = calendars, digest
        return self._transitions[id(calendars)][1]


def _others(check: Check) -> Iterator[Check]:
    """The checks of the messages beside the one that is judged: what it answers, and what went before it."""
    if check.answers is not None:
        yield check.answers
    for earlier in check.history or ():
        yield earlier.check


def _schema(check: Check) -> str:
    """By which schema edits give namespaces to new elements.

    Raises:
        NotKeptError: no rule set is named, so that it depends on what the message says it is.
    """
    rules = check.rules
    if rules is None:
        raise NotKeptError
    if not isinstance(rules, RuleSet):
        rules = check.workspace.shelf.get(rules, check.base)
    return rules.schema.sha256


def _written(edit: Edit) -> tuple[str, dict[str, Any], list[str]]:
    how = edit.how
    return type(how).__name__, how.__dict__, sorted(how.model_fields_set)


def _digest(*parts: bytes) -> bytes:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()
