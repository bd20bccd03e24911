"""The engine that a command runs rules with: as its options say, else the configuration."""

from __future__ import annotations

from typing import Annotated

import typer

from retour.configuration import Configuration
from retour.engines import Engine, Limits, open_engine
from retour.model import ENGINES

EngineOption = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAME", help=f"The XSLT engine: {' or '.join(ENGINES)}."),
]
WorkersOption = Annotated[int | None, typer.Option(min=0, help="Child processes; 0 for none.")]


def chosen_engine(configuration: Configuration, name: str | None, workers: int | None) -> Engine:
    """An engine; parts that are None are as configured.

    Raises:
        ConfigurationError: there is no engine of that name.
    """
    return open_engine(
        configuration.engine if name is None else name,
        configuration.engine_workers if workers is None else workers,
        Limits.of(configuration),
    )
