"""How a project has its rules run: which engine, in how many processes, within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retour.engines.limits import Limits
from retour.model import ENGINES

if TYPE_CHECKING:  # a child process has no need of it, and it takes long to load
    from retour.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Choice:
    """What an engine is opened with.

    Attributes:
        name: of the engine.
        workers: child processes at most; None means one per core, 0 means none.
        limits: what each child may take.
    """

    name: str = ENGINES[0]
    workers: int | None = None
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def of(cls, configuration: Configuration) -> Choice:
        """As a project is configured."""
        return cls(configuration.engine, configuration.engine_workers, Limits.of(configuration))
