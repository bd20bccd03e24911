"""Installing published rule sets into a project, locked by digest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from retour.errors import RuleSetError
from retour.rulesets.alone import alone_in
from retour.rulesets.archives import InstallError, source_name, unpacked
from retour.rulesets.discovery import digest
from retour.rulesets.lock import LockedSet, file_digests, read_lock, write_lock
from retour.rulesets.ruleset import RuleSet
from retour.rulesets.staging import SCHEMAS, copy_schemas, copy_set
from retour.rulesets.walking import sets_below
from retour.text.limits import STYLESHEET_LIMIT

_FOLDER_NAME = re.compile(r"[A-Za-z0-9][\w.@+-]*")
_MADE_BY_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}
_NAMED = 3
"""How many files are named in a sentence about several."""


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
    def inside(self) -> Path:
        """The set's own folder, relative to `top` and to `home`."""
        return self.rules.folder.relative_to(self.top)

    @property
    def folder(self) -> Path:
        """The set's own folder once it is installed."""
        return self.home / self.inside


@dataclass(frozen=True, slots=True)
class _There:
    """What lies where a set is to go.

    Attributes:
        files: the digests of what is visible, by path in the home.
        locked: the sets that are installed there.
        known: the digests of what was installed there, by path in the home.
        added: the paths in the home of what somebody else put there, hidden files included.
    """

    files: Mapping[str, str]
    locked: Sequence[LockedSet]
    known: Mapping[str, str]
    added: Sequence[str]

    @property
    def changed(self) -> list[str]:
        """The paths of installed files that somebody changed."""
        return [path for path, was in self.known.items() if self.files.get(path, was) != was]


def install(
    source: Path,
    project: Path,
    *,
    shelf: Path | None = None,
    tag: str | None = None,
    to: str | None = None,
    replace: bool = False,
    schemas: Path | None = None,
    stylesheet_limit: int = STYLESHEET_LIMIT,
) -> list[RuleSet]:
    """Install every rule set of a source as `<standard>/<release>` on a shelf of a project, and lock them.

    A set keeps its layout, with all that it reaches outside its own folder, and the licence and read-me that lie
    above it in the source. Either all sets are installed or none; installing the same again changes nothing. Files that
    somebody put beside an installed set are never removed.

    Args:
        source: a folder, a zip file, or a git checkout.
        shelf: the project's folder of rule sets; `rules` when left out.
        tag: the tag to take from the checkout.
        to: the folder on the shelf to install into, for a single set.
        replace: whether a set may take the place of another.
        schemas: a folder of XSDs for a single set that brings none; they stay when the set is replaced.
        stylesheet_limit: bytes that a stylesheet may have.

    Returns:
        The installed sets.

    Raises:
        InstallError: the source can't be read, there is no set in it, or the place is taken.
        RuleSetError: a set in the source, or an entry of one, can't be used.
    """
    name = source_name(source)
    shelf = _inside(project, shelf or project / "rules")
    project = project.resolve()
    try:
        project.mkdir(parents=True, exist_ok=True)
        with unpacked(source, tag) as folder, alone_in(project):
            moves = [_move(rules, project, shelf, to) for rules in _sets(folder, name, stylesheet_limit)]
            _refuse_same_home(moves)
            _refuse_nested(moves, read_lock(project))
            if tag is not None or not source.is_dir():
                _refuse_outside(moves, folder)
            if schemas is not None and len(moves) > 1:
                names = ", ".join(move.rules.name for move in moves)
                raise InstallError(f"--schemas goes with one rule set, and {name} has several: {names}")
            origin = source_name(source.resolve()).removesuffix(".git") + (f"@{tag}" if tag else "")
            return _install(moves, folder, shelf, origin, replace, schemas)
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
    moves: Sequence[_Move], source: Path, shelf: Path, origin: str, replace: bool, schemas: Path | None
) -> list[RuleSet]:
    shelf.mkdir(parents=True, exist_ok=True)
    project = moves[0].project
    locked = {one.path: one for one in read_lock(project)}
    installed = []
    with TemporaryDirectory(prefix=".incoming-", dir=shelf) as incoming, ExitStack() as undo:
        for number, move in enumerate(moves):
            staged = Path(incoming) / f"new-{number}"
            there = _there(move, locked.values())
            copy_set(move.rules, move.top, source, staged)
            beside = _add_schemas(move, there, staged, schemas)
            new = file_digests(staged, staged)
            if _has_to_go(move, there, new, replace):
                _swap(staged, move.home, Path(incoming) / f"old-{number}", undo)
            installed.append(_opened(move))
            for one in there.locked:
                del locked[one.path]
            entry = _locked(move, installed[-1], new, origin, beside)
            locked[entry.path] = entry
        write_lock(project, locked.values())
        undo.pop_all()
    return installed


