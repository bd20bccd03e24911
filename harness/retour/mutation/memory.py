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
from pathlib import Path
from typing import Any

from retour.configuration import CACHE
from retour.errors import RetourError
from retour.mutation.model import NOTICED, Mutant, Result
from retour.mutation.trials import Ground
from retour.text.writing import write_document

_FILE = "mutants.json"
_FORMAT = 2


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
    """The results of earlier runs, in a file.

    Args:
        file: None for no memory at all.
        engine: product and version; another one knows nothing of what this one did.
    """

    def __init__(self, file: Path | None, engine: str) -> None:
        self._file = file
        self._stamp = f"{version('retour-harness')} {engine}"
        self._records: dict[str, dict[str, Any]] = {}
        self._sets: dict[str, list[str]] = {}
        if file is not None:
            self._read(file)

    @classmethod
    def below(cls, folder: Path, engine: str) -> Memory:
        """The memory of a project.

        Raises:
            RetourError: nothing can be kept there.
        """
        try:
            write_document(folder / CACHE / ".gitignore", "*\n")
        except RetourError as error:
            raise RetourError(f"{error.text}; --no-cache keeps nothing", error.place) from None
        return cls(folder / CACHE / _FILE, engine)

    def recall(self, mutant: Mutant, grounds: Sequence[Ground]) -> Recalled:
        """What is known of a mutant that these entries reach."""
        record = self._records.get(_name(mutant))
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
        met = frozenset(self._sets.get(record["met"], ()))
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
        if self._file is None:
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
            if not noticed:
                self._sets[label] = met
            self._records[_name(result.mutant)] = {
                "key": _key(result.mutant, reaching, self._stamp),
                "status": result.status,
                "by": names.get(by or ""),
                "nearest": names.get(result.nearest or ""),
                "noticed_by": result.noticed_by,
                "reason": result.reason,
                "met": "" if noticed else label,
            }
        self._write(self._file)

    def _read(self, file: Path) -> None:
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # not there, or not whole: then nothing is known
            return
        if isinstance(kept, dict) and kept.get("format") == _FORMAT:
            self._records, self._sets = kept["records"], kept["sets"]

    def _write(self, file: Path) -> None:
        used = {record["met"] for record in self._records.values()}
        sets = {label: met for label, met in sorted(self._sets.items()) if label in used}
        kept = {"format": _FORMAT, "records": dict(sorted(self._records.items())), "sets": sets}
        write_document(file, json.dumps(kept, ensure_ascii=False) + "\n")

    def remember_noticed(self, results: Sequence[Result], grounds: Mapping[str, Sequence[Ground]]) -> None:
        """Keep what is known halfway, for a run that doesn't come to its end."""
        self.remember([result for result in results if result.is_noticed], grounds)


def _name(mutant: Mutant) -> str:
    return f"{mutant.file.as_posix()}#{mutant.id}"


def _key(mutant: Mutant, grounds: Sequence[Ground], stamp: str) -> str:
    """Over what decides what becomes of a mutant, but for the cases."""
    edits = json.dumps([asdict(edit) for edit in mutant.edits])
    entries = sorted(ground.entry.sha256 for ground in grounds)
    return hashlib.sha256("\0".join((stamp, edits, *entries)).encode()).hexdigest()
