"""Documents written to the files that a user names."""

from __future__ import annotations

from pathlib import Path

from retour.errors import RetourError
from retour.model import Place
from retour.text.display import shown


def write_document(file: Path, text: str) -> None:
    """Write a document, in a folder that is made where there is none.

    Raises:
        RetourError: it can't be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise RetourError(f"can't be written: {error.strerror}", Place(shown(file))) from None
