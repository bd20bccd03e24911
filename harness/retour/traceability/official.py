"""An official rule report: the rules of a standard and release, and the places where it hangs them.

Read are the workbook `regelrapport-<standard>-<release>.xlsx` of the Zorginstituut, its two sheets saved as CSV, and CSV files that have
the facts alone, under the headings of `_BARE`. Texts of rules are never taken over.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from retour.errors import RuleReportError
from retour.model import Place
from retour.rulesets import ControlLevel
from retour.text.display import shown
from retour.text.excerpts import excerpt
from retour.text.nearest import did_you_mean
from retour.traceability.tables import Row, Table, read_csv
from retour.traceability.workbooks import Workbook

RETOUR = "retour"
"""The message of what holds for every retourbericht."""

WHOLE = "."
"""The place of a rule that hangs on a message, as catalogues write it."""


@dataclass(frozen=True, slots=True)
class OfficialRule:
    """A rule of the report.

    Attributes:
        level: None for a rule on the process, to which the report gives none.
        retour: None where it gives no code.
        places: message (`301`, `retour`) → class and element, such as `Contact/Adres/Huis`; `.` for the message as a whole.
    """

    code: str
    level: ControlLevel | None
    retour: str | None
    places: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OfficialReport:
    """What a report says.

    Attributes:
        files: those that it was read from.
        standard, release: as the front page has them, such as iWmo and 3.2; None where there is no front page.
        version, updated: of the file.
        rules: by code, in the order of the report.
        placements: how many rows place a rule.
    """

    files: tuple[Path, ...]
    standard: str | None
    release: str | None
    version: str | None
    updated: datetime.date | None
    rules: Mapping[str, OfficialRule]
    placements: int

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The rules that the report places nowhere."""
        return tuple(code for code, rule in self.rules.items() if not rule.places)


@dataclass(frozen=True, slots=True)
class _Form:
    """How tables are laid out.

    Attributes:
        message, class_, elements, placed: headings of the table of placements.
        code, level, retour: headings of the table of rules.
        levels: what the words of the column `level` stand for; an empty cell is a rule on the process.
    """

    message: str
    class_: str
    elements: tuple[str, ...]
    placed: str
    code: str
    level: str
    retour: str
    levels: Mapping[str, ControlLevel] = field(repr=False)


_OFFICIAL = _Form(
    message="Bericht",
    class_="Berichtklasse",
    elements=("Berichtelement\\Datatype", "CDT-element\\Datatype"),
    placed="Regelcode",
    code="Regelcode",
    level="Controleniveau",
    retour="Retourcode",
    levels={
        "berichtformaat (xsd)": "schema",
        "bericht inhoud (xslt)": "rules",
        "berichtoverstijgend": "cross-message",
        "externe bron": "external source",
    },
)
_BARE = _Form(
    message="message",
    class_="class",
    elements=("element",),
    placed="rule",
    code="rule",
    level="level",
    retour="retourcode",
    levels={
        "xsd": "schema",
        "xslt": "rules",
        "cross-message": "cross-message",
        "external source": "external source",
    },
)
_SHEETS = {"front": "Voorpagina", "placements": "Regels per bericht(element)", "rules": "Regels"}
_FRONT = {
    "Standaard:": "standard",
    "Releasenummer:": "release",
    "Bestandsversie:": "version",
    "Laatste update:": "updated",
}
_MESSAGE = re.compile(r"(?P<family>[A-Z]+)?(?P<digits>\d{3})")
_OF_RETOURS = re.compile(r"\(?([A-Z]+ )?retour\)?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,4}\d{3,4}(x\d{1,2})?")
_NO_CODE = ("", "n.v.t.")


def read_official_report(files: Sequence[Path]) -> OfficialReport:
    """Read a report.

    Args:
        files: one workbook, or the table of rules and the table of placements as CSV, in any order.

    Raises:
        RuleReportError: with file, sheet and row, for the first thing that is wrong.
    """
    if any(file.suffix.lower() == ".csv" for file in files):
        tables = [read_csv(file) for file in files]
        placements, rules = _told_apart(tables)
        return _report(files, placements, rules, {})
    if len(files) != 1:
        raise RuleReportError("a rule report is one workbook, or two CSV files", Place(shown(files[1])))
    book = Workbook(files[0])
    front = _front_page(book.rows(_SHEETS["front"]))
    return _report(files, book.table(_SHEETS["placements"]), book.table(_SHEETS["rules"]), front)


