"""Messages and cases as they are named on the command line: a node id, a file, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from retour.cases import load_cases
from retour.errors import CaseFileError, MessageError
from retour.model import CASE_FILE_SUFFIX, Case, Place
from retour.text.display import shown
from retour.workspace import Workspaces

_NOT_LOOKED_INTO = {"build", "dist", "node_modules", "venv"}
_MOST_IDS = 8


def select_messages(paths: Iterable[Path]) -> list[Path]:
    """Files themselves; of a folder every XML and EI file below it, sorted.

    Raises:
        MessageError: there is none in a folder.
    """
    return [file for path in paths for file in _message_files(path)]


def select_cases(references: Iterable[str], workspaces: Workspaces) -> list[Case]:
    """The cases that node ids, files and folders name, each once.

    Raises:
        CaseFileError: there is no such case, file or folder, or a file can't be used.
    """
    found: dict[tuple[Path, str], Case] = {}
    for reference in references:
        for case in _named(reference, workspaces):
            found.setdefault((case.file.resolve(), case.id), case)
    return list(found.values())


def select_case(reference: str, workspaces: Workspaces) -> Case:
    """The one case that a node id names, or that is in a file alone.

    Raises:
        CaseFileError: see `select_cases`; or there are several.
    """
    cases = select_cases([reference], workspaces)
    if len(cases) > 1:
        raise CaseFileError(f"{len(cases)} cases: name one, such as {node_id(cases[0])}", Place(reference))
    return cases[0]


def node_id(case: Case) -> str:
    """How a case is named on the command line."""
    return f"{shown(case.file)}::{case.id}"


def _named(reference: str, workspaces: Workspaces) -> Iterator[Case]:
    name, separator, case_id = reference.partition("::")
    path = Path(name)
    if not path.exists():
        raise CaseFileError("no such file or folder", Place(name))
    if not separator:
        for file in _files(path):
            yield from load_cases(file, workspaces.of(file))
        return
    if path.is_dir():
        raise CaseFileError("a folder, where a case file is meant", Place(name))
    cases = load_cases(path, workspaces.of(path))
    case = next((case for case in cases if case.id == case_id), None)
    if case is None:
        raise CaseFileError(f"no case {case_id!r}{_nearest(case_id, cases)}", Place(name))
    yield case


def _message_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(
        file for file in path.rglob("*") if file.suffix.lower() in (".xml", ".ei") and file.is_file()
    )
    if not found:
        raise MessageError(f"{path}: no .xml or .ei files in this folder")
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [
        file for file in sorted(path.rglob(f"*{CASE_FILE_SUFFIX}")) if _is_looked_into(file.relative_to(path))
    ]
    if not files:
        raise CaseFileError(f"no *{CASE_FILE_SUFFIX} files in this folder", Place(str(path)))
    return files


def _is_looked_into(file: Path) -> bool:
    return not any(part.startswith(".") or part in _NOT_LOOKED_INTO for part in file.parts[:-1])


def _nearest(word: str, cases: list[Case]) -> str:
    ids = [case.id for case in cases]
    if near := get_close_matches(word, ids, 3):
        return f", did you mean {' or '.join(map(repr, near))}?"
    more = ", …" if len(ids) > _MOST_IDS else ""
    return f"; the cases are {', '.join(ids[:_MOST_IDS])}{more}"
