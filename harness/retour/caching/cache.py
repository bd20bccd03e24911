"""Outcomes of earlier runs, by content: what hasn't changed is recalled, and what was run is kept.

An outcome with an error isn't kept, nor one that depends on the day: these are run again. Nothing of a message stands in the
cache but what its outcome says.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from retour.caching.keys import Keys, NotKeptError
from retour.caching.store import Kind, Store
from retour.caching.written import (
    UnreadableError,
    identity_read,
    identity_written,
    outcome_read,
    outcome_written,
)
from retour.configuration import Configuration
from retour.engines import Choice
from retour.errors import RetourError
from retour.levels import Addressee, Check, message_within
from retour.messages import Message
from retour.messages.envelopes import is_envelope
from retour.model import Identity, Outcome
from retour.rulesets import RuleSet

_MANY = 1_000
"""Outcomes that wait to be kept, at most."""


@dataclass(frozen=True, slots=True)
class Known:
    """An outcome of an earlier run.

    Attributes:
        addressee: what judges the message; None where no rule set was asked.
    """

    outcome: Outcome
    addressee: Addressee | None


@dataclass(frozen=True, slots=True)
class Unseen:
    """That nothing is known of a check, which is to be kept when it has been made.

    Attributes:
        inputs: the keys of its messages, as they were.
    """

    check: Check
    inputs: tuple[bytes, ...]


class Cache:
    """The cache of one run, in which messages of several projects may come together; each project has a store.

    A project without a configuration has none: nobody wants a folder beside any message that is checked.

    Args:
        engine: which engine runs the rules as a project chooses it, and within what limits.
    """

    def __init__(self, engine: Callable[[Choice], str]) -> None:
        self._keys = Keys(engine)
        self._stores: dict[Path, Store] = {}
        self._told: dict[bytes, Identity | None] = {}
        self._waiting: list[tuple[Store, tuple[RuleSet, ...], list[tuple[bytes, Kind, bytes]]]] = []

    @property
    def troubles(self) -> tuple[str, ...]:
        """Why something isn't kept, a sentence for each store."""
        return tuple(warning for store in self._stores.values() if (warning := store.warning) is not None)

    def knows(self, configuration: Configuration) -> bool:
        """Whether there are outcomes of a project."""
        store = self._store(configuration)
        return store is not None and not store.is_empty

    def look_up(self, check: Check) -> Known | Unseen | None:
        """The outcome of a check where it is known; None where it isn't and can't be kept either."""
        if (store := self._store(check.workspace.configuration)) is None:
            return None
        try:
            inputs = self._keys.of_messages(check)
        except _NO_KEY:
            return None
        with suppress(LookupError, UnreadableError, *_NO_KEY):
            key = self._keys.of_outcome(check, inputs, lambda first: self._identity(store, first))
            if (text := store.get(key.digest)) is not None:
                sha256 = "" if key.addressee is None else key.addressee.rules.sha256
                return Known(outcome_read(text, check.name, sha256), key.addressee)
        return Unseen(check, inputs)

    def keep(self, unseen: Unseen, identity: Identity | None, outcome: Outcome) -> None:
        """Keep what came of a check, if that holds again for the same inputs.

        Args:
            identity: what the message says it is, by which its rule set was found; None where no set was asked.
        """
        check = unseen.check
        if (store := self._store(check.workspace.configuration)) is None:
            return
        try:
            if self._keys.of_messages(check) != unseen.inputs:
                return  # it was changed meanwhile
            told = {unseen.inputs[0]: identity}
            if check.answers is not None:
                told[unseen.inputs[1]] = _identity_of(check.answers)
            self._told.update(told)
            texts: list[tuple[bytes, Kind, bytes]] = [
                (first, "identity", identity_written(each)) for first, each in told.items()
            ]
            key = self._keys.of_outcome(check, unseen.inputs, lambda first: self._identity(store, first))
            if outcome.problem is None:
                texts.append((key.digest, "outcome", outcome_written(outcome)))
        except (LookupError, UnreadableError, *_NO_KEY):
            return
        self._waiting.append((store, key.sets, texts))
        if len(self._waiting) >= _MANY:
            self.write()

    def write(self) -> None:
        """Bring what was found to the disk, but for what was judged by rule sets that have changed since they were opened."""
        waiting, self._waiting = self._waiting, []
        unchanged: dict[int, bool] = {}
        for store, sets, texts in waiting:
            for rules in sets:
                if id(rules) not in unchanged:
                    unchanged[id(rules)] = rules.is_unchanged()
            if all(unchanged[id(rules)] for rules in sets):
                for key, kind, text in texts:
                    store.put(key, kind, text)
        for store in self._stores.values():
            store.write()

    def close(self) -> None:
        """See `write`; nothing is kept after it."""
        self.write()
        for store in self._stores.values():
            store.close()

    def _identity(self, store: Store, first: bytes) -> Identity | None:
        """What a message says it is, as it was told in this run or an earlier one.

        Raises:
            LookupError: it wasn't.
            UnreadableError: that isn't what stands there.
        """
        if first not in self._told:
            if (text := store.get(first)) is None:
                raise LookupError
            self._told[first] = identity_read(text)
        return self._told[first]

    def _store(self, configuration: Configuration) -> Store | None:
        if configuration.file is None or not configuration.cache:
            return None
        root = configuration.root
        if root not in self._stores:
            self._stores[root] = Store(root, configuration.cache_limit)
        return self._stores[root]


_NO_KEY = (NotKeptError, RetourError, OSError)
"""Why a check has no key; whatever is wrong with it is told where it is run."""


def _identity_of(check: Check) -> Identity | None:
    """What the message of a check says it is; None where no rule set is asked about it."""
    message = message_within(check)
    return message.identity if isinstance(message, Message) and not is_envelope(message.root) else None
