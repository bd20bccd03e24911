"""The run itself: batches are handed to workers, never more than a few ahead, and each is kept as soon as it is done.

What is lost on the way, with a worker, a connection or a scheduler, is handed over once more; what comes twice is taken once. A batch
of which workers die again and again is halved, until it is known of which message they do.
"""

from __future__ import annotations

import warnings
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from queue import Empty, SimpleQueue
from time import monotonic

from distributed import Client, Future, KilledWorker

from retour.errors import ClusterError, ReplayCorpusError, RetourError, WorkerDied
from retour.language import mark
from retour.replay.asked import Asked
from retour.replay.batches import Batch
from retour.replay.cluster import PATIENCE, Cluster, close
from retour.replay.corpus import CorpusItem
from retour.replay.journal import Journal
from retour.replay.plugin import JudgePlugin, judge_items
from retour.replay.rows import error_row, line_of

_AHEAD = 3
"""Batches that are with the workers, for each thread of theirs."""

_MOST_BYTES = 256 * 1024 * 1024
"""Bytes of the messages that are with the workers."""

_LOOK = 1.0
"""Seconds after which it is looked whether the cluster is still there."""

_GATHERING = 60.0
"""Seconds in which the rows of a batch must come over."""

_LOSSES = 20
"""Batches in a row that may get lost for no reason that is known."""


@dataclass(frozen=True, slots=True)
class _Load:
    """Messages of a batch that are judged together: all of them, as a rule."""

    batch: Batch
    begin: int
    items: tuple[CorpusItem, ...]

    @property
    def bytes(self) -> int:
        return sum(len(item.data) for item in self.items)

    def halves(self) -> tuple[_Load, _Load]:
        middle = len(self.items) // 2
        return (
            _Load(self.batch, self.begin, self.items[:middle]),
            _Load(self.batch, self.begin + middle, self.items[middle:]),
        )


@dataclass(frozen=True, slots=True)
class _Flight:
    """Messages that are with the workers; they are given up when nobody holds the future any more."""

    load: _Load
    future: Future


@dataclass(slots=True)
class _Landing:
    """The rows of a batch as they come in."""

    batch: Batch
    lines: list[bytes | None] = field(default_factory=list)


