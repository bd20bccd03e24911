"""The engines that a command runs rules with: as its options say, else the configuration of each case or message."""

from __future__ import annotations

from typing import Annotated

import typer

from retour.cli.completing import one_of
from retour.configuration import Configuration
from retour.engines import Choice, Engines, engine_reference, subject_named
from retour.errors import ConfigurationError
from retour.model import ENGINES
from retour.subjects.names import SERVICE

EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        autocompletion=one_of(lambda: ENGINES),
        help=f"The XSLT engine: {' or '.join(ENGINES)}.",
    ),
]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help=f"What judges: {' or '.join(ENGINES)}, the YAML file of a system under test, or dvs.",
    ),
]
UrlOption = Annotated[
    str | None,
    typer.Option("--engine-url", metavar="URL", help="Where dvs runs, such as http://localhost:8080."),
]
PatchLevelOption = Annotated[
    str | None,
    typer.Option(
        "--engine-patch-level",
        metavar="LEVEL",
        help="The patch level that dvs uses, such as 3.0.3. Default: that of today.",
    ),
]
WorkersOption = Annotated[
    int | None, typer.Option(min=0, help="Number of worker processes. 0: no separate process.")
]


def chosen_engine(configuration: Configuration, name: str | None, workers: int | None) -> Engines:
    """The XSLT engines for cases and messages, each as the configuration nearest to it says.

    Args:
        configuration: of what belongs to none.
        name: goes before every configuration.
        workers: goes before every configuration.

    Raises:
        ConfigurationError: there is no XSLT engine of that name.
    """
    if name is not None and name not in ENGINES and (name == SERVICE or subject_named(name) is not None):
        raise ConfigurationError(
            f"{name} is a system under test, and this takes an XSLT engine: {' or '.join(ENGINES)}"
        )
    return Engines(Choice.of(configuration), name, workers)


def chosen_judge(
    configuration: Configuration,
    name: str | None,
    url: str | None,
    patch_level: str | None,
    workers: int | None,
) -> Engines:
    """The engines for messages, or the system under test that judges them; see `chosen_engine`.

    Args:
        url: where the validation service runs.
        patch_level: that it judges by.

    Raises:
        ConfigurationError: there is no engine of that name.
        SubjectFileError: the description of the system under test can't be used.
    """
    if name is not None or url is not None or patch_level is not None:
        name = engine_reference(name or configuration.engine, url, patch_level)
    return Engines(Choice.of(configuration), name, workers)
