"""What a child process may take, and what a rule set may say, before it is that case's error.

How each holds on which platform stands in docs/limits.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a child process has no need of it, and it takes long to load
    from retour.configuration import Configuration

MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one engine.

    Attributes:
        start: seconds in which a child must be ready.
        compile: seconds of a processor's time in which a stylesheet must be compiled.
        memory: bytes that a child may have in use.
        report: characters of a report.
        elements: elements of a report; a finding takes two at least.
        said: characters that a stylesheet may say by xsl:message on one message, probes left out.
        stderr: bytes that a child may write to its standard error between two messages.
    """

    start: float = 60.0
    compile: float = 10.0
    memory: int = 4 * GIGABYTE
    report: int = 32 * MEGABYTE
    elements: int = 200_000
    said: int = MEGABYTE
    stderr: int = MEGABYTE

    @classmethod
    def of(cls, configuration: Configuration) -> Limits:
        """The limits of a project: those that its configuration names, the others as they are here."""
        limits = cls()
        if configuration.compile_limit is not None:
            limits = replace(limits, compile=configuration.compile_limit)
        if configuration.memory_limit is not None:
            limits = replace(limits, memory=configuration.memory_limit)
        return limits