class Handling:
    """See the module's text.

    Args:
        batches: of the corpus.
        seen: is told of each batch that is done: how many messages, how far the corpus was read, and whether it was done before.
        tell: is told what a person wants to know of the cluster.
    """

    def __init__(
        self,
        batches: Iterator[Batch],
        asked: Asked,
        cluster: Cluster,
        journal: Journal,
        seen: Callable[[int, int, bool], None],
        tell: Callable[[str], None],
    ) -> None:
        self._batches = batches
        self._asked = asked
        self._cluster = cluster
        self._journal = journal
        self._seen = seen
        self._tell = tell
        self._again: deque[_Load] = deque()
        self._flying: dict[str, _Flight] = {}
        self._landing: dict[int, _Landing] = {}
        self._done: SimpleQueue[Future] = SimpleQueue()
        self._keys = count()
        self._losses = 0
        self._threads = 1
        self._looked = 0.0
        self._without_workers: float | None = None
        self._broken: ReplayCorpusError | None = None

    def go(self, name: str) -> None:
        """Judge all there is.

        Args:
            name: by which workers tell this replay from others.

        Raises:
            ReplayCorpusError: the corpus can't be read to its end; what came before is kept.
            ClusterError: the workers are gone; what they did is kept.
            RetourError: the messages can't be judged at all.
        """
        plugin = JudgePlugin(name, self._asked)
        client = self._cluster.connected(plugin, 0)
        try:
            while True:
                self._look(client)
                self._hand_over(client, plugin)
                if not self._flying and not self._again:
                    break
                if not self._take(client):
                    client = self._connected_anew(client, plugin)
        finally:
            close(client)
        if self._broken is not None:
            raise ReplayCorpusError(
                f"{self._broken.text}; when it is mended, --resume goes on", self._broken.place
            )

    def _hand_over(self, client: Client, plugin: JudgePlugin) -> None:
        """Have enough messages with the workers."""
        held = sum(flight.load.bytes for flight in self._flying.values())
        while len(self._flying) < _AHEAD * self._threads and held < _MOST_BYTES:
            load = self._again.popleft() if self._again else self._next()
            if load is None:
                return
            held += load.bytes
            key = f"{plugin.name}-{next(self._keys)}"
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a message of 25 MB is what it is
                    future = client.submit(judge_items, plugin.name, load.items, key=key, pure=False)
            except (CancelledError, Exception):  # the scheduler is gone, as will be noticed
                self._again.append(load)
                return
            self._flying[key] = _Flight(load, future)
            future.add_done_callback(self._done.put)

    def _next(self) -> _Load | None:
        """The next batch that wasn't done before."""
        if self._broken is not None:
            return None
        try:
            for batch in self._batches:
                if not self._journal.has(batch):
                    self._landing[batch.number] = _Landing(batch, [None] * len(batch.items))
                    return _Load(batch, 0, batch.items)
                self._seen(len(batch.items), batch.at, True)
        except ReplayCorpusError as error:
            self._broken = error
        return None

    def _take(self, client: Client) -> bool:
        """Take what has come in, within the time after which it is looked around; False when the connection is of no use any more."""
        try:
            future = self._done.get(timeout=_LOOK)
        except Empty:
            return bool(client.status == "running")
        flight = self._flying.pop(future.key, None)
        if flight is None:  # of a connection that is gone
            return True
        load = flight.load
        try:
            found = future.result(timeout=_GATHERING)
        except KilledWorker:
            self._on_killed(load)
            return True
        except (CancelledError, Exception) as error:
            self._on_lost(load, " ".join(str(error).split())[:300] or type(error).__name__)
            return False
        if isinstance(found, RetourError):
            raise found
        if found is None:
            self._on_lost(load, "they don't know this replay")
            return False
        self._losses = 0
        self._land(load, found)
        return True

    def _on_killed(self, load: _Load) -> None:
        """Workers died of these messages, or while they had them, more often than the scheduler puts up with."""
        if len(load.items) > 1:
            self._again += load.halves()
            return
        died = WorkerDied("several workers died while they had this message")
        self._land(load, [line_of(error_row(load.items[0], died, self._asked))])

    def _on_lost(self, load: _Load, why: str) -> None:
        self._losses += 1
        if self._losses > _LOSSES:
            raise ClusterError(f"the workers don't answer as they should: {why}")
        self._again.append(load)

    def _land(self, load: _Load, lines: Sequence[bytes]) -> None:
        landing = self._landing[load.batch.number]
        landing.lines[load.begin : load.begin + len(lines)] = lines
        rows = [line for line in landing.lines if line is not None]
        if len(rows) == len(landing.lines):
            self._journal.add(landing.batch, rows)
            del self._landing[load.batch.number]
            self._seen(len(rows), landing.batch.at, False)

    def _connected_anew(self, client: Client, plugin: JudgePlugin) -> Client:
        """Another connection; what was with the workers is handed over once more."""
        is_gone = client.status != "running"
        if is_gone:
            self._tell(mark("the scheduler is gone: waiting for it"))
        close(client)
        self._again.extend(flight.load for flight in self._flying.values())
        self._flying.clear()
        found = self._cluster.connected(plugin, PATIENCE)
        if is_gone:
            self._tell(mark("the scheduler is back"))
        return found

    def _look(self, client: Client) -> None:
        """See how many threads the workers have; without any they are waited for, but not for ever."""
        if monotonic() - self._looked < _LOOK:
            return
        self._looked = monotonic()
        try:
            known = client.nthreads()
        except Exception:  # the scheduler is gone, as will be noticed
            return
        self._threads = sum(known.values()) or 1
        if known:
            self._without_workers = None
        elif self._without_workers is None:
            self._without_workers = monotonic()
            self._tell(mark("there are no workers: waiting for some"))
        elif monotonic() - self._without_workers > PATIENCE:
            raise ClusterError(f"there were no workers for {PATIENCE:g} s")
