"""The process that judges: messages come in at its standard input, rows go out, and it ends when a limit is passed.

All that is done with a message is done here, from its bytes to its row: so each limit holds for all of it, and whatever a
message does to this process it does to no other.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import IO

from retour.checking import Subject, outcome_job
from retour.engines.bounded import Bounded, CompiledNow, Compiling
from retour.engines.ending import (
    OUT_OF_MEMORY,
    end_after,
    end_with_parent,
    go_on,
    limit_memory_and_files,
    listen_to_signals,
)
from retour.engines.in_child import pipes
from retour.engines.registry import processor_named
from retour.engines.wire import receive, send
from retour.errors import MessageError, RetourError, as_retour_error
from retour.levels import Check
from retour.model import Outcome
from retour.replay.asked import Asked
from retour.replay.columns import SECONDS
from retour.replay.corpus import CorpusItem
from retour.replay.packing import PackedSet, opened_shelf, refuse_changed
from retour.replay.rows import Row, compared, error_row, line_of, row_of
from retour.replay.wire import Begin, Handed, Lines, Ready
from retour.transitions import Calendars
from retour.workspace import Workspace

_TOLD_AFTER = 0.05
"""Seconds after which rows are told of, unless each is at once."""


def main(parent: int) -> None:
    """Work until the parent is gone.

    Args:
        parent: its process id.
    """
    listen_to_signals()
    end_with_parent(parent)
    os.chdir(os.sep)
    orders, replies = pipes()
    with suppress(EOFError, BrokenPipeError):
        _work(orders, replies)
    os._exit(0)  # the processor's own way out can crash


def _work(orders: IO[bytes], replies: IO[bytes]) -> None:
    begin: Begin = receive(orders)
    limits = begin.asked.limits
    # Copies of stylesheets that ask for something are written too.
    largest = max(limits.stderr, begin.asked.configuration.stylesheet_limit)
    limit_memory_and_files(replace(limits, stderr=largest))
    end_after(limits.start)
    try:
        judge = _Judge(begin, lambda said: send(replies, said))
    except Exception as error:
        send(replies, Ready(as_retour_error(error)))
        return
    gc.collect()
    gc.freeze()  # what is there now stays: it needn't be looked at again and again
    go_on()
    send(replies, Ready())
    while True:
        task: Handed = receive(orders)
        lines: list[bytes] = []
        told = perf_counter()
        for item, fault in task.items:
            lines.append(judge.line(item, fault))
            if task.one_by_one or perf_counter() - told > _TOLD_AFTER:
                send(replies, Lines(lines))
                lines, told = [], perf_counter()
        if lines:
            send(replies, Lines(lines))


class _Judge:
    """Messages → rows."""

    def __init__(self, begin: Begin, tell: Callable[[Compiling | CompiledNow], None]) -> None:
        asked = begin.asked
        self._asked = asked
        self._engine = Bounded(
            processor_named(asked.engine), asked.limits, tell, begin.unusable, asked.time_limit
        )
        self._workspace = _workspace(asked, asked.sets, begin.unpacked)
        self._other = _workspace(asked, asked.others, begin.others) if asked.others else None
        _ = self._engine.session  # it starts now, within the time that a start may take

    def line(self, item: CorpusItem, fault: RetourError | None) -> bytes:
        """The row of a message, as it travels.

        Args:
            fault: why it isn't judged, when that is known already.
        """
        began = perf_counter()
        try:
            row = self._row(item, fault)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except Exception as error:
            row = error_row(item, as_retour_error(error), self._asked)
        row[SECONDS] = round(perf_counter() - began, 6)
        return line_of(row)

    def _row(self, item: CorpusItem, fault: RetourError | None) -> Row:
        if item.problem is not None:
            return error_row(item, MessageError(item.problem, kind="unreadable"), self._asked)
        outcome, subject = self._outcome(item, self._workspace, fault)
        row = row_of(item, outcome, subject, self._asked)
        if self._other is not None:
            row = compared(row, outcome, self._outcome(item, self._other, fault)[0])
        return row

    def _outcome(self, item: CorpusItem, by: Workspace, fault: RetourError | None) -> tuple[Outcome, Subject]:
        asked = self._asked
        check = Check(
            Path(item.name),
            item.name,
            by,
            None,
            Path(),
            asked.parameters,
            asked.time_limit,
            levels=asked.levels,
            now=asked.now,
            data=item.data,
        )
        outcome, subject = self._engine.do(outcome_job(check, _both), fault)
        if outcome.rules is not None:
            refuse_changed(outcome.rules, (*asked.sets, *asked.others))
        return outcome, subject


def _both(outcome: Outcome, subject: Subject) -> tuple[Outcome, Subject]:
    return outcome, subject


def _workspace(asked: Asked, sets: tuple[PackedSet, ...], unpacked: str) -> Workspace:
    configuration = asked.configuration
    shelf = opened_shelf(sets, Path(unpacked), configuration.stylesheet_limit)
    return Workspace(configuration, shelf, Calendars(()))
