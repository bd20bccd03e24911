"""A child process that is begun before it is known what it will do: it loads SaxonC while this program loads itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from retour.engines.process import Process
from retour.engines.sessions import Processor

_MODULE = "retour.engines.in_child"
_PACKAGE = "saxonche"

_spare: list[Process] = []


@contextmanager
def spare_process() -> Iterator[None]:
    """Begin a process for the engine of SaxonC that will be opened; when none is, it ends."""
    _spare.append(Process(_MODULE, _PACKAGE))
    try:
        yield
    finally:
        while _spare:
            _spare.pop().kill()


def process_for(processor: Processor) -> Process:
    """A process for an engine: the spare one, or a new one."""
    if processor.package == _PACKAGE and _spare:
        return _spare.pop()
    return Process(_MODULE)
