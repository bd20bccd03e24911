"""Documents that the harness wrote for machines, read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from retour.errors import RetourError
from retour.model import Place
from retour.text.complaints import told
from retour.text.display import shown
from retour.text.json_schema import DocumentPart
from retour.text.writing import reason_unread

D = TypeVar("D", bound=DocumentPart)


def read_document(file: Path, model: type[D], what: str) -> tuple[dict[str, Any], D]:
    """Read a JSON document.

    Args:
        model: what it must fit.
        what: it should be, for the error: `a document of results, as …`.

    Returns:
        The document as plain data, and as its model.

    Raises:
        RetourError: the file can't be read, or is no such document.
    """
    try:
        data: dict[str, Any] = json.loads(file.read_bytes())
        return data, model.model_validate(data)
    except OSError as error:
        raise RetourError(f"can't be read: {reason_unread(error)}", Place(shown(file))) from None
    except (ValueError, RecursionError) as error:
        why = f": {told(error, 'the whole')}" if isinstance(error, ValidationError) else ""
        raise RetourError(f"not {what}{why}", Place(shown(file))) from None
