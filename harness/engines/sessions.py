"""The contract of what runs beside an XSLT processor: one session, with compiled stylesheets, in one process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from harness.engines.protocol import Order, Reply, Stylesheet


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no report.

    Attributes:
        text: everything the processor said, its file URIs shortened.
        file: the name of the stylesheet module, as far as the processor tells.
    """

    kind: Literal["static", "dynamic", "encoding"]
    text: str
    file: str | None = None
    line: int | None = None
    column: int | None = None


class Session(Protocol):
    """A processor that keeps what it has compiled."""

    def compile(self, stylesheet: Stylesheet) -> Failure | None:
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
        open_session: given the file that its standard error goes to, or None to leave that alone; a function that
            a child process can import.
    """

    product: str
    title: str
    package: str
    open_session: Callable[[str | None], Session]
