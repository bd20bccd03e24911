"""A case file written anew: only where it is still what was read, and never so that it can't be read any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from retour.cases.loading import load_cases
from retour.errors import CaseFileError, RetourError
from retour.model import Case, Expectation, Place
from retour.text.display import shown
from retour.text.writing import write_file
from retour.workspace import Workspace

_MARK = "\ufeff"


def file_text(data: bytes) -> str:
    """The text of a case file, without its byte order mark."""
    return data.decode("utf-8-sig")


def store(file: Path, before: bytes, text: str, changed: Collection[str], workspace: Workspace) -> list[Case]:
    """Write a case file anew.

    Args:
        before: what stood in it when its text was read.
        text: the new text; a byte order mark of the file is kept.
        changed: the ids of the cases that may be new, or have a new expectation.

    Returns:
        The cases of the new file.

    Raises:
        CaseFileError: it was changed by someone else, or the new text says something else about other cases; the
            file is as it was.
    """
    old = load_cases(file, workspace)
    known = {case.id for case in old}
    mark = _MARK if before.startswith(_MARK.encode()) else ""
    after = (mark + text).encode()
    write_file(file, after, read=before, error=CaseFileError)
    try:
        cases = load_cases(file, workspace)
    except RetourError as error:
        write_file(file, before, read=after, error=CaseFileError)
        raise CaseFileError(
            f"can't be rewritten so that it stays readable ({error.text}); it is as it was",
            Place(shown(file)),
        ) from None
    if _others([case for case in cases if case.id in known], changed) != _others(old, changed):
        write_file(file, before, read=after, error=CaseFileError)
        raise CaseFileError(
            "can't be rewritten without a change to other cases; it is as it was", Place(shown(file))
        )
    return cases


def _others(cases: Sequence[Case], changed: Collection[str]) -> list[Case]:
    """Cases without regard to where they stand; of those that may change, what must not."""
    return [
        replace(case, place=Place(""), expect=Expectation() if case.id in changed else case.expect)
        for case in cases
    ]
