"""The engines that a command runs rules with: as its options say, else the configuration of each case or message."""

from __future__ import annotations

from typing import Annotated

import typer

from retour.configuration import Configuration
from retour.engines import Choice, Engine, Engines
from retour.model import ENGINES

EngineOption = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAME", help=f"The XSLT engine: {' or '.join(ENGINES)}."),
]
WorkersOption = Annotated[int | None, typer.Option(min=0, help="Child processes; 0 for none.")]


def chosen_engine(configuration: Configuration, name: str | None, workers: int | None) -> Engine:
    """The engines for cases and messages, each as the configuration nearest to it says.

    Args:
        configuration: of what belongs to none.
        name: goes before every configuration.
        workers: goes before every configuration.

    Raises:
        ConfigurationError: there is no engine of that name.
    """
    return Engines(Choice.of(configuration), name, workers)
