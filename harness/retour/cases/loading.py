"""Case file → cases: read, checked against the format, the messages and the rule set it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from retour.cases.expansion import ExpandedText
from retour.cases.expect import Places, Setting, expect_keys, rules_key, spoken
from retour.cases.fields import CaseFields, ExpectFields, KnownFields
from retour.cases.form import Form
from retour.cases.forms import VersionFields
from retour.cases.fragments import (
    Shared,
    WrittenMessage,
    shared_by,
    written_heen,
    written_history,
    written_registers,
)
from retour.cases.gaps import refuse_unlikely, right_by_default, with_gap
from retour.cases.knowledge import check_parameters, check_sender
from retour.cases.mistakes import Mistakes, together
from retour.cases.patch_levels import claimed_at, holding, nothing_holds, refuse_overlaps, refuse_unversioned
from retour.cases.using import PlacedEdit, edits_of
from retour.errors import CaseFileError, RuleSetError, RuleSetNotFound
from retour.levels import LEVEL_CODES, judged_levels
from retour.messages.edits import WrittenEdit
from retour.model import ALWAYS, Case, Claim, Expectation, KnownGap, OtherMessage, PatchLevels, Place
from retour.rulesets import NamedSet, RuleSet
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.yaml_text import YamlText
from retour.workspace import Workspace, workspace_for


@dataclass(frozen=True, slots=True)
class BrokenCase:
    """A case that can't be used.

    Attributes:
        id: as the file has it, or made of its line; no other case of the file is called so.
        place: where it stands.
        tags: those that can be read.
        error: all that is wrong with it.
    """

    id: str
    place: Place
    tags: tuple[str, ...]
    error: CaseFileError


def load_cases(
    path: Path | str,
    workspace: Workspace | None = None,
    data: bytes | None = None,
    under: Sequence[NamedSet] = (),
) -> list[Case]:
    """Read a case file, all of it.

    Args:
        path: a `*.cases.yaml` file.
        workspace: where rule sets are looked up; found upwards from the file when left out.
        data: what to read in place of the file's content, such as what is to be written into it.
        under: rule sets that judge in place of those that the cases name, as far as they stand for these.

    Returns:
        The cases, in the order of the file, each as many times as it has rule sets; at least one.

    Raises:
        CaseFileError: with file, line and column, for all that is wrong.
        ConfigurationError: the project's configuration can't be used.
    """
    read = read_cases(path, workspace, data, under)
    if broken := [each.error for each in read if isinstance(each, BrokenCase)]:
        raise together(broken)
    return [each for each in read if isinstance(each, Case)]


def read_cases(
    path: Path | str,
    workspace: Workspace | None = None,
    data: bytes | None = None,
    under: Sequence[NamedSet] = (),
) -> list[Case | BrokenCase]:
    """Read a case file; a case that can't be used doesn't keep the others from being used. For the arguments see `load_cases`.

    Returns:
        The cases, in the order of the file. At least one can be used. Rows of a case with the same mistakes are one broken case.

    Raises:
        CaseFileError: with all that is wrong, where the file itself, or none of its cases, can be used.
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
    form = Form(ExpandedText(text, path.parent))
    try:
        shared = shared_by(path, text, form.fields, workspace.configuration.root)
    except CaseFileError as error:
        raise together([error, *form.mistakes]) from None
    return _CaseLoader(path, form, shared, workspace, under).cases()


