"""A rule set copied out of where it was published, with its papers and the schemas that are put beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from retour.rulesets.archives import InstallError, source_name
from retour.rulesets.lock import visible_files
from retour.rulesets.ruleset import RuleSet
from retour.rulesets.schema import Schema
from retour.text.file_kinds import other_than_file
from retour.text.zips import MAX_BYTES, MAX_FILES

SCHEMAS = "xsd"
"""The folder, in that of a set, into which schemas are put that the set doesn't bring."""

_PAPERS = ("LICENSE*", "LICENCE*", "README*")


def copy_set(rules: RuleSet, top: Path, source: Path, to: Path) -> None:
    """Copy a set, with all that it reaches, and the licence and read-me that lie above it.

    Args:
        top: the folder that holds all its files.
        source: the folder that was published; nothing outside it is copied by way of a link.
        to: takes the place of `top`.

    Raises:
        InstallError: the set has something else than files, too much of them, or a link out of the source.
    """
    copies = {file: to / file.relative_to(top) for file in {*visible_files(rules.folder), *rules.files}}
    above = [top, *(parent for parent in top.parents if parent.is_relative_to(source))]
    for folder in above:
        for paper in (file for pattern in _PAPERS for file in sorted(folder.glob(pattern))):
            if paper.is_file() and not paper.is_symlink() and to / paper.name not in copies.values():
                copies[paper] = to / paper.name
    _refuse_too_much(copies, source.name)
    for file in copies:
        if file.is_relative_to(source) and not file.resolve().is_relative_to(source):
            raise InstallError(f"{_linked(file).name} is a symbolic link that leads out of {source.name}")
    _copy(copies)


def copy_schemas(schemas: Path, rules: RuleSet, folder: Path) -> None:
    """Copy the XSDs of a folder into that of a set which has none.

    Args:
        folder: of the set, where it was copied to.

    Raises:
        InstallError: the set has schemas of its own, or these are none of its messages.
    """
    name = source_name(schemas)
    if any(rules.schemas.glob("*.xsd")):
        own = rules.schemas.name
        raise InstallError(
            f"{rules.name} brings schemas of its own, in its folder {own}: leave out --schemas"
        )
    if not schemas.is_dir():
        raise InstallError(f"{schemas}: there is no such folder of XSDs")
    found = sorted(file for file in visible_files(schemas) if file.suffix == ".xsd")
    if not any(file.parent == schemas for file in found):
        deeper = f"; there are some in {found[0].parent.relative_to(schemas).as_posix()}" if found else ""
        raise InstallError(f"there are no XSDs in {name}{deeper}")
    _refuse_too_much(found, name)
    for file in found:
        if not file.resolve().is_relative_to(schemas.resolve()):
            raise InstallError(f"{_linked(file).name} is a symbolic link that leads out of {name}")
    _refuse_others(Schema(schemas), rules, name)
    _copy({file: folder / SCHEMAS / file.relative_to(schemas) for file in found})


def _refuse_others(schemas: Schema, rules: RuleSet, name: str) -> None:
    """Refuse schemas that are of none of a set's messages: nothing would ever be held against them."""
    served = [identity.namespace for identity in rules.serves if identity.namespace]
    if served and not any(map(schemas.file_of, served)):
        raise InstallError(
            f"no XSD in {name} is of a message that {rules.name} checks: it checks {', '.join(rules.messages)}, "
            f"such as {served[0]}"
        )


def _refuse_too_much(files: Iterable[Path], name: str) -> None:
    count = size = 0
    for file in files:
        if (kind := other_than_file(file)) is not None:
            raise InstallError(f"{name}: {file.name} {kind}, which a rule set may not have")
        count, size = count + 1, size + file.stat().st_size
        if count > MAX_FILES:
            raise InstallError(f"{name}: more than the {MAX_FILES} files that a rule set may have")
        if size > MAX_BYTES:
            raise InstallError(f"{name}: more than the {MAX_BYTES // 1024**2} MB that a rule set may have")


def _linked(file: Path) -> Path:
    """The file itself, or the folder above it, that is a symbolic link."""
    return next((path for path in (file, *file.parents) if path.is_symlink()), file)


def _copy(copies: Mapping[Path, Path]) -> None:
    for file, target in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
