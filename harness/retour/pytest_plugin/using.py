"""`--retour-users`: in the place of a message file, the cases that use it. Workers of pytest-xdist get the same arguments."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from retour.cases import BrokenCase, read_cases
from retour.errors import CaseFileError, RetourError
from retour.model import CASE_FILE_SUFFIX, MESSAGE_SUFFIXES, Case, Place
from retour.pytest_plugin.speaking import texts_of
from retour.text.display import shown
from retour.text.plain import one_line
from retour.text.walking import files_below
from retour.workspace import Workspaces


@dataclass(frozen=True, slots=True)
class Users:
    """What is run in the place of message files.

    Attributes:
        arguments: case files, and node ids of single cases; what wasn't a message file is left as it was.
        unused: the messages that no case uses.
    """

    arguments: tuple[str, ...]
    unused: tuple[str, ...] = ()


def put_users_in_place(config: pytest.Config) -> None:
    """Let a run have, for each message that it was given, the cases that use it.

    Raises:
        pytest.UsageError: no case uses a message, and that isn't allowed; or something can't be read.
        pytest.exit.Exception: nothing is left to run, and that is allowed.
    """
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        return
    try:
        users = with_users(config.args, config.invocation_params.dir)
    except RetourError as error:
        raise pytest.UsageError(str(error)) from None
    texts = texts_of(config)
    unused = texts("no case uses %(messages)s", messages=f" {texts('or')} ".join(map(one_line, users.unused)))
    if users.unused and not config.option.retour_users_if_any:
        raise pytest.UsageError(unused)
    if not users.arguments:
        pytest.exit(unused, pytest.ExitCode.OK)
    if users.unused:
        config.pluginmanager.register(_Told(unused))
    config.args[:] = users.arguments


class _Told:
    """Says at the end of a run what it passed over."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.ensure_newline()
        terminalreporter.line(self._sentence)


def with_users(arguments: Sequence[str], here: Path) -> Users:
    """Put the cases that use a message in its place.

    Looked through are the case files below `here`, and below the folder of the configuration that counts for the message. A case
    uses the message that it checks, its heenbericht, and the messages of its history. A case file that can't be used
    is run as well: nobody knows what it uses.

    Args:
        arguments: paths and node ids, as pytest takes them.
        here: where the user stands.

    Raises:
        CaseFileError: a folder can't be read.
        ConfigurationError: a configuration can't be used.
    """
    named = {name: (here / name).resolve() for name in arguments if _is_message(here / name)}
    if not named:
        return Users(tuple(arguments))
    workspaces = Workspaces()
    wanted = frozenset(named.values())
    used: set[Path] = set()
    found = [name for name in arguments if name not in named]
    for file in _case_files(named.values(), here, workspaces):
        using, all_of_them = _using(file, wanted, workspaces)
        used.update(message for case in using for message in _messages(case))
        if all_of_them:
            found.append(os.path.relpath(file, here))
        else:
            found += [f"{os.path.relpath(file, here)}::{case.id}" for case in using]
    unused = tuple(name for name, file in named.items() if file not in used)
    return Users(tuple(dict.fromkeys(found)), unused)


def _is_message(path: Path) -> bool:
    return path.name.lower().endswith(MESSAGE_SUFFIXES) and path.is_file()


def _case_files(messages: Iterable[Path], here: Path, workspaces: Workspaces) -> list[Path]:
    configurations = (workspaces.of(message.parent).configuration for message in messages)
    roots = dict.fromkeys([here, *(each.root for each in configurations if each.file is not None)])
    found: dict[Path, Path] = {}
    for root in roots:
        walk = files_below(root, lambda name: name.endswith(CASE_FILE_SUFFIX))
        for folder, reason in walk.unread:
            raise CaseFileError(f"this folder can't be read: {reason}", Place(shown(folder)))
        found |= {file.resolve(): file for file in walk.files}
    return list(found.values())


def _using(file: Path, wanted: frozenset[Path], workspaces: Workspaces) -> tuple[list[Case], bool]:
    """The cases of a file that use one of the messages, and whether the file is run as a whole."""
    try:
        read = read_cases(file, workspaces.of(file.parent))
    except RetourError:
        return [], True
    cases = [case for case in read if not isinstance(case, BrokenCase)]
    using = [case for case in cases if not wanted.isdisjoint(_messages(case))]
    return using, len(using) == len(cases) or len(cases) < len(read)


def _messages(case: Case) -> Iterator[Path]:
    """The message files that a case uses, symbolic links followed."""
    yield case.message.resolve()
    for other in (case.heen, *(case.history or ())):
        if other is not None:
            yield other.message.resolve()
