"""Checks of case files and fragments: what doesn't load, can't be run, is double, or is used by nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from lxml import etree

from retour.cases.expect import astray, claims
from retour.language import mark
from retour.lint.model import LintCheck, Remark
from retour.lint.project import Project
from retour.lint.sources import CaseSubject, LintedFile, included, used_edits
from retour.messages import Message, find_paths
from retour.model import Case, Edit, Place
from retour.text.bsns import looks_real
from retour.text.yaml_text import Value, YamlText

_NO_VERDICT = mark("case %(case)s can't reach a verdict: %(why)s")
_ASKED_TWICE = mark(
    "case %(case)s asks what %(other)s on line %(line)s asks: the same message, edits and expectation"
)
_UNUSED_IN_FILE = mark("nothing in the file uses %(column)s")
_UNUSED_IN_CASE = mark("nothing in the case uses %(column)s")
_PREDICATES = re.compile(r"\[[^\]]*\]")
_BSN_ELEMENT = re.compile(r"<(?:[\w.-]+:)?Bsn\b[^>]*>\s*(\d{9})\s*<", re.IGNORECASE)
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def _does_not_load(file: LintedFile) -> Iterator[Remark]:
    for error in () if file.error is None else file.error.mistakes:
        yield Remark(error.place or Place(str(file.path)), error.text)


def _no_verdict(file: LintedFile) -> Iterator[Remark]:
    for subject in file.subjects:
        problem = subject.problem
        hopeless = problem is not None and (
            problem.kind == "edit" or (problem.kind == "not-served" and not _ends_before_the_rules(subject))
        )
        if problem is not None and hopeless and subject.must_pass:
            place = problem.place or subject.case.place
            yield Remark(place, _NO_VERDICT % {"case": subject.case.id, "why": problem.text})
        if subject.must_pass and subject.message is not None:
            yield from _claims_astray(subject, subject.message)


def _ends_before_the_rules(subject: CaseSubject) -> bool:
    """Whether a case expects something of a level at which its message needs no rule set yet."""
    return any(claim.level not in ("rules", "pair") for claim in claims(subject.expect))


def _claims_astray(subject: CaseSubject, message: Message) -> Iterator[Remark]:
    """Paths in claims that select nothing in the message; those of an envelope are left to the check itself."""
    for claim in (claim for claim in subject.claims if claim.level != "envelope"):
        for reason in astray(claim, partial(find_paths, message.root)):
            text = _NO_VERDICT % {"case": subject.case.id, "why": reason}
            yield Remark(claim.place or subject.case.place, text)


def _double_case(file: LintedFile) -> Iterator[Remark]:
    for number, subject in enumerate(file.subjects):
        for earlier in file.subjects[:number]:
            if _same(subject, earlier):
                first = earlier.case
                asked = {"case": subject.case.id, "other": first.id, "line": first.place.line}
                yield Remark(subject.case.place, _ASKED_TWICE % asked)
                break


def _same(one: CaseSubject, other: CaseSubject) -> bool:
    return _asked(one.case) == _asked(other.case)


def _asked(case: Case) -> tuple[object, ...]:
    """What a case asks, whatever it is called."""
    return (
        case.message,
        case.edits,
        case.raw,
        case.rules,
        case.parameters,
        case.time_limit,
        case.levels,
        case.heen,
        case.history,
        case.registers,
        case.sent,
        case.now,
        case.sender,
        case.expect,
        case.known,
        case.skip,
    )


def _unused_column(file: LintedFile) -> Iterator[Remark]:
    if file.written is None or not isinstance(file.written.yaml.value, dict):
        return
    text, whole = file.written.yaml, file.written.yaml.value
    if isinstance(whole.get("each"), dict):
        yield from _unused_columns(whole, (), text, _UNUSED_IN_FILE)
    cases = whole.get("cases")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict) and isinstance(case.get("each"), list):
            yield from _unused_columns(case, ("cases", index), text, _UNUSED_IN_CASE)


def _unused_columns(
    part: Mapping[str, Value], at: tuple[str | int, ...], text: YamlText, unused: str
) -> Iterator[Remark]:
    """Columns of the table of a case, or of the file, that nothing else in it uses."""
    rest = json.dumps({key: value for key, value in part.items() if key != "each"}, ensure_ascii=False)
    table = part["each"]
    rows: Iterable[tuple[str | int, Value]] = (
        table.items() if isinstance(table, dict) else enumerate(table or ())
    )
    told: set[str] = set()
    for row, columns in rows:
        for name in columns if isinstance(columns, dict) else ():
            if name not in told and f"{{{name}}}" not in rest:
                told.add(name)
                yield Remark(
                    text.place((*at, "each", row, name), key=True), unused % {"column": f"{{{name}}}"}
                )


def _unused_edits(project: Project) -> Iterator[Remark]:
    used = {place for file in project.users if file.written is not None for place in used_edits(file.written)}
    perhaps = _words_of_broken_files(project)
    texts = [file.written.yaml for file in project.case_files if file.written is not None]
    texts += [fragment.text for fragment in project.fragments if fragment.text is not None]
    for text in texts:
        named = text.value.get("edits") if isinstance(text.value, dict) else None
        for name, edits in named.items() if isinstance(named, dict) else ():
            if not edits or name in perhaps:
                continue
            if text.place(("edits", name, 0)) not in used:
                yield Remark(
                    text.place(("edits", name), key=True),
                    mark("no case uses the edits %(name)s") % {"name": repr(name)},
                )


def _unused_fragment(project: Project) -> Iterator[Remark]:
    used = {
        path
        for file in project.users
        if file.written is not None
        for path in included(file.path, file.written.fields)
    }
    perhaps = {Path(word).name for word in _words_of_broken_files(project)}
    for fragment in project.fragments:
        if fragment.path not in used and fragment.path.name not in perhaps and fragment.text is not None:
            yield Remark(Place(fragment.text.name), mark("no case file includes this fragment"))


def _words_of_broken_files(project: Project) -> frozenset[str]:
    """What files may use of which no more can be told."""
    return frozenset(word for file in project.users if file.written is None for word in file.words)


def _real_bsn(file: LintedFile) -> Iterator[Remark]:
    known = file.workspace.configuration.test_bsns
    for subject in file.subjects:
        edits = [*subject.case.edits, *subject.case.raw]
        for other in (subject.case.heen, *(subject.case.history or ())):
            edits += (*other.edits, *other.raw) if other is not None else ()
        for place, number in [(edit.place, number) for edit in edits for number in _numbers(edit)]:
            if looks_real(number, known):
                place = subject.place_in_row(number) or place
                yield Remark(place, REAL_BSN % {"bsn": number})


REAL_BSN = mark(
    "%(bsn)s may be somebody's BSN: take one from 999900000-999999999, or put it in `test_bsns` of the configuration"
)


def _numbers(edit: Edit) -> Iterator[str]:
    """What an edit writes into elements called Bsn."""
    for put in edit.how.puts():
        if put.path is not None:
            yield from [put.text] * _is_bsn(put.path)
        elif put.instead_of is not None and _stands_for_bsn(put.instead_of):
            yield from _NINE_DIGITS.findall(put.text)
        else:
            yield from _BSN_ELEMENT.findall(put.text)


def _stands_for_bsn(text: str) -> bool:
    return bool(_NINE_DIGITS.fullmatch(text) or _BSN_ELEMENT.search(text))


def _is_bsn(path: str) -> bool:
    return _PREDICATES.sub("", path).rpartition("/")[2].lower() == "bsn"


def is_bsn_element(element: etree._Element) -> bool:
    """Whether an element of a message holds a BSN."""
    return bool(etree.QName(element).localname.lower() == "bsn")


CASE_FILE_CHECKS: tuple[LintCheck[LintedFile], ...] = (
    LintCheck("L001", mark("A case file doesn't load."), _does_not_load),
    LintCheck("L010", mark("A case asks what another case of the file asks."), _double_case),
    LintCheck("L013", mark("An edit writes a BSN that may be somebody's."), _real_bsn),
    LintCheck("L014", mark("A table has a column that nothing in the case uses."), _unused_column),
    LintCheck(
        "L015",
        mark(
            "A case can't reach a verdict: an edit or an `at` doesn't fit its message, or its rule set doesn't check that."
        ),
        _no_verdict,
    ),
)

SHARED_CHECKS: tuple[LintCheck[Project], ...] = (
    LintCheck("L011", mark("No case uses a named list of edits."), _unused_edits),
    LintCheck("L012", mark("No case file includes a fragment."), _unused_fragment),
)
