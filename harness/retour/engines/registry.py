"""The known engines. A new one is a new module with its processor, its name in the model, and what loads it here."""

from __future__ import annotations

import os
from collections.abc import Callable

from retour.engines.limits import Limits
from retour.engines.protocol import Engine
from retour.engines.sessions import Processor
from retour.errors import ConfigurationError
from retour.model import ENGINES, EngineName
from retour.text.nearest import did_you_mean

# How an engine works is loaded when one is opened: a child process comes by here too, and has no need of it.


def _saxon() -> Processor:
    from retour.engines.saxon import saxon

    return saxon()


def _libxslt() -> Processor:
    from retour.engines.libxslt import libxslt

    return libxslt()


_PROCESSORS: dict[EngineName, Callable[[], Processor]] = {"saxon": _saxon, "libxslt": _libxslt}
"""Each loaded when it is asked for: a child process has no need of the others."""


def open_engine(name: str, workers: int | None = None, limits: Limits | None = None) -> Engine:
    """An engine that runs stylesheets; stop it with `close`.

    For a processor that isn't installed there is an engine too: one whose every reply is that it isn't there.

    Args:
        name: `saxon` or `libxslt`.
        workers: child processes at most; None means one per core, 0 means none: everything runs in this process,
            where no limit on time or memory holds.
        limits: what each child may take; None means the usual ones.

    Raises:
        ConfigurationError: there is no engine of that name.
    """
    processor = _processor(name)
    if processor.missing is not None:
        from retour.engines.unavailable import Unavailable

        return Unavailable(processor.title, processor.missing)
    limits = limits or Limits()
    if workers == 0:
        from retour.engines.in_process import InProcess

        return InProcess(processor, limits)
    from retour.engines.pool import ChildPool

    return ChildPool(processor, workers or _cores(), limits)


def engine_title(name: str) -> str:
    """Product and version of an engine's processor, e.g. `SaxonC-HE 13.1.1`; the processor is not started.

    Raises:
        ConfigurationError: there is no engine of that name.
    """
    return _processor(name).title


def _processor(name: str) -> Processor:
    for known, processor in _PROCESSORS.items():
        if name == known:
            return processor()
    raise ConfigurationError(f"there is no engine {name!r}{did_you_mean(name, ENGINES, 'the engines are')}")


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
