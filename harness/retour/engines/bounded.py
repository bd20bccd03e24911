"""An engine in a process that is there for nothing else, and that ends when a limit is passed: nobody has to be handed each message.

Who started the process learns by its end that a limit was passed, and by what it told before of what.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from retour.engines.answers import answered
from retour.engines.ending import OUT_OF_MEMORY, end_after, end_after_work, go_on
from retour.engines.in_child import STDERR, run_within, with_memory
from retour.engines.in_process import InProcess
from retour.engines.limits import Limits
from retour.engines.protocol import Answer, Job, Order, Reply, Request, StylesheetFile
from retour.engines.replies import reply_or_error
from retour.engines.running import compile_stylesheet
from retour.engines.sessions import Processor, Session
from retour.errors import RetourError, as_retour_error

T = TypeVar("T")


class Compiling(NamedTuple):
    """A stylesheet is about to be compiled."""

    stylesheet: StylesheetFile


class CompiledNow(NamedTuple):
    """The stylesheet has been compiled, or can't be."""


class Bounded(InProcess):
    """See the module's text.

    Args:
        tell: is told what the process is about to do that has a limit of its own.
        unusable: the stylesheets that can't be run, and why, as it was found out before.
        time_limit: seconds that may go by with a message before and after its rules run, each.
    """

    def __init__(
        self,
        processor: Processor,
        limits: Limits,
        tell: Callable[[Compiling | CompiledNow], None],
        unusable: Mapping[StylesheetFile, RetourError],
        time_limit: float,
    ) -> None:
        super().__init__(processor, limits)
        self._tell = tell
        self._unusable = unusable
        self._time_limit = time_limit
        self._compiled: set[StylesheetFile] = set()

    @cached_property
    def session(self) -> Session:
        return self._processor.open_session(STDERR)

    def do(self, job: Job[T], fault: RetourError | None = None) -> T:
        """Do a job.

        Args:
            fault: why it can't be done, when that is known already; then the engine does no more than what tells of the message.
        """
        end_after(self._time_limit)
        try:
            request = job.prepare()
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except Exception as error:
            answer: Answer = as_retour_error(error)
        else:
            answer = fault if fault is not None else None if request is None else self.answer(request)
        end_after(self._time_limit)
        try:
            return self._completed(job, answer)
        finally:
            go_on()

    def _completed(self, job: Job[T], answer: Answer) -> T:
        try:
            return job.complete(answer)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except Exception as error:
            return job.complete(as_retour_error(error))

    def answer(self, request: Request) -> Reply | RetourError:
        named = list(_stylesheets(request.order))
        for stylesheet in named:
            if (error := self._unusable.get(stylesheet)) is not None:
                return error
        try:
            order = answered(request, self._processor).order
        except RetourError as error:
            return error
        for stylesheet, runs in zip(named, _stylesheets(order), strict=True):
            if runs not in self._compiled:
                self._compile(stylesheet, runs)
        end_after(request.time_limit)
        return reply_or_error(run_within(self.session, order, self._limits))

    def _compile(self, stylesheet: StylesheetFile, runs: StylesheetFile) -> None:
        """Compile what runs for a stylesheet: itself, or a copy."""
        self._tell(Compiling(stylesheet))
        end_after_work(self._limits.compile)
        with_memory(compile_stylesheet(self.session, runs))  # a failure is told when it is run
        go_on()
        self._compiled.add(runs)
        self._tell(CompiledNow())


def _stylesheets(order: Order | None) -> Iterator[StylesheetFile]:
    """Those that an order runs."""
    while order is not None:
        if order.transform:
            yield order.stylesheet
        order = order.also
