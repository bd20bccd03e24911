"""Case files and fragments as lint reads them: what is written in them, and what comes of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from retour.cases import load_cases
from retour.cases.expansion import ExpandedText
from retour.cases.expect import claims
from retour.cases.fields import FileFields, FragmentFields, file_fields, fragment_fields
from retour.cases.fragments import Shared, shared_by
from retour.checking import edited_message
from retour.errors import CaseFileError, MessageError, RetourError, RuleSetError
from retour.levels import Check
from retour.messages import Message
from retour.model import Case, Claim, Expectation, Place
from retour.rulesets import RuleSet
from retour.text.display import shown
from retour.text.yaml_text import Value, YamlText
from retour.workspace import Workspace

_WORD = re.compile(r"[^\s\"'\[\]{},:]+")


@dataclass(frozen=True, slots=True)
class Written:
    """A case file that has the form of one, whatever else is wrong with it."""

    yaml: YamlText
    text: ExpandedText
    fields: FileFields
    shared: Shared


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """A case with what it is about, as far as that can be told without running it.

    Attributes:
        index: of the case in its file, rows of tables counted one by one.
        message: with its edits made, and out of its envelope; None when it can't be, and when no rules judge it.
        rules: None when the rule set can't be used.
        checked: the rules that the set checks for this type of message; empty when that isn't known.
        problem: why the message isn't known, or no entry checks it.
    """

    file: LintedFile
    index: int
    case: Case
    message: Message | None
    rules: RuleSet | None
    checked: frozenset[str]
    problem: MessageError | None

    @property
    def expect(self) -> Expectation:
        """What the case says is right."""
        return self.case.right

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The findings that it claims, those of a known gap too."""
        return claims(self.case.expect)

    def expected(self, *path: str | int, key: bool = False) -> Place:
        """Where something stands of what it expects."""
        number = self.case.span.number
        return self.place("expect", *(() if number is None else (number,)), *path, key=key)

    @property
    def must_pass(self) -> bool:
        """Whether the case is run, and expected to pass."""
        return self.case.xfail is None and self.case.skip is None

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where something of the case stands."""
        assert self.file.written is not None
        return self.file.written.text.place(("cases", self.index, *path), key=key)

    def place_in_row(self, value: str) -> Place | None:
        """Where a value stands in the case's row of a table; None when it has no row, or not that value in it."""
        assert self.file.written is not None
        yaml = self.file.written.yaml
        at = self.file.written.text.row_path(self.index)
        if at is None:
            return None
        row = _value(yaml.value, at)
        keys = [key for key, text in row.items() if text == value] if isinstance(row, dict) else []
        return yaml.place((*at, keys[0])) if keys else None


