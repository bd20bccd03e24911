"""The contract between the harness and an XSLT processor.

Only paths, text and plain data cross it: never an object of the processor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:  # a child process has no need of it, and it takes long to load
    from retour.engines.choice import Choice
    from retour.errors import RetourError
    from retour.subjects.description import SystemUnderTest
    from retour.subjects.said import Said, Submission

PROBE = "retour-probe:"
"""How the xsl:messages begin that the harness itself sets into a copy of a stylesheet."""

TRACE = "retour-trace:"
"""The same of those that tell the course of a run: each counts, and their order."""

MOST_TRACED = 30_000_000
"""Characters of a trace; a longer one is cut off."""

OF_THE_HARNESS = (PROBE, TRACE)
"""The beginnings of all messages that aren't the stylesheet's own."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class StylesheetFile(NamedTuple):
    """An entry stylesheet.

    Attributes:
        path: absolute.
        digest: over all files that it reaches; with another digest it is compiled anew.
        root: folder that paths in error texts are written relative to.
        asks: whether it asks for files or the time, and a copy has to run in its place in which that is answered.
        named: the files that it may read or ask after, and whether they are there.
    """

    path: str
    digest: str
    root: str
    asks: bool = False
    named: tuple[tuple[str, bool], ...] = ()


class SchemaFile(NamedTuple):
    """An XSD.

    Attributes:
        path: absolute.
        digest: over all files of its folder; with another digest it is compiled anew.
    """

    path: str
    digest: str


class Validation(NamedTuple):
    """A text to be held against a schema before a stylesheet sees the message."""

    schema: SchemaFile
    text: str


class Order(NamedTuple):
    """One run of a stylesheet, as it is sent to a session.

    Attributes:
        text: the message, decoded, without XML declaration.
        parameters: stylesheet parameters, by name, `Q{uri}name` in a namespace, as text.
        listen: whether what the stylesheet says by xsl:message is wanted.
        validation: what is validated first; the stylesheet only runs on what is valid.
        transform: whether the stylesheet runs at all.
        also: another order, whose reply comes along when this one was validated.
        timed: how often the stylesheet is run for the time that it takes; 0 for once, and no time is told.
    """

    stylesheet: StylesheetFile
    text: str
    parameters: Mapping[str, str] = {}
    listen: bool = False
    validation: Validation | None = None
    transform: bool = True
    also: Order | None = None
    timed: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """An order, and the seconds that it may take; compiling the stylesheet has a limit of its own."""

    order: Order
    time_limit: float


class SchemaError(NamedTuple):
    """One thing that is wrong by a schema.

    Attributes:
        code: what kind of thing, e.g. `pattern`.
        path: as the official report prints it.
        text: what the validator says, namespaces left out.
        value: the text of the element, where it holds no others.
    """

    code: str
    path: str | None
    line: int | None
    text: str
    value: str | None = None


class Reply(NamedTuple):
    """What came of an order.

    Attributes:
        report: the text that the stylesheet wrote; empty when it didn't run.
        messages: what it said by xsl:message, when that was wanted; of those that begin with `PROBE` each once;
            those that begin with `TRACE` last, in their order.
        schema_errors: why it didn't run: the message isn't valid.
        also: what came of the other order, if there was one.
        seconds: of a processor's time, that each run took, where that was wanted.
    """

    report: str
    messages: tuple[str, ...] = ()
    schema_errors: tuple[SchemaError, ...] = ()
    also: Reply | None = None
    seconds: tuple[float, ...] = ()


class SubjectReply(NamedTuple):
    """What a system under test said of a message, and which one it was."""

    subject: SystemUnderTest
    said: Said


Answer: TypeAlias = "Reply | SubjectReply | RetourError | None"
"""What an engine makes of a job: the reply, the error that prevented it, or None where it had nothing to do."""


def traced(messages: Iterable[str]) -> list[str]:
    """The messages that tell the course of a run, as many as there may be."""
    found: list[str] = []
    size = 0
    for text in messages:
        if text.startswith(TRACE):
            size += len(text)
            if size > MOST_TRACED:
                break
            found.append(text)
    return found


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A request to be made when its turn comes, and what to make of the reply.

    Attributes:
        group: jobs of one group probably use one stylesheet: the engine keeps them together.
        prepare: makes the request, or None when there is nothing to run; may raise a RetourError, which then goes to
            `complete`.
        complete: makes the result of the answer. When it raises, it is called again with the error that it raised.
        choice: how the project that it belongs to has its rules run; None where that makes no difference.
        first: jobs that must be done before this one is prepared.
        key: jobs that have the same one are the same work; None for a job that is like no other.
        submit: the message for a system under test, which is asked in place of stylesheets; may raise a RetourError, which
            then goes to `complete`. None for work that no such system can do.
        runs: whether an engine has anything to do; where it hasn't, none is opened for it.
    """

    group: str
    prepare: Callable[[], Request | None]
    complete: Callable[[Answer], T]
    choice: Choice | None = None
    first: Sequence[Job[Any]] = ()
    key: object = None
    submit: Callable[[SystemUnderTest], Submission] | None = None
    runs: bool = True

    @classmethod
    def done(cls, result: T) -> Job[T]:
        """A job of which the result is known."""
        return cls.without_engine(lambda: result)

    @classmethod
    def without_engine(cls, work: Callable[[], T]) -> Job[T]:
        """A job of which the result is worked out when it is asked for, by no engine."""
        return cls("", lambda: None, lambda _: work(), runs=False)


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

    def start(self, parts: int) -> None:
        """Begin to get ready, in the background, for work that is sure to come.

        Args:
            parts: how many parts of the work can go on side by side.
        """
        ...

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        """Hand in work; results come in the order of the jobs. What must be done first is done when this returns."""
        ...

    def close(self) -> None:
        """Stop at once and leave no process behind; asking for a result that is still to come is an error then."""
        ...
