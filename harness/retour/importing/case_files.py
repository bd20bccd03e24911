"""Test sets → case files, with the messages of the tests as files beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.cases.expect import Data
from retour.cases.expect.claims import claiming
from retour.cases.expect.scope import SCOPE
from retour.cases.expect.silent import SILENT, SilentRule
from retour.cases.writing import block_text, expectation_data
from retour.drafting import reference_to
from retour.errors import CaseFileError, MessageError, RetourError
from retour.importing.notes import ImportNote
from retour.importing.vefa import VefaTest, VefaTestSet, is_test_set, read_test_set
from retour.messages.reading import parse_message
from retour.model import CASE_FILE_SUFFIX, Expectation, Place
from retour.rulesets import RuleSet
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.walking import files_below
from retour.text.writing import write_document
from retour.workspace import Workspace, workspace_for

_HEAD = "# Made by `retour import vefa` from {}: change that, and import it again.\n"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import.

    Attributes:
        files: the case files, sorted.
        cases: how many cases they hold.
        refused: how many of these name a rule that their set doesn't have; each stands in a file of its own.
        notes: what is wrong with tests.
    """

    files: tuple[Path, ...]
    cases: int
    refused: int
    notes: tuple[ImportNote, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """A file of tests, and where what comes of it goes: the path of the case file without its suffix."""

    file: Path
    to: Path


def import_test_sets(
    paths: Sequence[Path],
    to: Path,
    rules: str | None = None,
    by_configuration: Mapping[str, str] | None = None,
    *,
    evaluated: bool = False,
    replace_files: bool = False,
) -> Imported:
    """Write the tests of some files, and of all below folders, as cases.

    Args:
        to: the folder that gets them; of a folder, in one of its name, laid out as it is.
        rules: reference to the rule set; that of the configuration or of each message's namespace when left out.
        by_configuration: references by the configuration that a test names; they go before `rules`.
        evaluated: whether a rule that is to be silent must have been evaluated.
        replace_files: whether files that are there and differ are replaced.

    Raises:
        CaseFileError: there are no tests, or a file is there already.
        RuleSetError: there is no such rule set.
    """
    sources = list(_sources(paths, to))
    chooser = _Chooser(workspace_for(to, Path.cwd()), rules, by_configuration or {})
    texts: dict[Path, bytes] = {}
    notes: list[ImportNote] = []
    cases = refused = 0
    for source in sources:
        try:
            tests = read_test_set(source.file)
        except (CaseFileError, MessageError) as error:
            place = error.place or Place(shown(source.file))
            notes.append(ImportNote("unreadable", error.text, place))
            continue
        written = _CaseFileWriter(source, tests, chooser, evaluated=evaluated)
        texts |= written.files
        notes += [*tests.notes, *written.notes]
        cases, refused = cases + len(tests.tests), refused + written.refused
    if not replace_files:
        _refuse_other(texts)
    for file, data in texts.items():
        write_document(file, data.decode(), CaseFileError)
    files = tuple(sorted(file for file in texts if file.name.endswith(CASE_FILE_SUFFIX)))
    return Imported(files, cases, refused, tuple(notes))


def _sources(paths: Sequence[Path], to: Path) -> Iterator[_Source]:
    taken: dict[Path, Path] = {}
    for path in paths:
        for file, at in _below(path):
            home = to / at.with_suffix("")
            if taken.setdefault(home, file) != file:
                raise CaseFileError(
                    f"{shown(taken[home])} and {shown(file)} would both become {shown(home)}{CASE_FILE_SUFFIX}: import "
                    "them one by one, with --to"
                )
            yield _Source(file, home)


def _below(path: Path) -> Iterator[tuple[Path, Path]]:
    """The files of tests at a path, and what each is called in what is imported."""
    if not path.is_dir():
        if not path.is_file():
            raise CaseFileError("there is no such file or folder", Place(shown(path)))
        yield path, Path(path.name)
        return
    walk = files_below(path, lambda name: True)
    for folder, reason in walk.unread:
        raise CaseFileError(f"this folder can't be read: {reason}", Place(shown(folder)))
    found = [file for file in walk.files if is_test_set(file)]
    if not found:
        raise CaseFileError("there is no testSet in this folder, or below it", Place(shown(path)))
    name = Path(os.path.abspath(path)).name
    for file in found:
        yield file, Path(name) / file.relative_to(path)


class _Chooser:
    """The rule set of each test."""

    def __init__(self, workspace: Workspace, rules: str | None, by_configuration: Mapping[str, str]) -> None:
        self.workspace = workspace
        self._rules = rules or workspace.configuration.rules
        self._named = {
            name: workspace.shelf.get(reference, Path.cwd()) for name, reference in by_configuration.items()
        }
        self._given = None if self._rules is None else workspace.shelf.get(self._rules, self._base(rules))

    def _base(self, rules: str | None) -> Path:
        return Path.cwd() if rules is not None else self.workspace.configuration.root

    def of(self, test: VefaTest) -> RuleSet:
        """The rule set that a test is meant for.

        Raises:
            CaseFileError: nothing tells.
        """
        if test.configuration in self._named:
            return self._named[test.configuration]
        if self._given is not None:
            return self._given
        identity = parse_message(test.message, str(test.place)).identity
        try:
            found = self.workspace.shelf.serving(identity)
        except RetourError as error:
            raise CaseFileError(f"{error.text}; with --rules", test.place) from None
        if found is None:
            configuration = f"{test.configuration}=ID_OR_PATH" if test.configuration else "ID_OR_PATH"
            raise CaseFileError(
                f"no rule set in reach is for {identity}: say which with --rules {configuration}", test.place
            )
        return found


class _CaseFileWriter:
    """What becomes of one file of tests: the files to write, by path, and what is wrong with them."""

    def __init__(self, source: _Source, tests: VefaTestSet, chooser: _Chooser, *, evaluated: bool) -> None:
        self._source = source
        self._chooser = chooser
        self._evaluated = evaluated
        self.files: dict[Path, bytes] = {}
        self.notes: list[ImportNote] = []
        self.refused = 0
        usable: list[tuple[VefaTest, RuleSet]] = []
        for test in tests.tests:
            rules = chooser.of(test)
            if self._note_unknown(test, rules):
                self.refused += 1
                refused = source.to.with_name(f"{source.to.name}-{test.id}.refused{CASE_FILE_SUFFIX}")
                self._write(refused, [(test, rules)])
            else:
                usable.append((test, rules))
        if usable:
            self._write(source.to.with_name(source.to.name + CASE_FILE_SUFFIX), usable)

    def _note_unknown(self, test: VefaTest, rules: RuleSet) -> bool:
        """Note rules that a test names and its set doesn't have; whether there are any."""
        named = (*test.scope, *(claim.code for claim in test.fires), *test.silent)
        unknown = [code for code in dict.fromkeys(named) if code not in rules.claimable_rules]
        for code in unknown:
            near = did_you_mean(code, rules.claimable_rules)
            text = f"rule set {rules.id} has no rule {code!r}{near}"
            self.notes.append(ImportNote("unknown-rule", text, test.place, test.id))
        return bool(unknown)

    def _write(self, file: Path, tests: Sequence[tuple[VefaTest, RuleSet]]) -> None:
        references = [reference_to(rules, file, self._chooser.workspace) for _, rules in tests]
        shared = references[0] if len(set(references)) == 1 else None
        cases = []
        for (test, _), reference in zip(tests, references, strict=True):
            message = self._source.to / f"{test.id}.xml"
            self.files[message] = test.message
            case: dict[str, Data] = {"id": test.id}
            if test.about is not None:
                case["about"] = test.about
            if shared is None:
                case["rules"] = reference
            case["message"] = message.relative_to(file.parent).as_posix()
            case["expect"] = expectation_data(self._expected(test))
            cases.append(case)
        head = {} if shared is None else {"rules": shared}
        text = _HEAD.format(self._source.file.name) + (block_text(head) if head else "")
        self.files[file] = f"{text}\n{block_text({'cases': cases})}".encode()

    def _expected(self, test: VefaTest) -> Expectation:
        expect = Expectation()
        if test.scope:
            expect = SCOPE.put(expect, test.scope)
        if test.fires or not test.silent:
            expect = claiming(expect, test.fires)
        if test.silent:
            silent = tuple(SilentRule(code, self._evaluated) for code in test.silent)
            expect = SILENT.put(expect, silent)
        return expect


def _refuse_other(texts: Mapping[Path, bytes]) -> None:
    other = [file for file, data in texts.items() if file.exists() and file.read_bytes() != data]
    if other:
        more = f" and {len(other) - 1} more" if len(other) > 1 else ""
        raise CaseFileError(
            f"is there already, and differs{more}: --replace puts what is imported in its place",
            Place(shown(other[0])),
        )
