"""What is linted: the case files, fragments and messages below the paths given, and the rule sets of the project."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from retour.errors import MessageError, RetourError, RuleSetError, RuleSetNotFound
from retour.lint.set_sources import SetSource
from retour.lint.sources import Fragment, LintedFile, included
from retour.messages import read_message
from retour.messages.envelopes import is_envelope
from retour.model import CASE_FILE_SUFFIX, MESSAGE_SUFFIXES, Place
from retour.rulesets import RuleSet, read_lock
from retour.rulesets.walking import sets_below
from retour.text.display import shown
from retour.text.walking import absolute, files_below
from retour.workspace import Workspaces


@dataclass(frozen=True)
class Project:
    """All that one run looks at.

    Attributes:
        case_files: those that are linted.
        neighbours: the other case files of the project; what they use isn't unused.
        fragments: those that are linted.
        messages: the message files that are linted, absolute.
        beside: of these the ones that stand with case files, in their folder or below it.
        sets: the rule sets that are linted.
    """

    case_files: tuple[LintedFile, ...]
    neighbours: tuple[LintedFile, ...]
    fragments: tuple[Fragment, ...]
    messages: tuple[Path, ...]
    beside: frozenset[Path]
    sets: tuple[SetSource, ...]
    workspaces: Workspaces

    @property
    def users(self) -> tuple[LintedFile, ...]:
        """Every case file of the project."""
        return (*self.case_files, *self.neighbours)

    @cached_property
    def files(self) -> frozenset[str]:
        """The files that are linted, as they are shown."""
        own = [file.path for file in self.case_files]
        own += [fragment.path for fragment in self.fragments]
        return frozenset(
            map(shown, (*own, *self.messages, *(path for source in self.sets for path in source.files)))
        )


def gather(paths: Sequence[Path], reference: str | None) -> Project:
    """Find what is to be linted.

    Args:
        paths: files and folders.
        reference: the rule set to lint in place of the project's own.

    Raises:
        RetourError: a path isn't there, or is nothing that can be linted; no such rule set; nothing at all is found.
    """
    workspaces = Workspaces()
    found = [file for path in paths for file in _files(path)]
    own = dict.fromkeys(file for file in found if file.name.endswith(CASE_FILE_SUFFIX))
    known = dict.fromkeys([*own, *(file for root in _roots(paths, workspaces) for file in _case_files(root))])
    homes = {file.parent for file in known}
    case_files = {file: LintedFile(file, workspaces.of(file.parent)) for file in known}
    linted = tuple(case_files[file] for file in own)
    beside = tuple(file for file in found if _is_beside(file, homes, workspaces))
    given = [Path(os.path.abspath(path)) for path in paths if _is_message(path) and path.is_file()]
    named = sorted(message for file in linted for message in file.messages if message.is_file())
    sets = tuple(_sets(paths, reference, workspaces))
    project = Project(
        case_files=linted,
        neighbours=tuple(file for path, file in case_files.items() if path not in own),
        fragments=tuple(_fragments(found, homes, case_files)),
        messages=tuple(dict.fromkeys([*beside, *given, *named])),
        beside=frozenset(beside),
        sets=sets,
        workspaces=workspaces,
    )
    if not (project.case_files or project.fragments or project.messages or sets):
        where = " and ".join(map(shown, paths))
        raise RetourError(f"nothing to lint in {where}: no *.cases.yaml, and no rule set of the project")
    return project


def _files(path: Path) -> Iterator[Path]:
    """A file itself; of a folder what is below it. Absolute, sorted."""
    if path.is_dir():
        yield from _below(path, lambda name: True)
    elif not path.is_file():
        raise MessageError("no such file or folder", Place(str(path)), "unreadable")
    elif not (_is_message(path) or path.name.endswith(CASE_FILE_SUFFIX) or Fragment(path).looks_like_one):
        raise MessageError(
            "neither a case file (*.cases.yaml), a fragment, a message nor a folder", Place(str(path))
        )
    else:
        yield Path(os.path.abspath(path))


def _below(folder: Path, wanted: Callable[[str], bool]) -> Sequence[Path]:
    walk = files_below(absolute(folder), wanted)
    for unread, reason in walk.unread:
        raise MessageError(f"this folder can't be read: {reason}", Place(shown(unread)), "unreadable")
    return walk.files


def _case_files(folder: Path) -> Sequence[Path]:
    return _below(folder, lambda name: name.endswith(CASE_FILE_SUFFIX))


def _roots(paths: Sequence[Path], workspaces: Workspaces) -> list[Path]:
    """The folders of the projects that the paths belong to; without a configuration there is no knowing further."""
    configurations = [workspaces.of(path).configuration for path in paths]
    return list(dict.fromkeys(found.root for found in configurations if found.file is not None))


def _is_message(file: Path) -> bool:
    return file.suffix.lower() in MESSAGE_SUFFIXES


def _is_beside(file: Path, homes: set[Path], workspaces: Workspaces) -> bool:
    """Whether a file is a message, or one that can't be read, in a folder with case files or below one."""
    if not _is_message(file) or homes.isdisjoint(file.parents):
        return False
    try:
        message = read_message(file, shown(file))
    except MessageError:
        return True
    if etree.QName(message.root).localname == "Bericht" or is_envelope(message.root):
        return True
    sets = workspaces.of(file.parent).shelf.all()
    return any(rules.serving_entry(message.identity) is not None for rules in sets)


def _fragments(
    found: Sequence[Path], homes: set[Path], case_files: dict[Path, LintedFile]
) -> Iterator[Fragment]:
    """Those that case files include, and what looks like one beside them."""
    used = {
        fragment
        for file in case_files.values()
        if file.written is not None
        for fragment in included(file.path, file.written.fields)
    }
    for file in found:
        if file.suffix in (".yaml", ".yml") and not file.name.endswith(CASE_FILE_SUFFIX):
            fragment = Fragment(file)
            if file in used or (file.parent in homes and fragment.looks_like_one):
                yield fragment


def _sets(paths: Sequence[Path], reference: str | None, workspaces: Workspaces) -> Iterator[SetSource]:
    """The rule sets of the project; installed ones are others' work, and only linted by name."""
    if reference is not None:
        yield _set_named(reference, workspaces)
        return
    seen: set[Path] = set()
    for workspace in dict.fromkeys(map(workspaces.of, paths)):
        installed = {
            workspace.configuration.root / locked.path for locked in read_lock(workspace.configuration.root)
        }
        for folder in workspace.configuration.rule_sets:
            for path, found in sets_below(folder, workspace.shelf.open):
                if path not in seen and path not in installed:
                    seen.add(path)
                    yield SetSource.of(found) if isinstance(found, RuleSet) else SetSource(path, None, found)


def _set_named(reference: str, workspaces: Workspaces) -> SetSource:
    here = Path.cwd()
    try:
        return SetSource.of(workspaces.of(here).shelf.get(reference, here))
    except RuleSetNotFound:
        raise
    except RuleSetError as error:
        if not (here / reference).is_dir():
            raise
        return SetSource(here / reference, None, error)
