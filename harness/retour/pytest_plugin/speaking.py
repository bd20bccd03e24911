"""The language in which a run tells what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from retour.language import Texts


def texts_of(config: pytest.Config) -> Texts:
    """The texts in the language that the run asks for, else the configuration; English where that can't be read."""
    from retour.configuration import find_configuration
    from retour.errors import ConfigurationError
    from retour.language import ENGLISH, texts_in

    asked = config.option.retour_language
    try:
        return texts_in(asked or find_configuration(config.invocation_params.dir).language)
    except ConfigurationError:
        return ENGLISH
