"""The language of what is shown to people: as the option says, else the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import one_of
from retour.configuration import Configuration, find_configuration
from retour.errors import ConfigurationError
from retour.language import Texts, texts_in
from retour.model import LANGUAGES, Language
from retour.text.nearest import did_you_mean

LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="|".join(LANGUAGES),
        autocompletion=one_of(lambda: LANGUAGES),
        help="The language of what people read: English or Dutch; that of the configuration when left out.",
    ),
]


def chosen_language(name: str | None, configuration: Configuration | None = None) -> Language:
    """The language that is asked for.

    Args:
        name: as the option has it.
        configuration: that counts without it; the nearest one when left out.

    Raises:
        ConfigurationError: there is no such language here.
    """
    if name is None:
        return (configuration or find_configuration(Path.cwd())).language
    for language in LANGUAGES:
        if language == name:
            return language
    raise ConfigurationError(
        f"--language {name}: no such language{did_you_mean(name, LANGUAGES, 'they are')}"
    )


def chosen_texts(name: str | None, configuration: Configuration | None = None) -> Texts:
    """The texts of the language that is asked for; see `chosen_language`."""
    return texts_in(chosen_language(name, configuration))
