"""Messages and cases as they are named on the command line: a node id, a file, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.cases import BrokenCase, read_cases
from retour.cases.mistakes import together
from retour.cli.output import say
from retour.errors import AS_EXPECTED, CaseFileError, MessageError
from retour.messages import is_message_name
from retour.model import CASE_FILE_SUFFIX, Case, Place
from retour.rulesets import NamedSet
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.walking import Walk, files_below
from retour.workspace import Workspaces, workspace_for

_UNREAD = "this folder can't be read: "


@dataclass(frozen=True, slots=True)
class Selected:
    """Message files, and why there may be more.

    Attributes:
        unread: one error for each folder that couldn't be read.
    """

    files: tuple[Path, ...]
    unread: tuple[MessageError, ...]


def select_messages(paths: Iterable[Path]) -> Selected:
    """Files themselves; of a folder every XML and EI file below it, sorted.

    Raises:
        MessageError: there is none in a folder.
    """
    files: list[Path] = []
    unread: list[MessageError] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        walk = files_below(path, is_message_name)
        if not walk.files and not walk.unread:
            raise MessageError(f"no .xml or .ei files in this folder{_passed_over(walk)}", Place(str(path)))
        files += walk.files
        unread += [MessageError(_UNREAD + reason, Place(shown(folder))) for folder, reason in walk.unread]
    return Selected(tuple(files), tuple(unread))


def select_cases(references: Iterable[str], workspaces: Workspaces, rules: str | None = None) -> list[Case]:
    """The cases that node ids, files and folders name, each once.

    Args:
        rules: reference to the rule set under which they are meant, in place of their own.

    Raises:
        CaseFileError: there is no such case, file or folder, or a file can't be used.
    """
    cases, unusable = _sorted_out(references, workspaces, rules)
    if unusable:
        raise together(unusable)
    return cases


def usable_cases(
    references: Iterable[str], workspaces: Workspaces, rules: str | None = None
) -> tuple[list[Case], int]:
    """As `select_cases`, without the cases and the files that can't be used: these are told on standard error.

    Returns:
        The cases, and the exit code that the others ask for.

    Raises:
        CaseFileError: there is no such case, file or folder, or nothing can be used.
    """
    cases, unusable = _sorted_out(references, workspaces, rules)
    if unusable and not cases:
        raise together(unusable)
    for error in unusable:
        say(f"retour: {error}", err=True)
    return cases, max((error.exit_code for error in unusable), default=AS_EXPECTED)


def _sorted_out(
    references: Iterable[str], workspaces: Workspaces, rules: str | None
) -> tuple[list[Case], list[CaseFileError]]:
    """The cases that references lead to, and why others can't be used."""
    found: dict[tuple[Path, str], Case] = {}
    unusable: dict[str, CaseFileError] = {}
    for reference in references:
        for each in _cases_at(reference, workspaces, rules):
            if isinstance(each, Case):
                found.setdefault((each.file.resolve(), each.id), each)
            else:
                unusable.setdefault(str(each), each)
    return list(found.values()), list(unusable.values())


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


def sets_for(file: Path, rules: str | None) -> tuple[NamedSet, ...]:
    """The rule set that cases of a file are meant under; none for their own."""
    if rules is None:
        return ()
    return workspace_for(file, Path.cwd()).shelf.several([rules], Path.cwd())


def _cases_at(reference: str, workspaces: Workspaces, rules: str | None) -> Iterator[Case | CaseFileError]:
    name, separator, case_id = reference.partition("::")
    path = Path(name)
    if not path.exists():
        raise CaseFileError("no such file or folder", Place(name))
    if not separator:
        for file in _files(path):
            yield from _read(file, workspaces, rules)
        return
    if path.is_dir():
        raise CaseFileError("a folder, where a case file is meant", Place(name))
    case_id, _, under = case_id.removesuffix("]").partition("[")  # as a run under several rule sets names it
    cases = read_cases(path, workspaces.of(path), under=sets_for(path, rules or under or None))
    case = next((case for case in cases if case.id == case_id), None)
    if case is None:
        raise CaseFileError(f"no case {case_id!r}{_nearest(case_id, cases)}", Place(name))
    if isinstance(case, BrokenCase):
        raise case.error
    yield case


def _read(file: Path, workspaces: Workspaces, rules: str | None) -> Iterator[Case | CaseFileError]:
    """The cases of a file, and why others of it, or all, can't be used."""
    try:
        read = read_cases(file, workspaces.of(file), under=sets_for(file, rules))
    except CaseFileError as error:
        yield error
        return
    for each in read:
        yield each.error if isinstance(each, BrokenCase) else each


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    walk = files_below(path, lambda name: name.endswith(CASE_FILE_SUFFIX))
    for folder, reason in walk.unread:
        raise CaseFileError(_UNREAD + reason, Place(shown(folder)))
    if not walk.files:
        raise CaseFileError(
            f"no *{CASE_FILE_SUFFIX} files in this folder{_passed_over(walk)}", Place(str(path))
        )
    return walk.files


def _passed_over(walk: Walk) -> str:
    if not walk.passed_over:
        return ""
    return "; what git ignores, and folders such as build and .venv, are passed over unless they are named"


def _nearest(word: str, cases: Sequence[Case | BrokenCase]) -> str:
    ids = [case.id for case in cases]
    return did_you_mean(word, ids, "the cases are", most=3)
