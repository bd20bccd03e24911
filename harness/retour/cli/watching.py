"""`retour run --watch`: runs that follow each other, each of the cases that the last change touches, with a warm engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from retour.cli.output import say
from retour.errors import AS_EXPECTED, RetourError
from retour.language import ENGLISH, Texts
from retour.model import CASE_FILE_SUFFIX
from retour.text.display import shown
from retour.text.walking import files_below
from retour.watching import WatchedRun

_SETTLED = 10
"""Milliseconds without another change after which a run begins: editors write a file in several steps."""

_LONGEST = 500
"""Milliseconds after which files are looked at in any case."""

_MOST_NAMED = 3
"""Changed files that are named before a run."""

States = dict[Path, tuple[int, ...]]
"""File → when it was changed, its size and its number on the disk; without those that aren't there."""

Run = Callable[[WatchedRun], int]
"""One run, with a plugin that says what of; its exit code as pytest has it."""

Wait = Callable[[Collection[Path]], Iterator[object]]
"""Goes on whenever something happens in some folders, or nothing does for a while."""


def watch(run: Run, paths: Sequence[Path], texts: Texts = ENGLISH) -> int:
    """Run cases, and then those that a change touches, until Ctrl-C.

    Args:
        paths: the case files, and folders of them, among which new ones are looked for.

    Returns:
        Pytest's exit code of a run that was interrupted or couldn't begin; 0 after Ctrl-C between two runs.

    Raises:
        RetourError: the package `watchfiles` isn't installed.
    """
    wait = _wait()
    watched = WatchedRun()
    try:
        return _rounds(run, wait, watched, paths, texts)
    except KeyboardInterrupt:
        say("")
        return AS_EXPECTED
    finally:
        if watched.engines is not None:
            watched.engines.close()


def _rounds(run: Run, wait: Wait, watched: WatchedRun, paths: Sequence[Path], texts: Texts) -> int:
    seen = _states(_case_files(paths))
    code = run(watched)
    while code not in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.USAGE_ERROR):
        seen = {**_states(_known(watched)), **seen}
        say(texts("watching %(number)s files; Ctrl-C ends", number=texts.number(len(seen))))
        changed, seen = _next_change(wait, watched, paths, seen)
        begun = time.monotonic()
        say(f"\n{texts('%(files)s changed', files=_named(changed, texts))}")
        code = run(watched)
        say(texts.figures(f"{time.monotonic() - begun:.2f} s"))
    return code


def _next_change(
    wait: Wait, watched: WatchedRun, paths: Sequence[Path], seen: States
) -> tuple[Collection[Path], States]:
    """Wait for a change that touches a case; what changed, and how all files are now."""
    folders = {file.parent for file in seen} | watched.folders | set(_folders(paths))
    happenings = wait([folder for folder in folders if folder.is_dir()])
    while True:
        now = _states(seen.keys() | _known(watched))
        if now == seen:
            now = {**now, **_states(_case_files(paths))}
        changed = {file for file in now.keys() | seen.keys() if now.get(file) != seen.get(file)}
        if changed and watched.aim(changed, [file for file in now if file.name.endswith(CASE_FILE_SUFFIX)]):
            return changed, now
        seen = now
        next(happenings)


def _wait() -> Wait:
    try:
        from watchfiles import watch as changes
    except ImportError:
        raise RetourError(
            "--watch takes the package watchfiles: pip install 'retour-harness[watch]'"
        ) from None
    return lambda folders: changes(
        *folders,
        recursive=False,
        watch_filter=None,
        step=_SETTLED,
        debounce=10 * _SETTLED,
        rust_timeout=_LONGEST,
        yield_on_timeout=True,
    )


def _known(watched: WatchedRun) -> set[Path]:
    """The files that have a say, and those that may have."""
    below = {file for folder in watched.folders for file in files_below(folder, lambda _: True).files}
    return watched.files | below


def _states(files: Iterable[Path]) -> States:
    found: States = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _case_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from files_below(path, lambda name: name.endswith(CASE_FILE_SUFFIX)).files
        else:
            yield path


def _folders(paths: Iterable[Path]) -> Iterator[Path]:
    """The folders in which new case files may come."""
    for path in paths:
        yield path if path.is_dir() else path.parent


def _named(changed: Collection[Path], texts: Texts) -> str:
    names = sorted(map(shown, changed))
    left = len(names) - _MOST_NAMED
    more = texts(" and %(number)s more", number=left) if left > 0 else ""
    return ", ".join(names[:_MOST_NAMED]) + more