class _CaseLoader:
    def __init__(
        self,
        path: Path,
        form: Form,
        shared: Shared,
        workspace: Workspace,
        under: Sequence[NamedSet],
    ) -> None:
        self._path = path
        self._form = form
        self._text = form.text
        self._fields = form.fields
        self._shared = shared
        self._workspace = workspace
        self._under = under

    def cases(self) -> list[Case | BrokenCase]:
        """See `read_cases`."""
        wrong = {index: Mistakes(found) for index, found in self._form.of_cases.items()}
        loaded: dict[int, list[Case]] = {}
        seen: dict[str, int] = {}
        for index, fields in self._form.cases:
            mistakes = wrong.setdefault(index, Mistakes())
            mistakes.of(self._refuse_second, fields.id, index, seen)
            loaded[index] = mistakes.of(self._under_each, index, fields) or []
        if not any(not wrong[index] for index in loaded):
            raise together(error for found in wrong.values() for error in found)
        return self._in_order(loaded, wrong)

    def _refuse_second(self, case_id: str, index: int, seen: dict[str, int]) -> None:
        if case_id in seen:
            first = self._place(seen[case_id])
            place = self._text.row_place(index) or self._text.place(("cases", index, "id"))
            raise CaseFileError(f"id {case_id!r} is taken by the case on line {first.line}", place)
        seen[case_id] = index

    def _in_order(
        self, loaded: Mapping[int, list[Case]], wrong: Mapping[int, Mistakes]
    ) -> list[Case | BrokenCase]:
        """The cases that can be used, and those that can't, as they stand in the file."""
        taken = {case.id for index, cases in loaded.items() if not wrong[index] for case in cases}
        found: list[Case | BrokenCase] = []
        alike: set[tuple[int, str]] = set()
        for index in sorted(wrong):
            if not wrong[index]:
                found += loaded[index]
                continue
            error = together(wrong[index])
            if (key := (self._text.written(index), str(error))) not in alike:
                alike.add(key)
                found.append(self._broken(index, error, taken))
        return found

    def _broken(self, index: int, error: CaseFileError, taken: set[str]) -> BrokenCase:
        place = self._place(index)
        case_id, tags = self._form.named(index)
        line = f"line-{place.line}"
        case_id = line if case_id is None else f"{case_id}-{line}" if case_id in taken else case_id
        number, free = 1, case_id
        while free in taken:
            number, free = number + 1, f"{case_id}-{number + 1}"
        taken.add(free)
        return BrokenCase(free, place, tags, error)

    def _under_each(self, index: int, fields: CaseFields) -> list[Case]:
        """A case under its own rule set, or under each of those that stand for it."""
        reference = fields.rules or self._shared.rules or self._workspace.configuration.rules
        standing = self._standing_for(index, fields, reference)
        if not standing:
            return [self._case(index, fields, reference, self._rules(index, fields, reference))]
        cases = []
        refused: dict[str, CaseFileError] = {}
        for each in standing:
            try:
                case = self._case(index, fields, str(each.rules.folder), each.rules)
            except CaseFileError as error:
                refused[each.name] = error
            else:
                cases.append(replace(case, under=each.name))
        for name, wrong in refused.items():
            others = ", ".join(str(case.under) for case in cases)
            way_out = (
                f"; it fits {others}: `from` and `until` say where an expectation holds" if cases else ""
            )
            raise together(
                CaseFileError(f"under {name}: {each.text}{way_out}", each.place) for each in wrong.mistakes
            )
        return cases

    def _standing_for(self, index: int, fields: CaseFields, reference: str | None) -> list[NamedSet]:
        """The sets that the run asks for in the place of a case's own; all of them where that can't be told."""
        if not self._under:
            return []
        try:
            own = self._rules(index, fields, reference)
        except CaseFileError:
            own = None
        return [each for each in self._under if own is None or each.stands_for(own)]

    def _case(self, index: int, fields: CaseFields, reference: str | None, rules: RuleSet | None) -> Case:
        """A case.

        Args:
            reference: how it names its rule set.
            rules: the rule set; None when it can't be opened.
        """
        at = ("cases", index)
        shared, wrong = self._shared, Mistakes()
        # What can't be used is replaced by what does no harm, so that the rest can be looked at too.
        read = wrong.of(self._written, index, fields, rules)
        written = read or _WrittenExpectation(Expectation())
        case = Case(
            id=fields.id,
            place=self._place(index),
            file=self._path,
            rules=reference,
            message=wrong.of(self._message, index, fields) or self._path,
            expect=written.expect,
            about=fields.about,
            tags=tuple(dict.fromkeys([*shared.tags, *fields.tags])),
            edits=wrong.of(edits_of, self._placed(index, "edit", fields.edit), shared.edits) or (),
            raw=wrong.of(edits_of, self._placed(index, "raw", fields.raw), {}) or (),
            parameters={**shared.parameters, **fields.parameters},
            time_limit=fields.time_limit or shared.time_limit,
            heen=wrong.of(self._heen, index, fields),
            history=wrong.of(self._history, index, fields),
            registers={**shared.registers, **(wrong.of(self._registers, index, fields) or {})},
            sent=fields.sent or shared.sent,
            now=fields.pinned or shared.now,
            sender=fields.sender or shared.sender,
            levels=shared.levels if fields.levels is None else tuple(fields.levels),
            ignores_warnings="ignore" in (fields.warnings, shared.warnings),
            span=written.span,
            elsewhere=written.elsewhere,
            xfail=fields.xfail,
            skip=fields.skip or written.skip,
            fragments=shared.fragments,
        )
        wrong.of(check_sender, case, at, self._text)
        if rules is not None:
            wrong.of(check_parameters, rules, case.parameters, at, self._text)
        if written.skip is None and read is not None:
            if fields.expect is not None:
                wrong.of(self._check_expectation, case, rules, self._places(index, written.span.number))
            if fields.known is not None:
                case = wrong.of(self._with_gap, case, index, fields.known, rules) or case
        wrong.tell()
        return case

    def _with_gap(self, case: Case, index: int, fields: KnownFields, rules: RuleSet | None) -> Case:
        """A case with what is known of its rule set."""
        places = self._places(index, key="known")
        refuse_unversioned(rules, [fields], places(key=True))
        gap = KnownGap(
            case.expect,
            rules_key().read(fields.fires, places) or (),
            tuple(fields.silent),
            fields.since,
            fields.until,
            rules is None or rules.version in fields.range,
            fields.see,
            places(),
        )
        if not gap.holds:
            return replace(case, known=gap)
        case = replace(case, known=gap, expect=with_gap(gap))
        setting = self._setting(case, rules, places)
        refuse_unlikely(gap, setting)
        rules_key().check(gap.fires, setting)
        return case

    def _check_expectation(self, case: Case, rules: RuleSet | None, places: Places) -> None:
        """What a case expects can come."""
        setting, wrong = self._setting(case, rules, places), Mistakes()
        for key, value in spoken(case.expect):
            if key.is_about_rules and rules is not None and not rules.has_rules:
                wrong.note(
                    CaseFileError(
                        f"rule set {rules.id} has no rules, so nothing judges what `{key.name}` expects",
                        setting.place(key.name, key=True),
                    )
                )
            else:
                wrong.of(key.check, value, setting)
        wrong.tell()

    def _setting(self, case: Case, rules: RuleSet | None, places: Places) -> Setting:
        # Codes may be worked out at run time, or stand in a file that can't be read.
        is_known = rules is not None and bool(rules.codes) and not rules.broken
        return Setting(
            case,
            places,
            judged_levels(case.levels, self._workspace.configuration),
            partial(self._rejects, rules),
            rules if is_known else None,
            bool(case.registers or self._workspace.configuration.registers),
        )

    def _rules(self, index: int, fields: CaseFields, reference: str | None) -> RuleSet | None:
        """The rule set of a case; None when there is one but it can't be opened, which is then the case's outcome."""
        if reference is None:
            raise CaseFileError(
                "no rule set: add `rules: iwmo/2.1`, say, here or in the configuration",
                self._place(index),
            )
        written = fields.rules or self._shared.rules
        base = self._path.parent if written else self._workspace.configuration.root
        try:
            return self._workspace.shelf.get(reference, base)
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

    def _written(self, index: int, fields: CaseFields, rules: RuleSet | None) -> _WrittenExpectation:
        """What a case expects at the patch level of a rule set."""
        written = fields.expect
        if written is None:
            return _WrittenExpectation(right_by_default(fields.known.silent if fields.known else ()))
        several = isinstance(written, list)
        parts = written if isinstance(written, list) else [written]
        places = [self._places(index, number if several else None) for number in range(len(parts))]
        wrong = Mistakes()
        read = [
            wrong.of(self._expectation, part, place) or Expectation()
            for part, place in zip(parts, places, strict=True)
        ]
        wrong.tell()
        spans = [part.range for part in parts]
        refuse_overlaps(spans, lambda number: places[number]())
        refuse_unversioned(rules, _bounded(parts), places[0](key=True))
        number = holding(spans, rules)
        if number is None:
            assert rules is not None
            return _WrittenExpectation(read[0], skip=nothing_holds(spans, rules))
        span = PatchLevels(spans[number].since, spans[number].until, number if several else None)
        expect, elsewhere = claimed_at(read[number], rules)
        return _WrittenExpectation(expect, span, elsewhere)

    def _expectation(self, fields: ExpectFields, place: Places) -> Expectation:
        expect, given, wrong = Expectation(), fields.given, Mistakes()
        if not fields.model_fields_set - {"since", "until"}:
            raise CaseFileError("expects nothing: it could not fail", place(key=True))
        for key in expect_keys():
            if (written := given.get(key.name)) is not None:
                expect = key.put(expect, wrong.of(key.read, written, place))
        wrong.tell()
        return expect

    def _places(self, index: int, number: int | None = None, *, key: str = "expect") -> Places:
        """Where the parts of a case's expectation stand, or of one of several."""
        at: tuple[str | int, ...] = ("cases", index, key) if number is None else ("cases", index, key, number)

        def place(*path: str | int, key: bool = False) -> Place:
            return self._text.place((*at, *path), key=key)

        return place

    def _rejects(self, rules: RuleSet | None, claim: Claim) -> bool:
        """Whether whatever meets the claim rejects the message."""
        if claim.severities:
            return all(severity in ("fatal", "error") for severity in claim.severities)
        if claim.level == "rules" and rules is not None and rules.tells_severities:
            return False
        code = LEVEL_CODES[claim.level].get(claim.code)
        return code is None or code.severity_in(self._workspace.configuration.file_profile) == "error"


@dataclass(frozen=True)
class _WrittenExpectation:
    """What a case expects at one patch level; see `Case`.

    Attributes:
        skip: why it expects nothing there.
    """

    expect: Expectation
    span: PatchLevels = ALWAYS
    elsewhere: tuple[Claim, ...] = ()
    skip: str | None = None


def _bounded(parts: Iterable[ExpectFields]) -> Iterator[VersionFields]:
    """All that may hold at some patch levels alone."""
    for part in parts:
        yield part
        for given in part.given.values():
            yield from (
                (each for each in given if isinstance(each, VersionFields)) if isinstance(given, list) else ()
            )


def _refuse_absent(path: Path, name: str, place: Place) -> None:
    """A message file is there."""
    if path.exists():
        return
    folder = path.parent
    names = sorted(entry.name for entry in folder.glob(f"*{path.suffix}")) if folder.is_dir() else []
    raise CaseFileError(f"no message file {name}{did_you_mean(path.name, names)}", place)
