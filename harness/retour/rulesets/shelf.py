"""The rule sets in reach of a project: its own, then the ones that come with the harness."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from retour.errors import RuleSetError, RuleSetNotFound
from retour.language import mark
from retour.model import Identity, Place
from retour.rulesets.manifest import SCHEMA_FOLDERS
from retour.rulesets.ruleset import RuleSet
from retour.rulesets.walking import sets_below
from retour.text.display import shown
from retour.text.limits import STYLESHEET_LIMIT
from retour.text.nearest import did_you_mean
from retour.text.shipped import shipped
from retour.text.versions import version_order


@cache
def shipped_folder() -> Path:
    """The folder of the rule sets that come with the harness: inside the package, or the checkout's `rules`."""
    return shipped("rules")


def place_in(folder: Path, place: Place | None) -> Place:
    """A place that is told relative to the folder of a set, as it is shown to the user; None stands for the folder."""
    if place is None:
        return Place(shown(folder))
    return replace(place, file=shown(Path(os.path.normpath(folder / place.file))))


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A rule set, and what tells it from those beside it: id and version, or its folder.

    Attributes:
        references: by which it was asked for.
    """

    name: str
    rules: RuleSet
    references: tuple[str, ...]

    def stands_for(self, other: RuleSet) -> bool:
        """Whether it may judge in the place of another: it has its id, or checks a message that the other checks."""
        return self.rules.id == other.id or not set(self.rules.serves).isdisjoint(other.serves)


class Shelf:
    """Rule sets by id, by path, and by the messages that they serve.

    Args:
        folders: folders that hold sets, at any depth; earlier ones win. A folder that isn't there holds none.
        why: where sets are looked for and why there, for errors.
        stylesheet_limit: bytes that a stylesheet may have.
        with_shipped: whether the sets that come with the harness are in reach too.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        why: str | None = None,
        stylesheet_limit: int = STYLESHEET_LIMIT,
        *,
        with_shipped: bool = True,
    ) -> None:
        self._why = why
        self._limit = stylesheet_limit
        reached = (*folders, shipped_folder()) if with_shipped else folders
        unique = dict.fromkeys(Path(os.path.abspath(folder)) for folder in reached)
        self._folders = tuple(unique)
        self._opened: dict[Path, RuleSet | RuleSetError] = {}
        self._found: dict[Path, tuple[RuleSet, ...]] = {}
        self._named: dict[tuple[str, Path], RuleSet] = {}

    def get(self, reference: str, base: Path) -> RuleSet:
        """The set that a reference names.

        Args:
            reference: an id (`iwmo/2.1`), which names the newest patch level; an id with a version (`iwlz/2.1@1.9.21`), or
                a path to a set's folder.
            base: folder that a relative path starts from.

        Raises:
            RuleSetNotFound: there is none, or several that differ; the text gives the nearest.
            RuleSetError: it is there and can't be used.
        """
        if (reference, base) not in self._named:
            self._named[reference, base] = self._get(reference, base)
        return self._named[reference, base]

    def _get(self, reference: str, base: Path) -> RuleSet:
        named = (
            [] if Path(reference).is_absolute() or reference.startswith(".") else self._sets_named(reference)
        )
        if (newest := _newest(named)) is not None:
            return newest
        if named:
            raise RuleSetNotFound(f"{reference} is ambiguous: say which, {_told_apart(named, base)}")
        folder = Path(os.path.normpath(base / reference))
        if folder.is_dir():
            return self._in_folder(folder)
        self._refuse_broken(reference)
        known = sorted({rules.id for rules in self.all()} | {rules.name for rules in self.all()})
        hint = f"{near} In reach" if (near := did_you_mean(reference, known)) else "; in reach"
        broken = "".join(f"\n{error}" for error in self.broken)
        raise RuleSetNotFound(f"no rule set {reference!r}, by id or as a folder{hint}: {self.reach}{broken}")

    def several(self, references: Sequence[str], base: Path) -> tuple[NamedSet, ...]:
        """The sets that references name, each once, with names that tell them apart.

        Args:
            base: folder that relative paths start from.

        Raises:
            RuleSetNotFound, RuleSetError: see `get`.
        """
        found: dict[Path, RuleSet] = {}
        asked: dict[Path, list[str]] = {}
        for reference in references:
            rules = self.get(reference, base)
            found[rules.folder] = rules
            asked.setdefault(rules.folder, []).append(reference)
        names = Counter(rules.name for rules in found.values())
        return tuple(
            NamedSet(
                rules.name if names[rules.name] == 1 else _path_from(base, folder),
                rules,
                tuple(asked[folder]),
            )
            for folder, rules in found.items()
        )

    def serving(self, identity: Identity) -> RuleSet | None:
        """The set that checks a message, the newest of its patch levels; None when there is none.

        Raises:
            RuleSetError: several sets in one folder do, and are more than patch levels of one.
        """
        for folder in self._folders:
            found = [
                rules
                for rules in self._sets_of(folder, identity)
                if _serves(rules, identity) or _is_meant(rules, identity)
            ]
            if (newest := _newest(found)) is not None:
                return newest
            if found:
                names = _told_apart(found, Path.cwd())
                raise RuleSetError(f"several rule sets serve {identity}: say which, {names}")
            # Another set must not stand in for the one that is meant.
            self._refuse_broken(f"{identity.standard}/{identity.release}", folder)
            self._refuse_possible(identity, folder)
        return None

    def all(self) -> tuple[RuleSet, ...]:
        """Every set that can be used: by the folders in the order in which they win, patch levels from old to new."""
        return tuple(rules for folder in self._folders for rules in self._sets(folder))

    @property
    def reach(self) -> str:
        """Which sets are in reach and why, for the end of an error."""
        names = ", ".join(sorted({rules.id for rules in self.all()})) or "none"
        return mark("%(known)s; %(why)s") % {"known": names, "why": self._why} if self._why else names

    @property
    def broken(self) -> tuple[RuleSetError, ...]:
        """Why sets that were met so far can't be used, with the file as people name it."""
        return tuple(
            RuleSetError(error.text, place_in(folder, error.place))
            for folder, error in self._broken().items()
        )

    def open(self, folder: Path) -> RuleSet:
        """Open a set, once.

        Raises:
            RuleSetError: see `RuleSet.open`; the same error each time.
        """
        folder = Path(os.path.abspath(folder))
        if folder not in self._opened:
            try:
                self._opened[folder] = RuleSet.open(folder, self._limit)
            except RuleSetError as error:
                self._opened[folder] = error
        opened = self._opened[folder]
        if isinstance(opened, RuleSetError):
            raise opened
        return opened

    def _in_folder(self, folder: Path) -> RuleSet:
        """The set of a folder, or the only one below it: an installed set lies some folders deep."""
        try:
            return self.open(folder)
        except RuleSetNotFound:
            below = [path for path, found in sets_below(folder, self.open) if isinstance(found, RuleSet)]
            if len(below) == 1:
                return self.open(below[0])
            if below:
                names = ", ".join(path.relative_to(folder).as_posix() for path in below)
                raise RuleSetNotFound(f"{folder.name} holds several rule sets: name one of {names}") from None
            raise

    def _broken(self) -> dict[Path, RuleSetError]:
        return {
            folder: opened
            for folder, opened in self._opened.items()
            if isinstance(opened, RuleSetError) and not isinstance(opened, RuleSetNotFound)
        }

    def _refuse_broken(self, reference: str, within: Path | None = None) -> None:
        """Raise why a set can't be used when the names of its folders say that it is the one that is meant."""
        named = "/" + reference.partition("@")[0].replace(".", "_") + "/"
        for folder, error in self._broken().items():
            if named in f"{folder.as_posix()}/" and (within is None or folder.is_relative_to(within)):
                raise error

    def _refuse_possible(self, identity: Identity, within: Path) -> None:
        """Raise why a set can't be used when its stylesheets say that it is for such a message."""
        for folder, error in self._broken().items():
            if folder.is_relative_to(within) and _may_serve(folder, identity):
                raise RuleSetError(
                    f"the rule set in {shown(folder)} can't be used: {error.text}", error.place
                )

    def _sets(self, folder: Path) -> tuple[RuleSet, ...]:
        if folder not in self._found:
            below = [found for _, found in sets_below(folder, self.open) if isinstance(found, RuleSet)]
            ids = list(dict.fromkeys(rules.id for rules in below))
            below.sort(key=lambda rules: (ids.index(rules.id), version_order(rules.version)))
            self._found[folder] = tuple(below)
        return self._found[folder]

    def _sets_named(self, reference: str) -> list[RuleSet]:
        standard, _, release = reference.partition("@")[0].partition("/")
        named = Identity("", standard, release)
        for folder in self._folders:
            among = self._sets_of(folder, named)
            if found := [rules for rules in among if reference in (rules.id, rules.name)]:
                return found
        return []

    def _sets_of(self, folder: Path, identity: Identity) -> tuple[RuleSet, ...]:
        """The sets in a folder that may be for a release: all of them, but of those that come along the one that it has."""
        own = Path(identity.standard or "", (identity.release or "").replace(".", "_"))
        if folder == shipped_folder() and len(own.parts) == 2 and (folder / own).is_dir():
            return self._sets(folder / own)
        return self._sets(folder)


