"""Statements → one static site: subject by release, how it went on, a badge for each subject, and the statements themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retour.conformance.document import StatementDocument, Totals, read_statement
from retour.conformance.web import percent, statement_page
from retour.errors import StatementError
from retour.language import ENGLISH, Texts
from retour.model import Place
from retour.reports.html import page
from retour.text.display import shown
from retour.text.walking import files_below
from retour.text.writing import write_document, write_file

_GREEN, _ORANGE, _RED = "brightgreen", "orange", "red"
_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ConformanceShare:
    """How much of what was judged is as expected.

    Attributes:
        percent: rounded down.
        is_all: whether nothing is otherwise.
    """

    percent: float
    is_all: bool

    @classmethod
    def of(cls, totals: Totals) -> ConformanceShare:
        """The share of some totals."""
        return cls(percent(totals), not totals.not_as_expected and not totals.error)

    def __str__(self) -> str:
        return f"{self.percent:g} %"


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement with its file.

    Attributes:
        name: of its pages and files on the site.
    """

    statement: StatementDocument
    file: Path
    name: str

    @property
    def sets(self) -> list[str]:
        """The ids of the rule sets that it is about."""
        return sorted({each.id for each in self.statement.sets})

    @property
    def share(self) -> ConformanceShare:
        """Of all that it judged."""
        return ConformanceShare.of(self.statement.totals)

    def share_of(self, id_: str) -> ConformanceShare | None:
        """Of what it judged by one rule set, whatever its version; None where it judged nothing by it."""
        names = {
            f"{each.id}@{each.version}" if each.version else each.id
            for each in self.statement.sets
            if each.id == id_
        }
        counted = Counter(each.result for each in self.statement.results if each.set in names)
        if not (counted["as expected"] or counted["not as expected"] or counted["error"]):
            return None
        return ConformanceShare.of(
            Totals(
                as_expected=counted["as expected"],
                not_as_expected=counted["not as expected"],
                error=counted["error"],
            )
        )


def read_statements(folder: Path) -> list[Stated]:
    """The statements in a folder and below it, by subject, the oldest first.

    Raises:
        StatementError: there is none, or a JSON file is no statement.
    """
    files = files_below(folder, lambda name: name.endswith(".json")).files if folder.is_dir() else ()
    if not files:
        raise StatementError("no statements (*.json) in this folder", Place(shown(folder)))
    read = sorted(
        ((read_statement(file), file) for file in files),
        key=lambda each: (each[0].subject.name, each[0].moment, each[1]),
    )
    taken: dict[str, int] = {}
    found = []
    for statement, file in read:
        name = _slug(f"{statement.subject.name}-{statement.subject.version}")
        taken[name] = taken.get(name, 0) + 1
        found.append(Stated(statement, file, name if taken[name] == 1 else f"{name}-{taken[name]}"))
    return found


def write_statement_site(found: Sequence[Stated], folder: Path, texts: Texts = ENGLISH) -> None:
    """Write the site into a folder, which is made.

    Raises:
        RetourError: it can't be written.
    """
    by_subject: dict[str, list[Stated]] = {}
    for each in found:
        by_subject.setdefault(each.statement.subject.name, []).append(each)
        write_document(folder / f"{each.name}.html", statement_page(each.statement, texts))
        write_file(folder / f"{each.name}.json", each.file.read_bytes())
    badges = {name: _slug(name) for name in by_subject}
    for name, stated in by_subject.items():
        write_document(
            folder / f"badge-{badges[name]}.json",
            json.dumps(_badge(stated[-1], texts), ensure_ascii=False, indent=1) + "\n",
        )
    newest = {
        (name, id_): (each, share)
        for name, stated in by_subject.items()
        for each in stated
        for id_ in each.sets
        if (share := each.share_of(id_)) is not None
    }
    write_document(
        folder / "index.html",
        page(
            "statement_site",
            texts,
            subjects=by_subject,
            sets=sorted({id_ for _, id_ in newest}),
            newest=newest,
            badges=badges,
        ),
    )


def _badge(stated: Stated, texts: Texts) -> dict[str, Any]:
    """The newest statement on a subject as shields.io reads it, https://shields.io/endpoint."""
    totals = stated.statement.totals
    color = _GREEN if stated.share.is_all else _RED if totals.error else _ORANGE
    return {
        "schemaVersion": 1,
        "label": texts("conformance %(sets)s", sets=", ".join(stated.sets)),
        "message": f"{texts.figures(str(stated.share))} {texts('as expected')} ({stated.statement.subject.version})",
        "color": color,
    }


def _slug(text: str) -> str:
    return _IN_NAMES.sub("-", text.lower()).strip("-") or "subject"
