"""`retour cache info|clear`: what is kept of earlier runs, beside the configuration of the folder where the user stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from retour.caching import DAMAGED_FILE, STORE_FILE, Store
from retour.cli.helping import HelpfulCommand, app_of
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.configuration import CACHE, Configuration, find_configuration
from retour.errors import ConfigurationError, RetourError
from retour.language import Texts
from retour.model import Place
from retour.text.display import shown
from retour.text.sizes import size_text
from retour.text.writing import reasons

app = app_of(help="The results of earlier runs, which later runs use again.", no_args_is_help=True)


@app.command(cls=HelpfulCommand)
def info(language: LanguageOption = None) -> None:
    """Show how much the cache holds, and where it is."""
    configuration = _configuration()
    texts = chosen_texts(language, configuration)
    file = shown(_file_of(configuration))
    off = "" if configuration.cache else texts("; off, %(file)s says so", file=file)
    store = _store(configuration)
    if store is None:
        say(f"{texts('nothing is kept')}{off}")
        return
    try:
        kept = store.kept()
        _refuse_unusable(store)
    finally:
        store.close()
    size, limit = (texts.figures(size_text(each)) for each in (kept.size, configuration.cache_limit))
    room = texts("%(size)s of %(limit)s", size=size, limit=limit)
    say(f"{shown(store.file)}: {_kept(kept.texts, texts)}, {room}{off}")


@app.command(cls=HelpfulCommand)
def clear(language: LanguageOption = None) -> None:
    """Empty the cache."""
    configuration = _configuration()
    texts = chosen_texts(language, configuration)
    store = _store(configuration)
    kept: Mapping[str, int] = {}
    if store is not None:
        try:
            kept = store.kept().texts
            store.clear()
        finally:
            store.close()
        if not store.was_damaged:
            _refuse_unusable(store)
    damaged = configuration.root / CACHE / DAMAGED_FILE
    with reasons(damaged):
        damaged.unlink(missing_ok=True)
    say(f"{texts('forgotten:')} {_kept(kept, texts)}")


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


def _kept(kept: Mapping[str, int], texts: Texts) -> str:
    outcomes = texts.counted(kept.get("outcome", 0), "%(number)s outcome", "%(number)s outcomes")
    if not (mutants := kept.get("mutant", 0)):
        return outcomes
    return f"{outcomes}, {texts.counted(mutants, '%(number)s mutant', '%(number)s mutants')}"
