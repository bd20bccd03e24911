"""What earlier runs found, so that a run only does what is new.

All goes by content. What a case noticed stays noticed while the rules that it was run on and the case stay the same; what
survived has to meet only cases that it hasn't met. Where the rules did change, the case that noticed a mutant before is
tried first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from retour.caching import Kind, Store
from retour.configuration import Configuration
from retour.mutation.model import NOTICED, Mutant, Result
from retour.mutation.trials import Ground

_FORMAT = 3


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of a mutant.

    Attributes:
        result: what became of it, when that still holds for all cases that it has met.
        met: the digests of the cases that it has met and that didn't notice it.
        first: the name of the case that noticed it before.
    """

    result: Result | None = None
    met: Collection[str] = ()
    first: str | None = None


class Memory:
    """The results of earlier runs, in the cache of a project.

    Args:
        store: the cache; None for no memory at all.
        engine: product and version; another one knows nothing of what this one did.
    """

    def __init__(self, store: Store | None, engine: str) -> None:
        self._store = store
        self._stamp = f"{version('retour-harness')} {engine}"
        self._met: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, configuration: Configuration, engine: str) -> Memory:
        """The memory of a project; none where its configuration says that nothing is kept."""
        store = Store(configuration.root, configuration.cache_limit) if configuration.cache else None
        return cls(store, engine)

    @property
    def trouble(self) -> str | None:
        """Why nothing is kept, a sentence; None while all is well."""
        return None if self._store is None else self._store.warning

    def close(self) -> None:
        """Let go of the cache; nothing is kept after it."""
        if self._store is not None:
            self._store.close()

    def recall(self, mutant: Mutant, grounds: Sequence[Ground]) -> Recalled:
        """What is known of a mutant that these entries reach."""
        record = self._read("mutant", _name(mutant))
        if record is None:
            return Recalled()
        first = record["noticed_by"]
        if record["key"] != _key(mutant, grounds, self._stamp):
            return Recalled(first=first)
        digests = {trial.digest: trial.name for ground in grounds for trial in ground.trials}
        if record["status"] in NOTICED:
            name = digests.get(record["by"])
            if name is None:
                return Recalled(first=first)
            known = Result(mutant, record["status"], noticed_by=name, reason=record["reason"])
            return Recalled(known, first=name)
        met = self._met_by(record["met"])
        unseen = digests.get(record["by"]) if record["by"] else None
        if record["by"] and unseen is None:
            return Recalled()
        nearest = digests.get(record["nearest"])
        return Recalled(Result(mutant, record["status"], unseen_by=unseen, nearest=nearest), met)

    def remember(self, results: Sequence[Result], grounds: Mapping[str, Sequence[Ground]]) -> None:
        """Keep what was found.

        Args:
            grounds: mutant's id → the entries that reach it.
        """
        if self._store is None:
            return
        names = {trial.name: trial.digest for found in grounds.values() for g in found for trial in g.trials}
        for result in results:
            reaching = grounds.get(result.mutant.id, ())
            if not reaching or result.status in ("invalid", "not known"):
                continue
            met = sorted({trial.digest for ground in reaching for trial in ground.trials})
            label = hashlib.sha256("".join(met).encode()).hexdigest()[:16]
            by = result.noticed_by or result.unseen_by
            noticed = result.status in NOTICED
            if not noticed and label not in self._met:
                self._met[label] = frozenset(met)
                self._keep("met", label, met)
            record = {
                "key": _key(result.mutant, reaching, self._stamp),
                "status": result.status,
                "by": names.get(by or ""),
                "nearest": names.get(result.nearest or ""),
                "noticed_by": result.noticed_by,
                "reason": result.reason,
                "met": "" if noticed else label,
            }
            self._keep("mutant", _name(result.mutant), record)
        self._store.write()

    def remember_noticed(self, results: Sequence[Result], grounds: Mapping[str, Sequence[Ground]]) -> None:
        """Keep what is known halfway, for a run that doesn't come to its end."""
        self.remember([result for result in results if result.is_noticed], grounds)

    def _met_by(self, label: str) -> frozenset[str]:
        """The cases that a mutant has met; the same for many mutants."""
        if label not in self._met and (found := self._read("met", label)) is not None:
            self._met[label] = frozenset(found)
        return self._met.get(label, frozenset())

    def _read(self, kind: Kind, name: str) -> Any:
        """What is kept under a name; None where nothing is."""
        text = None if self._store is None else self._store.get(_key_of(kind, name))
        return None if text is None else json.loads(text)

    def _keep(self, kind: Kind, name: str, value: Any) -> None:
        assert self._store is not None
        self._store.put(_key_of(kind, name), kind, json.dumps(value, ensure_ascii=False).encode())


def _key_of(kind: Kind, name: str) -> bytes:
    return hashlib.sha256(f"{_FORMAT} {kind} {name}".encode("utf-8", "surrogatepass")).digest()


def _name(mutant: Mutant) -> str:
    return f"{mutant.file.as_posix()}#{mutant.id}"


def _key(mutant: Mutant, grounds: Sequence[Ground], stamp: str) -> str:
    """Over what decides what becomes of a mutant, but for the cases."""
    edits = json.dumps([asdict(edit) for edit in mutant.edits])
    entries = sorted(ground.entry.sha256 for ground in grounds)
    return hashlib.sha256("\0".join((stamp, edits, *entries)).encode()).hexdigest()