def _sets(folder: Path, name: str, limit: int) -> list[RuleSet]:
    found = []
    for _, rules in sets_below(folder, partial(RuleSet.open, stylesheet_limit=limit)):
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


def _own_parts(rules: RuleSet) -> list[str]:
    """The folders, one in the other, in which a set stands by itself: that of its standard and that of its release."""
    if rules.standard is None or rules.release is None:
        return rules.id.split("/")
    return [rules.standard, rules.release.replace(".", "_")]


def _move(rules: RuleSet, project: Path, shelf: Path, to: str | None) -> _Move:
    parts = to.split("/") if to is not None else _own_parts(rules)
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
                f"{other.name} and {move.rules.name} would both go to "
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
                raise InstallError(f"{move.rules.name} reaches {file.name}, which lies outside the archive")


def _there(move: _Move, locked: Iterable[LockedSet]) -> _There:
    home = move.home.relative_to(move.project)
    installed = [one for one in locked if Path(one.path).is_relative_to(home)]
    known = {
        Path(file).relative_to(home).as_posix(): digest_
        for one in installed
        for file, digest_ in one.files.items()
        if Path(file).is_relative_to(home)
    }
    added = sorted(path for path in _everything(move.home) if path not in known)
    return _There(file_digests(move.home, move.home), installed, known, added)


def _everything(home: Path) -> Iterator[str]:
    """What lies below a folder: files, hidden ones too, and links, but not what the system puts there by itself."""
    for current, folders, files in os.walk(home):
        links = [name for name in folders if (Path(current) / name).is_symlink()]
        for name in (*files, *links):
            if name not in _MADE_BY_THE_SYSTEM:
                yield (Path(current) / name).relative_to(home).as_posix()


def _add_schemas(move: _Move, there: _There, staged: Path, schemas: Path | None) -> str | None:
    """Put schemas beside a staged set: those that are given, else those that were given before.

    Returns:
        The name of the folder that they came from; None when there are none.
    """
    target = staged / move.inside
    if schemas is not None:
        copy_schemas(schemas, move.rules, target)
        return source_name(schemas)
    before = next((one for one in there.locked if one.schemas is not None), None)
    if before is None:
        return None
    copy_schemas(move.project / before.path / SCHEMAS, move.rules, target)
    return before.schemas


def _has_to_go(move: _Move, there: _There, new: Mapping[str, str], replace: bool) -> bool:
    """Whether staged files have to go to their home: not when the same are there already."""
    surplus = [path for path in there.known if path in there.files and path not in new]
    if new.items() <= there.files.items() and not surplus:
        return False
    others = [path for path, _ in sets_below(move.home) if path != move.folder]
    if len(others) > 1:
        raise InstallError(f"{move.shown} holds several rule sets: --to has to name a folder of its own")
    if there.added:
        raise InstallError(
            f"{move.shown} holds what wasn't installed there: {_listed(there.added)}. It would be lost: move it "
            "elsewhere first"
        )
    if there.files and not replace:
        lost = f", and what was changed in {_listed(there.changed)} is lost" if there.changed else ""
        raise InstallError(
            f"{move.shown} holds other files than {move.rules.name}: --replace puts it in their place{lost}"
        )
    return True


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


def _swap(staged: Path, home: Path, old: Path, undo: ExitStack) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.exists():
        home.rename(old)
        undo.callback(old.rename, home)
    staged.rename(home)
    undo.callback(home.rename, staged)


def _opened(move: _Move) -> RuleSet:
    published = {move.home / file.relative_to(move.top): file for file in move.rules.files}
    if digest({file: file.read_bytes() for file in published}) != move.rules.sha256:
        raise InstallError(f"{move.rules.name} changed while it was installed")
    return RuleSet.open(move.folder, None)


def _locked(
    move: _Move, rules: RuleSet, files: Mapping[str, str], origin: str, schemas: str | None
) -> LockedSet:
    """What the lock says of an installed set; what somebody added to it is no part of that."""
    home = move.home.relative_to(move.project)
    installed = {move.home / path for path in files}
    return LockedSet(
        rules.id,
        rules.version,
        move.folder.relative_to(move.project).as_posix(),
        digest({file: file.read_bytes() for file in rules.files if file in installed}),
        origin,
        {(home / path).as_posix(): sha256 for path, sha256 in files.items()},
        schemas,
    )
