"""A judge of messages: a process that judges them, kept alive, and replaced when a message takes it along.

Which message that was is found by handing over one at a time what was left. A message that goes beyond its time is at fault at
once; one of which the process died otherwise may have been there when something else killed it, and is tried once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from retour.engines.bounded import CompiledNow, Compiling
from retour.engines.ending import IDLE
from retour.engines.faults import fault_of_compiling, fault_of_run, why_not_started
from retour.engines.process import End, Process
from retour.engines.protocol import StylesheetFile
from retour.engines.registry import processor_named
from retour.errors import ClusterError, EngineUnavailable, RetourError
from retour.replay.asked import Asked
from retour.replay.corpus import CorpusItem
from retour.replay.rows import error_row, line_of
from retour.replay.wire import Begin, Handed, Lines, Ready

_MODULE = "retour.replay.judging"

_STARTS = 5
"""How many processes in a row may die before they are ready."""

_DEATHS = 2
"""How many processes may die of one message that was handed over alone."""

_DEATHS_COMPILING = 3
"""How many may die in a row while they compile one stylesheet."""

_GRACE = 5.0
"""Seconds after which a process is ended that should have ended itself."""

_Said = Ready | Lines | Compiling | CompiledNow | End


class WarmJudge:
    """See the module's text.

    Args:
        unpacked, others: where the rule sets lie, and those that they are compared with.
    """

    def __init__(self, asked: Asked, unpacked: Path, others: Path) -> None:
        self._asked = asked
        self._processor = processor_named(asked.engine)
        self._folders = str(unpacked), str(others)
        self._unusable: dict[StylesheetFile, RetourError] = {}
        self._deaths_compiling: Counter[StylesheetFile] = Counter()
        self._said: SimpleQueue[_Said] = SimpleQueue()
        self._process: Process | None = None

    def judge(self, items: Sequence[CorpusItem]) -> list[bytes]:
        """The rows of some messages, as lines, in their order.

        Raises:
            RetourError: no process can be had that judges, or the rule sets can't be used at all.
        """
        lines: list[bytes] = []
        faults: dict[int, RetourError] = {}
        deaths: Counter[int] = Counter()
        one_by_one = False
        while (begin := len(lines)) < len(items):
            self._start()
            assert self._process is not None
            handed = [(item, faults.get(number)) for number, item in enumerate(items) if number >= begin]
            self._process.send(Handed(handed, one_by_one))
            compiling, end = self._listen(lines, len(items))
            if end is None:
                continue
            at_fault = len(lines)
            if compiling is not None:
                self._blame_stylesheet(compiling, end)
            elif not one_by_one:
                one_by_one = True
            elif at_fault in faults:  # nothing can be told of the message but that
                lines.append(line_of(error_row(items[at_fault], faults[at_fault], self._asked)))
            else:
                deaths[at_fault] += 1
                if end.is_out_of_time or deaths[at_fault] == _DEATHS:
                    faults[at_fault] = fault_of_run(
                        self._processor, self._asked.limits, self._asked.time_limit, end
                    )
        return lines

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _start(self) -> None:
        """Have a process that is ready."""
        if self._processor.missing is not None:
            raise EngineUnavailable(self._processor.missing)
        for _ in range(_STARTS):
            if self._process is not None:
                return
            said: SimpleQueue[_Said] = SimpleQueue()
            begin = Begin(self._asked, *self._folders, self._unusable)
            self._said, self._process = said, Process(_MODULE)
            self._process.employ(begin, said.put)
            answer = self._next()
            if isinstance(answer, Ready) and answer.failure is None:
                return
            self.close()
            if isinstance(answer, Ready) and answer.failure is not None:
                raise answer.failure
            assert isinstance(answer, End)
            why = why_not_started(self._processor, self._asked.limits, answer)
            if answer.is_out_of_time:
                break
        raise ClusterError(why)

    def _listen(self, lines: list[bytes], enough: int) -> tuple[StylesheetFile | None, End | None]:
        """Take rows until there are enough or the process is gone; then how, and what it was compiling."""
        compiling: StylesheetFile | None = None
        while len(lines) < enough:
            match self._next():
                case Lines(new):
                    lines += new
                case Compiling(stylesheet):
                    compiling = stylesheet
                case CompiledNow():
                    if compiling is not None:
                        del self._deaths_compiling[compiling]
                    compiling = None
                case End() as end:
                    self._process = None
                    return compiling, end
        return None, None

    def _next(self) -> _Said:
        """What the process says next; one that says nothing for longer than it may is ended."""
        limits = self._asked.limits
        # Before, while and after the rules run, for each of two sets; a start and a compilation are told of.
        longest = max(limits.start, limits.compile * IDLE, 6 * self._asked.time_limit) + _GRACE
        try:
            return self._said.get(timeout=longest)
        except Empty:
            if self._process is not None:
                self._process.kill(overdue=True)
            return self._said.get()

    def _blame_stylesheet(self, stylesheet: StylesheetFile, end: End) -> None:
        self._deaths_compiling[stylesheet] += 1
        if end.is_out_of_time or self._deaths_compiling[stylesheet] == _DEATHS_COMPILING:
            self._unusable[stylesheet] = fault_of_compiling(self._processor, self._asked.limits, end)
