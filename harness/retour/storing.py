"""A case file with other content: read and run first, and only written when all is as it should be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from retour.cases import BrokenCase, read_cases
from retour.cases.mistakes import together
from retour.checking import case_job
from retour.engines import Engine
from retour.errors import CaseFileError
from retour.model import ALWAYS, Case, Expectation, Place
from retour.rulesets import NamedSet
from retour.text.display import shown
from retour.text.writing import make_file, write_file
from retour.workspace import Workspace

_MARK = "\ufeff"


def file_text(data: bytes) -> str:
    """The text of a case file, without its byte order mark."""
    return data.decode("utf-8-sig")


def store(
    file: Path,
    before: bytes | None,
    text: str,
    changed: Collection[str],
    workspace: Workspace,
    engine: Engine,
    under: Sequence[NamedSet] = (),
) -> list[Case]:
    """Give a case file other content, in which the changed cases pass and all others say what they said.

    Cases that can't be used may stand in it, as they did before.

    Args:
        before: what stood in it when its text was read; None for a file that isn't there yet.
        text: the new text; a byte order mark of the file is kept.
        changed: the ids of the cases that are new, or have a new expectation.
        under: the rule sets that the cases run under, in place of their own.

    Returns:
        The changed cases.

    Raises:
        CaseFileError: the new text can't be read or says something else of other cases, a changed case doesn't pass, the
            file was changed by someone else, or it can't be written. It is as it was.
    """
    mark = _MARK if before is not None and before.startswith(_MARK.encode()) else ""
    after = (mark + text).encode()
    old = [] if before is None else read_cases(file, workspace, before, under)
    try:
        read = read_cases(file, workspace, after, under)
    except CaseFileError as error:
        raise _unreadable(file, error) from None
    cases = _usable(read)
    broken = [each.error for each in read if isinstance(each, BrokenCase)]
    if broken and not set(changed) <= {case.id for case in cases}:
        raise _unreadable(file, together(broken))
    if before is not None:
        _refuse_other_changes(file, _usable(old), cases, changed)
    new = [case for case in cases if case.id in changed]
    _refuse_failing(new, workspace, engine)
    if before is None:
        make_file(file, after, CaseFileError)
    else:
        write_file(file, after, read=before, error=CaseFileError)
    return new


def _unreadable(file: Path, error: CaseFileError) -> CaseFileError:
    return CaseFileError(
        f"nothing was written, for it could not be read any more: {error.text}", Place(shown(file))
    )


def _usable(read: Sequence[Case | BrokenCase]) -> list[Case]:
    return [each for each in read if isinstance(each, Case)]


def _refuse_other_changes(
    file: Path, old: Sequence[Case], new: Sequence[Case], changed: Collection[str]
) -> None:
    known = {case.id for case in old}
    if _others([case for case in new if case.id in known], changed) != _others(old, changed):
        raise CaseFileError(
            "nothing was written, for other cases in it would change too: change it by hand",
            Place(shown(file)),
        )


def _others(cases: Sequence[Case], changed: Collection[str]) -> list[Case]:
    """Cases without regard to where they stand; of those that may change, what must not."""
    return [
        replace(case, place=Place(""), expect=Expectation(), known=None, elsewhere=(), span=ALWAYS)
        if case.id in changed
        else replace(case, place=Place(""))
        for case in cases
    ]


def _refuse_failing(cases: Sequence[Case], workspace: Workspace, engine: Engine) -> None:
    pending = engine.submit([case_job(case, workspace) for case in cases])
    for case, judged in zip(cases, pending, strict=True):
        verdict = judged.result()[1]
        if not verdict.passes:
            raise CaseFileError(
                f"nothing was written, for {case.id} would not pass: {'; '.join(verdict.reasons)}",
                Place(shown(case.file)),
            )
