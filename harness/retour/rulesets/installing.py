"""Installing published rule sets into a project, locked by digest."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from retour.errors import RuleSetError
from retour.rulesets.archives import InstallError, source_name, unpacked
from retour.rulesets.lock import LockedSet, file_digests, read_lock, visible_files, write_lock
from retour.rulesets.ruleset import RuleSet
from retour.rulesets.walking import sets_below

_FOLDER_NAME = re.compile(r"[A-Za-z0-9][\w.@+-]*")
_PAPERS = ("LICENSE*", "LICENCE*", "README*")


@dataclass(frozen=True, slots=True)
class _Move:
    """A set on its way into the project.

    Attributes:
        top: the folder that holds all files of the set; its content becomes that of `home`.
        project: the project's folder.
        home: where in it the set goes, absolute.
    """

    rules: RuleSet
    top: Path
    project: Path
    home: Path

    @property
    def shown(self) -> str:
        """Where it goes, for people."""
        return self.home.relative_to(self.project).as_posix()

    @property
    def folder(self) -> Path:
        """The set's own folder once it is installed."""
        return self.home / self.rules.folder.relative_to(self.top)


def install(
    source: Path,
    project: Path,
    *,
    shelf: Path | None = None,
    tag: str | None = None,
    to: str | None = None,
    replace: bool = False,
) -> list[tuple[RuleSet, Path]]:
    """Install every rule set of a source as `<standard>/<release>` on a shelf of a project, and lock them.

    A set keeps its layout, with all that it reaches outside its own folder, and the licence and read-me that lie
    above it in the source. Either all sets are installed or none; installing the same again changes nothing.

    Args:
        source: a folder, a zip file, or a git checkout.
        shelf: the project's folder of rule sets; `rules` when left out.
        tag: the tag to take from the checkout.
        to: the folder on the shelf to install into, for a single set.
        replace: whether a set may take the place of another.

    Returns:
        The installed sets with their folders.

    Raises:
        InstallError: the source can't be read, there is no set in it, or the place is taken.
        RuleSetError: a set in the source, or an entry of one, can't be used.
    """
    name = source_name(source)
    shelf = _inside(project, shelf or project / "rules")
    project = project.resolve()
    try:
        with unpacked(source, tag) as folder:
            moves = [_move(rules, project, shelf, to) for rules in _sets(folder, name)]
            _refuse_same_home(moves)
            _refuse_nested(moves, read_lock(project))
            if tag is not None or not source.is_dir():
                _refuse_outside(moves, folder)
            origin = source_name(source.resolve()).removesuffix(".git") + (f"@{tag}" if tag else "")
            return _install(moves, folder, shelf, origin, replace)
    except OSError as error:
        raise InstallError(f"{name} can't be installed: {error.strerror}: {error.filename}") from None


def _inside(project: Path, shelf: Path) -> Path:
    """The shelf as a folder of the resolved project."""
    project, shelf = Path(os.path.abspath(project)), Path(os.path.abspath(shelf))
    if not shelf.is_relative_to(project):
        raise InstallError(
            f"the folder {shelf.name} of rule sets lies outside the project: "
            f"sets are installed into the first folder of `rule_sets`, and locked by their paths in the project"
        )
    return project.resolve() / shelf.relative_to(project)


def _install(
    moves: Sequence[_Move], source: Path, shelf: Path, origin: str, replace: bool
) -> list[tuple[RuleSet, Path]]:
    shelf.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".incoming-", dir=shelf) as incoming, ExitStack() as undo:
        for number, move in enumerate(moves):
            staged = Path(incoming) / f"new-{number}"
            _copy(move, source, staged)
            if _has_to_go(move, staged, replace):
                _swap(staged, move.home, Path(incoming) / f"old-{number}", undo)
        installed = [(_opened(move), move.folder) for move in moves]
        _lock(installed, moves, origin)
        undo.pop_all()
    return installed


def _sets(folder: Path, name: str) -> list[RuleSet]:
    found = []
    for _, rules in sets_below(folder):
        if isinstance(rules, RuleSetError):
            raise rules
        for error in rules.broken.values():
            raise error
        found.append(rules)
    if not found:
        raise InstallError(
            f"no rule set in {name}: no stylesheet in it transforms the Bericht of a known message"
        )
    return found


