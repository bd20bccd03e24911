"""A processor that does what the text of a message says, so that a test decides when a process of an engine dies.

What it is told stands in the folder of the stylesheet, too: it is another process, and there may have been others before.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from retour.engines import Answer, Job, Limits, Order, Reply, Request, StylesheetFile
from retour.engines.pool import ChildPool
from retour.engines.sessions import Failure, Processor


class Puppet:
    """A session whose begin dies, as often as there are files for it to take away: `die-starting-1`, …"""

    def __init__(self, folder: str, stderr: int | None) -> None:
        self._folder = Path(folder)
        _note(self._folder / "starts")
        self._obey("starting")

    def compile(self, stylesheet: StylesheetFile) -> Failure | None:
        _note(self._folder / "compiled")
        self._obey("compiling")
        return None

    def run(self, order: Order) -> Reply | Failure:
        """Do what the message says: `die` always, `die-NAME` once; anything else is said back."""
        what, _, much = order.text.partition(" ")
        match what:
            case "die":
                _die()
            case "stop":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "fail":
                raise ZeroDivisionError("the puppet's")
            case "write":
                os.write(2, b"x" * int(much))
            case "report":
                return Reply("x" * int(much))
            case "elements":
                return Reply("<a/>" * int(much))
            case "say":
                return Reply("", ("x" * int(much),))
            case "allocate":
                return Reply(str(len(b"x" * int(much))))
            case _:
                self._obey(what)
        return Reply(order.text)

    def _obey(self, what: str) -> None:
        for file in sorted(self._folder.glob(f"die-{what}-*")):
            try:
                file.unlink()
            except FileNotFoundError:  # another process was here first
                continue
            _die()


def _die() -> None:
    print("the puppet dies", file=sys.stderr, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def _note(file: Path) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()}\n")


@contextmanager
def puppets(folder: Path, workers: int = 1, limits: Limits | None = None) -> Iterator[ChildPool]:
    """An engine of puppets; the files `die-WHEN-NUMBER` in the folder are their orders."""
    engine = ChildPool(
        Processor("Puppet", "Puppet 1", "puppet", partial(Puppet, str(folder))), workers, limits or Limits()
    )
    try:
        yield engine
    finally:
        engine.close()


def let_die(folder: Path, when: str, times: int) -> None:
    """Have so many processes die, `starting`, `compiling`, or when they run the message `when`."""
    for number in range(times):
        (folder / f"die-{when}-{number}").touch()


def told(engine: ChildPool, texts: Sequence[str], *, sheet: str = "a", time_limit: float = 30.0) -> list[str]:
    """What becomes of messages: what was said back, or the kind of the error."""
    pending = engine.submit([job(text, sheet, time_limit) for text in texts])
    return [_short(each.result()) for each in pending]


def answers(engine: ChildPool, *texts: str) -> list[Answer]:
    """What the engine gives back for messages."""
    return [each.result() for each in engine.submit([job(text, "a", 30.0) for text in texts])]


def job(text: str, sheet: str, time_limit: float) -> Job[Answer]:
    """A message for a puppet."""
    request = Request(Order(StylesheetFile(sheet, sheet, "."), text), time_limit)
    return Job(sheet, lambda: request, lambda answer: answer)


def _short(answer: Answer) -> str:
    assert answer is not None
    return answer.report if isinstance(answer, Reply) else answer.kind
