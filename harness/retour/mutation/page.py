"""What was found, as a web page: scores, what no case noticed, and each stylesheet with its mutants beside its lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from retour.language import ENGLISH, Texts, mark
from retour.mutation.model import Result, Status
from retour.mutation.mutating import MutatedSheet, Mutation
from retour.mutation.tally import MutantTally, by_file
from retour.reports.html import fragment, page
from retour.reports.site.parts import ALONE, NO_LINKS, Frame, Links
from retour.text.display import shown

_STATUSES: tuple[Status, ...] = (mark("survived"), mark("unseen"))
_WAIVED = (mark("accepted"), mark("equivalent"))


def mutation_page(found: Mutation, texts: Texts = ENGLISH) -> str:
    """The page, as one file."""
    return MutationPart(found).page(texts)


@dataclass(frozen=True)
class MutationPart:
    """Mutants as a part of a report.

    Attributes:
        values: whether texts are shown that may hold values of messages.
    """

    found: Mutation
    values: bool = True
    name: str = "mutants"

    @cached_property
    def _of_file(self) -> dict[Path, list[Result]]:
        return by_file(self.found.results)

    def title(self, texts: Texts) -> str:
        """What the link to its page says."""
        return texts("Mutants")

    def page(self, texts: Texts, links: Links = NO_LINKS, frame: Frame = ALONE) -> str:
        """Its page."""
        found = self.found if self.values else _without_values(self.found)
        files = [
            _file(number, sheet, self._of_file[sheet.file], links)
            for number, sheet in enumerate(found.sheets, 1)
        ]
        missed = [result for file in files for result in file.missed]
        kinds = [name for name in (*_STATUSES, *_WAIVED) if name in map(_kind, missed)]
        return page(
            "mutation",
            texts,
            **frame,
            found=found,
            sets=", ".join(f"{stamp.id} {stamp.version or texts('(no version)')}" for stamp in found.sets),
            whole=MutantTally.of(found.results),
            files=[file for file in files if file.tally.mutants or file.tally.equivalent],
            number=len(missed),
            choices=[
                ("status", texts("What became of it"), [(name, texts(name)) for name in kinds]),
                (
                    "operator",
                    texts("Operator"),
                    [(name, name) for name in sorted({result.mutant.operator for result in missed})],
                ),
            ],
            unknown=[result for result in found.results if result.status == "not known"],
            case_href=links.case,
            place_of=_place,
            kind_of=_kind,
        )

    def of_rule(self, texts: Texts, sha256: str, code: str, links: Links) -> Markup | None:
        """The mutants in the stylesheets that report a rule."""
        sheets = [sheet for sheet in self.found.sheets if code in sheet.rules.get(sha256, ())]
        results = [result for sheet in sheets for result in self._of_file[sheet.file]]
        tally = MutantTally.of(results)
        if not tally.mutants and not tally.equivalent:
            return None
        number = self.found.sheets.index(sheets[0]) + 1
        return fragment(
            "mutation_rule",
            texts,
            names=[shown(sheet.file) for sheet in sheets],
            href=f"{links.up}{self.name}.html#{_anchor(number)}-source",
            tally=tally,
            missed=[result for result in results if result.is_missed],
            case_href=links.case,
            place_of=_place,
        )


@dataclass(frozen=True, slots=True)
class _MutatedLine:
    """A line of a stylesheet; its status is the class that the style sheet of the page knows."""

    number: int
    text: str
    mutants: int
    status: str


@dataclass(frozen=True, slots=True)
class _MutatedFile:
    """A stylesheet.

    Attributes:
        rules: that it reports, with their pages.
        lines: None when it isn't there as it was.
    """

    anchor: str
    name: str
    tally: MutantTally
    rules: Sequence[dict[str, str]]
    missed: Sequence[Result]
    lines: Sequence[_MutatedLine] | None
    status: str


def _anchor(number: int) -> str:
    return f"x{number}"


def _without_values(found: Mutation) -> Mutation:
    """The same without what errors and verdicts say after their first words: it may be of a message."""
    return replace(
        found,
        left_out={name: why.partition(":")[0] for name, why in found.left_out.items()},
        failed={name: replace(problem, text=problem.kind) for name, problem in found.failed.items()},
        results=tuple(
            replace(result, reason=None) if result.reason is not None else result for result in found.results
        ),
    )


def _place(result: Result) -> str:
    """Where the changed text begins."""
    return f"{shown(result.mutant.file)}:{result.mutant.line}:{result.mutant.column}"


def _kind(result: Result) -> str:
    """By what a mutant may be found: its waiver, else what became of it."""
    return result.waiver.kind if result.waiver is not None else result.status


def _file(number: int, sheet: MutatedSheet, results: Sequence[Result], links: Links) -> _MutatedFile:
    linked = {
        code: href
        for digest, codes in sheet.rules.items()
        for code in codes
        if (href := links.rule(digest, code)) is not None
    }
    return _MutatedFile(
        _anchor(number),
        shown(sheet.file),
        MutantTally.of(results),
        [{"code": code, "href": href} for code, href in linked.items()],
        [result for result in results if result.is_missed],
        _lines(sheet, results),
        _status(results),
    )


def _lines(sheet: MutatedSheet, results: Sequence[Result]) -> list[_MutatedLine] | None:
    try:
        data = sheet.file.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != sheet.sha256:
        return None
    by_line: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        if result.is_missed or result.is_noticed:
            by_line[result.mutant.line].append(result)
    return [
        _MutatedLine(number, line, len(by_line[number]), _status(by_line[number]))
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1)
    ]


def _status(results: Sequence[Result]) -> str:
    counted = [result for result in results if not result.is_equivalent]
    if any(result.is_missed and result.waiver is None for result in counted):
        return "bad"
    if any(result.is_missed for result in counted):
        return "warn"
    return "good" if any(result.is_noticed for result in counted) else ""
