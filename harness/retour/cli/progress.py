"""How far a long run is, on a terminal that somebody looks at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_QUICK = 50
"""Steps that are done before anyone wonders."""


@contextmanager
def progress(doing: str, steps: int) -> Iterator[Callable[[], None]]:
    """Show progress on standard error while the context lasts; nothing for few steps, or where nobody looks.

    Args:
        doing: what is done, e.g. `comparing`.

    Yields:
        What is to be called for each step that is done.
    """
    if steps < _QUICK or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(doing, total=steps)
        yield lambda: shown.advance(task)
