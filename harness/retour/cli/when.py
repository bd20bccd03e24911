"""`retour when MESSAGE --sent …`: whether a message may travel at a moment, and what a calendar says of it."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import message_types
from retour.cli.formats import Format, FormatOption, say_json
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, RetourError
from retour.messages import EiMessage, read_bytes
from retour.messages.envelopes import read_any
from retour.model import Identity, Sender
from retour.transitions import Format as Form
from retour.transitions import Sending, parse_sent, told, told_to_machines, transition_findings
from retour.workspace import workspace_for

_TYPE = re.compile(r"(?P<family>WMO|JW)3[0-9]{2}")


class Party(StrEnum):
    """Who sends a message."""

    AANBIEDER = "aanbieder"
    GEMEENTE = "gemeente"


def when(
    message: Annotated[Path, typer.Argument(metavar="MESSAGE", help="A message file.")],
    sent: Annotated[
        str,
        typer.Option(
            metavar="MOMENT",
            help="When it is sent, such as 2017-06-07T09:00; Dutch time, unless an offset follows.",
        ),
    ],
    sender: Annotated[
        Party | None,
        typer.Option(help="Who sends it; the party whose message it is when left out."),
    ] = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            autocompletion=message_types,
            help="Which message it is, where the file doesn't tell: JW321, JW322.",
        ),
    ] = None,
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
) -> None:
    """Check whether a message may be sent at a given moment, by the calendar of a transition."""
    try:
        moment = parse_sent(sent)
    except ValueError as error:
        raise RetourError(f"--sent: {error}") from None
    received, _ = read_any(read_bytes(message, str(message)), str(message))
    identity = received.identity if type_ is None else _identity_of(type_)
    workspace = workspace_for(message, Path.cwd())
    texts = chosen_texts(language, workspace.configuration)
    calendar = workspace.calendars.about(identity, moment)
    form: Form = "EI" if isinstance(received, EiMessage) else "XML"
    party: Sender | None = sender.value if sender is not None else None
    sending = Sending(calendar, identity, form, moment, party)
    if output is Format.JSON:
        say_json(told_to_machines(sending, str(message)))
    else:
        say(told(sending, str(message), texts))
    stopped = any(finding.rejects for finding in transition_findings(sending))
    raise typer.Exit(NOT_AS_EXPECTED if stopped else AS_EXPECTED)


def _identity_of(type_: str) -> Identity:
    """What a message is of which the type alone is known."""
    found = _TYPE.fullmatch(type_)
    if found is None:
        raise RetourError(f"--type: {type_!r} is no message: write one such as JW321")
    return Identity("", f"i{found['family'].lower()}", None, type_)