def _told_apart(tables: Sequence[Table]) -> tuple[Table, Table]:
    """The table of placements and that of rules."""
    found = {_is_of_placements(table): table for table in tables}
    if len(tables) != 2 or len(found) != 2:
        raise RuleReportError(
            "as CSV a rule report is two files, its rules and their placements (with a column "
            f"{_BARE.message!r} or {_OFFICIAL.message!r})",
            Place(", ".join(shown(table.file) for table in tables)),
        )
    return found[True], found[False]


def _is_of_placements(table: Table) -> bool:
    return _BARE.message in table.headings or _OFFICIAL.message in table.headings


def _front_page(rows: Iterable[Sequence[object]]) -> dict[str, object]:
    """What stands behind each label: the next cell in its row that isn't empty."""
    found: dict[str, object] = {}
    for row in rows:
        cells = [cell for cell in row if str(cell).strip()]
        for label, cell in pairwise(cells):
            if (key := _FRONT.get(str(label).strip())) is not None:
                found[key] = cell
    return found


def _report(
    files: Sequence[Path], placements: Table, rules: Table, front: Mapping[str, object]
) -> OfficialReport:
    places: dict[str, dict[str, dict[str, None]]] = {}
    rows: dict[str, Row] = {}
    form = _form(placements)
    placements.demand([form.message, form.class_, *form.elements, form.placed])
    for row in placements.rows:
        code, message = _rule_code(placements, row, form.placed), _message(placements, row, form)
        rows.setdefault(code, row)
        places.setdefault(code, {}).setdefault(message, {})[_place(row, form)] = None
    found = {rule.code: rule for rule in _rules(rules, places)}
    for code, row in rows.items():
        if code not in found:
            hint = did_you_mean(code, found)
            raise placements.error(f"rule {code} doesn't stand in the table of rules{hint}", row.number)
    return OfficialReport(
        files=tuple(files),
        standard=_said(front, "standard"),
        release=_said(front, "release"),
        version=_said(front, "version"),
        updated=_day(front.get("updated")),
        rules=found,
        placements=len(placements.rows),
    )


def _form(table: Table) -> _Form:
    return _BARE if _BARE.code in table.headings else _OFFICIAL


def _rules(table: Table, places: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[OfficialRule]:
    form = _form(table)
    table.demand([form.code, form.level, form.retour])
    seen: dict[str, int] = {}
    for row in table.rows:
        code = _rule_code(table, row, form.code)
        if code in seen:
            raise table.error(f"rule {code} stands here twice, first in row {seen[code]}", row.number)
        seen[code] = row.number
        retour = row[form.retour]
        yield OfficialRule(
            code=code,
            level=_level(table, row, form),
            retour=None if retour.casefold() in _NO_CODE else retour,
            places={message: tuple(each) for message, each in places.get(code, {}).items()},
        )
    if not seen:
        raise table.error("there are no rules", 1)


def _rule_code(table: Table, row: Row, heading: str) -> str:
    code = row[heading]
    if _CODE.fullmatch(code) is None:
        raise table.error(
            f"{excerpt(code)} below {heading!r} is no code of a rule, such as TR018", row.number
        )
    return code


def _level(table: Table, row: Row, form: _Form) -> ControlLevel | None:
    written = row[form.level]
    if not written:
        return None
    found = form.levels.get(" ".join(written.casefold().split()))
    if found is None:
        hint = did_you_mean(written, form.levels, "the levels are")
        raise table.error(f"there is no level {excerpt(written)}{hint}", row.number)
    return found


def _message(table: Table, row: Row, form: _Form) -> str:
    written = row[form.message]
    if _OF_RETOURS.fullmatch(written):
        return RETOUR
    if (found := _MESSAGE.fullmatch(written)) is None:
        raise table.error(
            f"{excerpt(written)} below {form.message!r} is no message, such as WMO301", row.number
        )
    return found["digits"]


def _place(row: Row, form: _Form) -> str:
    """Class and element, without the datatypes that stand behind a backslash."""
    elements = [cell.partition("\\")[0] for heading in form.elements for cell in row.cells.get(heading, ())]
    return "/".join(part for part in (row[form.class_], *elements) if part) or WHOLE


def _said(front: Mapping[str, object], key: str) -> str | None:
    return str(front[key]).strip() if key in front else None


_EPOCH = datetime.date(1899, 12, 30)
"""Day 0 of a workbook."""


def _day(cell: object) -> datetime.date | None:
    """A day, which a workbook may keep as a number."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, (int, float)) and 0 < cell < 200_000:
        return _EPOCH + datetime.timedelta(days=int(cell))
    return None
