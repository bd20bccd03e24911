"""The contract between the harness and an XSLT processor.

Only paths, text and plain data cross it: never an object of the processor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from harness.errors import RetourError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Stylesheet(NamedTuple):
    """An entry stylesheet.

    Attributes:
        path: absolute.
        digest: over all files that it reaches; with another digest it is compiled anew.
        root: folder that paths in error texts are written relative to.
    """

    path: str
    digest: str
    root: str


class Order(NamedTuple):
    """One run of a stylesheet, as it is sent to a session.

    Attributes:
        text: the message, decoded, without XML declaration.
        parameters: stylesheet parameters, by name, as text.
        listen: whether what the stylesheet says by xsl:message is wanted.
    """

    stylesheet: Stylesheet
    text: str
    parameters: Mapping[str, str] = {}
    listen: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """An order, and the seconds that it may take; compiling the stylesheet doesn't count."""

    order: Order
    time_limit: float


class Reply(NamedTuple):
    """What came of an order.

    Attributes:
        report: the text that the stylesheet wrote.
        messages: what it said by xsl:message, when that was wanted.
    """

    report: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A request to be made when its turn comes, and what to make of the reply.

    Attributes:
        group: jobs of one group probably use one stylesheet: the engine keeps them together.
        prepare: makes the request; may raise a RetourError, which then goes to `complete`.
        complete: takes the reply, or the error that prevented it.
    """

    group: str
    prepare: Callable[[], Request]
    complete: Callable[[Reply | RetourError], T]


class Pending(Protocol[T_co]):
    """A result to come."""

    def result(self) -> T_co:
        """Wait for what `complete` returned."""
        ...


class Engine(Protocol):
    """Runs jobs, in whatever order and at whatever degree of parallelism suits it."""

    @property
    def name(self) -> str:
        """Product and version, e.g. `SaxonC-HE 13.1.1`."""
        ...

    def start(self) -> None:
        """Begin to get ready, in the background, for work that is sure to come."""
        ...

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        """Hand in work; results come in the order of the jobs."""
        ...

    def close(self) -> None:
        """Stop at once and leave no process behind; results still to come stay undecided."""
        ...
