"""The two sides of a comparison: a rule set by id, by folder, or as it was at a revision of a git repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retour.rulesets import RuleSet, Shelf, unpacked_revision, visible_files


@dataclass(frozen=True, slots=True)
class Release:
    """A rule set that is compared with another.

    Attributes:
        name: as the user named it.
        folder: what was named: the set's own folder, or one above it.
    """

    name: str
    rules: RuleSet
    folder: Path

    def files(self) -> Mapping[str, Path]:
        """All that was named, and all that the set reaches outside it, by path relative to the set's own folder."""
        found = {*visible_files(self.folder), *self.rules.files}
        return {self.relative(file): file for file in sorted(found)}

    def relative(self, file: Path) -> str:
        """A path relative to the set's own folder."""
        return Path(os.path.relpath(file, self.rules.folder)).as_posix()


@contextmanager
def opened_release(reference: str, shelf: Shelf, base: Path) -> Iterator[Release]:
    """A release, for as long as the context lasts.

    Args:
        reference: an id, a path to a set's folder, or such a path, `@` and a revision of the repository that holds it
            (`rules/iwmo/2_1@HEAD~1`, `../iWlz-Xslt@iWlz2.1-v1.9.18`).
        base: folder that a relative path starts from.

    Raises:
        InstallError: a revision can't be had.
        RuleSetError: there is no such set, or it can't be used.
    """
    path, separator, revision = reference.rpartition("@")
    if not separator or not revision or not _names_folder(path, base):
        rules = shelf.get(reference, base)
        named = Path(os.path.normpath(base / reference))
        yield Release(reference, rules, named if rules.folder.is_relative_to(named) else rules.folder)
        return
    with unpacked_revision(Path(os.path.abspath(base / path)), revision) as folder:
        yield Release(reference, Shelf(()).get(str(folder), base), folder)


def _names_folder(path: str, base: Path) -> bool:
    """Whether a reference's first part is a folder, here or at some other revision, and not the id of a set."""
    folder = Path(os.path.abspath(base / path))
    return folder.is_dir() or (len(Path(path).parts) > 1 and folder.parent.is_dir())
