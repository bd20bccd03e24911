"""The engines of one run, in which cases and messages of several projects may come together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from retour.engines.choice import Choice
from retour.engines.protocol import Engine, Job, Pending
from retour.engines.registry import engine_title, open_engine, subject_named
from retour.engines.tickets import Later, completed, do_first

if TYPE_CHECKING:
    from retour.subjects.description import SystemUnderTest

T = TypeVar("T")


class Engines:
    """One engine for each way in which the jobs want to be run, opened when the first of them comes; together an Engine.

    Args:
        usual: for jobs that don't say.
        name: an engine that goes before all choices, as a command line gives it.
        workers: how many child processes each engine has at most, before all choices.
        most: no engine has more children; 0 for none stays 0.

    Raises:
        ConfigurationError: there is no engine of that name.
    """

    def __init__(
        self,
        usual: Choice | None = None,
        name: str | None = None,
        workers: int | None = None,
        *,
        most: int | None = None,
    ) -> None:
        if name is not None:
            engine_title(name)
        self._subject = None if name is None else subject_named(name)
        self._usual = usual or Choice()
        self._name = name
        self._workers = workers
        self._most = most
        self._opened: dict[Choice, Engine] = {}

    @property
    def subject(self) -> SystemUnderTest | None:
        """The system under test that is asked in place of stylesheets; None when stylesheets run."""
        return self._subject

    @property
    def name(self) -> str:
        """The names of the engines that were used; before that, of the usual one."""
        opened = self._opened.values() or [self.engine(self._usual)]
        return ", ".join(sorted({engine.name for engine in opened}))

    def stamp(self, choice: Choice) -> str:
        """Which engine a choice leads to and what limits hold: what outcomes depend on."""
        wanted = self._wanted(choice)
        limits = wanted.limits if wanted.workers != 0 else "no limits"
        return f"{engine_title(wanted.name)} {limits}"

    def engine(self, choice: Choice) -> Engine:
        """The engine for a choice."""
        wanted = self._wanted(choice)
        if wanted not in self._opened:
            self._opened[wanted] = open_engine(wanted.name, wanted.workers, wanted.limits)
        return self._opened[wanted]

    def _wanted(self, choice: Choice) -> Choice:
        """A choice, with what goes before it."""
        if self._subject is not None:
            choice = Choice()  # how a project has stylesheets run is nothing to it
        wanted = replace(
            choice,
            name=choice.name if self._name is None else self._name,
            workers=choice.workers if self._workers is None else self._workers,
        )
        if self._most is not None and wanted.workers != 0:
            wanted = replace(wanted, workers=min(self._most, wanted.workers or self._most))
        return wanted

    def start(self, parts: int) -> None:
        """See Engine; of the usual one."""
        self.engine(self._usual).start(parts)

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        """See Engine."""
        if self._subject is None:
            do_first(self, jobs)
        by_choice: dict[Choice, list[int]] = {}
        found: dict[int, Pending[T]] = {}
        for number, job in enumerate(jobs):
            if job.runs:
                by_choice.setdefault(job.choice or self._usual, []).append(number)
            else:
                found[number] = Later(lambda job=job: completed(job, None))  # type: ignore[misc]
        for choice, numbers in by_choice.items():
            handed_in = self.engine(choice).submit([replace(jobs[number], first=()) for number in numbers])
            found.update(zip(numbers, handed_in, strict=True))
        return [found[number] for number in range(len(jobs))]

    def close(self) -> None:
        """See Engine; each is closed, whatever becomes of the others."""
        with ExitStack() as closing:
            for engine in self._opened.values():
                closing.callback(engine.close)
