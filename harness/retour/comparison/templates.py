"""Two releases → which files differ, and which declarations in them really do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath
from typing import Literal

from retour.comparison.declarations import Declaration, declarations
from retour.comparison.names import Names
from retour.comparison.releases import Release
from retour.language import mark
from retour.rulesets import RuleSet

DeclarationChangeKind = Literal["added", "removed", "changed"]

_WHOLE = (mark("the whole file, 1 declaration"), mark("the whole file, %(number)s declarations"))


@dataclass(frozen=True, slots=True)
class DeclarationChange:
    """A declaration that isn't what it was.

    Attributes:
        rule: the rule that it belongs to; None for what rules share.
        label: what the declaration is known by, in the new set unless it was removed.
        file: relative to the set's folder.
        old_line, new_line: None where there is none.
        diff: its lines in one form, each with ` `, `-` or `+` before it.
    """

    kind: DeclarationChangeKind
    rule: str | None
    label: str
    file: str
    old_line: int | None
    new_line: int | None
    diff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileChanges:
    """How the files of two releases differ, by their bytes.

    Attributes:
        changed, added, removed: paths relative to the sets' folders, sorted.
    """

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def number(self) -> int:
        """All of them."""
        return len(self.changed) + len(self.added) + len(self.removed)


def file_changes(old: Release, new: Release) -> FileChanges:
    """Which files were changed, added or removed."""
    before, after = old.files(), new.files()
    return FileChanges(
        changed=tuple(
            name
            for name in sorted(before.keys() & after.keys())
            if before[name].read_bytes() != after[name].read_bytes()
        ),
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def declaration_changes(old: Release, new: Release) -> tuple[DeclarationChange, ...]:
    """Which declarations differ in the stylesheets that the sets' entries reach, by file."""
    before, after = _modules(old), _modules(new)
    found: list[DeclarationChange] = []
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name), after.get(name)
        codes = old.rules.codes | new.rules.codes
        declared = _declared(one, old.rules), _declared(other, new.rules)
        if one is None or other is None:
            found.append(
                _whole_file(name, declared[0] or declared[1], "added" if one is None else "removed", codes)
            )
        elif one.read_bytes() != other.read_bytes():
            found += _changes(name, *declared, codes)
    return tuple(found)


def _modules(release: Release) -> Mapping[str, Path]:
    rules = release.rules
    reached = {file for entry in rules.all_entries for file in entry.files}
    return {release.relative(file): file for file in reached}


def _declared(file: Path | None, rules: RuleSet) -> Sequence[Declaration]:
    return () if file is None else declarations(file.read_bytes(), Names(rules.release or "", rules.version))


def _whole_file(
    file: str, declared: Sequence[Declaration], kind: Literal["added", "removed"], codes: Collection[str]
) -> DeclarationChange:
    sign = "+" if kind == "added" else "-"
    return DeclarationChange(
        kind=kind,
        rule=_code_among((PurePosixPath(file).stem,), codes),
        label=_WHOLE[len(declared) != 1] % {"number": len(declared)},
        file=file,
        old_line=None if kind == "added" else 1,
        new_line=1 if kind == "added" else None,
        diff=tuple(sign + line for each in declared for line in each.lines),
    )


def _changes(
    file: str, before: Sequence[Declaration], after: Sequence[Declaration], codes: Collection[str]
) -> Iterator[DeclarationChange]:
    for one, other in _pairs(before, after):
        known = other or one
        assert known is not None
        names = (known.mode, PurePosixPath(known.href or "").stem, PurePosixPath(file).stem)
        yield DeclarationChange(
            kind="removed" if other is None else "added" if one is None else "changed",
            rule=_code_among(names, codes),
            label=known.label,
            file=file,
            old_line=one.line if one else None,
            new_line=other.line if other else None,
            diff=_diff(one.lines if one else (), other.lines if other else ()),
        )


def _code_among(names: Iterable[str | None], codes: Collection[str]) -> str | None:
    return next((name for name in names if name in codes), None)


def _pairs(
    before: Sequence[Declaration], after: Sequence[Declaration]
) -> Iterator[tuple[Declaration | None, Declaration | None]]:
    """Declarations that differ, each beside what became of it: the same label, else the next of the same kind and mode."""
    gone, come = _without(before, after), _without(after, before)
    for same in (lambda one: one.label, lambda one: (one.kind, one.mode)):
        for one in list(gone):
            other = next((each for each in come if same(each) == same(one)), None)
            if other is not None:
                gone.remove(one)
                come.remove(other)
                yield one, other
    yield from ((one, None) for one in gone)
    yield from ((None, other) for other in come)


def _without(these: Iterable[Declaration], those: Iterable[Declaration]) -> list[Declaration]:
    """These declarations, but for the ones that are among those too, as often as they are there."""
    there = [each.lines for each in those]
    left = []
    for each in these:
        if each.lines in there:
            there.remove(each.lines)
        else:
            left.append(each)
    return left


def _diff(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    lines = unified_diff(before, after, lineterm="", n=2)
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))