def _told_apart(sets: Sequence[RuleSet], base: Path) -> str:
    """References that each name one of some sets: with their versions where these differ, else by their folders.

    Args:
        base: folder that the paths start from.
    """
    names = [rules.name for rules in sets]
    if len(set(names)) < len(names):
        names = [_path_from(base, rules.folder) for rules in sets]
    return " or ".join(names)


def _path_from(base: Path, folder: Path) -> str:
    """The path of a folder, such that it can't be taken for an id."""
    relative = Path(os.path.relpath(folder, base)).as_posix()
    return relative if relative.startswith(".") else f"./{relative}"


def _newest(sets: Sequence[RuleSet]) -> RuleSet | None:
    """The newest of the patch levels of one set; None where sets differ in more than that, or no version tells which it is."""
    if not sets or len({rules.id for rules in sets}) > 1:
        return None
    *others, last = sorted(sets, key=lambda rules: version_order(rules.version))
    told = all(
        rules.version and version_order(rules.version) < version_order(last.version) for rules in others
    )
    return last if told else None


def _is_meant(rules: RuleSet, identity: Identity) -> bool:
    """Whether a set would serve a message, if its entry for it could be read: what is asked of it then says why not."""
    return identity.type in rules.broken and (rules.standard, rules.release) == (
        identity.standard,
        identity.release,
    )


def _may_serve(folder: Path, identity: Identity) -> bool:
    """Whether a stylesheet in a folder is named after the type of a message, or names its namespace, or a schema does."""
    sheets = [
        file for file in sorted(folder.iterdir()) if file.suffix in (".xsl", ".xslt") and file.is_file()
    ]
    schemas = [file for name in SCHEMA_FOLDERS for file in (folder / name).glob("*.xsd") if file.is_file()]
    namespace = identity.namespace.encode()
    return any(file.stem.upper() == identity.type for file in sheets) or any(
        namespace and namespace in file.read_bytes() for file in (*sheets, *schemas)
    )


def _serves(rules: RuleSet, identity: Identity) -> bool:
    if not rules.has_rules:
        return rules.schema.file_of(identity.namespace) is not None
    if rules.heen_of(identity) is not None or rules.serving_entry(identity) is not None:
        return True
    return identity.type is not None and any(
        (served.namespace, served.standard, served.release, served.type)
        == ("", identity.standard, identity.release, identity.type)
        for served in rules.serves
    )
