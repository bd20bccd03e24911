"""SaxonC as an engine: in child processes, or in this process for debugging."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Generic, TypeVar

from harness.engines.pool import ChildPool
from harness.engines.protocol import Engine, Job, Pending
from harness.engines.replies import reply_or_error
from harness.engines.saxon_session import SaxonSession
from harness.engines.sessions import Processor, Session
from harness.errors import EngineUnavailable, RetourError

T = TypeVar("T")


def engine_name() -> str:
    """Product and version of the SaxonC that is installed, e.g. `SaxonC-HE 13.1.1`; SaxonC is not loaded."""
    installed = _version()
    return f"SaxonC-HE {installed}" if installed else "SaxonC-HE (not installed)"


def saxon_engine(workers: int | None = None) -> Engine:
    """An engine that runs stylesheets with SaxonC.

    Without SaxonC there is an engine too: one whose every reply is that it isn't there.

    Args:
        workers: child processes at most; None means one per core, 0 means none: everything runs in this process,
            where no time limit holds.
    """
    if _version() is None:
        return _Unavailable(engine_name(), "the package saxonche is not installed: pip install saxonche")
    if find_spec("saxonche") is None:
        return _Unavailable(
            engine_name(), "the package saxonche is installed, but can't be found: reinstall it"
        )
    processor = Processor("SaxonC", engine_name(), "saxonche", SaxonSession)
    return _InProcess(processor) if workers == 0 else ChildPool(processor, workers or _cores())


def _version() -> str | None:
    try:
        return version("saxonche")
    except PackageNotFoundError:
        return None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Unavailable:
    """Gives each job the reason why it can't be run."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        error = EngineUnavailable(self._reason)
        return [_Later(lambda job=job: job.complete(error)) for job in jobs]  # type: ignore[misc]

    def close(self) -> None:
        pass


class _InProcess:
    """Runs each job in this process, when its result is asked for."""

    def __init__(self, processor: Processor) -> None:
        self.name = processor.title
        self._processor = processor

    @cached_property
    def _session(self) -> Session:
        return self._processor.open_session(None)

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        return [_Later(lambda job=job: self._do(job)) for job in jobs]  # type: ignore[misc]

    def close(self) -> None:
        pass

    def _do(self, job: Job[T]) -> T:
        try:
            request = job.prepare()
            return job.complete(reply_or_error(self._session.run(request.order)))
        except RetourError as error:
            return job.complete(error)


class _Later(Generic[T]):
    """A result that is worked out when it is first asked for."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work

    @cached_property
    def _result(self) -> T:
        return self._work()

    def result(self) -> T:
        return self._result
