"""What is asked of every message of a replay, as it travels to whoever judges them: content and plain data, and no path of this machine."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from retour.configuration import Configuration
from retour.engines import Limits, engine_title
from retour.model import Level
from retour.replay.packing import PackedSet
from retour.text.registers import Register

_CHECKED = b"retour replay"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every message.

    Attributes:
        sets: the rule sets, in the order in which they win.
        others: those whose outcomes are held against those of `sets`; none where nothing is compared.
        configuration: what counts of that of the project.
        engine: the name of the XSLT engine.
        limits: what a process that judges may take.
        time_limit: seconds that the rules may take with one message.
        levels: those that are judged; None for all.
        parameters: of the stylesheets.
        now: the moment that it is for the rules; None for that of the machine.
        values: whether what may hold values of messages is kept: texts of findings and errors, and BSNs in names.
        salt: with which BSNs are hashed; None where none are told.
    """

    sets: tuple[PackedSet, ...]
    others: tuple[PackedSet, ...]
    configuration: Configuration
    engine: str
    limits: Limits
    time_limit: float
    levels: tuple[Level, ...] | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
    values: bool = False
    salt: bytes | None = field(default=None, repr=False)

    @property
    def engine_title(self) -> str:
        """Product and version, as they are installed here."""
        return engine_title(self.engine)

    @property
    def described(self) -> dict[str, Any]:
        """What it comes to, for a document: two replays that are asked the same have the same rows."""
        return {
            "harness": version("retour-harness"),
            "engine": self.engine_title,
            "rules": [_described(each) for each in self.sets],
            "compared_with": [_described(each) for each in self.others],
            "levels": None if self.levels is None else list(self.levels),
            "parameters": dict(sorted(self.parameters.items())),
            "time_limit": self.time_limit,
            "compile_limit": self.limits.compile,
            "memory_limit": self.limits.memory,
            "file_profile": self.configuration.file_profile,
            "registers": {name: _digest(register) for name, register in self.configuration.registers},
            "now": None if self.now is None else self.now.isoformat(),
            "values": self.values,
            "salted": None
            if self.salt is None
            else hmac.new(self.salt, _CHECKED, hashlib.sha256).hexdigest()[:16],
        }


def shipped_configuration(configuration: Configuration) -> Configuration:
    """A configuration without its paths; lists from outside with their values.

    Raises:
        ConfigurationError: a list can't be read.
    """
    return Configuration(
        root=Path(),
        time_limit=configuration.time_limit,
        file_profile=configuration.file_profile,
        levels=configuration.levels,
        engine=configuration.engine,
        engine_workers=0,
        compile_limit=configuration.compile_limit,
        memory_limit=configuration.memory_limit,
        functie_versions=configuration.functie_versions,
        stylesheet_limit=configuration.stylesheet_limit,
        registers=tuple((name, Register(register.values())) for name, register in configuration.registers),
        now=configuration.now,
    )


def _described(packed: PackedSet) -> dict[str, Any]:
    return {"id": packed.stamp.id, "version": packed.stamp.version, "sha256": packed.stamp.sha256}


def _digest(register: Register) -> str:
    return hashlib.sha256("\n".join(register.written).encode()).hexdigest()


def names_of(sets: Sequence[PackedSet]) -> str:
    """Some sets, as people call them."""
    return ", ".join(each.stamp.name for each in sets)