@dataclass(frozen=True)
class LintedFile:
    """One `*.cases.yaml`."""

    path: Path
    workspace: Workspace

    @cached_property
    def error(self) -> CaseFileError | None:
        """Why the file doesn't load; None when it does."""
        return self._loaded if isinstance(self._loaded, CaseFileError) else None

    @cached_property
    def subjects(self) -> tuple[CaseSubject, ...]:
        """The cases, in the order of the file; none when it doesn't load."""
        if isinstance(self._loaded, CaseFileError) or self.written is None:
            return ()
        return tuple(self._subject(index, case) for index, case in enumerate(self._loaded))

    @cached_property
    def written(self) -> Written | None:
        """What stands in the file; None when it hasn't the form of a case file."""
        try:
            yaml = YamlText(self.path, shown(self.path), CaseFileError)
            text = ExpandedText(yaml, self.path.parent)
            if text.faults:
                return None
            fields = file_fields().model_validate(text.value)
            root = self.workspace.configuration.root
            return Written(yaml, text, fields, shared_by(self.path, yaml, fields, root))
        except (CaseFileError, ValidationError):
            return None

    @cached_property
    def messages(self) -> frozenset[Path]:
        """The message files that the file names; those that it seems to name when it hasn't the right form."""
        if self.written is None:
            return frozenset(
                _absolute(self.path, word) for word in self.words if word.lower().endswith(".xml")
            )
        cases = self.written.fields.cases
        named = [case.message_file for case in cases] + [case.heen.message for case in cases if case.heen]
        named += [other.message for case in cases for other in case.history or ()]
        found = {_absolute(self.path, name) for name in named if name is not None}
        shared = self.written.shared
        below = [shared.message, shared.heen.message if shared.heen else None]
        below += [other.message for other in shared.history or ()]
        return frozenset(found | {Path(os.path.abspath(path)) for path in below if path is not None})

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word in the file, for when no more can be told."""
        try:
            return frozenset(_WORD.findall(self.path.read_text(encoding="utf-8", errors="replace")))
        except OSError:
            return frozenset()

    @cached_property
    def _loaded(self) -> list[Case] | CaseFileError:
        try:
            return load_cases(self.path, self.workspace)
        except CaseFileError as error:
            return error

    def _subject(self, index: int, case: Case) -> CaseSubject:
        message: Message | None = None
        rules: RuleSet | None = None
        checked: frozenset[str] = frozenset()
        problem: MessageError | None = None
        try:
            message = edited_message(
                Check(
                    case.message,
                    shown(case.message),
                    self.workspace,
                    case.rules,
                    self.path.parent,
                    edits=case.edits,
                    raw=case.raw,
                )
            )
            rules = self.workspace.shelf.get(case.rules or "", self.path.parent)
            if message is not None:
                checked = rules.codes_for(message.identity)
                if case.history is not None or case.registers or self.workspace.configuration.registers:
                    checked |= rules.history_codes_for(message.identity)
        except MessageError as error:
            problem = error
        except RuleSetError:  # said of the set itself
            pass
        return CaseSubject(self, index, case, message, rules, checked, problem)


@dataclass(frozen=True)
class Fragment:
    """A file for case files to include."""

    path: Path

    @cached_property
    def text(self) -> YamlText | None:
        """What stands in it; None when it is no YAML."""
        try:
            return YamlText(self.path, shown(self.path), CaseFileError)
        except RetourError:
            return None

    @property
    def looks_like_one(self) -> bool:
        """Whether it has keys that only a fragment has."""
        value = self.text.value if self.text is not None else None
        return isinstance(value, dict) and ("edits" in value or "include" in value)


def included(file: Path, fields: FragmentFields) -> Iterator[Path]:
    """The fragments that a file includes, and those that these include, as far as they can be read."""
    seen: set[Path] = set()
    waiting = [_absolute(file, name) for name in fields.include]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        yield path
        try:
            inner = fragment_fields().model_validate(YamlText(path, shown(path), CaseFileError).value or {})
        except (CaseFileError, ValidationError):
            continue
        waiting.extend(_absolute(path, name) for name in inner.include)


def used_edits(written: Written) -> set[Place]:
    """Where the named edits stand that the cases of a file use, be it by way of others."""
    used: set[Place] = set()
    seen: set[str] = set()
    waiting = [edit.other("use") for case in written.fields.cases for edit in case.edit]
    waiting += [
        edit.other("use")
        for keys in (written.fields, *written.fields.cases)
        for message in (keys.heen, *(keys.history or ()))
        if message is not None
        for edit in message.edit
    ]
    shared = (written.shared.heen, *(written.shared.history or ()))
    waiting += [edit.other("use") for other in shared if other is not None for edit, _ in other.edits]
    while waiting:
        name = waiting.pop()
        if name is None or name in seen:
            continue
        seen.add(name)
        items = written.shared.edits.get(name, ())
        used.update(place for _, place in items)
        waiting.extend(edit.other("use") for edit, _ in items)
    return used


def _value(value: Value, path: Sequence[str | int]) -> Value:
    for part in path:
        if isinstance(value, dict):
            value = value[str(part)]
        elif isinstance(value, list):
            value = value[int(part)]
    return value


def _absolute(file: Path, name: str) -> Path:
    return Path(os.path.abspath(file.parent / name))
