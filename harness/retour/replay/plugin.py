"""What a worker of Dask has of a replay: the rule sets, unpacked once, and a judge for each of its threads, kept warm.

The worker itself only passes messages on. So it answers its scheduler whatever a message is up to, and no message ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from queue import LifoQueue
from threading import Lock
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from retour.engines import engine_title
from retour.errors import ClusterError, RetourError
from retour.replay.asked import Asked
from retour.replay.corpus import CorpusItem
from retour.replay.judge import WarmJudge
from retour.replay.packing import unpack, without_files
from retour.text.scratch import new_scratch, remove_scratch


class JudgePlugin(WorkerPlugin):  # type: ignore[misc]
    """See the module's text.

    Args:
        name: under which workers know it.
    """

    def __init__(self, name: str, asked: Asked) -> None:
        self.name = name
        self._asked = asked
        self._harness, self._engine = version("retour-harness"), asked.engine_title

    def setup(self, worker: Worker) -> None:
        """Get ready for the first messages; what takes time waits until they are there."""
        self._lock = Lock()
        self._folder: Any = None
        self._judges: list[WarmJudge] = []
        self._free: LifoQueue[WarmJudge] = LifoQueue()
        self._threads = worker.state.nthreads

    def teardown(self, worker: Worker) -> None:
        """Leave nothing behind."""
        with self._lock:
            for judge in self._judges:
                judge.close()
            if self._folder is not None:
                remove_scratch(self._folder)

    def judge(self, items: Sequence[CorpusItem]) -> list[bytes]:
        """The rows of some messages, as lines.

        Raises:
            RetourError: this worker can't judge.
        """
        judge = self._judge()
        try:
            return judge.judge(items)
        finally:
            self._free.put(judge)

    def _judge(self) -> WarmJudge:
        """One that has nothing to do."""
        with self._lock:
            if self._folder is None:
                self._begin()
            if self._free.empty() and len(self._judges) < self._threads:
                self._judges.append(WarmJudge(self._asked, self._folder / "sets", self._folder / "others"))
                return self._judges[-1]
        return self._free.get()

    def _begin(self) -> None:
        here = version("retour-harness"), engine_title(self._asked.engine)
        if here != (self._harness, self._engine):
            raise ClusterError(
                f"a worker has retour-harness {here[0]} with {here[1]}, where this replay has "
                f"{self._harness} with {self._engine}: install the same everywhere"
            )
        folder = new_scratch()
        unpack(self._asked.sets, folder / "sets")
        unpack(self._asked.others, folder / "others")
        sets, others = map(without_files, (self._asked.sets, self._asked.others))
        self._asked = replace(self._asked, sets=sets, others=others)
        self._folder = folder


def judge_items(name: str, items: Sequence[CorpusItem]) -> list[bytes] | RetourError | None:
    """The task of a worker: the rows of some messages, as lines; why it can't judge; None when it doesn't know what by.

    Args:
        name: of the plugin.
    """
    plugin = get_worker().plugins.get(name)
    if not isinstance(plugin, JudgePlugin):
        return None
    try:
        return plugin.judge(items)
    except RetourError as error:
        return error
