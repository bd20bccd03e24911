"""The contract of what runs beside an XSLT processor: one session, with compiled stylesheets, in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from retour.engines.protocol import Order, Reply, StylesheetFile

_MAX_ERROR_LINES = 25
_LONGEST_LINE = 2_000


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no report.

    Attributes:
        text: everything the processor said, its file URIs shortened.
        file: the name of the stylesheet module or schema, as far as the processor tells.
    """

    kind: Literal[
        "static", "dynamic", "forbidden", "message", "encoding", "schema", "memory", "output", "internal"
    ]
    text: str
    file: str | None = None
    line: int | None = None
    column: int | None = None


def error_lines(lines: Iterable[str]) -> str:
    """What a processor said, as the text of a failure: not more than a person reads."""
    kept = [line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + " …" for line in lines]
    if len(kept) > _MAX_ERROR_LINES:
        kept[_MAX_ERROR_LINES:] = [f"… and {len(kept) - _MAX_ERROR_LINES} more lines"]
    return "\n".join(kept)


def clark_name(parameter: str) -> str:
    """The name of a parameter as processors take it: `{urn:f}p` for `Q{urn:f}p`."""
    return parameter[1:] if parameter.startswith("Q{") else parameter


class Session(Protocol):
    """A processor that keeps what it has compiled."""

    def compile(self, stylesheet: StylesheetFile) -> Failure | None:
        """Compile a stylesheet, once for each digest; None when it is ready."""
        ...

    def run(self, order: Order) -> Reply | Failure:
        """Run a stylesheet on a message; what it wrote, or why there is nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Processor:
    """An XSLT processor, as the engines see it.

    Attributes:
        product: e.g. `SaxonC`, for sentences.
        title: product and version, e.g. `SaxonC-HE 13.1.1`.
        package: what it is installed with.
        open_session: given the descriptor of the file that the standard error of this process goes to, None when
            that is no file of the session's own; a function that a child process can import.
        runs_1_0_alone: whether it knows no later version of XSLT.
        missing: why the processor can't be used, such as that its package isn't installed; None when it can.
    """

    product: str
    title: str
    package: str
    open_session: Callable[[int | None], Session]
    runs_1_0_alone: bool = False
    missing: str | None = None
