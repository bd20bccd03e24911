"""`retour cache info|clear`: what is kept of earlier runs, beside the configuration of the folder where the user stands."""

from __future__ import annotations

from pathlib import Path

from retour.caching import DAMAGED_FILE, STORE_FILE, Store
from retour.cli.helping import HelpfulCommand, app_of
from retour.cli.output import say
from retour.configuration import CACHE, Configuration, find_configuration
from retour.errors import ConfigurationError, RetourError
from retour.model import Place
from retour.text.display import shown
from retour.text.sizes import size_text
from retour.text.writing import reasons

app = app_of(help="The results of earlier runs, which later runs use again.", no_args_is_help=True)


@app.command(cls=HelpfulCommand)
def info() -> None:
    """Show how much the cache holds, and where it is."""
    configuration = _configuration()
    off = "" if configuration.cache else f"; off, {shown(_file_of(configuration))} says so"
    store = _store(configuration)
    if store is None:
        say(f"nothing is kept{off}")
        return
    try:
        kept = store.kept()
        _refuse_unusable(store)
    finally:
        store.close()
    limit = size_text(configuration.cache_limit)
    say(f"{shown(store.file)}: {_outcomes(kept.texts)}, {size_text(kept.size)} of {limit}{off}")


@app.command(cls=HelpfulCommand)
def clear() -> None:
    """Empty the cache."""
    configuration = _configuration()
    store = _store(configuration)
    number = 0
    if store is not None:
        try:
            number = store.kept().texts.get("outcome", 0)
            store.clear()
        finally:
            store.close()
        if not store.was_damaged:
            _refuse_unusable(store)
    damaged = configuration.root / CACHE / DAMAGED_FILE
    with reasons(damaged):
        damaged.unlink(missing_ok=True)
    say(f"forgotten: {_outcomes({'outcome': number})}")


def _configuration() -> Configuration:
    configuration = find_configuration(Path.cwd())
    if configuration.file is None:
        raise ConfigurationError(
            "there is no retour.toml here or above: of a folder without a configuration nothing is kept"
        )
    return configuration


def _file_of(configuration: Configuration) -> Path:
    assert configuration.file is not None
    return configuration.file


def _store(configuration: Configuration) -> Store | None:
    """The store of a project; None where it has none yet."""
    file = configuration.root / CACHE / STORE_FILE
    return Store(configuration.root, configuration.cache_limit) if file.exists() else None


def _refuse_unusable(store: Store) -> None:
    if store.trouble is not None:
        raise RetourError(store.trouble, Place(shown(store.file)))


def _outcomes(texts: dict[str, int]) -> str:
    number = texts.get("outcome", 0)
    return f"{number:,} outcome" + ("s" if number != 1 else "")
