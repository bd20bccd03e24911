"""`replay.json`, beside the rows: what was asked of which corpus, and whether all of it was done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retour.errors import ReplayError
from retour.model import Place
from retour.text.display import shown
from retour.text.writing import write_document

NAME = "replay.json"
FORMAT = 1

Description = Mapping[str, Any]

_WORDS = {
    "harness": "the version of the harness",
    "compared_with": "--compare",
    "file_profile": "file_profile of the configuration",
    "registers": "the lists from outside",
    "values": "--values",
    "salted": "the salt",
    "rules": "the rule sets",
    "batch": "--batch",
    "now": "--now",
    "levels": "--level",
    "parameters": "--parameter",
    "corpus": "the name of the corpus",
}
"""What people call what may differ."""


def describe(corpus: tuple[str, ...], batch: int, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A replay that begins."""
    return {
        "format": FORMAT,
        "corpus": list(corpus),
        "batch": batch,
        **asked,
        "complete": False,
        "messages": None,
    }


def completed_description(description: Description, messages: int) -> dict[str, Any]:
    """A replay that is done."""
    return {**description, "complete": True, "messages": messages}


def read_description(folder: Path) -> Description | None:
    """What lies in a folder; None where no replay does.

    Raises:
        ReplayError: it can't be read, or is of another version.
    """
    file = folder / NAME
    try:
        found = json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ReplayError(f"can't be read: {error}", Place(shown(file))) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ReplayError("is no description of a replay that this version can read", Place(shown(file)))
    return found


def write_description(folder: Path, description: Description) -> None:
    """Write it.

    Raises:
        ReplayError: it can't be written.
    """
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    write_document(folder / NAME, text, ReplayError)


def refuse_other(begun: Description, now: Description) -> None:
    """Refuse to go on with a replay that was asked something else.

    Raises:
        ReplayError: it was.
    """
    for key, value in now.items():
        if key not in ("complete", "messages") and begun.get(key) != value:
            was = json.dumps(begun.get(key), ensure_ascii=False)
            raise ReplayError(
                f"{_WORDS.get(key, key)} differs from what this replay began with, {was[:200]}: go on with the same, or give "
                "another folder"
            )
