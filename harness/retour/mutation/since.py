"""Which lines of stylesheets have changed since a revision, as git tells it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from retour.errors import ConfigurationError
from retour.text.display import shown

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)

Lines = tuple[range, ...]


def changed_since(revision: str, files: Iterable[Path]) -> dict[Path, Lines]:
    """The changed lines of each file that changed, counted from 1; a deletion counts for the lines beside it.

    Raises:
        ConfigurationError: git isn't there, a file is in no repository, or the revision doesn't exist.
    """
    changed: dict[Path, Lines] = {}
    tops: dict[Path, Path] = {}
    for file in files:
        folder = file.parent
        if folder not in tops:
            tops[folder] = _top(folder)
            _git(
                tops[folder], "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
            )
        if lines := _lines(tops[folder], revision, file):
            changed[file] = lines
    return changed


def _top(folder: Path) -> Path:
    return Path(_git(folder, "rev-parse", "--show-toplevel").strip())


def _lines(top: Path, revision: str, file: Path) -> Lines:
    name = file.resolve().relative_to(top.resolve()).as_posix()
    if not _git(top, "ls-files", "--", f":(literal){name}"):
        return (range(1, file.read_bytes().count(b"\n") + 2),)  # not yet known to git: all of it is new
    options = ("--no-color", "--no-ext-diff", "--no-renames", "--unified=0")
    found = _git(top, "diff", *options, revision, "--", f":(literal){name}")
    return tuple(_range(int(hunk[1]), int(hunk[2] or 1)) for hunk in _HUNK.finditer(found))


def _range(first: int, count: int) -> range:
    return range(first, first + count) if count else range(first, first + 2)


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError:
        raise ConfigurationError("--since needs git, which isn't there") from None
    except subprocess.CalledProcessError as error:
        if "--verify" in arguments:
            revision = arguments[-1].removesuffix("^{commit}")
            raise ConfigurationError(f"--since {revision}: no such revision in {shown(folder)}") from None
        if "--show-toplevel" in arguments:
            raise ConfigurationError(f"--since: {shown(folder)} is in no git repository") from None
        raise ConfigurationError(f"--since: git failed: {error.stderr.strip()}") from None
    return done.stdout
