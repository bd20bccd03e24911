"""Outcomes of earlier runs, for a command: used and kept, unless somebody says no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from retour.cli.output import say
from retour.engines import Engines

if TYPE_CHECKING:
    from retour.caching import Cache

CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Use the results of earlier runs, and keep new ones.")
]


@contextmanager
def cache_of(engines: Engines, wanted: bool) -> Iterator[Cache | None]:
    """The cache of a command that runs rules; None when it isn't wanted. What can't be kept is told on standard error.

    What somebody else's software says of a message is asked each time: it may have changed.
    """
    if not wanted or engines.subject is not None:
        yield None
        return
    from retour.caching import Cache

    cache = Cache(engines.stamp)
    try:
        yield cache
    finally:
        cache.close()
        for sentence in cache.troubles:
            say(f"retour: {sentence}", err=True)
