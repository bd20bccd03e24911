"""`retour check --wrap` and `--unwrap`: a message into an envelope, and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from retour.cli.output import give
from retour.configuration import Configuration
from retour.errors import RetourError
from retour.messages import is_ei, parse_message, read_bytes, read_ei
from retour.messages.envelopes import Label, functie_versions, unwrap, wrap
from retour.text.writing import write_file

_STANDARD_OUTPUT = "-"
_PANEL = "Envelopes"


def _option(flag: str, metavar: str, text: str) -> object:
    return typer.Option(flag, metavar=metavar, help=text, rich_help_panel=_PANEL)


WrapOption = Annotated[
    str | None,
    _option(
        "--wrap",
        "FILE",
        "Put the message into an envelope, write that to FILE (-: standard output), and check it.",
    ),
]
UnwrapOption = Annotated[
    str | None,
    _option(
        "--unwrap",
        "FILE",
        "Write the message in the envelope to FILE (-: standard output), and check the envelope.",
    ),
]
ReferenceOption = Annotated[
    str | None, _option("--reference", "UUID", "Reference number for --wrap; a new one when left out.")
]
AnswersOption = Annotated[
    str | None, _option("--answers", "UUID", "Reference number of the envelope that a retour answers.")
]
MomentOption = Annotated[
    str | None, _option("--moment", "YYYYMMDDhhmmss", "When the envelope is made; now when left out.")
]
FunctieOption = Annotated[
    str | None,
    _option("--functie", "TYPE", "Message type to use when the file doesn't state it, such as JW321."),
]
SenderOption = Annotated[str | None, _option("--sender", "CODE", "Municipality or AGB that sends it.")]
ReceiverOption = Annotated[str | None, _option("--receiver", "CODE", "Municipality or AGB that gets it.")]


@dataclass(frozen=True, slots=True)
class LabelOptions:
    """What the command line says of the label of an envelope; None where it doesn't."""

    reference: str | None = None
    answers: str | None = None
    moment: str | None = None
    functie: str | None = None
    sender: str | None = None
    receiver: str | None = None

    @property
    def given(self) -> list[str]:
        """The options that were given."""
        return [f"--{part.name}" for part in fields(self) if getattr(self, part.name) is not None]

    def label(self) -> Label:
        """The label, with a new reference number and this moment where the command line leaves them out."""
        return Label(
            self.reference or str(uuid4()),
            self.moment or datetime.now().strftime("%Y%m%d%H%M%S"),
            self.answers,
            self.functie,
            self.sender,
            self.receiver,
        )


def enveloped(
    files: Sequence[Path],
    wrap_to: str | None,
    unwrap_to: str | None,
    options: LabelOptions,
    configuration: Configuration,
) -> list[Path]:
    """Do what `--wrap` and `--unwrap` ask, if anything.

    Returns:
        The files that are to be checked then; none when standard output is taken.

    Raises:
        RetourError: the options don't go together, or a file can't be read, wrapped, unwrapped or written.
    """
    if options.given and wrap_to is None:
        raise RetourError(f"{options.given[0]} goes with --wrap: it is written on the envelope")
    if wrap_to is None and unwrap_to is None:
        return list(files)
    if wrap_to is not None and unwrap_to is not None:
        raise RetourError("--wrap and --unwrap don't go together")
    if len(files) != 1:
        flag = "--wrap" if wrap_to is not None else "--unwrap"
        raise RetourError(f"{flag} takes one file, not {len(files)}")
    (file,) = files
    if wrap_to is not None:
        return _write(_wrapped(file, options.label(), configuration), wrap_to, Path(wrap_to))
    data = unwrap(read_bytes(file, str(file)), str(file))
    return _write(data, unwrap_to or "", file)


def _wrapped(message: Path, label: Label, configuration: Configuration) -> bytes:
    data = read_bytes(message, str(message))
    versions = functie_versions(configuration)
    if is_ei(data):
        read, _ = read_ei(data, str(message))
        return wrap(data, read, replace(label, file_name=message.name), versions)
    return wrap(data, parse_message(data, str(message)), label, versions)


def _write(data: bytes, target: str, checked: Path) -> list[Path]:
    """Write bytes to a file or to standard output; only the first leaves room for a check."""
    if target == _STANDARD_OUTPUT:
        give(data)
        return []
    write_file(Path(target), data)
    return [checked]
