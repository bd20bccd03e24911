"""`retour check --wrap` and `--unwrap`: a message into an envelope, and out of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from harness.configuration import Configuration
from harness.envelopes import Label, functie_versions, unwrap, wrap
from harness.errors import RetourError
from harness.messages import is_ei, parse_message, read_bytes, read_ei

STANDARD_OUTPUT = "-"


def new_label() -> Label:
    """A label with a new reference number and this moment."""
    return Label(str(uuid4()), datetime.now().strftime("%Y%m%d%H%M%S"))


def wrapped(message: Path, label: Label, configuration: Configuration) -> bytes:
    """A message file in an envelope.

    Raises:
        RetourError: it can't be read, or doesn't tell what the label doesn't either.
    """
    data = read_bytes(message, str(message))
    if is_ei(data):
        read, _ = read_ei(data, str(message))
        return wrap(data, read, replace(label, file_name=message.name), functie_versions(configuration))
    return wrap(data, parse_message(data, str(message)), label, functie_versions(configuration))


def unwrapped(envelope: Path) -> bytes:
    """What is in an envelope file.

    Raises:
        MessageError: it can't be read, or is no envelope with something in it.
    """
    return unwrap(read_bytes(envelope, str(envelope)), str(envelope))


def write(data: bytes, target: str) -> None:
    """Write bytes to a file, or to standard output when the target is `-`.

    Raises:
        RetourError: the file can't be written.
    """
    if target == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(target).write_bytes(data)
    except OSError as error:
        raise RetourError(f"{target}: can't be written: {error.strerror}") from None
