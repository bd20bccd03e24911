"""A rule set as content with its digest, which is how it gets to another machine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from retour.errors import ReplayError, RetourError, RuleSetError
from retour.model import Identity, RuleSetStamp
from retour.rulesets import RuleSet, Shelf
from retour.text.writing import write_scratch

_NAMES_ABOVE = 2
"""How many folders above the files of a set keep their names: a set without a manifest is called after them."""


@dataclass(frozen=True, slots=True)
class PackedSet:
    """A rule set to be unpacked elsewhere.

    Attributes:
        folder: of the set, relative to where it is unpacked.
        files: path, relative to there too, and content of each file.
    """

    stamp: RuleSetStamp
    folder: str
    files: tuple[tuple[str, bytes], ...] = field(repr=False)


def packed(rules: RuleSet) -> PackedSet:
    """Pack a set.

    Raises:
        RuleSetError: a file of it can't be read, or has changed since it was opened.
    """
    top = Path(os.path.commonpath([rules.folder, *(file.parent for file in rules.files)]))
    above = Path(*top.parts[1:][-_NAMES_ABOVE:])
    try:
        files = tuple(((above / file.relative_to(top)).as_posix(), file.read_bytes()) for file in rules.files)
    except OSError as error:
        raise RuleSetError(f"rule set {rules.name}: a file can't be read: {error.strerror}") from None
    return PackedSet(rules.stamp, (above / rules.folder.relative_to(top)).as_posix(), files)


def unpack(sets: Sequence[PackedSet], to: Path) -> None:
    """Unpack some sets, each into a folder of its own that is called by its number.

    Raises:
        RetourError: they can't be written.
    """
    for number, each in enumerate(sets):
        home = to / str(number)
        for name, content in each.files:
            write_scratch(home / name, content)
        write_scratch(home / "retour.toml", b"")  # what lies above isn't theirs


def without_files(sets: Sequence[PackedSet]) -> tuple[PackedSet, ...]:
    """Some sets, for whoever has them unpacked already."""
    return tuple(replace(each, files=()) for each in sets)


def opened_shelf(sets: Sequence[PackedSet], unpacked: Path, stylesheet_limit: int) -> Shelf:
    """A shelf with these sets and no others, from where they were unpacked; each is opened when it is first needed."""
    homes = [unpacked / str(number) for number in range(len(sets))]
    return Shelf(homes, None, stylesheet_limit, with_shipped=False)


def refuse_changed(stamp: RuleSetStamp, sets: Sequence[PackedSet]) -> None:
    """Refuse a set that isn't what was packed.

    Raises:
        RuleSetError: it has the digest of none of these.
    """
    if all(each.stamp.sha256 != stamp.sha256 for each in sets):
        raise RuleSetError(f"rule set {stamp.name} isn't what it was when it was packed")


def chosen_sets(references: Sequence[str], shelf: Shelf, base: Path) -> tuple[RuleSet, ...]:
    """The sets that references name; without any, those in reach that judge a message of some kind.

    Raises:
        RuleSetNotFound, RuleSetError: one isn't there, or can't be used.
        ReplayError: two of them judge the same message, so that it isn't told which one is to.
    """
    if not references:
        return _winning(shelf)
    sets = tuple(each.rules for each in shelf.several(references, base))
    for number, one in enumerate(sets):
        for other in sets[:number]:
            if common := set(one.serves) & set(other.serves):
                some = ", ".join(sorted({one.called(served) for served in common})[:3])
                raise ReplayError(
                    f"{other.name} and {one.name} both judge {some}: give one of them; --compare holds another set against it"
                )
    return sets


def _winning(shelf: Shelf) -> tuple[RuleSet, ...]:
    """The sets that judge something when none is named, in the order in which they win."""
    in_reach = shelf.all()
    winning: dict[Path, RuleSet] = {}
    for rules in in_reach:
        for served in rules.serves:
            found = _serving(shelf, rules, served)
            winning[found.folder] = found
    if not winning:
        raise ReplayError(f"no rule set judges anything; in reach: {shelf.reach}")
    order = {rules.folder: number for number, rules in enumerate(in_reach)}
    return tuple(sorted(winning.values(), key=lambda rules: order[rules.folder]))


def _serving(shelf: Shelf, rules: RuleSet, served: Identity) -> RuleSet:
    try:
        return shelf.serving(served) or rules
    except RetourError as error:
        raise ReplayError(f"which rule set judges {served}? {error.text}") from None