def _move(rules: RuleSet, project: Path, shelf: Path, to: str | None) -> _Move:
    parts = to.split("/") if to is not None else [rules.standard, rules.release.replace(".", "_")]
    if not all(_FOLDER_NAME.fullmatch(part) for part in parts):
        raise InstallError(
            f"{'/'.join(parts)!r} can't be the path of a folder below {shelf.name}/; --to gives another"
        )
    top = Path(os.path.commonpath([rules.folder, *(file.parent for file in rules.files)]))
    return _Move(rules, top, project, shelf.joinpath(*parts))


def _refuse_same_home(moves: Sequence[_Move]) -> None:
    homes: dict[Path, RuleSet] = {}
    for move in moves:
        other = homes.setdefault(move.home, move.rules)
        if other is not move.rules:
            raise InstallError(
                f"{_named(other)} and {_named(move.rules)} would both go to "
                f"{move.shown}: install them one by one, with --to"
            )


def _refuse_nested(moves: Sequence[_Move], locked: Sequence[LockedSet]) -> None:
    """Refuse a place inside that of another installed set, or around it."""
    for move in moves:
        for other in locked:
            home = move.project / other.top
            if not home.is_dir() or home == move.home:
                continue
            if home.is_relative_to(move.home) or move.home.is_relative_to(home):
                where = "holds" if home.is_relative_to(move.home) else "lies in"
                raise InstallError(
                    f"{move.shown} {where} {other.top}, where {other.id} is installed: --to gives another place"
                )


def _refuse_outside(moves: Sequence[_Move], folder: Path) -> None:
    for move in moves:
        for file in move.rules.files:
            if not file.resolve().is_relative_to(folder):
                raise InstallError(
                    f"{_named(move.rules)} reaches {file.name}, which lies outside the archive"
                )


def _copy(move: _Move, source: Path, staged: Path) -> None:
    for file in sorted({*visible_files(move.rules.folder), *move.rules.files}):
        if file.is_relative_to(source) and not file.resolve().is_relative_to(source):
            raise InstallError(f"{_linked(file).name} is a symbolic link that leads out of {source.name}")
        target = staged / file.relative_to(move.top)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    above = [move.top, *(parent for parent in move.top.parents if parent.is_relative_to(source))]
    for folder in above:
        for paper in (file for pattern in _PAPERS for file in sorted(folder.glob(pattern))):
            if paper.is_file() and not paper.is_symlink() and not (staged / paper.name).exists():
                shutil.copyfile(paper, staged / paper.name)


def _linked(file: Path) -> Path:
    """The file itself, or the folder above it, that is a symbolic link."""
    return next((path for path in (file, *file.parents) if path.is_symlink()), file)


def _has_to_go(move: _Move, staged: Path, replace: bool) -> bool:
    """Whether the staged files have to go to their home: not when the same are there already."""
    there = file_digests(move.home, move.home)
    if there == file_digests(staged, staged):
        return False
    if there:
        others = [path for path, _ in sets_below(move.home) if path != move.folder]
        if len(others) > 1:
            raise InstallError(f"{move.shown} holds several rule sets: --to has to name a folder of its own")
        if not replace:
            raise InstallError(
                f"{move.shown} holds other files than {_named(move.rules)}: --replace puts it in their place"
            )
    return True


def _swap(staged: Path, home: Path, old: Path, undo: ExitStack) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.exists():
        home.rename(old)
        undo.callback(old.rename, home)
    staged.rename(home)
    undo.callback(home.rename, staged)


def _opened(move: _Move) -> RuleSet:
    rules = RuleSet.open(move.folder)
    if rules.sha256 != move.rules.sha256:
        raise InstallError(f"{_named(move.rules)} changed while it was installed")
    return rules


def _lock(installed: Sequence[tuple[RuleSet, Path]], moves: Sequence[_Move], origin: str) -> None:
    project = moves[0].project
    locked = {one.path: one for one in read_lock(project)}
    for (rules, folder), move in zip(installed, moves, strict=True):
        path = folder.relative_to(project).as_posix()
        home = move.home.relative_to(project)
        gone = [other for other in locked if Path(other).is_relative_to(home)]
        for other in gone:
            del locked[other]
        files = file_digests(move.home, project)
        locked[path] = LockedSet(rules.id, rules.version, path, rules.sha256, origin, files)
    write_lock(project, locked.values())


def _named(rules: RuleSet) -> str:
    return f"{rules.id}@{rules.version}" if rules.version else rules.id
