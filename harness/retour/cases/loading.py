"""Case file → cases: read, checked against the format, the messages and the rule set it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from retour.cases.expansion import ExpandedText
from retour.cases.expect import Places, Setting, expect_keys, spoken
from retour.cases.fields import CaseFields, ExpectFields, FileFields, file_fields
from retour.cases.fragments import (
    Shared,
    WrittenMessage,
    shared_by,
    written_heen,
    written_history,
    written_registers,
)
from retour.cases.knowledge import check_parameters, check_sender
from retour.cases.using import PlacedEdit, edits_of
from retour.errors import CaseFileError, RuleSetError, RuleSetNotFound
from retour.levels import LEVEL_CODES, judged_levels
from retour.messages.edits import WrittenEdit
from retour.model import Case, Claim, Expectation, OtherMessage, Place
from retour.rulesets import RuleSet
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import YamlText
from retour.workspace import Workspace, workspace_for


def load_cases(path: Path | str, workspace: Workspace | None = None, data: bytes | None = None) -> list[Case]:
    """Read a case file.

    Args:
        path: a `*.cases.yaml` file.
        workspace: where rule sets are looked up; found upwards from the file when left out.
        data: what to read in place of the file's content, such as what is to be written into it.

    Returns:
        The cases, in the order of the file; at least one.

    Raises:
        CaseFileError: with file, line and column, for the first thing that is wrong.
        ConfigurationError: the project's configuration can't be used.
    """
    path = Path(path)
    workspace = workspace or workspace_for(path)
    text = YamlText(path, shown(path), CaseFileError, data)
    if text.value is None:
        raise CaseFileError("empty: there are no cases in it", text.place(()))
    if isinstance(text.value, dict) and text.value.get("cases") in ([], None) and "cases" in text.value:
        raise CaseFileError(
            "no cases: a file without cases would always pass", text.place(("cases",), key=True)
        )
    expanded = ExpandedText(text)
    model = file_fields()
    try:
        fields = model.model_validate(expanded.value)
    except ValidationError as error:
        raise complaint(error, expanded, model) from None
    shared = shared_by(path, text, fields, workspace.configuration.root)
    return _CaseLoader(path, expanded, fields, shared, workspace).cases()


class _CaseLoader:
    def __init__(
        self, path: Path, text: ExpandedText, fields: FileFields, shared: Shared, workspace: Workspace
    ) -> None:
        self._path = path
        self._text = text
        self._fields = fields
        self._shared = shared
        self._workspace = workspace

    def cases(self) -> list[Case]:
        cases = []
        seen: dict[str, int] = {}
        for index, fields in enumerate(self._fields.cases):
            if fields.id in seen:
                first = self._place(seen[fields.id])
                place = self._text.row_place(index) or self._text.place(("cases", index, "id"))
                raise CaseFileError(f"id {fields.id!r} is taken by the case on line {first.line}", place)
            seen[fields.id] = index
            cases.append(self._case(index, fields))
        return cases

    def _case(self, index: int, fields: CaseFields) -> Case:
        at = ("cases", index)
        shared = self._shared
        case = Case(
            id=fields.id,
            place=self._place(index),
            file=self._path,
            rules=fields.rules or shared.rules or self._workspace.configuration.rules,
            message=self._message(index, fields),
            expect=self._expectation(index, fields.expect),
            about=fields.about,
            tags=tuple(dict.fromkeys([*shared.tags, *fields.tags])),
            edits=edits_of(self._placed(index, "edit", fields.edit), shared.edits),
            raw=edits_of(self._placed(index, "raw", fields.raw), {}),
            parameters={**shared.parameters, **fields.parameters},
            time_limit=fields.time_limit or shared.time_limit,
            heen=self._heen(index, fields),
            history=self._history(index, fields),
            registers={**shared.registers, **self._registers(index, fields)},
            sent=fields.sent or shared.sent,
            sender=fields.sender or shared.sender,
            levels=shared.levels if fields.levels is None else tuple(fields.levels),
            ignores_warnings="ignore" in (fields.warnings, shared.warnings),
            xfail=fields.xfail,
            skip=fields.skip,
        )
        check_sender(case, at, self._text)
        rules = self._rules(index, case, fields)
        self._check_expectation(case, index, rules)
        if rules is not None:
            check_parameters(rules, case.parameters, at, self._text)
        return case

    def _check_expectation(self, case: Case, index: int, rules: RuleSet | None) -> None:
        """What a case expects can come."""
        # Codes may be worked out at run time, or stand in a file that can't be read.
        is_known = rules is not None and bool(rules.codes) and not rules.broken
        setting = Setting(
            case,
            self._places(index),
            judged_levels(case.levels, self._workspace.configuration),
            partial(self._rejects, rules),
            rules if is_known else None,
            bool(case.registers or self._workspace.configuration.registers),
        )
        for key, value in spoken(case.expect):
            if key.is_about_rules and rules is not None and not rules.has_rules:
                raise CaseFileError(
                    f"rule set {rules.id} has no rules, so nothing judges what `{key.name}` expects",
                    setting.place(key.name, key=True),
                )
            key.check(value, setting)

    def _rules(self, index: int, case: Case, fields: CaseFields) -> RuleSet | None:
        """The rule set of a case; None when there is one but it can't be opened, which is then the case's outcome."""
        if case.rules is None:
            raise CaseFileError(
                "no rule set: add `rules: iwmo/2.1`, say, here or in the configuration",
                self._place(index),
            )
        written = fields.rules or self._shared.rules
        base = case.file.parent if written else self._workspace.configuration.root
        try:
            return self._workspace.shelf.get(case.rules, base)
        except RuleSetNotFound as error:
            path = ("cases", index, "rules") if fields.rules else ("rules",)
            raise CaseFileError(error.text, self._text.place(path)) from None
        except RuleSetError:
            return None

    def _place(self, index: int) -> Place:
        """Where a case stands: its row, when it is one of a table."""
        return self._text.row_place(index) or self._text.place(("cases", index))

    def _message(self, index: int, fields: CaseFields) -> Path:
        named = fields.message_file
        path = self._shared.message if named is None else self._path.parent / named
        if path is None:
            raise CaseFileError(
                "no message: name a message file here or at the top of the file", self._place(index)
            )
        key = self._fields.message_key if named is None else fields.message_key
        at = ("cases", index, key) if named is not None else (key,)
        _refuse_absent(path, named or self._fields.message_file or shown(path), self._text.place(at))
        return path

    def _heen(self, index: int, fields: CaseFields) -> OtherMessage | None:
        written = written_heen(fields, self._path.parent, self._text, ("cases", index)) or self._shared.heen
        return None if written is None else self._other(written)

    def _history(self, index: int, fields: CaseFields) -> tuple[OtherMessage, ...] | None:
        own = written_history(fields, self._path.parent, self._text, ("cases", index))
        written = self._shared.history if own is None else own
        return None if written is None else tuple(map(self._other, written))

    def _other(self, written: WrittenMessage) -> OtherMessage:
        _refuse_absent(written.message, written.name, written.place)
        return OtherMessage(
            written.message,
            edits_of(written.edits, self._shared.edits),
            edits_of(written.raw, {}),
        )

    def _registers(self, index: int, fields: CaseFields) -> Mapping[str, tuple[str, ...]]:
        def place(name: str) -> Place:
            return self._text.place(("cases", index, "registers", name))

        within = self._workspace.configuration.root
        return written_registers(fields, self._path.parent, within, place)

    def _placed(self, index: int, key: str, edits: Iterable[WrittenEdit]) -> list[PlacedEdit]:
        return [(edit, self._text.place(("cases", index, key, number))) for number, edit in enumerate(edits)]

    def _expectation(self, index: int, fields: ExpectFields) -> Expectation:
        place = self._places(index)
        if not fields.model_fields_set:
            raise CaseFileError("expects nothing: it could not fail", place(key=True))
        expect, given = Expectation(), fields.given
        for key in expect_keys():
            if (written := given.get(key.name)) is not None:
                expect = key.put(expect, key.read(written, place))
        return expect

    def _places(self, index: int) -> Places:
        """Where the parts of a case's expectation stand."""

        def place(*path: str | int, key: bool = False) -> Place:
            return self._text.place(("cases", index, "expect", *path), key=key)

        return place

    def _rejects(self, rules: RuleSet | None, claim: Claim) -> bool:
        """Whether whatever meets the claim rejects the message."""
        if claim.severity is not None:
            return claim.severity in ("fatal", "error")
        if claim.level == "rules" and rules is not None and rules.tells_severities:
            return False
        code = LEVEL_CODES[claim.level].get(claim.code)
        return code is None or code.severity_in(self._workspace.configuration.file_profile) == "error"


def _refuse_absent(path: Path, name: str, place: Place) -> None:
    """A message file is there."""
    if path.exists():
        return
    folder = path.parent
    names = sorted(entry.name for entry in folder.glob(f"*{path.suffix}")) if folder.is_dir() else []
    raise CaseFileError(f"no message file {name}{did_you_mean(path.name, names)}", place)
