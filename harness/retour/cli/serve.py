"""`retour serve`: the HTTP interface of the official validation service, at home."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.language import LanguageOption, chosen_language
from retour.cli.output import say
from retour.cli.parameters import parsed_duration
from retour.errors import ConfigurationError
from retour.web import NEEDED


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8080,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="The address to listen at; another one than the usual lets other machines in.",
        ),
    ] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name by which it may be called too. Repeatable."),
    ] = None,
    time_limit: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="The most time that the rules may take, such as 5s or 500ms."),
    ] = None,
    engine_workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="How many messages are judged at the same time.")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Judge messages on a page in the browser, and by the interface of the official validation service."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"retour serve takes the extra «web»: pip install 'retour-harness[web]' ({', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} not installed)"
        )
    from retour.web.serving import ServiceAddress, serve

    address = ServiceAddress(host, port, tuple(allow_host or ()))
    if address.is_open:
        say(
            f"retour: --host {host}: other machines can reach this service, and nothing is asked of who does: "
            "no password, no encryption",
            err=True,
        )
    serve(
        address,
        Path.cwd(),
        workers=engine_workers,
        time_limit=None if time_limit is None else parsed_duration("--time-limit", time_limit),
        language=None if language is None else chosen_language(language),
        tell=lambda text: say(f"retour serve: {text}", err=True),
    )
